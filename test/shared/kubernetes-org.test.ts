import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { setup } from '../support/build-once.ts';
import { copyOfExample, rollcall } from '../support/cli.ts';
import { joinAll, sandboxFor } from '../support/cli-sandbox.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpora/kubernetes-org-events.ndjson.gz', import.meta.url));
const example = '06-people-from-events';
const portal = 'k8s-connect';

interface Event {
  readonly at: string;
  readonly op: 'grant' | 'revoke' | 'change';
  readonly org: string;
  readonly scope: string;
  readonly who: string;
  readonly role: string | null;
}

/**
 * Who has what after a day, in another way than the example's: for each person and organisation the last event of the
 * seat counts, whatever came before.
 */
function seatsAfter(events: readonly Event[], day: string): Map<string, string> {
  const last = new Map<string, Event>();
  for (const event of events) {
    if (event.scope === 'org' && event.at < `${day}T99`) last.set(`${event.org}/${event.who}`, event);
  }
  const roles = new Map<string, string>();
  for (const event of last.values()) {
    if (event.op === 'revoke') continue;
    const key = `${event.who.toLowerCase()}@k8s.example`;
    if (event.role === 'admin' || !roles.has(key))
      roles.set(key, event.role === 'admin' ? 'Full access' : 'Limited access');
  }
  return roles;
}

/** `verdict key` of each change that leads from one state to the other. */
function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const changes: string[] = [];
  for (const [key, role] of after) {
    if (!before.has(key)) changes.push(`invite ${key} ${role}`);
    else if (before.get(key) !== role) changes.push(`update ${key} ${role}`);
  }
  for (const key of before.keys()) if (!after.has(key)) changes.push(`delete ${key}`);
  return changes.sort();
}

interface PlannedChange {
  readonly verdict: string;
  readonly address: { readonly key: string };
  readonly after: { readonly role?: string } | null;
}

function plannedIn(stdout: string): string[] {
  const { changes } = JSON.parse(stdout) as { changes: readonly PlannedChange[] };
  return changes
    .map(({ verdict, address, after }) => [verdict, address.key, after?.role].filter(Boolean).join(' '))
    .sort();
}

if (!existsSync(corpus)) console.warn('Left out: there is no ../shared/corpora beside this clone.');

beforeAll(setup);

/** The example's folder with the real people, its sandbox, and what the test does with them. */
async function stage() {
  const folder = copyOfExample(example);
  rmSync(join(folder, 'people'), { recursive: true });
  appendFileSync(join(folder, 'portal.yaml'), '  limits: { requestsPerSecond: 1000, concurrency: 20 }\n');
  await rollcall(['init'], { folder });
  const sandbox = await sandboxFor(folder);
  const at = ['--sandbox', sandbox.url];
  return {
    convert: (until: string) => {
      const args = ['convert.mjs', '--events', corpus, '--until', until, '--out', 'people'];
      execFileSync(process.execPath, args, { cwd: folder });
    },
    plan: async () => {
      const ran = await rollcall(['plan', ...at, '--format', 'json'], { folder });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      return plannedIn(ran.stdout);
    },
    apply: async () => {
      const ran = await rollcall(['apply', ...at, '--yes'], { folder });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
    },
    everybodyJoins: () => joinAll(sandbox, portal),
  };
}

test.skipIf(!existsSync(corpus))('a real organisation of 1,500 people, by months', async () => {
  const lines = gunzipSync(readFileSync(corpus)).toString('utf8').trim().split('\n');
  const events = lines.map((line) => JSON.parse(line) as Event);
  const { convert, plan, apply, everybodyJoins } = await stage();

  // The state at the end of July: planned, applied, joined, and then there is nothing to do.
  convert('2026-07-31');
  const july = seatsAfter(events, '2026-07-31');
  expect(july.size).toBe(1489);
  expect(await plan()).toEqual(changesBetween(new Map(), july));
  await apply();
  expect(await plan()).toEqual([]);
  expect(await everybodyJoins()).toHaveLength(1489);
  expect(await plan()).toEqual([]);

  // August's events are planned as exactly the people whom they changed.
  convert('2026-08-31');
  const august = seatsAfter(events, '2026-08-31');
  const joiners = changesBetween(july, august);
  expect(joiners.length).toBeGreaterThan(0);
  expect(await plan()).toEqual(joiners);
  await apply();
  await everybodyJoins();
  expect(await plan()).toEqual([]);

  // Going back a year removes, changes and invites exactly those who differ.
  convert('2025-08-31');
  const mixed = changesBetween(august, seatsAfter(events, '2025-08-31'));
  expect(new Set(mixed.map((change) => change.split(' ')[0]))).toEqual(new Set(['delete', 'invite', 'update']));
  expect(await plan()).toEqual(mixed);
  await apply();
  await everybodyJoins();
  expect(await plan()).toEqual([]);
});
