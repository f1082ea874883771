import { describe, expect, test } from 'vitest';
import { type Lab, lab, personOf } from './lab.ts';

const ada = 'ada@acme.example';

async function withSubscriber(options: Parameters<typeof lab>[0] = {}): Promise<Lab> {
  const ibm = lab(options);
  await ibm.put('subscriber', ada);
  return ibm;
}

function stateOf(ibm: Lab, email = ada): string | undefined {
  return ibm.emulator.service.subscriberByEmail(email)?.state;
}

describe('a subscriber', () => {
  test('is made, activated and told nothing by IBM where the provider makes it', async () => {
    const ibm = lab({ settings: { subscribers: 'service' }, portal: { people: [personOf('ada')] } });
    await ibm.put('subscriber', 'ben@acme.example');
    const outcome = await ibm.write('subscriber', ada, { after: { email: ada, state: 'ACTIVE' } });
    expect(outcome).toMatchObject({ outcome: 'done', observed: { attributes: { email: ada, state: 'ACTIVE' } } });
    expect(ibm.writes()).toEqual(['service: add a subscriber', 'service: activate a subscriber']);
    const person = ibm.emulator.service.state().byEmail.get(ada)?.person;
    expect(person).toMatchObject({ GivenName: 'ada', FamilyName: 'Acme' });
  });

  test('is only waited for where the panel makes it', async () => {
    const ibm = lab();
    await ibm.put('subscriber', 'ben@acme.example');
    const outcome = await ibm.write('subscriber', ada, { after: { email: ada, state: 'ACTIVE' } });
    expect([outcome.outcome, ibm.writes()]).toEqual(['accepted', []]);
  });

  test('is restored from the trash', async () => {
    const ibm = await withSubscriber();
    await ibm.write('subscriber', ada, { verb: 'delete', before: { email: ada } });
    expect([stateOf(ibm), await ibm.find('subscriber', ada)]).toEqual(['SOFT_DELETED', undefined]);
    await ibm.write('subscriber', ada, { after: { email: ada, state: 'ACTIVE' } });
    expect(stateOf(ibm)).toBe('ACTIVE');
  });

  test('is suspended, then unsuspended and activated because it is PENDING then', async () => {
    const ibm = await withSubscriber();
    const change = { before: { email: ada, state: 'ACTIVE' }, after: { email: ada, state: 'SUSPENDED' } };
    await ibm.write('subscriber', ada, { verb: 'update', ...change });
    expect(stateOf(ibm)).toBe('SUSPENDED');
    await ibm.write('subscriber', ada, { verb: 'update', before: change.after, after: change.before });
    expect(stateOf(ibm)).toBe('ACTIVE');
    expect(ibm.writes()).toEqual([
      'service: suspend a subscriber',
      'service: unsuspend a subscriber',
      'service: activate a subscriber',
    ]);
  });

  test.each([
    ['soft', 'SOFT_DELETED'],
    ['hard', 'REMOVE_PENDING'],
  ] as const)('who leaves with %s data is %s', async (data, state) => {
    const ended = {
      person: 'ada',
      role: 'User',
      ended: '2026-11-20T00:00:00.000Z',
      because: 'leave',
      data,
      origin: { file: 'ada.yaml', document: 0, path: [], line: 1 },
    } as const;
    const ibm = await withSubscriber({
      portal: { ended: [ended] },
      settings: { data: data === 'soft' ? 'hard' : 'soft' },
    });
    await ibm.write('subscriber', ada, { verb: 'delete', before: { email: ada } });
    expect(stateOf(ibm)).toBe(state);
  });

  test('who leaves for good does so also when the panel has moved them to the trash before', async () => {
    const ibm = await withSubscriber({ settings: { data: 'hard' } });
    const id = ibm.emulator.service.subscriberByEmail(ada)?.id ?? 0;
    ibm.emulator.service.removeSubscriber(id, true);
    await ibm.write('subscriber', ada, { verb: 'delete', before: { email: ada } });
    expect(stateOf(ibm)).toBe('REMOVE_PENDING');
  });

  /** Found by the simulation (IBM alone, seed 58): seats that nobody gave any more came back with the person. */
  test('in the trash is not listed, but its seats and roles are, and can be taken away there', async () => {
    const ibm = await withSubscriber();
    await ibm.put('seat', `${ada}/D0NPULL`);
    await ibm.put('role', `${ada}/Support`);
    await ibm.write('subscriber', ada, { verb: 'delete', before: { email: ada } });
    expect(await keysOf(ibm)).toEqual([`${ada}/D0NPULL`, `${ada}/Support`]);
    const seat = await ibm.find('seat', `${ada}/D0NPULL`);
    const before = { email: ada, part: 'D0NPULL' };
    await ibm.write('seat', `${ada}/D0NPULL`, { verb: 'delete', before, id: seat?.id ?? null });
    await ibm.write('role', `${ada}/Support`, { verb: 'delete', before: { email: ada, role: 'Support' } });
    expect([await keysOf(ibm), stateOf(ibm)]).toEqual([[], 'SOFT_DELETED']);
  });

  test('in the trash uses nothing: what it holds comes back with the subscriber, or with the assigned service', async () => {
    const ibm = await withSubscriber();
    await ibm.put('seat', `${ada}/D0NPULL`);
    await ibm.put('role', `${ada}/CustomerAdministrator`);
    const dormant = async () => [
      (await ibm.find('seat', `${ada}/D0NPULL`))?.dormant,
      (await ibm.find('role', `${ada}/CustomerAdministrator`))?.dormant,
    ];
    expect(await dormant()).toEqual([undefined, undefined]);
    await ibm.write('subscriber', ada, { verb: 'delete', before: { email: ada } });
    const backWith = ['subscriber', 'service-assignment'].map((kind) => ({ portal: 'acme', kind, key: ada }));
    const lies = { because: "kept in IBM's trash", backWith };
    expect(await dormant()).toEqual([lies, lies]);
    await ibm.write('subscriber', ada, { after: { email: ada, state: 'ACTIVE' } });
    expect(await dormant()).toEqual([undefined, undefined]);
  });

  test.each([
    ['seat', 400, 'D0NPULL', { part: 'D0NPULL' }],
    ['role', 400, 'Support', { role: 'Support' }],
    ['role', 409, 'Support', { role: 'Support' }],
  ])('in the trash whose %s IBM keeps (%i) is told, with a way on', async (kind, status, name, attributes) => {
    let refuses = false;
    const ibm = await withSubscriber({
      through: (transport) => ({
        send: async (request) => {
          const takes = request.writes === true;
          if (!refuses || !takes) return transport.send(request);
          const BSSResponse = { ResponseMessage: 'The subscriber is SOFT_DELETED.' };
          const headers = { 'content-type': 'application/json' };
          return { status, headers, body: JSON.stringify({ BSSResponse }) };
        },
      }),
    });
    await ibm.put(kind, `${ada}/${name}`);
    const id = (await ibm.find(kind, `${ada}/${name}`))?.id ?? null;
    const removal = { verb: 'delete', before: { email: ada, ...attributes }, id } as const;
    await ibm.write('subscriber', ada, { verb: 'delete', before: { email: ada } });
    refuses = true;
    await expect(ibm.write(kind, `${ada}/${name}`, removal)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(`${ada}/${name} away from somebody in its trash`) as string,
      cure: expect.stringContaining('Restore the person') as string,
    });
  });

  test('on the way out for good holds nothing', async () => {
    const ibm = await withSubscriber({ settings: { data: 'hard' } });
    await ibm.put('seat', `${ada}/D0NPULL`);
    await ibm.put('role', `${ada}/Support`);
    await ibm.write('subscriber', ada, { verb: 'delete', before: { email: ada } });
    expect([stateOf(ibm), await keysOf(ibm)]).toEqual(['REMOVE_PENDING', []]);
  });
});

async function keysOf(ibm: Lab): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const kind of ['subscriber', 'seat', 'role']) {
    const { resources } = await ibm.reader.read(kind, { known: [] });
    keys.push(...resources.map(({ address }) => address.key).filter((key) => key.startsWith(ada)));
  }
  return keys;
}

describe('a seat', () => {
  test.each(['capital', 'older'] as const)('that is there already counts as done (%s keys)', async (errorKeys) => {
    const ibm = await withSubscriber({ service: { quirks: { errorKeys } } });
    await ibm.put('seat', `${ada}/D0NPULL`);
    const outcome = await ibm.write('seat', `${ada}/D0NPULL`, { after: { email: ada, part: 'D0NPULL' } });
    expect(outcome).toMatchObject({ outcome: 'done', observed: { presence: 'active' } });
    expect(ibm.emulator.journal.entries().find((entry) => entry.operation.includes('entitle'))?.acted).toBe(false);
  });

  test('is given and taken, and taking it twice is no error', async () => {
    const ibm = await withSubscriber();
    await ibm.put('service-subscription', 'D0NPULL', { seats: 5 });
    const given = await ibm.write('seat', `${ada}/D0NPULL`, { after: { email: ada, part: 'D0NPULL' } });
    const id = given.outcome === 'done' ? (given.observed?.id ?? null) : null;
    const removal = { verb: 'delete', before: { email: ada, part: 'D0NPULL' }, id } as const;
    for (let times = 0; times < 2; times += 1) {
      expect((await ibm.write('seat', `${ada}/D0NPULL`, removal)).outcome).toBe('done');
    }
    expect(await ibm.find('seat', `${ada}/D0NPULL`)).toBeUndefined();
  });

  test('that no pool has is refused, and nothing is said to be done', async () => {
    const ibm = await withSubscriber();
    await ibm.put('service-subscription', 'D0NPULL', { seats: 1 });
    await ibm.put('subscriber', 'ben@acme.example');
    await ibm.write('seat', `${ada}/D0NPULL`, { after: { email: ada, part: 'D0NPULL' } });
    const ben = ibm.write('seat', 'ben@acme.example/D0NPULL', {
      after: { email: 'ben@acme.example', part: 'D0NPULL' },
    });
    await expect(ben).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([
    ['person', false],
    ['administrator', true],
  ] as const)('has its terms accepted by the %s', async (termsOfUse, accepted) => {
    const ibm = await withSubscriber({ settings: { termsOfUse } });
    await ibm.put('service-subscription', 'D0NPULL', { seats: 5 });
    await ibm.write('seat', `${ada}/D0NPULL`, { after: { email: ada, part: 'D0NPULL' } });
    expect([...ibm.emulator.service.state().seats.values()].map((seat) => seat.acceptedTerms)).toEqual([accepted]);
  });
});

describe('coming back', () => {
  test('restores at IBM first, and then the panel assigns the service again', async () => {
    const ibm = lab();
    await ibm.put('panel-user', ada);
    await ibm.put('subscription', 'IBM-CONN-S2');
    await ibm.put('service-subscription', 'D0NPULL', { seats: 5 });
    const first = await ibm.write('service-assignment', ada, { after: { email: ada } });
    const id = first.outcome === 'done' ? (first.observed?.id ?? null) : null;
    await ibm.write('service-assignment', ada, { verb: 'delete', before: { email: ada }, id });
    expect(stateOf(ibm)).toBe('SOFT_DELETED');
    const again = await ibm.write('service-assignment', ada, { after: { email: ada } });
    expect([again.outcome, stateOf(ibm)]).toEqual(['done', 'ACTIVE']);
    expect(ibm.writes()).toContain('service: restore a subscriber');
  });
});
