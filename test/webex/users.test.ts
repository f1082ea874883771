import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { publicId } from '../../providers/webex/ids.ts';
import { adaId, failure, hub, pending, scimList, scimUser, wire } from './wire.ts';

const extension = 'urn:scim:schemas:extension:cisco:webexidentity:2.0:User';
const users = '/identity/scim/0ae87ade-8c8a-4952-af08-318798958d0c/v2/Users';

async function readOne(user: JsonObject, people: JsonObject = { items: [] }) {
  const one = wire(({ path }) => ({ json: path.startsWith('/v1/people') ? people : scimList(user) }));
  const { resources } = await one.reader.read('user', { known: [] });
  return { resource: resources[0], lines: one.lines() };
}

describe('a user is read', () => {
  test('with names, id and date, the address in lower case', async () => {
    const { resource } = await readOne(
      scimUser('ada', { userName: 'Ada@Acme.example', name: { givenName: 'Ada', familyName: 'Lovelace' } }),
    );
    expect(resource).toEqual({
      address: { portal: 'acme-hub', kind: 'user', key: 'ada@acme.example' },
      id: adaId,
      presence: 'active',
      attributes: {
        email: 'ada@acme.example',
        givenName: 'Ada',
        familyName: 'Lovelace',
        displayName: 'ada',
        active: true,
      },
      evidence: { grade: 'read', at: expect.any(String) },
    });
  });

  test.each<readonly [string, JsonObject, string]>([
    ['no status, as live servers leave it out', {}, 'active'],
    ['an empty extension', { [extension]: {} }, 'active'],
    ['the status active as a text', { [extension]: { accountStatus: 'active' } }, 'active'],
    ['the status active in a list', { [extension]: { accountStatus: ['active'] } }, 'active'],
    ['pending in a list', { [extension]: { accountStatus: ['pending'] } }, 'invited'],
    ['pending as a text', { [extension]: { accountStatus: 'pending' } }, 'invited'],
    ['a hyphenated status', { [extension]: { accountStatus: ['pending-transient'] } }, 'invited'],
    ['pending and deactivated', { ...pending, active: false }, 'active'],
  ])('with %s', async (_, over, presence) => {
    expect((await readOne(scimUser('ada', over))).resource?.presence).toBe(presence);
  });

  test.each<readonly [string, JsonObject, boolean]>([
    ['false', { active: false }, false],
    ['"false" as a text', { active: 'False' }, false],
    ['"true" as a text', { active: 'true' }, true],
    ['a disabled account', { [extension]: { accountStatus: ['disabled'] } }, false],
    ['a suspended account', { [extension]: { accountStatus: ['suspended'] } }, false],
    ['one marked as deleted', { [extension]: { accountStatus: ['marked-deleted'] } }, false],
  ])('as active or not by %s', async (_, over, active) => {
    expect((await readOne(scimUser('ada', over))).resource?.attributes['active']).toBe(active);
  });

  test.each(['room', 'calling_service', 'external_calling'])(
    'only where it is a person, not a %s',
    async (userType) => {
      expect((await readOne(scimUser('ada', { userType }))).resource).toBeUndefined();
    },
  );

  test('with a date that is none, as invited now', async () => {
    const { resource } = await readOne(scimUser('ada', { ...pending, meta: { created: 'soon' } }));
    expect(resource?.invitation?.sentAt).toMatch(/^2026-11-21T09:00/u);
  });

  test('pending, as invited when it was made', async () => {
    expect((await readOne(scimUser('ada', pending))).resource?.invitation).toEqual({
      sentAt: '2026-11-20T08:00:00.000Z',
    });
  });
});

describe('who is pending has verified the address', () => {
  const person = (invitePending: boolean | string) => ({ items: [{ id: publicId('PEOPLE', adaId), invitePending }] });

  test.each([
    [false, true],
    ['false', true],
    ['False', true],
    [true, false],
    ['true', false],
  ])('where invitePending is %j: %j', async (invitePending, isVerified) => {
    const { resource } = await readOne(scimUser('ada', pending), person(invitePending));
    expect(resource?.passed?.map(({ step }) => step)).toEqual(isVerified ? ['verify'] : undefined);
  });

  test('is asked of those alone who are pending, many in one request', async () => {
    const one = wire(({ path }) => ({
      json: path.startsWith('/v1/people')
        ? { items: [] }
        : scimList(scimUser('ada', pending), scimUser('b', pending), scimUser('c')),
    }));
    await one.reader.read('user', { known: [] });
    const [asked, ...more] = one.lines().filter((line) => line.includes('/v1/people'));
    expect(more).toEqual([]);
    expect(asked?.match(/Y2lz/gu)).toHaveLength(2);
  });

  test('is read page after page, where the server gives fewer', async () => {
    const one = wire(({ path }) => {
      if (path.includes('cursor=1')) return { json: person(false) };
      if (!path.startsWith('/v1/people')) return { json: scimList(scimUser('ada', pending)) };
      return { json: { items: [] }, headers: { link: '<https://webex.test/v1/people?cursor=1>; rel="next"' } };
    });
    const { resources } = await one.reader.read('user', { known: [] });
    expect(resources[0]?.passed).toHaveLength(1);
  });

  test('is not asked where nobody is pending, or the domain is verified', async () => {
    expect((await readOne(scimUser('ada'))).lines).toHaveLength(1);
    const one = wire(() => ({ json: scimList(scimUser('ada', pending)) }), {
      portal: hub({}, { verifiedDomains: ['acme.example'] }),
    });
    await one.reader.read('user', { known: [] });
    expect(one.lines()).toHaveLength(1);
  });

  test('stays open where that may not be asked', async () => {
    const one = wire(({ path }) =>
      path.startsWith('/v1/people')
        ? { status: 403, json: { message: 'scope' } }
        : { json: scimList(scimUser('ada', pending)) },
    );
    const result = await one.reader.read('user', { known: [] });
    expect([result.coverage, result.resources[0]?.passed]).toEqual(['complete', undefined]);
  });
});

describe('lists', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const page = (path: string): JsonObject => {
    const start = Number(/startIndex=(\d+)/u.exec(path)?.[1] ?? 1);
    const count = Math.min(2, Number(/count=(\d+)/u.exec(path)?.[1] ?? 100));
    const rows = names.slice(start - 1, start - 1 + count).map((name) => scimUser(name));
    return { ...scimList(...rows), totalResults: names.length };
  };

  test('come in pages that the server clips, each user once', async () => {
    const one = wire(({ path }) => ({ json: page(path) }), { portal: hub({}, { pageSize: 100 }) });
    const result = await one.reader.read('user', { known: [] });
    expect([result.coverage, result.resources.length, result.rows]).toEqual(['complete', 5, 5]);
    expect(one.asked[0]?.path).toBe(`${users}?startIndex=1&count=100&sortBy=userName`);
  });

  test('whose later page fails are partial', async () => {
    const one = wire(({ path }) => (path.includes('startIndex=3') ? { status: 500 } : { json: page(path) }));
    const result = await one.reader.read('user', { known: [] });
    expect([result.coverage, result.problem?.code, result.absent]).toEqual(['partial', 'unavailable', []]);
  });

  test('that hold nobody may leave Resources out', async () => {
    const one = wire(() => ({ json: { totalResults: 0 } }));
    expect(await one.reader.read('user', { known: [] })).toMatchObject({ coverage: 'complete', resources: [] });
  });

  test('are asked for once by kinds that read at one time', async () => {
    const one = wire(() => ({ json: scimList(scimUser('ada', { roles: [{ value: 'id_full_admin' }] })) }));
    const [read, roles] = await Promise.all(['user', 'role'].map((kind) => one.reader.read(kind, { known: [] })));
    expect([read?.resources.length, roles?.resources.length, one.lines().length]).toEqual([1, 1, 1]);
    await one.reader.read('user', { known: [] });
    expect(one.lines()).toHaveLength(2);
  });
});

describe('one user is looked for', () => {
  const known = { address: { portal: 'acme-hub', kind: 'user', key: 'ada@acme.example' }, id: null };

  test('by the address, quoted', async () => {
    const odd = { ...known, address: { ...known.address, key: 'a"d\\a@acme.example' } };
    const one = wire(() => ({ json: scimList() }));
    const result = await one.reader.read('user', { known: [], only: [odd] });
    expect(one.asked[0]?.path).toContain('filter=userName eq "a\\"d\\\\a@acme.example"');
    expect(result.absent).toEqual([odd.address]);
  });

  test('by the id where it is known, and by the address where that is gone', async () => {
    const one = wire(({ path }) =>
      path === `${users}/${adaId}` ? { status: 404, json: { message: 'gone' } } : { json: scimList(scimUser('ada')) },
    );
    const result = await one.reader.read('user', { known: [], only: [{ ...known, id: adaId }] });
    expect(result.resources.map(({ address }) => address.key)).toEqual(['ada@acme.example']);
    expect(one.lines()).toHaveLength(2);
  });

  test('and anybody else is no answer', async () => {
    const one = wire(() => ({ json: scimList(scimUser('ben')) }));
    expect(await failure(one.reader.read('user', { known: [], only: [known] }))).toMatchObject({ code: 'contract' });
  });
});
