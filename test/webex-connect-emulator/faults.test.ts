import { describe, expect, it } from 'vitest';
import type { FaultEffect, FaultRule } from '../../providers/kit/emulator-faults.ts';
import { lab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';

function faulty(fault: FaultEffect, rule: Omit<FaultRule, 'fault'> = {}): Lab {
  const stage = lab();
  stage.emulator.faults.inject({ ...rule, fault });
  return stage;
}

const anybody = { email: 'a@acme.example', role: 'Full access' };

/** Calls as a way in does that can cut: says whether the connection was cut. */
async function callCut(stage: Lab, method: string, path: string, body?: object): Promise<boolean> {
  let wasCut = false;
  const request = new Request(`http://sandbox.test/connectapi/v1${path}`, {
    method,
    headers: { authorization: 'Bearer sandbox' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const cut = () => {
    wasCut = true;
  };
  await stage.emulator.app.fetch(request, { cut });
  return wasCut;
}

describe('a fault', () => {
  it('answers in the place of the portal, once, and nothing is done', async () => {
    const { call, list } = faulty({ effect: 'answer', status: 500 }, { operation: 'invitations.create' });
    expect(await list()).toHaveLength(1);
    expect(await call('POST', '/teammates/invitations', anybody)).toEqual({ status: 500, body: {} });
    expect(await list()).toHaveLength(1);
    expect(await call('POST', '/teammates/invitations', anybody)).toMatchObject({ status: 201 });
  });

  it('answers wrongly after the portal has acted', async () => {
    const fault = { effect: 'answer', status: 502, acting: 'after', body: '{"bad":"gateway"}' } as const;
    const { call, list } = faulty(fault, { operation: 'invitations.create' });
    expect(await call('POST', '/teammates/invitations', anybody)).toEqual({ status: 502, body: { bad: 'gateway' } });
    expect(await list()).toHaveLength(2);
  });

  it('is a 429 with Retry-After', async () => {
    const stage = faulty({ effect: 'rate-limit', retryAfter: 7 });
    const response = await stage.emulator.app.request('http://sandbox.test/connectapi/v1/teammates', {}, {});
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('is code 7020 in a body of status 200', async () => {
    const { call } = faulty({ effect: 'busy' });
    expect(await call('GET', '/teammates')).toMatchObject({ status: 200, body: { code: '7020' } });
    expect(await call('GET', '/teammates')).toMatchObject({ status: 200, body: { code: '0' } });
  });

  it('cuts the connection before acting', async () => {
    const stage = faulty({ effect: 'cut', acting: 'before' }, { operation: 'invitations.create' });
    expect(await callCut(stage, 'POST', '/teammates/invitations', anybody)).toBe(true);
    expect(await stage.list()).toHaveLength(1);
  });

  it('loses the answer after acting', async () => {
    const stage = faulty({ effect: 'cut', acting: 'after' }, { operation: 'invitations.create' });
    expect(await callCut(stage, 'POST', '/teammates/invitations', anybody)).toBe(true);
    expect(await stage.list()).toHaveLength(2);
    expect(stage.emulator.journal.entries()[0]).toMatchObject({ status: 0, acted: true, writes: true });
  });

  it('makes an answer late by the clock of the world', async () => {
    const { call, world } = faulty({ effect: 'slow', milliseconds: 5_000 });
    const before = world.now();
    expect(await call('GET', '/teammates')).toMatchObject({ status: 200 });
    expect(world.now() - before).toBe(5_000);
  });

  it('strikes one page of a list only', async () => {
    const { call } = faulty({ effect: 'answer', status: 500 }, { operation: 'teammates.list', page: 2 });
    expect(await call('GET', '/teammates?offset=0&max=1')).toMatchObject({ status: 200 });
    expect(await call('GET', '/teammates?offset=1&max=1')).toMatchObject({ status: 500 });
    expect(await call('GET', '/teammates?offset=1&max=1')).toMatchObject({ status: 200 });
  });

  it('waits for the nth, and strikes so often', async () => {
    const { call } = faulty({ effect: 'answer', status: 503 }, { nth: 2, times: 2 });
    const statuses: number[] = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await call('GET', '/teammates')).status);
    expect(statuses).toEqual([200, 503, 503, 200, 200]);
  });

  it('strikes always, until it is cleared', async () => {
    const { call, emulator } = faulty({ effect: 'answer', status: 503 }, { times: 'always' });
    for (let time = 0; time < 3; time += 1) expect((await call('GET', '/teammates')).status).toBe(503);
    expect(emulator.faults.active()).toMatchObject([{ struck: 3 }]);
    emulator.faults.clear();
    expect((await call('GET', '/teammates')).status).toBe(200);
  });

  it('of delayed visibility hides new people from every read, for a while', async () => {
    const { call, invite, list, world } = faulty({ effect: 'invisible', milliseconds: 60_000 });
    const id = await invite('a@acme.example');
    expect(await list()).toHaveLength(1);
    expect(await list('?email=a@acme.example')).toHaveLength(0);
    expect(await call('GET', `/teammates/invitations/${id}`)).toMatchObject({ status: 404 });
    expect(await call('POST', '/teammates/invitations', anybody)).toMatchObject({ status: 409 });
    world.advance(60_000);
    expect(await list()).toHaveLength(2);
    expect(await call('GET', `/teammates/invitations/${id}`)).toMatchObject({ status: 200 });
  });

  it('counts a request against every rule that fits, and the first strikes', async () => {
    const stage = faulty({ effect: 'answer', status: 500 });
    stage.emulator.faults.inject({ nth: 2, fault: { effect: 'answer', status: 503 } });
    const statuses = [
      await stage.call('GET', '/groups'),
      await stage.call('GET', '/groups'),
      await stage.call('GET', '/groups'),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([500, 503, 200]);
  });
});

describe('two faults that are due at once', () => {
  it('strike one after the other', async () => {
    const stage = faulty({ effect: 'answer', status: 500 });
    stage.emulator.faults.inject({ fault: { effect: 'answer', status: 503 } });
    const statuses: number[] = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await stage.call('GET', '/groups')).status);
    expect(statuses).toEqual([500, 503, 200]);
  });
});

describe('the journal', () => {
  it('counts reading and writing operations, and those that landed', async () => {
    const { call, emulator, list, invite } = lab();
    await list();
    await invite('a@acme.example');
    await call('POST', '/teammates/invitations', anybody);
    await call('POST', '/auditlogs', { from: '2026-01-01', to: '2026-12-31' });
    expect(emulator.journal.counts()).toEqual({
      reads: 2,
      writes: 2,
      landed: 1,
      operations: { 'teammates.list': 1, 'invitations.create': 2, 'auditlogs.read': 1 },
    });
    expect(emulator.journal.entries().map(({ number, operation, status }) => [number, operation, status])).toEqual([
      [1, 'teammates.list', 200],
      [2, 'invitations.create', 201],
      [3, 'invitations.create', 409],
      [4, 'auditlogs.read', 200],
    ]);
  });

  it('starts anew when it is cleared, and with the tenant when that is reset', async () => {
    const { emulator, list, invite } = lab();
    await invite('a@acme.example');
    emulator.journal.clear();
    expect(emulator.journal.counts()).toEqual({ reads: 0, writes: 0, landed: 0, operations: {} });
    emulator.faults.inject({ fault: { effect: 'busy' } });
    emulator.reset();
    expect(emulator.faults.active()).toEqual([]);
    expect(await list()).toMatchObject([{ email: 'grace@acme.example' }]);
    expect(emulator.journal.entries()).toHaveLength(1);
  });
});

describe('the tenant’s own rate limit', () => {
  it('lets so many through in any second, and answers 7020 to the rest without doing anything', async () => {
    const { call, world } = lab({ transactionsPerSecond: 2 });
    const codes = async (count: number) => {
      const seen: unknown[] = [];
      for (let time = 0; time < count; time += 1) seen.push((await call('GET', '/teammates')).body['code']);
      return seen;
    };
    expect(await codes(3)).toEqual(['0', '0', '7020']);
    world.advance(999);
    expect(await codes(1)).toEqual(['7020']);
    world.advance(1);
    expect(await codes(3)).toEqual(['0', '0', '7020']);
  });

  it('is off by default', async () => {
    const { call } = lab();
    for (let time = 0; time < 50; time += 1) expect((await call('GET', '/groups')).body['code']).toBe('0');
  });
});
