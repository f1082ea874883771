// Turns a log of who was given which seat in which organisation into one Rollcall manifest per person.
//
//   node convert.mjs --events events.ndjson[.gz] --until 2026-07-31 --out people
//
// One event a line, oldest first: {at, op: grant|revoke|change, org, scope, who, role}. Scope `org` is a seat in an
// organisation, any other scope a team in it. Whoever has a seat becomes a teammate: admin anywhere → Full access,
// else Limited access. Grants to or on a repository (`repo:…`) are no seats of people and are skipped.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

const { values } = parseArgs({
  options: {
    events: { type: 'string' },
    until: { type: 'string' },
    out: { type: 'string' },
    portal: { type: 'string', default: 'k8s-connect' },
    domain: { type: 'string', default: 'k8s.example' },
  },
});
if (values.events === undefined || values.until === undefined || values.out === undefined) {
  console.error(
    'Usage: node convert.mjs --events FILE --until YYYY-MM-DD --out FOLDER [--portal NAME] [--domain NAME]',
  );
  process.exit(1);
}

const people = rolesAt(readEvents(values.events), values.until);
const result = writePeople(people, values.out);
console.log(`${people.size} people on ${values.until}: ${result.written} written, ${result.removed} removed`);

function readEvents(file) {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

/** Login → role on the evening of that day, in the order of the logins. */
function rolesAt(events, day) {
  const seats = new Map();
  for (const { at, op, org, scope, who, role } of events) {
    if (at.slice(0, 10) > day || scope.startsWith('repo:') || who.startsWith('repo:')) continue;
    const seat = `${who} ${org} ${scope}`;
    if (op === 'revoke') seats.delete(seat);
    else seats.set(seat, { login: who.toLowerCase(), admin: scope === 'org' && role === 'admin' });
  }
  const roles = new Map();
  for (const { login, admin } of seats.values()) {
    if (admin || !roles.has(login)) roles.set(login, admin ? 'Full access' : 'Limited access');
  }
  return new Map([...roles].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Touches only files that differ, so that a commit shows exactly the people who changed. */
function writePeople(people, folder) {
  mkdirSync(folder, { recursive: true });
  let written = 0;
  let removed = 0;
  const before = new Set(readdirSync(folder).filter((name) => name.endsWith('.yaml')));
  for (const [login, role] of people) {
    const file = `${login}.yaml`;
    const text = manifestOf(login, role);
    if (!before.delete(file) || readFileSync(join(folder, file), 'utf8') !== text) {
      writeFileSync(join(folder, file), text);
      written += 1;
    }
  }
  for (const file of before) {
    rmSync(join(folder, file));
    removed += 1;
  }
  return { written, removed };
}

function manifestOf(login, role) {
  return `apiVersion: rollcall/v1
kind: User
metadata: { name: ${JSON.stringify(login)} }
spec:
  email: ${login}@${values.domain}
  access:
    - { portal: ${values.portal}, role: ${role} }
`;
}
