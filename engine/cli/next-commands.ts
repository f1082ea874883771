import type { Commands } from '../render/commands.ts';
import type { CliContext } from './context.ts';

/** The options of a run that the next one needs too. */
export interface RunWords {
  readonly sandbox?: string | true | undefined;
  /** The plan file that this run wrote or was given. */
  readonly planFile?: string | undefined;
  /** What narrowed the plan of this run. A fresh apply plans everything, for today: less takes a plan file. */
  readonly narrowed?: readonly string[];
  /** Whom this run offboards: to go on with it is to type that again. */
  readonly offboard?: string | undefined;
}

const withSandbox = new Set(['plan', 'apply', 'status', 'offboard']);

/** The one place that makes the commands to go on with, from what this run was started with. */
export function nextCommands({ typed }: Pick<CliContext, 'typed'>, run: RunWords = {}): Commands {
  const { sandbox, planFile, narrowed = [], offboard } = run;
  const place = typed.workspace === '.' ? [] : ['-C', shellWord(typed.workspace)];
  const portals = sandbox === undefined ? [] : ['--sandbox', ...(sandbox === true ? [] : [shellWord(sandbox)])];
  const whole = (words: readonly string[]): string => {
    return [typed.program, ...words, ...(withSandbox.has(words[0] ?? '') ? portals : []), ...place].join(' ');
  };
  return (words) => {
    const [name = '', ...rest] = words.split(' ');
    const scope = narrowed.map(shellWord);
    if (name === 'plan') return whole([name, ...scope, ...rest]);
    if (name !== 'apply') return whole([name, ...rest]);
    if (offboard !== undefined) return whole(['offboard', shellWord(offboard), '--now', ...rest]);
    if (planFile !== undefined) return whole([name, shellWord(planFile), ...rest]);
    if (narrowed.length === 0) return whole([name, ...rest]);
    return `${whole(['plan', ...scope, '--out', 'plan.json'])}, then ${whole([name, 'plan.json', ...rest])}`;
  };
}

/** A word as a shell takes it for one. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
