import { describe, expect, test } from 'vitest';
import type { Transport } from '../../engine/model/deps.ts';
import { type Lab, lab, personOf } from './lab.ts';

const people = ['ada', 'ben', 'cy', 'dia', 'eva'].map((name) => `${name}@acme.example`);

const lists = [
  { kind: 'panel-user', operation: 'panel: list users' },
  { kind: 'subscriber', operation: 'service: find subscribers' },
  { kind: 'seat', operation: 'service: find subscribers' },
  { kind: 'role', operation: 'service: find subscribers' },
] as const;

async function crowded(options: Parameters<typeof lab>[0] = {}): Promise<Lab> {
  const busy = lab(options);
  for (const email of people) {
    await busy.put('panel-user', email);
    await busy.put('seat', `${email}/D0NPULL`);
    await busy.put('role', `${email}/Support`);
  }
  return busy;
}

describe('lists', () => {
  test.each(lists)('of $kind come in pages of two, each once', async ({ kind }) => {
    const { reader } = await crowded();
    const result = await reader.read(kind, { known: [] });
    const keys = result.resources.map(({ address }) => address.key).filter((key) => !key.startsWith('grace@'));
    expect([result.coverage, keys.length, new Set(keys).size]).toEqual(['complete', 5, 5]);
    expect(result.pages).toBeGreaterThan(2);
  });

  test.each(lists)('of $kind whose second page fails are partial, and prove nothing absent', async (list) => {
    const busy = await crowded();
    busy.emulator.faults.inject({
      operation: list.operation,
      page: 2,
      times: 'always',
      fault: { effect: 'answer', status: 503 },
    });
    const result = await busy.reader.read(list.kind, { known: [] });
    expect([result.coverage, result.absent]).toEqual(['partial', []]);
    expect(result.problem?.code).toBe('unavailable');
  });
});

describe('a query that finds nothing', () => {
  test.each([404, 200] as const)('and says so with %i is an empty list', async (emptyNamedQuery) => {
    const { reader } = lab({ service: { quirks: { emptyNamedQuery } } });
    const nobody = { address: { portal: 'acme', kind: 'subscriber', key: 'nobody@acme.example' }, id: null };
    const one = await reader.read('subscriber', { known: [], only: [nobody] });
    const all = await reader.read('subscriber', { known: [] });
    expect([one.absent, one.problem]).toEqual([[nobody.address], null]);
    expect([all.coverage, all.resources]).toEqual(['complete', []]);
  });
});

describe('errors of IBM', () => {
  test.each(['capital', 'older'] as const)('are read in the %s spelling', async (errorKeys) => {
    const ibm = lab({ service: { quirks: { errorKeys } } });
    await ibm.put('subscriber', 'ada@acme.example');
    await ibm.put('seat', 'ada@acme.example/D0NPULL');
    await ibm.put('service-subscription', 'D0QBKLL', { seats: 5 });
    for (const one of ibm.emulator.service.state().seats.values()) one.state = 'ENTITLE_PENDING';
    const refused = ibm.write('seat', 'ada@acme.example/D0QBKLL', {
      after: { email: 'ada@acme.example', part: 'D0QBKLL' },
    });
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      portalText: expect.stringContaining('needs a seat of its base'),
    });
  });

  test.each([
    ['is taken for the one that is wanted, where it shows by then', 1],
    ['is a conflict, where it shows nowhere', 9],
  ])('an address that already exists %s', async (_, times) => {
    const through = blind('getSubscriberByEmailAddress', times);
    const ibm = lab({ settings: { subscribers: 'service' }, portal: { people: [personOf('ada')] }, through });
    await ibm.put('subscriber', 'ada@acme.example');
    const after = { email: 'ada@acme.example', state: 'ACTIVE' };
    const made = ibm.write('subscriber', 'ada@acme.example', { after });
    if (times === 1) expect((await made).outcome).toBe('done');
    else await expect(made).rejects.toMatchObject({ code: 'conflict' });
    expect(ibm.emulator.service.state().byEmail.size).toBe(2);
  });

  test.each([
    [401, 'serviceUser'],
    [403, 'serviceUser'],
  ])('of status %i name the credential to look at', async (status, credential) => {
    const ibm = lab();
    const body = JSON.stringify({ BSSResponse: { ResponseCode: String(status), ResponseMessage: 'No.' } });
    ibm.emulator.faults.inject({ plane: 'service', times: 'always', fault: { effect: 'answer', status, body } });
    const read = ibm.reader.read('subscriber', { known: [] });
    await expect(read).rejects.toMatchObject({ code: 'auth', cure: expect.stringContaining(credential) });
  });

  test('of a busy server are waited out, and of a dead one soon given up', async () => {
    const ibm = await crowded();
    ibm.emulator.faults.inject({ plane: 'service', times: 3, fault: { effect: 'busy' } });
    expect((await ibm.reader.read('subscriber', { known: [] })).coverage).toBe('complete');
    ibm.emulator.faults.inject({ plane: 'service', times: 'always', fault: { effect: 'answer', status: 503 } });
    const begun = ibm.deps.clock.monotonic();
    await expect(ibm.reader.read('subscriber', { known: [] })).rejects.toMatchObject({ code: 'unavailable' });
    expect(ibm.deps.clock.monotonic() - begun).toBeLessThan(60_000);
  });
});

/** So many named queries of this name find nothing. */
function blind(query: string, times: number): (transport: Transport) => Transport {
  let left = times;
  return (direct) => ({
    send: (request) => {
      if (left === 0 || !request.url.includes(query)) return direct.send(request);
      left -= 1;
      return Promise.resolve({ status: 200, headers: {}, body: '{"List":[]}' });
    },
  });
}

describe('the front door', () => {
  test('that redirects a first POST is sent the same once more', async () => {
    const ibm = lab();
    await ibm.put('subscriber', 'ada@acme.example');
    const after = { email: 'ada@acme.example', role: 'Support' };
    expect((await ibm.write('role', 'ada@acme.example/Support', { after })).outcome).toBe('done');
    const posts = ibm.emulator.journal.entries().filter(({ operation }) => operation === 'service: assign a role');
    expect(posts.map(({ status }) => status)).toEqual([302, 204]);
  });
});

describe('ids', () => {
  test.each([
    ['texts', (body: string) => body.replaceAll(/"(Id|Oid|SubscriptionId)":(\d+)/gu, '"$1":"$2"')],
    ['Oid alone', (body: string) => body.replaceAll(/"Id":\d+,/gu, '')],
  ])('are understood as %s', async (_, told) => {
    const through = (direct: Transport): Transport => ({
      send: async (request) => {
        const answer = await direct.send(request);
        return request.url.includes('/service/') ? { ...answer, body: told(answer.body) } : answer;
      },
    });
    const { reader } = await crowded({ through });
    const { resources } = await reader.read('seat', { known: [] });
    expect(resources.map(({ address }) => address.key)).toEqual(people.map((email) => `${email}/D0NPULL`));
  });
});

describe('tokens', () => {
  test('that end are renewed, in both planes that have them', async () => {
    const busy = await crowded();
    for (const kind of ['panel-user', 'subscription', 'subscriber']) await busy.reader.read(kind, { known: [] });
    busy.emulator.expireTokens();
    for (const kind of ['panel-user', 'subscription', 'subscriber']) {
      expect((await busy.reader.read(kind, { known: [] })).coverage).toBe('complete');
    }
    const { operations } = busy.emulator.journal.counts();
    expect(operations).toMatchObject({ 'purchase: get a token': 2, 'panel: get a token': 2 });
  });

  test('a plane that is down alone leaves the others as they are', async () => {
    const busy = await crowded();
    busy.emulator.faults.inject({ plane: 'panel', times: 'always', fault: { effect: 'answer', status: 503 } });
    await expect(busy.reader.read('panel-user', { known: [] })).rejects.toMatchObject({ code: 'unavailable' });
    expect((await busy.reader.read('subscriber', { known: [] })).coverage).toBe('complete');
  });
});

describe('the owner', () => {
  test('is a user of the panel and an administrator at IBM without being made', async () => {
    const busy = await crowded();
    expect(await busy.find('panel-user', 'grace@acme.example')).toBeDefined();
    expect(await busy.find('role', 'grace@acme.example/CustomerAdministrator')).toBeDefined();
    expect(busy.writes()).toEqual([]);
  });
});
