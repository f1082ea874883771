// Compiles to dist/ and puts the schemas beside the code that reads them.
//   node tools/build.mjs              always
//   node tools/build.mjs --if-needed  only where a source is newer than the last build
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const stamp = join(dist, '.built');

if (!(process.argv.includes('--if-needed') && isUpToDate())) build();

function build() {
  if (process.argv.includes('--clean')) rmSync(dist, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
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
