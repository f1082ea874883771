import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { setup } from '../support/build-once.ts';
import { folderWith, rollcall } from '../support/cli.ts';
import { listIn, textIn } from '../support/scim-client.ts';
import { type Scimmy, startScimmy } from '../support/scim-servers.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpora/kubernetes-org-events.ndjson.gz', import.meta.url));
const token = 'token-of-the-scim-server-of-this-test';

interface Event {
  readonly at: string;
  readonly op: 'grant' | 'revoke' | 'change';
  readonly org: string;
  readonly scope: string;
  readonly who: string;
  readonly role: string | null;
}

/** Names of groups, each with the addresses in it. */
type Groups = ReadonlyMap<string, ReadonlySet<string>>;

interface State {
  readonly people: ReadonlySet<string>;
  readonly groups: Groups;
}

function addressOf(login: string): string {
  return `${login.toLowerCase()}@k8s.example`;
}

/** An organisation is a group of its people and one of its admins, a team one of everybody in it and of its maintainers. */
function groupsOf({ org, scope, role }: Event): readonly string[] {
  const name = scope === 'org' ? org : `${org}/${scope}`;
  return role === 'admin' || role === 'maintainer' ? [name, `${name} ${role}s`] : [name];
}

/** Who is there and in what, on the evening of a day: the last event of each seat counts. Repositories are no teams. */
function stateAfter(events: readonly Event[], day: string): State {
  const last = new Map<string, Event>();
  for (const event of events) {
    if (event.at >= `${day}T99` || event.scope.startsWith('repo:') || event.who.startsWith('repo:')) continue;
    last.set(`${event.org} ${event.scope} ${event.who.toLowerCase()}`, event);
  }
  const people = new Set<string>();
  const groups = new Map<string, Set<string>>();
  for (const event of last.values()) {
    if (event.op === 'revoke') continue;
    people.add(addressOf(event.who));
    for (const name of groupsOf(event)) {
      groups.set(name, (groups.get(name) ?? new Set()).add(addressOf(event.who)));
    }
  }
  return { people, groups };
}

/** The manifests of that state: one document for each person, with the name of each group as a role. */
function manifestsOf({ people, groups }: State): string {
  const roles = new Map([...people].sort().map((email): [string, string[]] => [email, []]));
  for (const [name, members] of [...groups].sort()) for (const email of members) roles.get(email)?.push(name);
  const documents = [...roles].map(([email, names]) => {
    const access = names.map((role) => ({ portal: 'k8s', role }));
    const metadata = { name: email.slice(0, email.indexOf('@')) };
    return JSON.stringify({ apiVersion: 'rollcall/v1', kind: 'User', metadata, spec: { email, access } });
  });
  return documents.join('\n---\n');
}

/** `verdict kind key` and, for groups, who comes and who goes, of everything that leads from one state to the other. */
function changesBetween(before: State, after: State): string[] {
  const changes: string[] = [];
  for (const email of after.people) if (!before.people.has(email)) changes.push(`create user ${email}`);
  for (const email of before.people) if (!after.people.has(email)) changes.push(`delete user ${email}`);
  for (const name of new Set([...before.groups.keys(), ...after.groups.keys()])) {
    const [was, is] = [before.groups.get(name) ?? new Set<string>(), after.groups.get(name) ?? new Set<string>()];
    const verdict = was.size === 0 ? 'create' : is.size === 0 ? 'delete' : 'update';
    const moves = movesBetween(was, is);
    if (moves !== '') changes.push(`${verdict} group ${name}${moves}`);
  }
  return changes.sort();
}

function movesBetween(was: ReadonlySet<string>, is: ReadonlySet<string>): string {
  const come = [...is].filter((email) => !was.has(email)).map((email) => ` +${email}`);
  const go = [...was].filter((email) => !is.has(email)).map((email) => ` -${email}`);
  return [...come, ...go].sort().join('');
}

interface PlannedChange {
  readonly verdict: string;
  readonly address: { readonly kind: string; readonly key: string };
  readonly before: { readonly members?: readonly string[] } | null;
  readonly after: { readonly members?: readonly string[] } | null;
}

interface Planned {
  readonly changeDigest: string;
  readonly changes: readonly PlannedChange[];
}

function plannedIn({ changes }: Planned): string[] {
  const lines = changes.map(({ verdict, address: { kind, key }, before, after }) => {
    const moves = movesBetween(new Set(before?.members ?? []), new Set(after?.members ?? []));
    return `${verdict} ${kind} ${key}${kind === 'group' ? moves : ''}`;
  });
  return lines.sort();
}

/** What the server itself holds, past the provider. */
function heldBy({ store }: Scimmy): State {
  const keys = new Map([...store.users].map(([id, row]) => [id, textIn(row['userName'])]));
  const active = [...store.users.values()].filter((row) => row['active'] !== false);
  const groups = new Map<string, Set<string>>();
  for (const row of store.groups.values()) {
    const members = listIn(row['members']).map(({ value }) => keys.get(textIn(value)) ?? '');
    if (members.length > 0) groups.set(textIn(row['displayName']), new Set(members));
  }
  return { people: new Set(active.map((row) => textIn(row['userName']))), groups };
}

function sorted({ people, groups }: State): unknown {
  return {
    people: [...people].sort(),
    groups: [...groups].map(([name, members]) => [name, [...members].sort()]).sort(),
  };
}

async function stage() {
  const scimmy = await startScimmy(token);
  onTestFinished(() => scimmy.stop());
  const counts = new Map<string, number>();
  scimmy.server.on('request', ({ method, url }: { method: string; url: string }) => {
    const what = `${method} ${/\/(Users|Groups|ServiceProviderConfig|ResourceTypes)/.exec(url)?.[1] ?? url}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  });
  const folder = folderWith({
    'rollcall.yaml': 'apiVersion: rollcall/v1\nkind: Workspace\nworkspace: k8s\n',
    'portal.yaml': `apiVersion: rollcall/v1
kind: Portal
metadata: { name: k8s }
spec:
  provider: scim
  baseUrl: ${scimmy.url}
  login: sso
  credentials: { token: { env: SCIM_TOKEN } }
  # Counted one by one: test/scim/bulk-scimmy.test.ts counts what goes together.
  settings: { can: { bulk: false } }
  limits: { requestsPerSecond: 1000, concurrency: 20 }
`,
  });
  mkdirSync(join(folder, 'people'));
  const options = { folder, env: { SCIM_TOKEN: token } };
  await rollcall(['init'], options);

  async function plan(): Promise<Planned> {
    const ran = await rollcall(['plan', '--format', 'json'], options);
    expect(ran.stderr).toBe('');
    return JSON.parse(ran.stdout) as Planned;
  }

  async function apply({ changeDigest }: Planned): Promise<void> {
    const ran = await rollcall(['apply', '--yes', '--consent', changeDigest, '--why', 'the test'], options);
    const bad = ran.stdout.split('\n').filter((line) => /failed|stale|not tried/.test(line));
    expect(ran, bad.slice(0, 20).join('\n')).toMatchObject({ code: 0, stderr: '' });
  }

  /** Prints how many requests something took, by sort, and gives the numbers. */
  async function counted<Value>(what: string, act: () => Promise<Value>): Promise<[Value, Record<string, number>]> {
    counts.clear();
    const value = await act();
    const numbers = Object.fromEntries([...counts].sort());
    console.log(`${what}: ${JSON.stringify(numbers)}`);
    return [value, numbers];
  }

  const declare = (state: State): void => writeFileSync(join(folder, 'people', 'all.yaml'), manifestsOf(state));
  return { scimmy, declare, plan, apply, counted };
}

if (!existsSync(corpus)) console.warn('Left out: there is no ../shared/corpora beside this clone.');

beforeAll(setup);

test.skipIf(!existsSync(corpus))(
  'a real organisation and its teams on a SCIM server',
  { timeout: 900_000 },
  async () => {
    const lines = gunzipSync(readFileSync(corpus)).toString('utf8').trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as Event);
    const { scimmy, declare, plan, apply, counted } = await stage();
    const july = stateAfter(events, '2026-07-31');
    const memberships = [...july.groups.values()].flatMap((members) => [...members]).length;
    console.log(`July: ${july.people.size} people, ${july.groups.size} groups, ${memberships} memberships`);

    declare(july);
    const first = await plan();
    expect(plannedIn(first)).toEqual(changesBetween({ people: new Set(), groups: new Map() }, july));
    const [, made] = await counted('July applied', () => apply(first));
    expect(made).toMatchObject({ 'POST Users': july.people.size, 'POST Groups': july.groups.size });
    expect(sorted(heldBy(scimmy))).toEqual(sorted(july));

    const [second, read] = await counted('July planned again', plan);
    expect(second.changes).toEqual([]);
    const pages = Math.ceil(july.people.size / 199) + Math.ceil(july.groups.size / 199);
    expect((read['GET Users'] ?? 0) + (read['GET Groups'] ?? 0)).toBeLessThanOrEqual(pages);

    const august = stateAfter(events, '2026-08-31');
    declare(august);
    const expected = changesBetween(july, august);
    const [change] = await counted('August planned', plan);
    expect(plannedIn(change)).toEqual(expected);
    console.log(`August: ${change.changes.length} changes\n  ${expected.join('\n  ').slice(0, 4000)}`);
    const [, spent] = await counted('August applied', () => apply(change));
    // Each group whose members change costs one PATCH, however many come and go.
    const groupChanges = change.changes.filter(({ address }) => address.kind === 'group');
    expect(spent).toMatchObject({ 'PATCH Groups': groupChanges.length, 'POST Users': 20 });
    expect(sorted(heldBy(scimmy))).toEqual(sorted(august));
    expect((await plan()).changes).toEqual([]);

    // Going back a year takes people out of their groups first, and deactivates who was not there.
    const earlier = stateAfter(events, '2025-08-31');
    declare(earlier);
    const back = await plan();
    expect(plannedIn(back)).toEqual(changesBetween(august, earlier));
    expect(new Set(back.changes.map(({ verdict }) => verdict))).toEqual(new Set(['create', 'update', 'delete']));
    await counted(`A year back, ${back.changes.length} changes, applied`, () => apply(back));
    expect(sorted(heldBy(scimmy))).toEqual(sorted(earlier));
    expect((await plan()).changes).toEqual([]);
  },
);
