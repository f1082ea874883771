import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { type Answer, type Answering, listOf, pageOf, scimLab, userRow } from '../support/scim-lab.ts';

const ada = { email: 'ada@acme.example', active: true };
const adaPath = `/Users/${'id-ada'}`;
const error = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** A server that refuses every POST in this way, and holds these accounts. */
function refusing(answer: Answer, rows: readonly JsonObject[]): Answering {
  return (asked) => {
    if (asked.method === 'POST') return answer;
    return asked.path === '/Users' ? pageOf(rows, asked) : undefined;
  };
}

describe('an account that is there already', () => {
  test.each<readonly [string, Answer]>([
    [
      '409 with scimType',
      { status: 409, json: { schemas: [error], status: '409', scimType: 'uniqueness', detail: 'taken' } },
    ],
    ['409 without scimType', { status: 409, json: { detail: 'taken' } }],
    ['409 with a number as status', { status: 409, json: { status: 409, detail: 'taken' } }],
    ['400 with the scimType of 409', { status: 400, json: { scimType: 'uniqueness', detail: 'taken' } }],
    [
      '400 and only words',
      { status: 400, json: { errors: [{ scimType: 'other', description: 'User already exists' }] } },
    ],
    ['409 without a body', { status: 409 }],
  ])('is found after %s', async (_, answer) => {
    const lab = scimLab({}, refusing(answer, [userRow('ada', { userName: 'Ada@Acme.Example' })]));
    await expect(lab.create('user', ada)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('There is a user ada@acme.example already') as unknown,
    });
  });

  test('is not believed in where the words say so and nothing is there', async () => {
    const words = { status: 400, json: { detail: 'User already exists' } };
    const lab = scimLab({}, refusing(words, [userRow('ben')]));
    await expect(lab.create('user', ada)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('the portal refused it') as unknown,
      portalText: 'User already exists',
    });
  });

  test.each<readonly [string, JsonObject]>([
    ['the first of errors', { errors: [{ description: 'no such thing' }] }],
    ['error', { error: { message: 'no such thing' } }],
    ['detail, in other letters', { Detail: 'no such thing' }],
  ])('the words of a refusal are found in %s', async (_, json) => {
    const lab = scimLab({}, refusing({ status: 400, json }, []));
    await expect(lab.create('user', ada)).rejects.toMatchObject({ portalText: 'no such thing' });
  });

  test('and is hidden is told as such', async () => {
    const lab = scimLab({}, refusing({ status: 409, json: { detail: 'taken' } }, [userRow('ben')]));
    await expect(lab.create('user', ada)).rejects.toMatchObject({
      code: 'invalid',
      cure: expect.stringContaining('deleted or hidden') as unknown,
    });
  });
});

describe('a change', () => {
  const fields = [{ field: 'familyName', before: 'L', after: 'Lovelace' }];
  const row = userRow('ada', {
    name: { givenName: 'Ada', familyName: 'L' },
    emails: [{ value: 'ada@acme.example', primary: true }, { value: 'ada@home.example' }],
    nickName: 'Countess',
    meta: { version: 'W/"7"' },
  });

  function server(config: JsonObject, onWrite: Answer = { status: 204 }): Answering {
    return ({ method, path }) => {
      if (path === '/ServiceProviderConfig') return { json: config };
      if (method === 'GET' && path === adaPath) return { json: row };
      return method === 'GET' ? undefined : onWrite;
    };
  }

  test('goes by PATCH, and what is there is read where the answer is empty', async () => {
    const lab = scimLab({}, server({ patch: { supported: true } }));
    await lab.update('user', { key: 'ada@acme.example', id: 'id-ada', fields });
    expect(lab.lines().filter((line) => line.endsWith('/id-ada'))).toEqual([`PATCH ${adaPath}`, `GET ${adaPath}`]);
  });

  test('goes by PUT of the whole account where the server says that it has no PATCH', async () => {
    const lab = scimLab({}, server({ patch: { supported: false } }));
    await lab.update('user', { key: 'ada@acme.example', id: 'id-ada', fields });
    const { meta: _, ...whole } = row;
    expect(lab.bodies('PUT')).toEqual([{ ...whole, name: { givenName: 'Ada', familyName: 'Lovelace' } }]);
    expect(lab.bodies('PATCH')).toEqual([]);
  });

  test('goes as the settings say, whatever the server says', async () => {
    const lab = scimLab({ can: { patch: false } }, server({ patch: { supported: true } }));
    await lab.update('user', { key: 'ada@acme.example', id: 'id-ada', fields });
    expect(lab.bodies('PUT')).toHaveLength(1);
  });

  test('is made only to the version that was read, where the server has versions', async () => {
    const config = { patch: { supported: true }, etag: { supported: true } };
    const lab = scimLab({}, server(config, { status: 412, json: { detail: 'changed' } }));
    await lab.readOnly('user', [{ address: { portal: 'lab', kind: 'user', key: 'ada@acme.example' }, id: 'id-ada' }]);
    const act = lab.update('user', { key: 'ada@acme.example', id: 'id-ada', fields });
    await expect(act).rejects.toMatchObject({
      code: 'conflict',
      cure: expect.stringContaining('Plan again') as unknown,
    });
    expect(lab.asked().at(-1)?.headers.get('if-match')).toBe('W/"7"');
  });

  test('asks for no version of a server that has none', async () => {
    const lab = scimLab({}, server({ etag: { supported: false } }));
    await lab.readOnly('user', [{ address: { portal: 'lab', kind: 'user', key: 'ada@acme.example' }, id: 'id-ada' }]);
    await lab.update('user', { key: 'ada@acme.example', id: 'id-ada', fields });
    const patched = lab.asked().find(({ method }) => method === 'PATCH');
    expect(patched?.headers.get('if-match')).toBeNull();
    expect(patched?.headers.get('content-type')).toBe('application/scim+json');
  });

  test('of the address moves the key and its e-mail, and leaves the other e-mail', async () => {
    const lab = scimLab({}, server({}));
    const moved = [{ field: 'email', before: 'ada@acme.example', after: 'lovelace@acme.example' }];
    await lab.update('user', { key: 'lovelace@acme.example', id: 'id-ada', fields: moved });
    expect(lab.bodies('PATCH')[0]?.['Operations']).toEqual([
      { op: 'replace', path: 'userName', value: 'lovelace@acme.example' },
      {
        op: 'replace',
        path: 'emails',
        value: [{ value: 'lovelace@acme.example', primary: true }, { value: 'ada@home.example' }],
      },
    ]);
  });

  test.each<readonly [string, Answer, string]>([
    ['401', { status: 401, json: { detail: 'who?' } }, 'auth'],
    ['403', { status: 403 }, 'auth'],
    ['404', { status: 404 }, 'not-found'],
    ['400', { status: 400, json: { scimType: 'mutability', detail: 'read only' } }, 'invalid'],
    ['500', { status: 500 }, 'ambiguous'],
  ])('that is answered with %s fails as what it is', async (_, answer, code) => {
    const lab = scimLab({}, server({}, answer));
    const act = lab.update('user', { key: 'ada@acme.example', id: 'id-ada', fields });
    await expect(act).rejects.toMatchObject({ code });
  });
});

describe('a group', () => {
  const users = ['ada', 'ben'].map((name) => userRow(name));
  const nested = { value: 'g9', type: 'Group' };
  const group = { id: 'g1', displayName: 'team', members: [{ value: 'id-ada' }, nested] };
  const server: Answering = (asked) => {
    if (asked.method !== 'GET') return { status: 204 };
    if (asked.path === '/Users') return pageOf(users, asked);
    if (asked.path === '/Groups') return listOf(group);
    return asked.path === '/Groups/g1' ? { json: group } : undefined;
  };

  test('changes for all who come and go by one request', async () => {
    const lab = scimLab({}, server);
    const fields = [{ field: 'members', before: ['ada@acme.example'], after: ['ben@acme.example'] }];
    await lab.read('group');
    await lab.update('group', { key: 'team', id: 'g1', fields });
    expect(lab.bodies('PATCH')).toHaveLength(1);
    expect(lab.bodies('PATCH')[0]?.['Operations']).toEqual([
      { op: 'remove', path: 'members[value eq "id-ada"]' },
      { op: 'add', path: 'members', value: [{ value: 'id-ben' }] },
    ]);
  });

  test('keeps the groups within it where it is written as a whole', async () => {
    const lab = scimLab({ can: { patch: false } }, server);
    const fields = [{ field: 'members', before: ['ada@acme.example'], after: ['ben@acme.example'] }];
    await lab.read('group');
    await lab.update('group', { key: 'team', id: 'g1', fields });
    expect(lab.bodies('PUT')[0]?.['members']).toEqual([nested, { value: 'id-ben' }]);
  });

  test('that many leave is written as a whole, in one request, where the server takes that', async () => {
    const many = Array.from({ length: 30 }, (_, index) => userRow(`p${index}`));
    const crowd = {
      id: 'g2',
      displayName: 'crowd',
      members: [nested, ...many.map(({ id }) => ({ value: id ?? null }))],
    };
    const answering: Answering = (asked) => {
      if (asked.method !== 'GET') return { status: 204 };
      return asked.path === '/Users' ? pageOf(many, asked) : { json: asked.path === '/Groups/g2' ? crowd : {} };
    };
    const before = many.map(({ userName }) => userName ?? null);
    const fields = [{ field: 'members', before, after: before.slice(0, 2) }];
    const operations = async (profile: string): Promise<readonly JsonObject[]> => {
      const lab = scimLab({ profile, discovery: false }, answering);
      await lab.read('user');
      await lab.update('group', { key: 'crowd', id: 'g2', fields });
      expect(lab.bodies('PATCH')).toHaveLength(1);
      return lab.bodies('PATCH')[0]?.['Operations'] as readonly JsonObject[];
    };
    const value = [nested, { value: 'id-p0' }, { value: 'id-p1' }];
    expect(await operations('generic')).toEqual([{ op: 'replace', path: 'members', value }]);
    expect(await operations('aws')).toHaveLength(28);
    expect(await operations('entra-style')).toHaveLength(1);
  });

  test('takes nobody who has no account', async () => {
    const lab = scimLab({}, server);
    const act = lab.create('group', { name: 'new', members: ['zoe@acme.example'] });
    await expect(act).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('zoe@acme.example') as unknown,
    });
    expect(lab.bodies('POST')).toEqual([]);
  });

  test('that nobody is declared in is emptied, and kept', async () => {
    const lab = scimLab({}, server);
    await lab.remove('group', { key: 'team', id: 'g1' });
    expect(lab.lines()).not.toContain('DELETE /Groups/g1');
    expect(lab.bodies('PATCH')[0]?.['Operations']).toEqual([{ op: 'remove', path: 'members[value eq "id-ada"]' }]);
  });

  test('is deleted where the settings say so; what is gone already is done', async () => {
    const lab = scimLab({ emptyGroups: 'delete' }, (asked) =>
      asked.method === 'DELETE' ? { status: 404 } : server(asked),
    );
    expect(await lab.remove('group', { key: 'team', id: 'g1' })).toEqual({ outcome: 'done', observed: null });
    expect(lab.lines()).toContain('DELETE /Groups/g1');
  });

  test('of which only a part was written is never said to be untouched', async () => {
    const many = Array.from({ length: 150 }, (_, index) => userRow(`p${index}`));
    let writes = 0;
    const lab = scimLab({ profile: 'aws' }, (asked) => {
      if (asked.method === 'PATCH') return { status: (writes += 1) === 1 ? 204 : 400 };
      return asked.path === '/Users' ? pageOf(many, asked) : undefined;
    });
    await lab.read('user');
    const after = many.map(({ userName }) => userName ?? null);
    const act = lab.update('group', { key: 'team', id: 'g1', fields: [{ field: 'members', before: [], after }] });
    await expect(act).rejects.toMatchObject({
      code: 'contract',
      message: expect.stringContaining('Only a part') as unknown,
    });
  });
});

describe('an entitlement', () => {
  const held = userRow('ada', { entitlements: [{ value: 'docs' }, { value: 'design-pro' }] });
  const key = 'ada@acme.example/design-pro';

  test('is taken away by the whole list where no path with a filter is taken', async () => {
    const lab = scimLab({ entitlements: true }, ({ method, path, body }) => {
      if (path === adaPath && method === 'GET') return { json: held };
      if (method !== 'PATCH') return undefined;
      return JSON.stringify(body).includes('[value eq')
        ? { status: 400, json: { scimType: 'invalidPath' } }
        : { status: 204 };
    });
    await lab.remove('entitlement', { key, id: 'id-ada/design-pro' });
    expect(lab.bodies('PATCH').at(-1)?.['Operations']).toEqual([
      { op: 'replace', path: 'entitlements', value: [{ value: 'docs' }] },
    ]);
  });

  test('that the server takes and does not keep is told', async () => {
    const lab = scimLab({ entitlements: true }, ({ method, path }) => {
      if (path === '/Users' && method === 'GET') return listOf(userRow('ada'));
      if (path === adaPath && method === 'GET') return { json: userRow('ada') };
      return method === 'PATCH' ? { status: 204 } : undefined;
    });
    const act = lab.create('entitlement', { email: 'ada@acme.example', entitlement: 'design-pro' });
    await expect(act).rejects.toMatchObject({
      code: 'contract',
      message: expect.stringContaining('does not show it') as unknown,
    });
  });
});
