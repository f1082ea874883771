// Compiles to dist/ and puts the schemas beside the code that reads them.
//   node tools/build.mjs              types checked
//   node tools/build.mjs --clean      into an empty folder, types checked: for the package
//   node tools/build.mjs --if-needed  only where a source is newer than the last build; types are not checked,
//                                     which takes less than half the time: `npm run types` does that
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const stamp = join(dist, '.built');

/** Schemas for editors and for programs that read what Rollcall writes: it checks nothing against them itself. */
const forReaders = new Set(['document', 'ledger-entry', 'run-report']);

const ifNeeded = process.argv.includes('--if-needed');

if (!(ifNeeded && isUpToDate())) await build();

async function build() {
  if (process.argv.includes('--clean')) rmSync(dist, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', 'ts7', 'bin', 'tsc');
  const args = [compiler, '-p', 'tsconfig.build.json', ...(ifNeeded ? ['--noCheck'] : [])];
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
  cpSync(join(root, 'schemas'), join(dist, 'schemas'), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || path.endsWith('.json'),
  });
  await compileSchemas();
  chmodSync(join(dist, 'engine', 'cli', 'main.js'), 0o755);
  writeFileSync(stamp, '');
}

/** Writes the check of every schema as a program, so that no program that starts has to compile one. */
async function compileSchemas() {
  const ofBuild = (name) => import(pathToFileURL(join(dist, 'engine', 'manifest', name)));
  const [{ newAjv, withoutId }, { compiledFile }] = await Promise.all([ofBuild('new-ajv.js'), ofBuild('validator.js')]);
  const { default: standaloneCode } = createRequire(import.meta.url)('ajv/dist/standalone');
  const folder = join(dist, 'engine', 'manifest', 'compiled');
  mkdirSync(folder, { recursive: true });
  for (const path of readdirSync(join(root, 'schemas'), { recursive: true })) {
    if (!path.endsWith('.schema.json')) continue;
    const schema = JSON.parse(readFileSync(join(root, 'schemas', path), 'utf8'));
    const name = path.replaceAll('\\', '/').slice(0, -'.schema.json'.length);
    if (forReaders.has(name)) continue;
    for (const fillDefaults of name.endsWith('/settings') ? [true, false] : [false]) {
      const ajv = newAjv({ fillDefaults, keepSource: true });
      const code = standaloneCode(ajv, ajv.compile(withoutId(schema)));
      const file = join(folder, compiledFile(name, { fillDefaults }));
      // Never half of a file, where a program starts at this moment.
      writeFileSync(`${file}.draft`, code);
      renameSync(`${file}.draft`, file);
    }
  }
}

function isUpToDate() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const inputs = [
    'engine',
    'providers',
    'schemas',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
    'tools/build.mjs',
  ];
  return inputs.every((name) => newest(join(root, name)) < built);
}

function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
