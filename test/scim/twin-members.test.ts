import { expect, test } from 'vitest';
import { known, pageOf, scimLab, userRow } from '../support/scim-lab.ts';
import { people, results, scimmyLab } from '../support/scim-scimmy-lab.ts';

const ada = 'ada@acme.example';

function lab(members: readonly string[]) {
  const users = [userRow('ada', { id: 'two' }), userRow('ada'), userRow('ben')];
  const group = { id: 'g1', displayName: 'team', members: members.map((value) => ({ value })) };
  return scimLab({}, (asked) => {
    if (asked.path === '/Users') return pageOf(users, asked);
    return asked.path === '/Groups' ? pageOf([group], asked) : { json: group };
  });
}

/** As the engine does: all kinds at once. */
async function membersOf(from: ReturnType<typeof lab>, own: string | null) {
  const groups = from.read('group');
  const [, { resources }] = await Promise.all([from.read('user', [known('user', ada, own)]), groups]);
  return resources[0]?.attributes['members'];
}

test('a group shows under an address the account that the ledger knows, and another one of it with its id', async () => {
  expect(await membersOf(lab(['id-ada', 'id-ben']), 'id-ada')).toEqual([ada, 'ben@acme.example']);
  expect(await membersOf(lab(['two']), 'id-ada')).toEqual([`${ada} (id two)`]);
  expect(await membersOf(lab(['two', 'id-ada']), 'id-ada')).toEqual([ada, `${ada} (id two)`]);
  expect(await membersOf(lab(['two']), 'two')).toEqual([ada]);
});

test('nobody is told from the other where nothing says which of both is meant', async () => {
  expect(await membersOf(lab(['two', 'id-ada']), null)).toEqual([ada]);
});

test('the managed one comes and the other goes, each by its own id', async () => {
  const from = lab(['two']);
  const before = await membersOf(from, 'id-ada');
  const fields = [{ field: 'members', before: before ?? [], after: [ada] }];
  await from.update('group', { key: 'team', id: 'g1', fields });
  const said = JSON.stringify(from.bodies('PATCH'));
  expect(said).toContain('members[value eq \\"two\\"]');
  expect(said).toContain('{"value":"id-ada"}');
});

test('a plan puts the managed one into the group and the other out of it, and then has nothing to do', async () => {
  const { apply, plan, server, rows } = await scimmyLab(4);
  const wanted = people(1, 'Acme', ['team']);
  expect(results((await apply(wanted)).report)).toMatchObject({ done: 2 });
  const [own] = rows();
  const [group] = [...server.store.groups.values()];
  if (own === undefined || group === undefined) throw new Error('nothing was made');
  server.store.users.set('other', { ...structuredClone(own), id: 'other' });
  server.store.groups.set(String(group['id']), { ...group, members: [{ value: 'other' }] });
  const { changes } = await plan(wanted);
  expect(changes).toMatchObject([
    {
      verdict: 'update',
      address: { key: 'team' },
      fields: [{ field: 'members', before: ['p0@acme.example (id other)'], after: ['p0@acme.example'] }],
    },
  ]);
  const { report, writes } = await apply(wanted);
  expect([results(report), writes.length]).toEqual([{ done: 1 }, 1]);
  const members = [...server.store.groups.values()].map((one) => one['members']);
  expect(members).toMatchObject([[{ value: own['id'] }]]);
  expect((await plan(wanted)).changes).toEqual([]);
});
