import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import { publicId } from '../../providers/webex/ids.ts';
import { change, failure, hub, license, licenseRow, orgId, type Reply, wire, writing } from './wire.ts';

const premium = licenseRow('Contact Center Premium Agent');
const free = licenseRow('Advanced Messaging', { totalUnits: 7, consumedUnits: 7, subscriptionId: null });
const premiumId = String(premium['id']);
const portal = hub({ licenses: [license('agents', { part: 'Contact Center Premium Agent' })] });
const key = 'ada@acme.example/Contact Center Premium Agent';
const attributes = { email: 'ada@acme.example', part: 'Contact Center Premium Agent' };

interface Answers {
  readonly rows?: readonly JsonObject[];
  readonly patch?: Reply;
  readonly people?: Json;
  readonly person?: Json;
  readonly holders?: (path: string) => Reply;
}

function webexWith({ rows = [premium, free], patch = {}, people, person, holders }: Answers, given = portal) {
  return wire(
    ({ method, path }) => {
      if (method === 'PATCH') return patch;
      if (path.startsWith('/v1/people?')) return { json: people ?? { items: [] } };
      if (path.startsWith('/v1/people/')) return { json: person ?? {} };
      if (path.startsWith('/v1/licenses/')) return holders?.(path) ?? { json: {} };
      return { json: { items: [...rows] } };
    },
    { portal: given },
  );
}

const read = (answers: Answers, given = portal, kind = 'license') =>
  webexWith(answers, given).reader.read(kind, { known: [] });

describe('licences are read', () => {
  test('with their numbers, asked for by the public id of the organisation', async () => {
    const one = webexWith({});
    const { resources, coverage } = await one.reader.read('license', { known: [] });
    expect(one.lines()).toEqual([`GET /v1/licenses?orgId=${publicId('ORGANIZATION', orgId)}`]);
    expect(coverage).toBe('complete');
    expect(resources[0]).toMatchObject({
      id: premiumId,
      address: { kind: 'license', key: 'Contact Center Premium Agent' },
      attributes: { part: 'Contact Center Premium Agent', units: 10, consumed: 4 },
    });
  });

  test.each<readonly [string, JsonObject, JsonObject]>([
    ['free ones have none', free, {}],
    ['a null is no number', { ...premium, totalUnits: null, consumedUnits: null }, {}],
    ['a number below zero is none', { ...premium, totalUnits: -1 }, {}],
    ['nobody knows how many are in use', { ...premium, consumedUnits: null }, { units: 10 }],
    ['what is sold and used up is a pool', { ...premium, consumedUnits: 10 }, { units: 10, consumed: 10 }],
  ])('%s', async (_, row, numbers) => {
    const { resources } = await read({ rows: [row] });
    expect(resources[0]?.attributes).toEqual({ part: row['name'], ...numbers });
  });

  test.each([
    ['the name in other capitals', 'contact CENTER premium agent'],
    ['the name with more spaces', ' Contact Center  Premium Agent '],
    ['the id', premiumId],
    ['the name and the subscription', 'Contact Center Premium Agent (Sub-1)'],
  ])('under the word of the License document: %s', async (_, part) => {
    const { resources } = await read({}, hub({ licenses: [license('agents', { part })] }));
    expect(resources.map(({ address }) => address.key)).toContain(part.trim());
  });

  test('with site or subscription where several have one name', async () => {
    const rows = [
      licenseRow('Meetings', { id: 'one', siteUrl: 'acme.webex.com' }),
      licenseRow('Meetings', { id: 'two', subscriptionId: 'Sub-2' }),
      licenseRow('Meetings', { id: 'three', subscriptionId: null }),
    ];
    const { resources } = await read({ rows });
    expect(resources.map(({ address }) => address.key)).toEqual([
      'Meetings (acme.webex.com)',
      'Meetings (Sub-2)',
      'Meetings (three)',
    ]);
  });

  test('and one that is asked for is found or absent', async () => {
    const address = { portal: 'acme-hub', kind: 'license', key: 'Nothing' };
    const result = await webexWith({}).reader.read('license', { known: [], only: [{ address, id: null }] });
    expect([result.coverage, result.absent, result.resources]).toEqual(['known-only', [address], []]);
  });
});

describe('who holds a licence', () => {
  const holder = (name: string): JsonObject => {
    return { id: `id-${name}`, type: 'INTERNAL', displayName: name, email: `${name.toUpperCase()}@acme.example` };
  };

  test('is read by links, page after page, for the licences that documents name', async () => {
    const one = webexWith({
      holders: (path) =>
        path.includes('next=')
          ? { json: { users: [holder('ben')] } }
          : {
              json: { users: [holder('ada')] },
              headers: { link: `<https://elsewhere.test${path}&next=Zm9v>; rel="next"` },
            },
    });
    const { resources, coverage, pages, rows } = await one.reader.read('license-assignment', { known: [] });
    expect(resources.map(({ address }) => address.key)).toEqual([key, key.replace('ada', 'ben')]);
    // Of the person, not of the address: that may change.
    expect(resources.map(({ id }) => id)).toEqual(['ada', 'ben'].map((name) => `id-${name}/${attributes.part}`));
    expect([coverage, pages, rows]).toEqual(['complete', 2, 2]);
    expect(one.lines().slice(1)).toEqual([
      `GET /v1/licenses/${premiumId}?includeAssignedTo=user&limit=2`,
      `GET /v1/licenses/${premiumId}?includeAssignedTo=user&limit=2&next=Zm9v`,
    ]);
  });

  test('is never asked for by more than 300 at once', async () => {
    const holders = () => ({ json: { users: [] } });
    const one = webexWith({ holders }, { ...portal, settings: { ...portal.settings, pageSize: 1_000 } });
    await one.reader.read('license-assignment', { known: [] });
    expect(one.lines()[1]).toContain('limit=300');
  });

  test('is partial where a later page fails, or leads round in a circle', async () => {
    const link = { link: '<https://x.test/y?next=Zm9v>; rel="next"' };
    const failing = await read(
      { holders: (path) => (path.includes('next') ? { status: 500 } : { json: { users: [] }, headers: link }) },
      portal,
      'license-assignment',
    );
    expect([failing.coverage, failing.problem?.code]).toEqual(['partial', 'unavailable']);
    const circle = await read(
      { holders: () => ({ json: { users: [] }, headers: link }) },
      portal,
      'license-assignment',
    );
    expect([circle.coverage, circle.problem?.code, circle.pages]).toEqual(['partial', 'contract', 2]);
  });

  test('is read for what is ours already too, though no document names the licence any more', async () => {
    const one = webexWith({ holders: () => ({ json: { users: [holder('ada')] } }) }, hub());
    const address = { portal: 'acme-hub', kind: 'license-assignment', key };
    const { resources } = await one.reader.read('license-assignment', { known: [{ address, id: null }] });
    expect(resources).toHaveLength(1);
  });

  test.each<readonly [string, Json, Json]>([
    ['from the list of people', { items: [{ id: 'p', licenses: [premiumId] }] }, {}],
    ['from the person, where the list leaves it out', { items: [{ id: 'p' }] }, { licenses: [premiumId] }],
  ])('is read for one person %s', async (_, people, person) => {
    const one = webexWith({ people, person });
    const only = [{ address: { portal: 'acme-hub', kind: 'license-assignment', key }, id: null }];
    const { resources } = await one.reader.read('license-assignment', { known: [], only });
    expect(resources).toMatchObject([{ id: `p/${attributes.part}`, attributes }]);
  });

  test('is nobody where the organisation has no such person', async () => {
    const only = [{ address: { portal: 'acme-hub', kind: 'license-assignment', key }, id: null }];
    const { absent } = await webexWith({}).reader.read('license-assignment', { known: [], only });
    expect(absent.map((one) => one.key)).toEqual([key]);
  });
});

describe('a licence is given', () => {
  const give = change('license-assignment', key, { verdict: 'create', after: attributes });

  test('to one person, by the address and the id of the licence', async () => {
    const one = webexWith({ patch: { json: { personId: 'p', licenses: [premiumId] } } });
    const observed = { id: `p/${attributes.part}`, attributes };
    expect(await one.writer.create(give, writing)).toMatchObject({ outcome: 'done', observed });
    expect(one.asked.at(-1)).toMatchObject({
      method: 'PATCH',
      path: '/v1/licenses/users',
      body: {
        email: 'ada@acme.example',
        orgId: publicId('ORGANIZATION', orgId),
        licenses: [{ id: premiumId, operation: 'add' }],
      },
    });
  });

  test('partly: what 206 names is done', async () => {
    const one = webexWith({ patch: { status: 206, json: { licenses: ['other', premiumId] } } });
    expect(await one.writer.create(give, writing)).toMatchObject({ outcome: 'done', observed: { id: null } });
  });

  test.each([206, 200])('and what %i leaves out is said by name, with the numbers', async (status) => {
    const one = webexWith({ patch: { status, json: { licenses: ['other'] } } });
    expect(await failure(one.writer.create(give, writing))).toMatchObject({
      code: 'invalid',
      portalCode: `HTTP ${status}`,
      message: `Webex answered ${status} and did not apply "Contact Center Premium Agent" for ada@acme.example. When it was listed last, 4 of its 10 units were in use.`,
      cure: expect.stringContaining('inactive'),
    });
  });

  test('to somebody of another organisation, who has to accept', async () => {
    const one = webexWith({ patch: { json: { licenses: [], pendingLicenses: [premiumId] } } });
    expect(await one.writer.create(give, writing)).toMatchObject({
      outcome: 'gated',
      gate: { step: 'accept', waitingFor: { role: 'person', name: 'ada@acme.example' } },
    });
  });

  test('only where there is one: else those that are there are named', async () => {
    const one = webexWith({ rows: [free] });
    expect(await failure(one.writer.create(give, writing))).toMatchObject({
      code: 'not-found',
      cure: expect.stringContaining('Advanced Messaging'),
    });
    expect(one.asked.some(({ method }) => method === 'PATCH')).toBe(false);
  });

  test('not against an exclusive one: the refusal says what to do', async () => {
    const json = { message: 'Conflict', errors: [{ errorCode: 400413, description: 'exclusive' }], trackingId: 'NA_1' };
    const one = webexWith({ patch: { status: 400, json } });
    expect(await failure(one.writer.create(give, writing))).toMatchObject({
      code: 'invalid',
      portalCode: '400413',
      portalText: expect.stringContaining('TrackingID NA_1'),
      cure: expect.stringContaining('Premium and Standard'),
    });
  });
});

describe('a licence is taken away', () => {
  const take = change('license-assignment', key, { verdict: 'delete', before: attributes, after: null });
  const held = { items: [{ id: 'p', licenses: [premiumId] }] };

  test('and is gone when the answer no longer names it', async () => {
    const one = webexWith({ people: held, patch: { json: { licenses: [] } } });
    expect(await one.writer.delete(take, writing)).toEqual({ outcome: 'done', observed: null });
    expect(one.asked.at(-1)?.body).toMatchObject({ licenses: [{ id: premiumId, operation: 'remove' }] });
  });

  test('and is not, when it still does', async () => {
    const one = webexWith({ people: held, patch: { status: 206, json: { licenses: [premiumId] } } });
    expect(await failure(one.writer.delete(take, writing))).toMatchObject({ code: 'invalid' });
  });

  test.each<readonly [string, Answers]>([
    ['the person is gone', {}],
    ['the person has it no more', { people: { items: [{ id: 'p', licenses: [] }] } }],
    ['the licence is gone', { rows: [] }],
  ])('without a write where %s', async (_, answers) => {
    const one = webexWith(answers);
    expect(await one.writer.delete(take, writing)).toEqual({ outcome: 'done', observed: null });
    expect(one.asked.some(({ method }) => method === 'PATCH')).toBe(false);
  });
});
