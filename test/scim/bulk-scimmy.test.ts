import { setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { listIn } from '../support/scim-client.ts';
import { people, results, scimmyLab as lab } from '../support/scim-scimmy-lab.ts';

// Twenty requests at once listen to one signal.
setMaxListeners(0);

function counts(requests: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const line of requests) found[line] = (found[line] ?? 0) + 1;
  return found;
}

/** Besides the accounts: two lists for the plan that apply makes again, and what the server can do. */
const besides = { 'GET /Groups': 1, 'GET /ResourceTypes': 1, 'GET /ServiceProviderConfig': 1 };

describe('accounts at a server that takes bulk requests', () => {
  test.each([
    { count: 100, concurrency: 20, bulks: 5 },
    { count: 12, concurrency: 4, bulks: 3 },
  ])('$count of them, $concurrency at a time, are made by $bulks requests and read back by as many', async (given) => {
    const { count, concurrency, bulks } = given;
    const { apply, plan, rows } = await lab(concurrency);
    const { report, requests } = await apply(people(count));
    expect(results(report)).toEqual({ done: count });
    expect(counts(requests)).toEqual({ ...besides, 'POST /Bulk': bulks, 'GET /Users': 1 + bulks });
    expect(new Set(rows().map((row) => row['userName'])).size).toBe(count);
    expect((await plan(people(count))).changes).toEqual([]);
  });

  test('take a request each where the settings say that it has none', async () => {
    const { apply } = await lab(20, { can: { bulk: false } });
    const { requests } = await apply(people(20));
    expect(counts(requests)).toEqual({ 'GET /ResourceTypes': 1, 'GET /Groups': 1, 'GET /Users': 1, 'POST /Users': 20 });
  });

  test('are changed and deactivated together; each is looked at before', async () => {
    const { apply, plan, rows } = await lab(20);
    await apply(people(40));
    const changed = await apply(people(40, 'Other'));
    expect(results(changed.report)).toEqual({ done: 40 });
    expect(counts(changed.requests)).toMatchObject({ 'POST /Bulk': 2, 'GET /Users': 3, 'GET /Users/…': 40 });
    expect(new Set(rows().map(({ name }) => (name as JsonObject)['familyName']))).toEqual(new Set(['Other']));
    const removed = await apply([]);
    expect(results(removed.report)).toEqual({ done: 40 });
    expect(removed.writes).toEqual(['POST /Bulk', 'POST /Bulk']);
    expect(rows().every(({ active }) => active === false)).toBe(true);
    expect((await plan([])).changes).toEqual([]);
  });
});

describe('groups', () => {
  test('are made and changed together, each with the people that it is to have', async () => {
    const { apply, plan, server } = await lab(20);
    const roles = Array.from({ length: 20 }, (_, index) => `team-${index}`);
    const { writes } = await apply(people(20, 'Acme', roles));
    expect(writes).toEqual(['POST /Bulk', 'POST /Bulk']);
    const sizes = () => {
      const groups = roles.map((name) => [...server.store.groups.values()].find((one) => one['displayName'] === name));
      return groups.map((group) => listIn(group?.['members']).length);
    };
    expect(sizes()).toEqual(roles.map(() => 20));
    const fewer = people(20, 'Acme', roles).map((one, index) =>
      index < 15 ? one : { ...one, access: one.access.slice(0, 10) },
    );
    expect((await apply(fewer)).writes).toEqual(['POST /Bulk']);
    expect(sizes()).toEqual(roles.map((_, index) => (index < 10 ? 20 : 15)));
    expect((await plan(fewer)).changes).toEqual([]);
  });
});

describe('one account', () => {
  test('is made by a plain request', async () => {
    const { apply } = await lab(20);
    expect((await apply(people(1))).writes).toEqual(['POST /Users']);
  });

  test('that somebody else made in between is a conflict of its own, and the others are made', async () => {
    const { apply, server, rows } = await lab(20);
    const { report, writes } = await apply(people(20), () => {
      server.store.users.set('theirs', { id: 'theirs', userName: 'P7@acme.example', active: true, meta: {} });
    });
    expect(writes).toEqual(['POST /Bulk']);
    expect(results(report)).toEqual({ done: 19, stale: 1 });
    const stale = report.items.find(({ result }) => result.result === 'stale');
    expect(stale?.address.key).toBe('p7@acme.example');
    expect(rows()).toHaveLength(20);
  });
});

describe('a bulk request whose answer is lost', () => {
  test('is looked up for each of its accounts: all are there, and nothing is sent twice', async () => {
    const { apply, plan, breakNext, rows } = await lab(20);
    breakNext('/Bulk', 'lost');
    const { report, writes } = await apply(people(40));
    expect(results(report)).toEqual({ done: 40 });
    expect(writes).toEqual(['POST /Bulk', 'POST /Bulk']);
    expect(rows()).toHaveLength(40);
    expect((await plan(people(40))).changes).toEqual([]);
  });

  test('and that was never carried out, is not repeated in that run: the next one makes what is missing', async () => {
    const { apply, plan, breakNext, rows } = await lab(20);
    breakNext('/Bulk', 'cut');
    const { report, writes } = await apply(people(40));
    // The one that was cut reached nobody.
    expect(writes).toEqual(['POST /Bulk']);
    expect(results(report)).toEqual({ done: 20, failed: 20 });
    expect(rows()).toHaveLength(20);
    expect(results((await apply(people(40))).report)).toEqual({ done: 20 });
    expect(new Set(rows().map((row) => row['userName'])).size).toBe(40);
    expect(rows()).toHaveLength(40);
    expect((await plan(people(40))).changes).toEqual([]);
  });
});
