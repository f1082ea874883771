import { describe, expect, test } from 'vitest';
import { type Answering, keysOf, known, listOf, pageOf, scimLab, userRow } from '../support/scim-lab.ts';

const names = ['ada', 'ben', 'cy', 'dia', 'eva'];
const people = names.map((name) => userRow(name));
const keys = names.map((name) => `${name}@acme.example`);

function users(rows = people): Answering {
  return (asked) => (asked.path === '/Users' ? pageOf(rows, asked) : undefined);
}

describe('a list', () => {
  test('is read to its end from a server that gives fewer than it is asked for', async () => {
    const lab = scimLab({ pageSize: 100 }, (asked) => (asked.path === '/Users' ? pageOf(people, asked, 2) : undefined));
    const read = await lab.read('user');
    expect(read).toMatchObject({ coverage: 'complete', rows: 5 });
    expect(keysOf(read.resources)).toEqual(keys);
  });

  test('is whole where the server gives all at once, whatever page is asked for', async () => {
    const lab = scimLab({ pageSize: 2 }, ({ path }) => (path === '/Users' ? listOf(...people) : undefined));
    expect(await lab.read('user')).toMatchObject({ coverage: 'complete', rows: 5 });
  });

  test('that tells more than it gives is never complete', async () => {
    const short = { json: { totalResults: 7, Resources: people } };
    const lab = scimLab({}, ({ path, query }) =>
      path !== '/Users' ? undefined : query.get('startIndex') === '1' ? short : { json: { totalResults: 7 } },
    );
    const { coverage, problem } = await lab.read('user');
    expect(coverage).toBe('partial');
    expect(problem?.code).toBe('unavailable');
  });

  test('without a total is no list', async () => {
    const lab = scimLab({}, ({ path }) => (path === '/Users' ? { json: { Resources: people } } : undefined));
    await expect(lab.read('user')).rejects.toMatchObject({ code: 'contract' });
  });

  test('of two accounts with one key gives both, and the one that can be used keeps the key', async () => {
    const twin = userRow('ada', { id: 'id-old', active: false });
    const lab = scimLab({}, users([twin, ...people]));
    expect(keysOf((await lab.read('user')).resources)).toEqual(['ada@acme.example (id id-old)', ...keys]);
  });

  test('keeps the key for the one that the ledger knows by its id', async () => {
    const twin = userRow('ada', { id: 'id-old', active: false });
    const lab = scimLab({}, users([twin, ...people]));
    const { resources } = await lab.read('user', [known('user', 'ada@acme.example', 'id-old')]);
    expect(keysOf(resources).slice(0, 2)).toEqual(['ada@acme.example', 'ada@acme.example (id id-ada)']);
  });

  test('shows who has no address by the id, and hides nobody', async () => {
    const robot = { id: 'r1', userName: 'robot', active: true };
    const lab = scimLab({ key: 'emails' }, users([robot, ...people]));
    expect(keysOf((await lab.read('user')).resources)).toEqual(['id:r1', ...keys]);
  });
});

describe('groups', () => {
  const nobody = 'f0f0';
  const rows = [
    { id: 'g1', displayName: 'team', members: [{ value: 'id-ben' }, { value: 'id-ada' }, { value: nobody }] },
    {
      id: 'g2',
      displayName: 'all',
      members: [
        { value: 'g1', type: 'Group' },
        { value: 'id-cy', type: 'User' },
      ],
    },
    { id: 'g3', displayName: 'empty' },
  ];
  const server: Answering = (asked) => (asked.path === '/Groups' ? listOf(...rows) : users()(asked));

  test('hold addresses; an id of nobody stays an id, and groups within a group are left alone', async () => {
    const lab = scimLab({}, server);
    const { resources, coverage } = await lab.read('group');
    expect(coverage).toBe('complete');
    expect(resources.map(({ attributes }) => attributes['members'])).toEqual([
      ['ada@acme.example', 'ben@acme.example', nobody],
      ['cy@acme.example'],
      [],
    ]);
  });

  test('and accounts of one plan are read from one list of accounts', async () => {
    const lab = scimLab({}, (asked) => (asked.path === '/Groups' ? listOf(...rows.slice(1)) : users()(asked)));
    await Promise.all([lab.read('user'), lab.read('group')]);
    await lab.read('group');
    expect(lab.lines().filter((line) => line === 'GET /Users')).toHaveLength(1);
  });

  test('and licences are read from the list of accounts of a moment ago, and not from an old one', async () => {
    const lab = scimLab({ entitlements: true }, users([userRow('ada', { entitlements: [{ value: 'docs' }] })]));
    const lists = () => lab.lines().filter((line) => line === 'GET /Users').length;
    await lab.read('user');
    expect(keysOf((await lab.read('entitlement')).resources)).toEqual(['ada@acme.example/docs']);
    expect(lists()).toBe(1);
    await lab.pass(31_000);
    await lab.read('entitlement');
    expect(lists()).toBe(2);
  });

  test('whose people could not be told are left out, and the list is partial', async () => {
    const lab = scimLab({ pageSize: 2 }, (asked) => {
      if (asked.path === '/Users' && asked.query.get('startIndex') !== '1') return { status: 503 };
      return server(asked);
    });
    const { resources, coverage, problem } = await lab.read('group');
    expect(keysOf(resources)).toEqual(['empty']);
    expect(coverage).toBe('partial');
    expect(problem).not.toBeNull();
  });
});

describe('one by itself', () => {
  const wanted = [known('user', 'ada@acme.example')];

  test('is found by a filter', async () => {
    const lab = scimLab({}, ({ path, query }) =>
      path === '/Users' && query.has('filter') ? listOf(userRow('ada')) : undefined,
    );
    expect(keysOf((await lab.readOnly('user', wanted)).resources)).toEqual(['ada@acme.example']);
    expect(lab.asked().at(-1)?.query.get('filter')).toBe('userName eq "ada@acme.example"');
  });

  test.each<readonly [string, Answering]>([
    ['refuses the filter', ({ query }) => (query.has('filter') ? { status: 400, json: { detail: 'no' } } : undefined)],
    ['ignores the filter', () => undefined],
  ])('is found in the list where the server %s', async (_, first) => {
    const lab = scimLab({}, (asked) =>
      asked.path === '/Users' ? (first(asked) ?? pageOf(people, asked, 3)) : undefined,
    );
    expect(keysOf((await lab.readOnly('user', [known('user', 'eva@acme.example')])).resources)).toEqual([
      'eva@acme.example',
    ]);
  });

  test('is absent where the filter finds nobody, and where the whole list has nobody', async () => {
    const empty = scimLab({}, ({ path }) => (path === '/Users' ? listOf() : undefined));
    expect((await empty.readOnly('user', wanted)).absent).toEqual([wanted[0]?.address]);
    const listed = scimLab({ can: { filter: false } }, users(people.slice(1)));
    expect((await listed.readOnly('user', wanted)).absent).toEqual([wanted[0]?.address]);
  });

  test('is neither where the list broke off', async () => {
    const lab = scimLab({ can: { filter: false }, pageSize: 2 }, (asked) =>
      asked.query.get('startIndex') === '3' ? { status: 503 } : users(people.slice(1))(asked),
    );
    await expect(lab.readOnly('user', wanted)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('is looked for by its key where its id is gone', async () => {
    const lab = scimLab({}, ({ path, query }) =>
      path === '/Users' && query.has('filter') ? listOf(userRow('ada')) : undefined,
    );
    const { resources } = await lab.readOnly('user', [known('user', 'ada@acme.example', 'id-gone')]);
    expect(resources[0]?.id).toBe('id-ada');
  });
});

describe('what the server can do', () => {
  const schemas = {
    Resources: [{ id: 'urn:ietf:params:scim:schemas:core:2.0:User', attributes: [{ name: 'userName' }] }],
  };

  test('is taken from the profile where the server does not say it', async () => {
    const lab = scimLab({}, users());
    expect((await lab.read('user')).coverage).toBe('complete');
    expect(lab.lines()).toEqual(['GET /ResourceTypes', 'GET /Users']);
  });

  test('names the paths of its types, where these are plain ones', async () => {
    const types =
      (endpoint: string): Answering =>
      (asked) => {
        if (asked.path === '/ResourceTypes') return { json: { Resources: [{ name: 'User', endpoint }] } };
        return asked.path === '/People' || asked.path === '/Users' ? pageOf(people, asked) : undefined;
      };
    const named = scimLab({}, types('/People'));
    await named.read('user');
    expect(named.lines()).toContain('GET /People');
    const odd = scimLab({}, types('https://elsewhere.test/Users'));
    await odd.read('user');
    expect(odd.lines()).toContain('GET /Users');
  });

  test('without entitlements in its schema, licences are refused in words', async () => {
    const lab = scimLab({ entitlements: true }, ({ path }) => (path === '/Schemas' ? { json: schemas } : undefined));
    await expect(lab.read('entitlement')).rejects.toMatchObject({
      code: 'invalid',
      cure: expect.stringContaining('entitlements') as unknown,
    });
  });
});
