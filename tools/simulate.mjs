// Plays scenarios of the simulation (test/simulation), on all cores.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const usage = `npm run simulate -- --seed 7                           one scenario, with its steps where it fails
npm run simulate -- --scenarios 20000 [--from 1]       many, the seeds from 1 on
npm run simulate -- --scenarios 20000 --workers 1      on one core`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    scenarios: { type: 'string', default: '200' },
    workers: { type: 'string', default: String(availableParallelism()) },
    share: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(usage);
else if (values.share !== undefined) await playShare(...values.share.split('/').map(Number));
else process.exitCode = await playAll();

/** In a worker: every so manieth seed. Tells of each that fails, and at the end what happened in all. */
async function playShare(first, step, end) {
  const file = join(root, 'test', 'simulation', 'simulate.ts');
  const { module } = await runnerImport(file, { root, configFile: false, logLevel: 'error' });
  const tally = module.newTally();
  for (let seed = first; seed < end; seed += step) {
    const played = await module.simulate(seed);
    if (played.broken.length > 0) process.send({ failure: await module.failureOf(seed, played) });
    module.addTo(tally, played);
  }
  process.send({ tally: { ...tally, struck: [...tally.struck] } }, () => process.exit(0));
}

async function playAll() {
  const from = Number(values.seed ?? values.from);
  const scenarios = values.seed === undefined ? Number(values.scenarios) : 1;
  const workers = Math.max(1, Math.min(Number(values.workers), scenarios));
  const begun = performance.now();
  const all = { scenarios: 0, runs: 0, effects: 0, failures: 0, struck: new Map() };
  const shares = Array.from({ length: workers }, (_, index) => `${from + index}/${workers}/${from + scenarios}`);
  const exits = await Promise.all(shares.map((share) => work(share, all)));
  const seconds = (performance.now() - begun) / 1000;
  const rate = (all.scenarios / seconds).toFixed(1);
  console.log(`${all.scenarios} scenarios (seeds ${from} to ${from + scenarios - 1}), ${all.failures} failed`);
  console.log(`${all.runs} runs of Rollcall, ${all.effects} changes and mails at portals`);
  console.log(`${seconds.toFixed(1)} s, ${rate} scenarios a second with ${workers} workers`);
  console.log('What struck, and how often:');
  for (const [what, count] of [...all.struck].sort()) console.log(`  ${what.padEnd(20)}${count}`);
  const isWhole = all.scenarios === scenarios && exits.every((code) => code === 0);
  if (!isWhole) console.log(`Not all were played: ${all.scenarios} of ${scenarios}.`);
  return all.failures === 0 && isWhole ? 0 : 1;
}

function work(share, all) {
  return new Promise((resolve) => {
    const worker = fork(fileURLToPath(import.meta.url), ['--share', share], { stdio: 'inherit' });
    worker.on('message', ({ failure, tally }) => {
      if (failure !== undefined) {
        all.failures += 1;
        console.log(`${failure}\n`);
      }
      if (tally === undefined) return;
      for (const key of ['scenarios', 'runs', 'effects']) all[key] += tally[key];
      for (const [what, count] of tally.struck) all.struck.set(what, (all.struck.get(what) ?? 0) + count);
    });
    worker.on('exit', resolve);
  });
}
