// Compiles to dist/ and puts the schemas beside the code that reads them.
//   node tools/build.mjs              types checked
//   node tools/build.mjs --clean      into an empty folder, types checked: for the package
//   node tools/build.mjs --if-needed  only where a source is newer than the last build; types are not checked,
//                                     which takes less than half the time: `npm run types` does that
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const stamp = join(dist, '.built');

const ifNeeded = process.argv.includes('--if-needed');

if (!(ifNeeded && isUpToDate())) build();

function build() {
  if (process.argv.includes('--clean')) rmSync(dist, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', 'ts7', 'bin', 'tsc');
  const args = [compiler, '-p', 'tsconfig.build.json', ...(ifNeeded ? ['--noCheck'] : [])];
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
  cpSync(join(root, 'schemas'), join(dist, 'schemas'), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || path.endsWith('.json'),
  });
  chmodSync(join(dist, 'engine', 'cli', 'main.js'), 0o755);
  writeFileSync(stamp, '');
}

function isUpToDate() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const inputs = ['engine', 'providers', 'schemas', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
  return inputs.every((name) => newest(join(root, name)) < built);
}

function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
