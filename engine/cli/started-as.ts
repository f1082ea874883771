import { basename, dirname, relative } from 'node:path';
import type { Environment } from './context.ts';
import { shellWord } from './next-commands.ts';

export interface Started {
  /** The file that Node was given, absolute. */
  readonly script: string;
  /** The working folder, absolute. */
  readonly cwd: string;
  readonly env: Environment;
}

/**
 * What a person types in the same place to start this program again: `rollcall` where it is on the PATH, `npx rollcall`
 * where a project has it installed, else Node with the file itself, as in a clone.
 */
export function startedAs({ script, cwd, env }: Started): string {
  if (/[/\\]node_modules[/\\]/.test(script)) return 'npx rollcall';
  if (/^rollcall(\.cmd)?$/.test(basename(script)) && isOnPath(dirname(script), env)) return 'rollcall';
  const from = relative(cwd, script);
  return `node ${shellWord(from.startsWith('..') || from === '' ? script : from)}`;
}

function isOnPath(folder: string, env: Environment): boolean {
  return (env['PATH'] ?? '').split(':').some((one) => one.replace(/\/+$/, '') === folder);
}
