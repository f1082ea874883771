import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const tool = fileURLToPath(new URL('../../tools/build.mjs', import.meta.url));

/** Builds `dist/` where a source is newer. `npm test` has done so already; then this takes no time. */
export function setup(): void {
  const run = spawnSync(process.execPath, [tool, '--if-needed'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the program could not be built:\n${run.stdout}${run.stderr}`);
}
