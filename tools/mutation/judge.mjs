// Judges the last run of a room: its score, and whether each survivor has a reason to be one. A reason is kept by hand in
// reasons/<room>.json and found by the file, the mutator, the code and what it became: never by a number of a line.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leastScore, rooms } from './rooms.mjs';

const home = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(home));
const caught = ['Killed', 'Timeout'];
const missed = ['Survived', 'NoCoverage'];

/** Writes results/<room>.json and survivors.md, and says on the screen what is wrong. True where nothing is. */
export function judge(room, reportFile) {
  if (!existsSync(reportFile)) return complain([`There is no run of the room ${room}.`]);
  const { files } = JSON.parse(readFileSync(reportFile, 'utf8'));
  const changed = Object.keys(files).filter((file) => files[file].source !== textOf(join(root, file)));
  const mutants = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, ...described(file, source, mutant) })),
  );
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const reasons = reasonsOf(room);
  const survivors = mutants
    .filter(({ status }) => missed.includes(status))
    .map(({ file, mutator, code, becomes }) => ({
      file,
      mutator,
      code,
      becomes,
      reason: reasons.find((one) => isSame(one, { file, mutator, code, becomes }))?.reason ?? null,
    }));
  const valid = count(...caught, ...missed);
  const score = valid === 0 ? 0 : Math.floor((1000 * count(...caught)) / valid) / 10;
  const result = {
    room,
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    valid,
    killed: count('Killed'),
    timeout: count('Timeout'),
    leftOut: count('Ignored'),
    score,
    // A run of some files, or one that was ended early, says nothing about these.
    notRun: filesOf(room).filter((file) => files[file] === undefined),
    survivors,
  };
  mkdirSync(join(home, 'results'), { recursive: true });
  writeFileSync(join(home, 'results', `${room}.json`), `${JSON.stringify(result, null, 2)}\n`);
  writeSurvivors();
  console.log(`${room}: ${score} % of ${valid} mutants killed, ${survivors.length} survived.`);
  for (const file of result.notRun) console.log(`${file} has not been run, or has nothing to mutate.`);
  const unused = reasons.filter((one) => !survivors.some((survivor) => isSame(one, survivor)));
  for (const one of unused) console.log(`No survivor any more: ${wordsOf(one)}`);
  return complain([
    ...changed.map((file) => `${file} was changed since the run.`),
    ...(score < leastScore ? [`${room} is below ${leastScore} %.`] : []),
    ...survivors.filter(({ reason }) => reason === null).map((one) => `Survives without a reason: ${wordsOf(one)}`),
  ]);
}

function complain(problems) {
  for (const problem of problems) console.error(problem);
  return problems.length === 0;
}

function filesOf(room) {
  const folder = rooms[room].files[0].split('/**')[0];
  const found = readdirSync(join(root, folder), { recursive: true }).filter((file) => file.endsWith('.ts'));
  return found.sort().map((file) => `${folder}/${file}`);
}

/** The code of a mutant and what it became, each on one line. */
function described(file, source, { location, mutatorName, replacement }) {
  const lines = source.split('\n');
  const { start, end } = location;
  const taken = lines.slice(start.line - 1, end.line);
  taken[taken.length - 1] = taken.at(-1).slice(0, end.column - 1);
  taken[0] = taken[0].slice(start.column - 1);
  return { file, mutator: mutatorName, code: oneLine(taken.join('\n')), becomes: oneLine(replacement ?? '') };
}

function oneLine(text) {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= 160 ? flat : `${flat.slice(0, 120)} … ${flat.slice(-30)}`;
}

function isSame(one, other) {
  return ['file', 'mutator', 'code', 'becomes'].every((key) => one[key] === other[key]);
}

function wordsOf({ file, mutator, code, becomes }) {
  return `${file} ${mutator}: ${code} → ${becomes}`;
}

function reasonsOf(room) {
  const file = join(home, 'reasons', `${room}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

function textOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function writeSurvivors() {
  const names = readdirSync(join(home, 'results')).sort();
  const results = names.map((name) => JSON.parse(readFileSync(join(home, 'results', name), 'utf8')));
  const lines = [
    '# Mutants that survive, and why they may',
    '',
    'Written by `npm run mutate -- ROOM`, from Stryker’s report and the reasons in `reasons/`. Not to be edited.',
    '',
    '| room | mutants | killed | timed out | survived | score | run | commit |',
    '|---|---|---|---|---|---|---|---|',
    ...results.map(
      ({ room, valid, killed, timeout, survivors, score, date, commit }) =>
        `| ${room} | ${valid} | ${killed} | ${timeout} | ${survivors.length} | ${score} % | ${date} | ${commit} |`,
    ),
    ...results.flatMap(({ room, notRun = [], survivors }) => [
      ...['', `## ${room}`, ''],
      ...(notRun.length === 0 ? [] : [`Not run, or nothing to mutate: ${notRun.join(', ')}.`, '']),
      ...survivorLines(survivors),
    ]),
  ];
  writeFileSync(join(home, 'survivors.md'), `${lines.join('\n')}\n`);
}

function survivorLines(survivors) {
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('`', 'ˋ');
  const row = ({ file, code, becomes, reason }) =>
    `| ${file.split('/').at(-1)} | \`${cell(code)}\` | \`${cell(becomes) || ' '}\` | ${cell(reason ?? '**none given**')} |`;
  return ['| file | code | became | may survive because |', '|---|---|---|---|', ...survivors.map(row)];
}
