import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Block } from './markdown.ts';

/** A command as a document shows it. */
export interface ShownCommand {
  readonly words: readonly string[];
  readonly line: number;
}

/** What `sh` and `console` blocks run; in `console` only lines after a prompt are commands, the rest is output. */
export function commandsOf(block: Block): ShownCommand[] {
  if (block.language !== 'sh' && block.language !== 'console') return [];
  const commands: ShownCommand[] = [];
  for (const [index, raw] of block.text.split('\n').entries()) {
    if (block.language === 'console' && !raw.startsWith('$ ')) continue;
    const line = raw.replace(/^\$ /, '').replace(/(^|\s)#\s.*$/, '');
    for (const part of line.split(/&&|\|\||[|;]/)) {
      const words = part.trim().match(/"[^"]*"|\S+/g) ?? [];
      if (words.length > 0) commands.push({ words, line: block.line + index + 1 });
    }
  }
  return commands;
}

export type HelpOf = (command: readonly string[]) => string | undefined;

/** What is wrong with a `rollcall …` line, asked of the program's own help. */
export function commandProblem(words: readonly string[], helpOf: HelpOf): string | undefined {
  const [program, name, ...rest] = words;
  if (program !== 'rollcall' || name === undefined) return undefined;
  const top = name.startsWith('-');
  const help = helpOf(top ? [] : [name]);
  if (help === undefined) return `there is no command ${name}`;
  for (const word of top ? [name, ...rest] : rest) {
    const option = /^--?[a-z][a-z-]*/.exec(word)?.[0];
    if (option !== undefined && !new RegExp(`(^|[\\s,])${option}(?![a-z-])`, 'm').test(help)) {
      return `${name} has no option ${option}`;
    }
  }
  return undefined;
}

const main = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const asked = new Map<string, string | undefined>();

/** The built program's help; undefined for a command that it does not list. */
export function helpOfBuilt(command: readonly string[]): string | undefined {
  const key = command.join(' ');
  if (!asked.has(key)) asked.set(key, command.length === 0 || isListed(key) ? run([...command, '--help']) : undefined);
  return asked.get(key);
}

function isListed(name: string): boolean {
  return new RegExp(`^ {2}${name}(\\s|$)`, 'm').test(helpOfBuilt([]) ?? '');
}

function run(args: readonly string[]): string {
  const env = { ...process.env, NO_COLOR: '1', COLUMNS: '100' };
  return execFileSync(process.execPath, [main, ...args], { encoding: 'utf8', env });
}
