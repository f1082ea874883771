import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { profiles } from '../../providers/scim/profiles/index.ts';
import { type Answering, known, listOf, pageOf, scimLab, userRow } from '../support/scim-lab.ts';

const people = ['ada', 'ben', 'cy'].map((name) => userRow(name));

/** People and one group of them; every write is answered without a body. */
function serverOf(group: JsonObject, users: readonly JsonObject[] = people): Answering {
  return (asked) => {
    const { method, path } = asked;
    if (method === 'POST') return { status: 201, json: { ...asked.body, id: 'id-new' } };
    if (method !== 'GET') return { status: 204 };
    if (path === '/Users') return pageOf(users, asked);
    if (path === '/Groups') return listOf(group);
    if (path === `/Groups/${String(group['id'])}`) return { json: group };
    const user = users.find(({ id }) => path === `/Users/${String(id as string)}`);
    return user === undefined ? undefined : { json: user };
  };
}

const team = { id: 'g1', displayName: 'team', members: people.map(({ id }) => ({ value: id ?? null })) };
const members = ['ada', 'ben', 'cy'].map((name) => `${name}@acme.example`);

function leaving(profile: string, more: JsonObject = {}) {
  const lab = scimLab({ profile, ...more }, serverOf(team));
  const fields = [{ field: 'members', before: members, after: ['cy@acme.example', 'ada@acme.example'] }];
  return { lab, act: () => lab.update('group', { key: 'team', id: 'g1', fields }) };
}

test('each profile stands under its own name', () => {
  for (const [name, profile] of Object.entries(profiles)) expect(profile.name).toBe(name);
});

describe('generic: the standard', () => {
  test('somebody leaves by a path with a filter', async () => {
    const { lab, act } = leaving('generic');
    await lab.read('group');
    await act();
    expect(lab.bodies('PATCH')).toEqual([
      {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'remove', path: 'members[value eq "id-ben"]' }],
      },
    ]);
  });

  test('an attribute is replaced by its path', async () => {
    const lab = scimLab({}, serverOf(team));
    const fields = [{ field: 'givenName', before: 'A', after: 'Ada' }];
    await lab.update('user', { key: 'ada@acme.example', id: 'id-ada', fields });
    expect(lab.bodies('PATCH')[0]?.['Operations']).toEqual([{ op: 'replace', path: 'name.givenName', value: 'Ada' }]);
  });
});

describe('entra-style: capitals, texts for booleans, members out by a list', () => {
  test('somebody leaves by a list of values', async () => {
    const { lab, act } = leaving('entra-style');
    await lab.read('group');
    await act();
    expect(lab.bodies('PATCH')[0]?.['Operations']).toEqual([
      { op: 'Remove', path: 'members', value: [{ value: 'id-ben' }] },
    ]);
  });

  test('an account is deactivated with a text', async () => {
    const lab = scimLab({ profile: 'entra-style' }, serverOf(team));
    await lab.remove('user', { key: 'ada@acme.example', id: 'id-ada' });
    expect(lab.bodies('PATCH')[0]?.['Operations']).toEqual([{ op: 'Replace', path: 'active', value: 'False' }]);
  });

  test('what the server gives back as text is no drift', async () => {
    const lab = scimLab({ profile: 'entra-style' }, serverOf(team, [userRow('ada', { active: 'True' })]));
    expect((await lab.read('user')).resources[0]?.attributes['active']).toBe(true);
  });
});

describe('slack: a handle of its own, one e-mail, and DELETE only deactivates', () => {
  const kept = userRow('ada', { userName: 'ada.lovelace.the.firs', emails: [{ value: 'Ada@Acme.example' }] });

  test('a person is known by the e-mail, and the handle that Slack made is as declared', async () => {
    const lab = scimLab({ profile: 'slack' }, serverOf(team, [kept]));
    const [read] = (await lab.read('user')).resources;
    const declared = lab
      .kindOf('user')
      .normalize({ email: 'ada@acme.example', userName: 'Ada.Lovelace.the.First.of.all' });
    expect(read?.address.key).toBe('ada@acme.example');
    expect(read?.attributes).toMatchObject(declared);
  });

  test('a new account gets a short handle, not the address', async () => {
    const lab = scimLab({ profile: 'slack' }, serverOf(team));
    await lab.create('user', { email: 'grace.brewster.murray.hopper@acme.example', active: true });
    expect(lab.bodies('POST')[0]).toMatchObject({
      userName: 'grace.brewster.murray',
      emails: [{ value: 'grace.brewster.murray.hopper@acme.example', primary: true, type: 'work' }],
    });
  });

  test('a deleted account that is listed as inactive is spent, and nothing is left to do', () => {
    const { isSpent } = scimLab({ profile: 'slack', removal: 'delete' }, serverOf(team)).kindOf('user');
    expect(isSpent({ email: 'ada@acme.example', active: false })).toBe(true);
    expect(isSpent({ email: 'ada@acme.example', active: true })).toBe(false);
    const real = scimLab({ profile: 'generic', removal: 'delete' }, serverOf(team)).kindOf('user');
    expect(real.isSpent({ email: 'ada@acme.example', active: false })).toBe(false);
  });
});

describe('github-emu: says who it is, asks for an externalId, and never forgets a DELETE', () => {
  test('each request has a User-Agent, and nothing is discovered', async () => {
    const lab = scimLab({ profile: 'github-emu' }, serverOf(team));
    await lab.read('user');
    expect(lab.lines()).toEqual(['GET /Users']);
    expect(lab.asked()[0]?.headers.get('user-agent')).toBe('rollcall');
  });

  test('a group is made with an externalId', async () => {
    const lab = scimLab({ profile: 'github-emu' }, serverOf(team));
    await lab.create('group', { name: 'team', members: ['ada@acme.example'] });
    expect(lab.bodies('POST')[0]).toMatchObject({ externalId: 'team', displayName: 'team' });
  });

  test('a DELETE needs a consent, and says why', () => {
    const { describe: told } = scimLab({ profile: 'github-emu', removal: 'delete' }, serverOf(team)).kindOf('user');
    const address = { portal: 'lab', kind: 'user', key: 'ada@acme.example' };
    const identity = { document: 'User', name: 'ada', portal: 'lab', kind: 'user' };
    const draft = { verb: 'delete', address, identity, before: {}, after: null, presence: 'active', round: 0 } as const;
    const { consent, consequences } = told({ ...draft, at: '2026-11-21T09:00:00.000Z' });
    expect(consent).toEqual([expect.stringContaining('for good')]);
    expect(consequences.map(({ kind }) => kind)).toEqual(['removal', 'irreversible']);
  });
});

describe('atlassian: who is in a group is read group by group', () => {
  test('members come from the group itself', async () => {
    const bare = { id: 'g1', displayName: 'team' };
    const answering = serverOf(team);
    const lab = scimLab({ profile: 'atlassian' }, (asked) =>
      asked.path === '/Groups' ? listOf(bare) : answering(asked),
    );
    expect((await lab.read('group')).resources[0]?.attributes).toEqual({ name: 'team', members });
    expect(lab.lines()).toContain('GET /Groups/g1');
  });
});

describe('aws: members are never shown, and change by a hundred', () => {
  test('what was last written stands for them', async () => {
    const lab = scimLab({ profile: 'aws' }, serverOf({ id: 'g1', displayName: 'team', members: [] }));
    const { resources, coverage } = await lab.read('group');
    expect(coverage).toBe('complete');
    expect(resources[0]?.attributes).toEqual({ name: 'team' });
    expect(lab.kindOf('group').writeOnlyFields).toEqual(['members']);
  });

  test('a request changes at most a hundred of them', async () => {
    const many = Array.from({ length: 250 }, (_, index) => userRow(`p${index}`));
    const lab = scimLab({ profile: 'aws' }, serverOf({ id: 'g1', displayName: 'team' }, many));
    await lab.read('user');
    const after = many.map(({ userName }) => userName ?? null);
    await lab.update('group', { key: 'team', id: 'g1', fields: [{ field: 'members', before: [], after }] });
    const sizes = lab.bodies('PATCH').map((body) => {
      const [operation] = body['Operations'] as readonly { readonly value: readonly unknown[] }[];
      return operation?.value.length;
    });
    expect(sizes).toEqual([100, 100, 50]);
  });

  test('an account without its names is an error before anything is sent', () => {
    const { audit } = scimLab({ profile: 'aws' }, serverOf(team)).kindOf('user');
    const { address } = known('user', 'ada@acme.example');
    const origin = { file: 'ada.yaml', document: 0, path: [], line: 1 };
    const identity = { document: 'User', name: 'ada', portal: 'lab', kind: 'user' };
    const bare = { address, identity, attributes: { email: address.key }, origin, dependsOn: [], formerKeys: [] };
    const { portal } = scimLab({}, serverOf(team));
    expect(audit([bare], portal)).toMatchObject([
      { code: 'attributes-needed', detail: expect.stringContaining('givenName, familyName, displayName') as unknown },
    ]);
    const whole = { ...bare, attributes: { ...bare.attributes, givenName: 'Ada', familyName: 'Lovelace' } };
    expect(audit([whole], portal)).toEqual([]);
  });
});
