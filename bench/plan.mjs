// How long a plan takes, as whole processes on this machine, beside a bare floor measured in the same run.
//   npm run bench -- --sizes 1000,10000 --runs 3
//   cold       nothing cached; one person in a hundred has another role than the portal holds
//   warm       parsed files cached; the same changes
//   unchanged  parsed files cached; everything as declared
//   floor      bench/floor.mjs: read and parse the files, list the portal, compare; nothing else
// Of each the median of as many runs as asked for, or of as many as begin within a minute. Processor time is what to
// compare where other programs run on the machine.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

/** Nothing that takes this long is begun again. */
const mostTime = 60_000;

console.log(`Node ${process.version}, ${cpus().length} cores, median of ${runs} runs at most, whole processes\n`);
console.log('| people | plan | runs | wall | processor | of the floor | peak memory |');
console.log('|---:|---|---:|---:|---:|---:|---:|');
const rows = [];
for (const size of sizes) {
  const measured = await measure(size);
  rows.push(...measured);
  for (const row of measured) print(row);
}
printGrowth();

async function measure(size) {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  const portal = await startPortal(size);
  const plan = () => run([main, 'plan', '--sandbox', portal.url], folder);
  try {
    console.error(`${size} people: writing files and ledger`);
    writeWorkspace(folder, size);
    setUpLedger(folder, portal.url);
    const floor = repeat(() => run([join(here, 'floor.mjs'), folder, portal.url], folder));
    giveRoles(folder, size, otherRole);
    const cold = repeat(() => {
      rmSync(join(folder, '.rollcall', 'cache'), { recursive: true, force: true });
      return plan();
    });
    const warm = repeat(plan);
    demand(warm, `${Math.ceil(size / 100).toLocaleString('en')} to update`);
    giveRoles(folder, size, (role) => role);
    plan();
    const unchanged = repeat(plan);
    demand(unchanged, 'No changes');
    return Object.entries({ floor, cold, warm, unchanged }).map(([name, results]) => rowOf(size, name, results, floor));
  } finally {
    portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** To one person in a hundred. */
function giveRoles(folder, size, roleFor) {
  for (let index = 0; index < size; index += 100) {
    const person = personOf(index);
    writePerson(folder, { ...person, role: roleFor(person.role) });
  }
}

/** Everybody is owned as a first apply would have left it. */
function setUpLedger(folder, url) {
  run([main, 'init'], folder);
  const id = /id: *['"]?([A-Za-z0-9-]+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8'))?.[1];
  run([join(here, 'own.mjs'), folder, id, url], folder);
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
  const begun = performance.now();
  const results = [once()];
  while (results.length < runs && performance.now() - begun < mostTime) results.push(once());
  return results;
}

/** One whole process: wall and processor time (ms), peak memory (MiB), output. */
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
  const { cpu, memory } = JSON.parse(readFileSync(usage, 'utf8'));
  return { wall, cpu, memory: memory / 1024, output: done.stdout };
}

/** A figure is worth nothing if the plan was not the one that it is said to be. */
function demand(results, text) {
  const last = results.at(-1)?.output ?? '';
  if (!last.includes(text)) throw new Error(`expected a plan that says "${text}":\n${last.slice(0, 2000)}`);
}

function rowOf(size, name, results, floor) {
  const of = (what, measured = results) => median(measured.map((result) => result[what]));
  const ratio = of('cpu') / of('cpu', floor);
  return { size, name, runs: results.length, wall: of('wall'), cpu: of('cpu'), memory: of('memory'), ratio };
}

function median(numbers) {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

function print(row) {
  const { size, name, wall, cpu, memory, ratio } = row;
  const cells = [size, name, row.runs, seconds(wall), seconds(cpu), ratio.toFixed(2), `${memory.toFixed(0)} MiB`];
  console.log(`| ${cells.join(' | ')} |`);
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** Linear in everything means: ten times the people take at most twelve times the processor time. */
function printGrowth() {
  for (const { size, name, cpu } of rows) {
    const smaller = rows.find((row) => row.name === name && row.size * 10 === size);
    if (smaller === undefined) continue;
    const growth = cpu / smaller.cpu;
    const verdict = growth <= 12 ? 'linear' : 'MORE THAN LINEAR';
    console.log(`${name}: ${smaller.size} to ${size} people take ${growth.toFixed(1)}x the time: ${verdict}`);
  }
}
