// How long a plan takes, as whole processes on this machine, beside a bare floor measured in the same run.
//   npm run bench -- --sizes 1000,10000 --runs 3
//   cold       nothing cached; one person in a hundred has another role than the portal holds
//   warm       parsed files cached; the same changes
//   unchanged  parsed files cached; everything as declared
//   floor      bench/floor.mjs: read and parse the files, list the portal, compare; nothing else
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { otherRole, personOf, writePerson, writeWorkspace } from './people.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, '..', 'dist', 'engine', 'cli', 'main.js');
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    runs: { type: 'string', default: '3' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const runs = Number(values.runs);

console.log(`Node ${process.version}, ${cpus().length} cores, median of ${runs} runs, whole processes\n`);
console.log('| people | plan | wall | of the floor | peak memory | 10x size takes |');
console.log('|---:|---|---:|---:|---:|---:|');
const rows = [];
for (const size of sizes) {
  const measured = await measure(size);
  rows.push(...measured);
  for (const row of measured) print(row);
}

async function measure(size) {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  const portal = await startPortal(size);
  const plan = (...args) => run([main, 'plan', '--sandbox', portal.url, ...args], folder);
  try {
    console.error(`${size} people: writing files and ledger`);
    writeWorkspace(folder, size);
    setUpLedger(folder, plan);
    const floor = repeat(() => run([join(here, 'floor.mjs'), folder, portal.url], folder));
    plan();
    const unchanged = repeat(() => plan());
    demand(unchanged, 'No changes');
    for (let index = 0; index < size; index += 100) {
      const person = personOf(index);
      writePerson(folder, { ...person, role: otherRole(person.role) });
    }
    const cold = repeat(() => {
      rmSync(join(folder, '.rollcall', 'cache'), { recursive: true, force: true });
      return plan();
    });
    const warm = repeat(() => plan());
    demand(warm, `${Math.ceil(size / 100).toLocaleString('en')} to update`);
    return Object.entries({ floor, cold, warm, unchanged }).map(([name, results]) => rowOf(size, name, results, floor));
  } finally {
    portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everybody whom the first plan would adopt becomes owned. */
function setUpLedger(folder, plan) {
  run([main, 'init'], folder);
  const file = join(folder, 'plan.json');
  writeFileSync(file, plan('--format', 'json').output);
  const id = /id: *['"]?([A-Za-z0-9-]+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8'))?.[1];
  run([join(here, 'own.mjs'), folder, file, id], folder);
}

async function startPortal(size) {
  const child = spawn(process.execPath, [join(here, 'portal.mjs'), String(size)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(String(data).trim()));
    child.once('exit', (code) => reject(new Error(`the portal ended with ${code}`)));
  });
  return { url, stop: () => child.kill() };
}

function repeat(once) {
  return Array.from({ length: runs }, once);
}

/** One whole process: wall time, peak memory, output. */
function run(args, folder) {
  const usage = join(folder, '.usage');
  const preload = pathToFileURL(join(here, 'usage.mjs')).href;
  const begun = performance.now();
  const done = spawnSync(process.execPath, ['--import', preload, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, ROLLCALL_BENCH_USAGE: usage, NO_COLOR: '1' },
  });
  const wall = performance.now() - begun;
  if (done.status !== 0) throw new Error(`${args.join(' ')} ended with ${done.status}\n${done.stdout}\n${done.stderr}`);
  return { wall, memory: Number(readFileSync(usage, 'utf8')) / 1024, output: done.stdout };
}

/** A figure is worth nothing if the plan was not the one that it is said to be. */
function demand(results, text) {
  const last = results.at(-1)?.output ?? '';
  if (!last.includes(text)) throw new Error(`expected a plan that says "${text}":\n${last.slice(0, 2000)}`);
}

function rowOf(size, name, results, floor) {
  const wall = median(results.map((result) => result.wall));
  const memory = median(results.map((result) => result.memory));
  return { size, name, wall, memory, ratio: wall / median(floor.map((result) => result.wall)) };
}

function median(numbers) {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

function print({ size, name, wall, memory, ratio }) {
  const smaller = rows.find((row) => row.name === name && row.size * 10 === size);
  const growth = smaller === undefined ? '' : `${(wall / smaller.wall).toFixed(1)}x`;
  const cells = [size, name, `${(wall / 1000).toFixed(2)} s`, ratio.toFixed(2), `${memory.toFixed(0)} MiB`, growth];
  console.log(`| ${cells.join(' | ')} |`);
}
