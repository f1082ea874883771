// Packs the project, installs the package alone into an empty folder, and runs it there: the shipped example is
// planned and applied against the sandbox with nothing but what `npm install` brought.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'rollcall-package-'));
const shell = process.platform === 'win32';

try {
  run('npm', ['pack', '--pack-destination', folder, '--silent'], root);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error('npm pack made no archive');
  run('npx', ['publint', 'run', '--strict', join(folder, archive)], root);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', `./${archive}`], folder);
  run(process.execPath, ['-e', "await import('rollcall'); await import('rollcall/conformance')"], folder);
  await useIt(join(folder, 'acme'));
  console.log('The package works in an empty folder.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function useIt(workspace) {
  cpSync(join(folder, 'node_modules', 'rollcall', 'examples', '01-webex-connect'), workspace, { recursive: true });
  const rollcall = (...args) => run('npx', ['--no-install', 'rollcall', ...args], workspace);
  const sandbox = await startSandbox(workspace);
  try {
    rollcall('--version');
    rollcall('validate');
    rollcall('init');
    rollcall('plan', '--sandbox', sandbox.url);
    rollcall('apply', '--sandbox', sandbox.url, '--yes');
    const again = rollcall('plan', '--sandbox', sandbox.url);
    if (!again.includes('No changes.')) throw new Error('the second plan has changes');
  } finally {
    sandbox.child.kill();
  }
}

function startSandbox(cwd) {
  const main = join(folder, 'node_modules', 'rollcall', 'dist', 'engine', 'cli', 'main.js');
  const child = spawn(process.execPath, [main, 'sandbox', '--port', '0'], { cwd });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (data) => {
      said += data;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url !== undefined) resolve({ url, child });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', (code) => reject(new Error(`the sandbox ended with ${code}: ${said}`)));
  });
}

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', shell, stdio: ['ignore', 'pipe', 'pipe'] });
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${done.status}\n${done.stdout}\n${done.stderr}`);
  }
  return done.stdout;
}
