import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { known, keysOf, listOf, pageOf, scimLab, userRow } from '../support/scim-lab.ts';
import { people, results, scimmyLab } from '../support/scim-scimmy-lab.ts';

const teams = [
  { id: 'G1', displayName: 'team', members: [{ value: 'id-ada' }] },
  { id: 'g.2', displayName: 'team', members: [] },
  { id: 'g3', displayName: 'other' },
];

function lab(
  groups: readonly JsonObject[],
  users: readonly JsonObject[] = [userRow('ada')],
  settings: JsonObject = {},
) {
  return scimLab(settings, (asked) => {
    if (asked.method !== 'GET') return { status: 409, json: { detail: 'taken' } };
    if (asked.path === '/Groups') return listOf(...groups);
    return asked.path === '/Users' && !asked.query.has('filter') ? pageOf(users, asked) : undefined;
  });
}

/** The engine takes nothing whose key does not follow from its attributes. */
async function read(from: ReturnType<typeof lab>, kind: string, ids: readonly (string | null)[] = []) {
  const { identify, normalize } = from.kindOf(kind);
  const result = await from.read(
    kind,
    ids.map((id) => known(kind, 'team', id)),
  );
  for (const { address, attributes } of result.resources) expect(identify(normalize(attributes))).toBe(address.key);
  return result;
}

describe('two groups of one name', () => {
  test('are asked about, with both ids and the cure; nobody is hidden', async () => {
    const { resources, unidentified, coverage } = await read(lab(teams), 'group');
    expect(coverage).toBe('complete');
    expect(keysOf(resources)).toEqual(['team (id G1)', 'team (id g.2)', 'other']);
    expect(unidentified).toMatchObject([
      {
        address: { kind: 'group', key: 'team' },
        gate: {
          step: 'tell-id',
          title: 'tell which of 2 groups is team',
          instructions: [
            'lab has 2 groups called team: id G1, id g.2.',
            expect.stringContaining('Rename or delete') as unknown,
            expect.any(String) as unknown,
          ],
          asks: [{ name: 'id', into: 'id', pattern: '^(G1|g\\.2)$' }],
        },
      },
    ]);
  });

  test('are told apart by the id that the ledger knows', async () => {
    const { resources, unidentified } = await read(lab(teams), 'group', [null, 'g.2']);
    expect(unidentified).toEqual([]);
    expect(resources.find(({ address }) => address.key === 'team')?.id).toBe('g.2');
    expect(keysOf(resources)).toContain('team (id G1)');
  });

  test('are a conflict that names both where one is looked for by its name', async () => {
    const act = lab(teams).readOnly('group', [known('group', 'team')]);
    await expect(act).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('id G1, id g.2') as unknown,
    });
    const make = lab(teams).create('group', { name: 'team', members: [] });
    await expect(make).rejects.toMatchObject({
      code: 'conflict',
      cure: expect.stringContaining('Rename or delete') as unknown,
    });
  });
});

describe('two accounts of one person', () => {
  const old = userRow('ada', { id: 'OLD', active: false, entitlements: [{ value: 'docs' }] });
  const held = userRow('ada', { entitlements: [{ value: 'docs' }] });

  test('the one that can be used is meant; the other, and what it has, stands beside it', async () => {
    const from = lab([], [old, held], { entitlements: true });
    const { resources, unidentified } = await read(from, 'user');
    expect(unidentified).toEqual([]);
    expect(resources.map(({ id, address }) => [id, address.key])).toEqual([
      ['OLD', 'ada@acme.example (id old)'],
      ['id-ada', 'ada@acme.example'],
    ]);
    const licences = await read(from, 'entitlement');
    expect(keysOf(licences.resources)).toEqual(['ada@acme.example (id old)/docs', 'ada@acme.example/docs']);
  });

  test('that can both be used are asked about', async () => {
    const { unidentified } = await read(lab([], [userRow('ada'), userRow('ada', { id: 'two' })]), 'user');
    expect(unidentified?.[0]?.gate.title).toBe('tell which of 2 accounts is ada@acme.example');
  });

  test('that can both not be used are one and another: the first is restored', async () => {
    const gone = userRow('ada', { active: false });
    const { resources, unidentified } = await read(lab([], [gone, { ...gone, id: 'two' }]), 'user');
    expect([unidentified, keysOf(resources)]).toEqual([[], ['ada@acme.example', 'ada@acme.example (id two)']]);
  });
});

test('of two accounts of one name the one leaves a group that is in it', async () => {
  const users = [userRow('ada', { id: 'two' }), userRow('ada'), userRow('ben')];
  let members = ['two', 'id-ben'];
  const from = scimLab({}, (asked) => {
    if (asked.path === '/Users') return pageOf(users, asked);
    if (asked.method !== 'GET') {
      const said = JSON.stringify(asked.body);
      members = members.filter((id) => !said.includes(id));
    }
    const group = { id: 'g1', displayName: 'team', members: members.map((value) => ({ value })) };
    return asked.path === '/Groups' ? listOf(group) : { json: group };
  });
  await from.read('group');
  const before = ['ada@acme.example', 'ben@acme.example'];
  await from.update('group', { key: 'team', id: 'g1', fields: [{ field: 'members', before, after: before.slice(1) }] });
  expect(from.bodies('PATCH').map(({ Operations: all }) => all)).toEqual([
    [{ op: 'remove', path: 'members[value eq "two"]' }],
  ]);
});

test('a plan asks which group is meant, adopts neither, and goes on with the others', async () => {
  const { apply, plan, server } = await scimmyLab(4);
  for (const id of ['g1', 'g2']) server.store.groups.set(id, { id, displayName: 'team', members: [], meta: {} });
  const wanted = people(2, 'Acme', ['team', 'other']);
  const { changes, standing } = await plan(wanted);
  expect(changes.map(({ address }) => address.key).sort()).toEqual(['other', 'p0@acme.example', 'p1@acme.example']);
  expect(standing.find(({ address }) => address.key === 'team')).toMatchObject({
    verdict: 'manual',
    gate: { step: 'tell-id' },
  });
  expect(results((await apply(wanted)).report)).toMatchObject({ done: 3 });
  expect([...server.store.groups.values()].filter(({ displayName }) => displayName === 'team')).toMatchObject([
    { members: [] },
    { members: [] },
  ]);
});
