import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { accountOf, bare, bulkLab, endOf, users } from '../support/scim-bulk-lab.ts';
import { listOf, userRow } from '../support/scim-lab.ts';

const five = ['ada', 'ben', 'cy', 'dia', 'eva'];
const paths = (operations: readonly JsonObject[]) => operations.map(({ path }) => path);

describe('writes of one moment', () => {
  test('are one request, of operations that stand by themselves; a whole answer needs no look', async () => {
    const lab = bulkLab();
    expect(await lab.make('ada', 'ben')).toMatchObject([
      { outcome: 'done', observed: { id: 'id-ada', address: { key: 'ada@acme.example' } } },
      { outcome: 'done', observed: { id: 'id-ben', address: { key: 'ben@acme.example' } } },
    ]);
    expect(lab.work()).toEqual(['POST /Bulk']);
    expect(lab.bodies('POST')).toMatchObject([
      {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [
          { method: 'POST', path: '/Users', bulkId: 'write-1', data: { userName: 'ada@acme.example' } },
          { method: 'POST', path: '/Users', bulkId: 'write-2', data: { userName: 'ben@acme.example' } },
        ],
      },
    ]);
    expect(lab.bodies('POST')[0]).not.toHaveProperty('failOnErrors');
  });

  test('of several sorts go together', async () => {
    const lab = bulkLab({ settings: { removal: 'delete' } });
    await Promise.all([
      lab.make('ada'),
      lab.rename('ben', 'B'),
      lab.remove('user', { key: 'cy@acme.example', id: 'id-cy' }),
      lab.create('group', { name: 'team', members: [] }),
    ]);
    const [operations = [], ...others] = lab.bulks();
    expect(others).toEqual([]);
    expect(operations.map(({ method, path }) => `${String(method)} ${String(path)}`).sort()).toEqual([
      `DELETE ${users}/id-cy`,
      `PATCH ${users}/id-ben`,
      'POST /Groups',
      'POST /Users',
    ]);
    expect(operations.find(({ method }) => method === 'DELETE')).not.toHaveProperty('data');
  });

  test('one alone is a plain request; those that come while it is on its way are joined', async () => {
    const later: Promise<unknown>[] = [];
    const lab = bulkLab({
      other: ({ method }) => {
        if (method === 'POST') later.push(lab.make('ben', 'cy', 'dia'));
        return undefined;
      },
    });
    await lab.make('ada');
    await Promise.all(later);
    expect(lab.work()).toEqual(['POST /Users', 'POST /Bulk']);
    expect(lab.bulks()[0]).toHaveLength(3);
  });

  test.each<readonly [string, JsonObject, JsonObject, number]>([
    ['the server says that it has none', { supported: false }, {}, 0],
    ['the settings say that it has none', {}, { can: { bulk: false } }, 0],
    ['it takes one operation only', { maxOperations: 1 }, {}, 0],
    ['only the settings say that it has them', { supported: false }, { can: { bulk: true } }, 1],
    ['the settings say so of a server that is not asked', {}, { can: { bulk: true }, discovery: false }, 1],
  ])('where %s, bulk requests are as many: %#', async (_, terms, settings, bulks) => {
    const lab = bulkLab({ terms, settings });
    await lab.make(...five);
    expect(lab.bulks()).toHaveLength(bulks);
    expect(lab.work().filter((line) => line === 'POST /Users')).toHaveLength(bulks === 0 ? 5 : 0);
  });
});

describe('a bulk request', () => {
  test('has no more operations than the server takes', async () => {
    const lab = bulkLab({ terms: { maxOperations: 2 } });
    await lab.make(...five);
    expect(lab.work()).toEqual(['POST /Bulk', 'POST /Bulk', 'POST /Users']);
    expect(lab.bulks().map((operations) => operations.length)).toEqual([2, 2]);
  });

  test('is no larger than the server takes, in bytes', async () => {
    const lab = bulkLab({ terms: { maxPayloadSize: 1_300 } });
    await Promise.all(five.map((name) => lab.create('user', { ...accountOf(name), displayName: 'ü'.repeat(100) })));
    const sizes = lab
      .asked()
      .filter(({ path }) => path === '/Bulk')
      .map(({ body }) => Buffer.byteLength(JSON.stringify(body)));
    expect(sizes).toHaveLength(2);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_300);
  });

  test('never has two writes of one object, which go in their order', async () => {
    const lab = bulkLab({ result: bare });
    await Promise.all([lab.rename('ada', 'B'), lab.rename('ada', 'C'), lab.rename('ben', 'B')]);
    expect(lab.bulks().map(paths)).toEqual([[`${users}/id-ada`, `${users}/id-ben`]]);
    const values = lab.asked().flatMap(({ body }) => JSON.stringify(body).match(/"value":"[A-Z]"/gu) ?? []);
    expect(values).toEqual(['"value":"B"', '"value":"B"', '"value":"C"']);
  });

  test('holds nothing that a server could read as something else', async () => {
    const lab = bulkLab();
    const odd = lab.remove('user', { key: 'ben@acme.example', id: 'a b' });
    const reference = lab.create('user', { ...accountOf('cy'), displayName: 'bulkId:1' });
    await Promise.all([odd, lab.make('ada', 'dia'), reference]);
    expect(lab.bulks()).toHaveLength(1);
    expect(paths(lab.bulks()[0] ?? [])).toEqual(['/Users', '/Users']);
    expect(lab.work()).toEqual(expect.arrayContaining([`PATCH ${users}/a%20b`, 'POST /Users', 'POST /Bulk']));
  });

  test('asks for the version that was read, where the server has versions', async () => {
    const rows = ['ada', 'ben'].map((name) => userRow(name, { meta: { version: `W/"${name}"` } }));
    const lab = bulkLab({
      settings: { can: { etag: true } },
      other: ({ path, method }) => (method === 'GET' && path === '/Users' ? listOf(...rows) : undefined),
    });
    await lab.read('user');
    await Promise.all([lab.rename('ada', 'B'), lab.rename('ben', 'B')]);
    expect(lab.bulks()[0]?.map(({ version }) => version)).toEqual(['W/"ada"', 'W/"ben"']);
  });
});

describe('what a bulk answer does not show', () => {
  const looks = (lab: ReturnType<typeof bulkLab>) => lab.work().filter((line) => line.startsWith('GET'));

  test('is read back for all of them by one filter', async () => {
    const lab = bulkLab({ result: bare });
    expect(await lab.make(...five)).toMatchObject(five.map((name) => ({ observed: { id: `id-${name}` } })));
    expect(looks(lab)).toEqual(['GET /Users']);
    expect(lab.asked().at(-1)?.query.get('filter')).toBe(five.map((name) => `id eq "id-${name}"`).join(' or '));
  });

  test('is read by itself where the list shows an older state, or does not show it', async () => {
    const lab = bulkLab({
      result: bare,
      other: ({ path, method }) =>
        method === 'GET' && path === '/Users' ? listOf(userRow('ada', { name: { familyName: 'A' } })) : undefined,
    });
    const [ada, ben] = await Promise.all([lab.rename('ada', 'B'), lab.rename('ben', 'B')]);
    expect([ada, ben]).toMatchObject([
      { observed: { attributes: { familyName: 'B' } } },
      { observed: { attributes: { familyName: 'B' } } },
    ]);
    expect(looks(lab)).toEqual(['GET /Users', `GET ${users}/id-ada`, `GET ${users}/id-ben`]);
  });

  test('is read one by one from a server that takes no such filter, which is asked once', async () => {
    const lab = bulkLab({
      result: bare,
      other: ({ path, method }) => (method === 'GET' && path === '/Users' ? { status: 400 } : undefined),
    });
    await lab.make('ada', 'ben');
    await lab.make('cy', 'dia');
    const single = ['ada', 'ben', 'cy', 'dia'].map((name) => `GET ${users}/id-${name}`);
    expect(looks(lab)).toEqual(['GET /Users', ...single]);
  });
});

describe('an interrupt', () => {
  test('ends what waits, of which nothing was done, and lets finish what is on its way', async () => {
    const waiting: Promise<string>[] = [];
    const lab = bulkLab({
      whole: () => {
        waiting.push(...['cy', 'dia'].map((name) => endOf(lab.make(name))));
        lab.interrupt();
        return undefined;
      },
    });
    expect(await lab.ends('ada', 'ben')).toEqual(['done', 'done']);
    expect(await Promise.all(waiting)).toEqual(['unavailable', 'unavailable']);
    expect(await lab.ends('eva')).toEqual(['unavailable']);
    expect(lab.work()).toEqual(['POST /Bulk']);
  });
});
