import { spawnSync } from 'node:child_process';

/** Runs a script in a Node of its own, where nothing is loaded yet. Gives what it wrote. */
export function isolatedNode(script: string, input: string): string {
  const args = ['--input-type=module', '-e', script];
  const run = spawnSync(process.execPath, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}
