import { createInterface } from 'node:readline/promises';

/** What a command shows and asks, and how wide and in which colours. */
export interface Screen {
  readonly columns: number;
  readonly colour: boolean;
  /** Whether somebody sits there who can be asked. */
  readonly interactive: boolean;
  /** The result: standard output. */
  readonly out: (text: string) => void;
  /** Everything about the result: standard error. */
  readonly err: (text: string) => void;
  /** Shows one line that the next one replaces; null takes it away. Does nothing where nobody looks. */
  readonly live: (text: string | null) => void;
  /** One answer. Rejects when the signal is aborted. */
  readonly ask: (question: string, signal: AbortSignal) => Promise<string>;
}

/** Where a program reads, writes and finds its variables: of a real program, `process`. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: TerminalOutput;
  readonly stderr: TerminalOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type TerminalOutput = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

export interface ScreenOptions {
  /** `--no-color` was given. */
  readonly colourless: boolean;
  readonly terminal: Terminal;
}

const widthOfPipes = 120;
const narrowest = 40;

/** The screen of a terminal. Whoever starts the program watches for output that is lost. */
export function createScreen(options: ScreenOptions): Screen {
  const { stdin, stdout, stderr, env } = options.terminal;
  let shown = false;
  const write = (stream: TerminalOutput, text: string): void => {
    if (shown) stderr.write('\r\u001b[2K');
    shown = false;
    stream.write(text);
  };
  return {
    columns: columnsOf(stdout, env),
    colour: wantsColour({ colourless: options.colourless, terminal: stdout.isTTY === true, env }),
    interactive: stdin.isTTY === true && stdout.isTTY === true,
    out: (text) => write(stdout, text),
    err: (text) => write(stderr, text),
    live: (text) => {
      if (stderr.isTTY !== true || (text === null && !shown)) return;
      stderr.write(`\r\u001b[2K${text ?? ''}`);
      shown = text !== null;
    },
    ask: async (question, signal) => {
      const lines = createInterface({ input: stdin, output: stdout });
      try {
        return await lines.question(question, { signal });
      } finally {
        lines.close();
      }
    },
  };
}

export interface ColourFacts {
  readonly colourless: boolean;
  readonly terminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** `--no-color` and NO_COLOR say no; FORCE_COLOR says yes (or, as `0` or `false`, no); else only on a terminal. */
export function wantsColour({ colourless, terminal, env }: ColourFacts): boolean {
  if (colourless || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return terminal && env['TERM'] !== 'dumb';
}

function columnsOf(stdout: TerminalOutput, env: Terminal['env']): number {
  const given = (stdout.isTTY === true ? stdout.columns : undefined) ?? Number(env['COLUMNS'] ?? '');
  return Number.isInteger(given) && given > 0 ? Math.max(narrowest, given) : widthOfPipes;
}
