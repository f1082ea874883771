import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everybodyJoins, type RunningSandbox, rollcall, startSandbox } from '../examples/rollcall.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpora/kubernetes-org-events.ndjson.gz', import.meta.url));
const example = fileURLToPath(new URL('../../examples/02-people-from-events/', import.meta.url));

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

describe.skipIf(!existsSync(corpus))('a real organisation of 1,500 people', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-k8s-'));
  let sandbox: RunningSandbox;
  let events: Event[] = [];

  const convert = (until: string) => {
    const args = ['--events', corpus, '--until', until, '--out', join(folder, 'people')];
    return execFileSync(process.execPath, [join(example, 'convert.mjs'), ...args], { encoding: 'utf8' });
  };
  const plan = async () => {
    const ran = await rollcall(folder, 'plan', '--sandbox', sandbox.url, '--format', 'json');
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    return plannedIn(ran.stdout);
  };
  const apply = async () => {
    const ran = await rollcall(folder, 'apply', '--sandbox', sandbox.url, '--yes');
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
  };

  beforeAll(async () => {
    const lines = gunzipSync(readFileSync(corpus)).toString('utf8').trim().split('\n');
    events = lines.map((line) => JSON.parse(line) as Event);
    copyFileSync(join(example, 'rollcall.yaml'), join(folder, 'rollcall.yaml'));
    const portal = readFileSync(join(example, 'portal.yaml'), 'utf8');
    writeFileSync(join(folder, 'portal.yaml'), `${portal}  limits: { requestsPerSecond: 1000, concurrency: 20 }\n`);
    sandbox = await startSandbox(folder);
    await rollcall(folder, 'init');
  });
  afterAll(async () => {
    await sandbox?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the state at the end of July is planned, applied, joined, and then there is nothing to do', async () => {
    convert('2026-07-31');
    const wanted = changesBetween(new Map(), seatsAfter(events, '2026-07-31'));
    expect(wanted.length).toBe(1489);
    expect(await plan()).toEqual(wanted);
    await apply();
    expect(await plan()).toEqual([]);
    expect(await everybodyJoins(sandbox)).toBe(1489);
    expect(await plan()).toEqual([]);
  });

  test("August's events are planned as exactly the people whom they changed", async () => {
    convert('2026-08-31');
    const wanted = changesBetween(seatsAfter(events, '2026-07-31'), seatsAfter(events, '2026-08-31'));
    expect(wanted.length).toBeGreaterThan(0);
    expect(await plan()).toEqual(wanted);
    await apply();
    await everybodyJoins(sandbox);
    expect(await plan()).toEqual([]);
  });

  test('going back a year removes, changes and invites exactly those who differ', async () => {
    convert('2025-08-31');
    const wanted = changesBetween(seatsAfter(events, '2026-08-31'), seatsAfter(events, '2025-08-31'));
    expect(new Set(wanted.map((change) => change.split(' ')[0]))).toEqual(new Set(['delete', 'invite', 'update']));
    expect(await plan()).toEqual(wanted);
    await apply();
    await everybodyJoins(sandbox);
    expect(await plan()).toEqual([]);
  });
});
