import { describe, expect, it } from 'vitest';
import type { LicencePool } from '../../providers/webex/emulator/licences/catalogue.ts';
import { hubLab } from './support/hub-lab.ts';
import type { HubLab } from './support/hub-lab.ts';

const ada = 'ada@acme.example';
const location = { locationId: 'loc', extension: '100' };

interface Wanted {
  readonly name: string;
  readonly remove?: true;
  readonly properties?: object;
}

/** Asks for licences by the beginnings of their names; gives the names of what the person has then. */
async function assign(lab: HubLab, email: string, ...wanted: readonly Wanted[]) {
  const licenses = [];
  for (const { name, remove, properties } of wanted) {
    const operation = remove === true ? { operation: 'remove' } : {};
    licenses.push({ id: await lab.licence(name), ...operation, ...(properties === undefined ? {} : { properties }) });
  }
  const { status, body } = await lab.call('PATCH', '/v1/licenses/users', { email, licenses });
  const names = ((body['licenses'] ?? []) as string[]).map((id) => lab.emulator.state().pools.get(id)?.name);
  const [error] = (body['errors'] ?? []) as { errorCode?: number; description: string }[];
  return { status, names, code: error?.errorCode, text: error?.description, body };
}

async function pool(lab: HubLab, name: string) {
  const items = (await lab.call('GET', '/v1/licenses')).body['items'] as Record<string, unknown>[];
  return items.find((one) => String(one['name']).startsWith(name));
}

async function withAda(choices: Parameters<typeof hubLab>[0] = {}): Promise<HubLab> {
  const lab = hubLab(choices);
  await lab.create('ada');
  return lab;
}

const one = (units: number | 'free', more: Partial<LicencePool> = {}): LicencePool => {
  return { offer: 'X', name: 'Thing', units, ...more };
};

describe('the pools', () => {
  it('have ids that tell organisation and offer, and count from nothing as null', async () => {
    const lab = hubLab();
    const premium = await pool(lab, 'Contact Center Premium');
    const id = Buffer.from(String(premium?.['id']), 'base64url').toString();
    expect(id).toMatch(/^ciscospark:\/\/us\/LICENSE\/0a11ce00-0000-4000-8000-00000000000a:CJPPRM_[0-9a-f-]{36}$/);
    expect(premium).toMatchObject({ totalUnits: 5, consumedUnits: 0, consumedByUsers: null });
    const described = await pool(hubLab({ quirks: { unusedConsumption: 'zero' } }), 'Contact Center Premium');
    expect(described).toMatchObject({ consumedByUsers: 0, consumedByWorkspaces: 0 });
  });

  it('have of free ones as many as are used', async () => {
    const lab = await withAda();
    expect(await pool(lab, 'Screen Share')).toMatchObject({ totalUnits: 2, consumedUnits: 2 });
  });

  it('are those of this organisation only', async () => {
    const { call } = hubLab();
    expect((await call('GET', '/v1/licenses?orgId=0a11ce00-0000-4000-8000-00000000000a')).status).toBe(200);
    expect((await call('GET', '/v1/licenses?orgId=other')).status).toBe(404);
    expect((await call('GET', '/v1/licenses/other')).status).toBe(404);
  });

  it('grow when somebody buys', async () => {
    const lab = hubLab({ licences: [one(1), one('free', { name: 'Free' })] });
    expect(await lab.emulator.play('buy', 'thing', { units: 2 })).toEqual({ played: true });
    expect(await pool(lab, 'Thing')).toMatchObject({ totalUnits: 3 });
    for (const [name, units] of [
      ['Other', 1],
      ['Thing', 'many'],
      ['Thing', -4],
      ['Free', 1],
    ] as const) {
      expect(await lab.emulator.play('buy', name, { units })).toMatchObject({ played: false });
    }
  });
});

describe('giving and taking', () => {
  it('says what the person has then, and that twice changes nothing', async () => {
    const lab = await withAda();
    for (const email of [ada, 'ADA@acme.example']) {
      const { status, names } = await assign(lab, email, { name: 'Contact Center Premium' });
      expect([status, names]).toEqual([200, ['Contact Center Premium Agent', 'Screen Share']]);
    }
    expect(await pool(lab, 'Contact Center Premium')).toMatchObject({ consumedUnits: 1, consumedByUsers: 1 });
    for (const _ of [1, 2]) {
      expect(await assign(lab, ada, { name: 'Contact Center Premium', remove: true })).toMatchObject({ status: 200 });
    }
    expect(await pool(lab, 'Contact Center Premium')).toMatchObject({ consumedUnits: 0 });
  });

  it('knows the person by id too', async () => {
    const lab = await withAda();
    const { body } = await assign(lab, ada);
    const licenses = [{ id: await lab.licence('Advanced Messaging') }];
    const { personId } = body;
    expect((await lab.call('PATCH', '/v1/licenses/users', { personId, licenses })).status).toBe(200);
    expect((await lab.call('PATCH', '/v1/licenses/users', { licenses })).status).toBe(400);
    expect((await assign(lab, 'nobody@acme.example', { name: 'Advanced' })).status).toBe(404);
  });

  it('gives to somebody inactive, who keeps the seat until deleted', async () => {
    const lab = hubLab();
    const id = await lab.create('ada');
    await lab.patch(id, { op: 'replace', path: 'active', value: false });
    expect((await assign(lab, ada, { name: 'Contact Center Premium' })).status).toBe(200);
    expect(await pool(lab, 'Contact Center Premium')).toMatchObject({ consumedUnits: 1 });
    await lab.scim('DELETE', `/Users/${id}`);
    expect(await pool(lab, 'Contact Center Premium')).toMatchObject({ consumedUnits: 0 });
  });

  it('counts what is given up in the same request', async () => {
    const lab = await withAda();
    await assign(lab, ada, { name: 'Contact Center Premium' });
    const swap = [{ name: 'Contact Center Standard' }, { name: 'Contact Center Premium', remove: true }] as const;
    const { status, names } = await assign(lab, ada, ...swap);
    expect([status, names]).toEqual([200, ['Contact Center Standard Agent', 'Screen Share']]);
  });

  it('takes attendee sites that there are', async () => {
    const lab = await withAda();
    const sites = (siteUrl: string, operation = 'add') => {
      const siteUrls = [{ siteUrl, accountType: 'attendee', operation }];
      return lab.call('PATCH', '/v1/licenses/users', { email: ada, siteUrls });
    };
    const given = await sites('sandbox.webex.com');
    expect(given.body['siteUrls']).toEqual([{ siteUrl: 'sandbox.webex.com', accountType: 'attendee' }]);
    expect((await sites('sandbox.webex.com', 'remove')).body['siteUrls']).toEqual([]);
    expect(await sites('other.webex.com')).toMatchObject({ status: 400, body: { errors: [{ errorCode: 400216 }] } });
  });
});

describe('what is not applied', () => {
  it.each<[string, readonly Wanted[], readonly Wanted[], number]>([
    [
      'two contact centre licences',
      [{ name: 'Contact Center Premium' }],
      [{ name: 'Contact Center Standard' }],
      400413,
    ],
    ['an implicit one that goes', [], [{ name: 'Screen Share', remove: true }], 700006],
    ['calling without a number', [], [{ name: 'Webex Calling - Pro' }], 400411],
    [
      'both calling licences',
      [{ name: 'Webex Calling - Pro', properties: location }],
      [{ name: 'Webex Calling - Standard', properties: location }],
      400404,
    ],
  ])('%s', async (_, before, wanted, code) => {
    const lab = await withAda();
    await assign(lab, ada, ...before);
    const held = (await assign(lab, ada)).names;
    expect(await assign(lab, ada, ...wanted)).toMatchObject({ status: 400, code });
    expect((await assign(lab, ada)).names).toEqual(held);
  });

  it('is a downgrade, which takes the better one nevertheless', async () => {
    const lab = await withAda();
    await assign(lab, ada, { name: 'Webex Calling - Pro', properties: location });
    const down = { name: 'Webex Calling - Standard', properties: location };
    const { status, names } = await assign(lab, ada, { name: 'Webex Calling - Pro', remove: true }, down);
    expect([status, names]).toEqual([206, ['Screen Share']]);
  });

  it('is named by the offers that exclude one another', async () => {
    const lab = await withAda();
    await assign(lab, ada, { name: 'Contact Center Premium' });
    expect((await assign(lab, ada, { name: 'Contact Center Standard' })).text).toMatch(/: CJPPRM, CJPSTD$/);
  });

  it('is an unknown id', async () => {
    const lab = await withAda();
    const body = { email: ada, licenses: [{ id: 'x' }, { id: 'y', operation: 'remove' }] };
    const answer = await lab.call('PATCH', '/v1/licenses/users', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ errorCode: 400000 }] } });
  });

  it('is left out with 206 where something else was applied', async () => {
    const lab = await withAda();
    await assign(lab, ada, { name: 'Contact Center Premium' });
    const both = [{ name: 'Contact Center Standard' }, { name: 'Advanced Messaging' }] as const;
    const { status, names } = await assign(lab, ada, ...both);
    expect(status).toBe(206);
    expect(names).toEqual(['Contact Center Premium Agent', 'Advanced Messaging', 'Screen Share']);
  });
});

describe('no seats', () => {
  it.each([
    ['partial', 206],
    ['silent', 200],
    ['refused', 400],
  ] as const)('%s', async (noSeats, status) => {
    const lab = await withAda({ licences: [one(1)], quirks: { noSeats } });
    await lab.create('ben');
    expect(await assign(lab, ada, { name: 'Thing' })).toMatchObject({ status: 200, names: ['Thing'] });
    const { code, ...answer } = await assign(lab, 'ben@acme.example', { name: 'Thing' });
    expect(answer).toMatchObject({ status, names: [] });
    expect(code).toBeUndefined();
    expect(await pool(lab, 'Thing')).toMatchObject({ totalUnits: 1, consumedUnits: 1 });
  });
});

describe('who has a licence', () => {
  it('comes in pages that only Link leads through, clipped at the most', async () => {
    const lab = await withAda({ mostPerPage: 2 });
    await lab.create('ben');
    const emails: unknown[] = [];
    let path = `/v1/licenses/${await lab.licence('Screen Share')}?includeAssignedTo=user&limit=300`;
    for (let pages = 1; path !== ''; pages += 1) {
      const { body, headers } = await lab.call('GET', path);
      emails.push(...(body['users'] as { email: string }[]).map(({ email }) => email));
      path = /<([^>]+)>; rel="next"/u.exec(headers.get('link') ?? '')?.[1] ?? '';
      expect(pages).toBeLessThan(3);
    }
    expect(emails).toEqual(['grace@acme.example', ada, 'ben@acme.example']);
  });

  it('is told only when asked', async () => {
    const lab = await withAda();
    const { body } = await lab.call('GET', `/v1/licenses/${await lab.licence('Screen Share')}`);
    expect(body).not.toHaveProperty('users');
  });

  it('may live in another organisation: asked first, and only for meetings', async () => {
    const eve = 'eve@other.example';
    const lab = hubLab({ elsewhere: [{ email: eve, isClaimable: false }] });
    const { status, body, names } = await assign(lab, eve, { name: 'Webex Meetings' });
    expect([status, names, body['pendingLicenses']]).toEqual([200, [], [await lab.licence('Webex Meetings')]]);
    expect(await pool(lab, 'Webex Meetings')).toMatchObject({ consumedUnits: 0 });
    expect(await lab.emulator.play('accept', eve, {})).toEqual({ played: true });
    expect(await lab.emulator.play('accept', eve, {})).toMatchObject({ played: false });
    expect((await assign(lab, eve)).names).toEqual(['Webex Meetings Suite']);
    const path = `/v1/licenses/${await lab.licence('Webex Meetings')}?includeAssignedTo=user`;
    expect((await lab.call('GET', path)).body).toMatchObject({
      consumedUnits: 1,
      users: [{ type: 'EXTERNAL', email: eve }],
    });
    expect((await assign(lab, eve, { name: 'Advanced Messaging' })).status).toBe(400);
  });
});
