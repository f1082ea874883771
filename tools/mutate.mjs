// Mutation testing of one room: breaks each line in turn and looks whether the room's tests notice.
//   npm run mutate -- ledger                                 the whole room
//   npm run mutate -- ledger --file engine/ledger/lease.ts   one file, or a pattern of files
//   npm run mutate -- ledger --report                        judges the last run again, without running
//   npm run mutate -- ledger --concurrency 2 --fresh         two at once; nothing from the run before
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { judge } from './mutation/judge.mjs';
import { rooms } from './mutation/rooms.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = join(root, 'tools', 'mutation');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    file: { type: 'string', multiple: true },
    concurrency: { type: 'string', default: '1' },
    fresh: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
  },
});
const [name] = positionals;
const room = rooms[name];
if (room === undefined) {
  console.error(`Name a room: ${Object.keys(rooms).join(', ')}.`);
  process.exit(2);
}
const results = join(root, 'coverage', 'mutation', name);

const ran = values.report ? 0 : mutate();
const isGood = ran === 0 && judge(name, join(results, 'incremental.json'));
process.exitCode = isGood ? 0 : 1;

function mutate() {
  if (!existsSync(join(home, 'node_modules', '@stryker-mutator', 'core'))) {
    const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: home, stdio: 'inherit' });
    if (installed.status !== 0) return 1;
  }
  mkdirSync(results, { recursive: true });
  // What a run that was killed left behind.
  rmSync(join(results, 'sandbox'), { recursive: true, force: true });
  if (values.fresh) rmSync(join(results, 'incremental.json'), { force: true });
  const config = join(results, 'stryker.json');
  writeFileSync(config, `${JSON.stringify(settings(), null, 2)}\n`);
  const stryker = join(home, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const env = { ...process.env, ROLLCALL_MUTATION_ROOM: JSON.stringify({ tests: room.tests, leftOut: room.leftOut }) };
  const [program, ...first] = node22();
  return spawnSync(program, [...first, stryker, 'run', config], { cwd: root, env, stdio: 'inherit' }).status ?? 1;
}

/** Stryker 10 needs Node 22; where this one is older, npm brings one. */
function node22() {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 22 ? [process.execPath] : ['npx', '-y', 'node@22'];
}

function settings() {
  const within = (file) => join('coverage', 'mutation', name, file);
  return {
    plugins: [
      join(home, 'texts-for-people.mjs'),
      join(home, 'in-process-runner.mjs'),
      join(home, 'tell-survivors.mjs'),
    ],
    testRunner: 'in-process',
    mutate: values.file ?? room.files,
    ignorers: ['texts-for-people'],
    ignorePatterns: ['.ci', 'bench', 'coverage', 'dist', 'docs', 'examples', 'tools/mutation/node_modules'],
    tempDirName: within('sandbox'),
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: Number(values.concurrency),
    incremental: true,
    incrementalFile: within('incremental.json'),
    reporters: ['json', 'progress-append-only', 'tell-survivors'],
    jsonReporter: { fileName: within('mutation.json') },
    allowConsoleColors: false,
    thresholds: { high: 90, low: 85, break: null },
    timeoutMS: 5000,
    dryRunTimeoutMinutes: 5,
    tsconfigFile: 'none.json',
    warnings: false,
  };
}
