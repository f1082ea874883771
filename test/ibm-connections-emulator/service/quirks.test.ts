import { describe, expect, it } from 'vitest';
import { createIbmService } from '../../../providers/ibm-connections/emulator/service/create-ibm-service.ts';
import { createFaults } from '../../../providers/kit/emulator-faults.ts';
import type { FaultRule } from '../../../providers/kit/emulator-faults.ts';
import { createJournal } from '../../../providers/kit/emulator-journal.ts';
import { drivenWorld } from '../../sandbox/support/driven-world.ts';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { basic, errorOf, newCustomer, newSubscriber, serviceLab } from './support/service-lab.ts';

describe('the first POST', () => {
  const quirks = { firstPostRedirects: true };
  const register = { body: newCustomer() };

  it('of a credential is 302 to the same address, and does nothing; sent again it is served', async () => {
    const { call, service, journal } = serviceLab({ quirks });
    const first = await call('POST', '/resource/customer', register);
    expect(first).toEqual({ status: 302, body: {}, location: 'http://sandbox.test/api/bss/resource/customer' });
    expect(service.state().customers.size).toBe(0);
    expect(journal.entries()).toMatchObject([{ status: 302, acted: false, writes: true }]);
    expect((await call('POST', '/resource/customer', register)).status).toBe(201);
    expect((await call('POST', '/resource/customer/30001', { op: 'suspendCustomer' })).status).toBe(204);
  });

  it('is redirected for each credential by itself, and again after a reset', async () => {
    const { call, service } = serviceLab({ quirks });
    const post = async (as: string) => (await call('POST', '/service/authorization/getRoleList', { as })).status;
    expect([await post(basic('sandbox')), await post(basic('sandbox'))]).toEqual([302, 400]);
    expect([await post('Bearer sandbox'), await post('Bearer sandbox')]).toEqual([302, 400]);
    service.reset();
    expect(await post(basic('sandbox'))).toBe(302);
  });

  it('is no GET, no PUT, no DELETE, and not that of a token', async () => {
    const { call } = serviceLab({ quirks });
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await call(method, '/resource/subscriber/70001')).status).toBe(404);
    }
    expect((await call('POST', '/manage/oauth2/token', { as: null })).status).toBe(401);
  });

  it('with wrong credentials is 401', async () => {
    const { call } = serviceLab({ quirks });
    expect((await call('POST', '/resource/customer', { ...register, as: 'Bearer x' })).status).toBe(401);
  });

  it('is redirected unless the settings say otherwise', async () => {
    const options = { portal: 'ibm', world: drivenWorld(), journal: createJournal(), faults: createFaults() };
    const { api } = createIbmService(options);
    const headers = { authorization: basic('sandbox') };
    const request = new Request('http://sandbox.test/api/bss/resource/customer', { method: 'POST', headers });
    expect((await api.app.fetch(request, {})).status).toBe(302);
  });
});

describe('an error', () => {
  it('has keys in the older spelling where that quirk is chosen', async () => {
    const { call } = serviceLab({ quirks: { errorKeys: 'older' } });
    const answer = await call('GET', '/resource/subscriber/79999');
    expect(answer.status).toBe(404);
    expect(errorOf(answer)).toEqual({
      responseCode: '404',
      messageId: 'SANDBOX.404',
      severity: 'Error',
      ExceptionMessage: 'There is no such subscriber.',
      userAction: 'Check the request.',
    });
  });

  it('is what an unknown route gives, to those with credentials', async () => {
    const { call } = serviceLab();
    expect(await call('GET', '/resource/people')).toMatchObject({ status: 404 });
    expect(await call('GET', '/resource/people', { as: null })).toMatchObject({ status: 401 });
  });
});

describe('a fault', () => {
  async function faulty(rule: FaultRule): Promise<Acme> {
    const lab = await acme();
    await lab.person('ann@acme.example');
    lab.journal.clear();
    lab.faults.inject(rule);
    return lab;
  }

  it('of busy is 503 in the vendor’s own shape, in a burst', async () => {
    const { call } = await faulty({ times: 3, fault: { effect: 'busy' } });
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await call('GET', '/resource/subscriber')).status);
    expect(statuses).toEqual([503, 503, 503, 200]);
    const lab = await faulty({ fault: { effect: 'busy' } });
    expect(errorOf(await lab.call('GET', '/resource/subscriber'))).toMatchObject({ ResponseCode: '503' });
  });

  it('strikes one operation by its name, also one that the header names', async () => {
    const { call, subscriber } = await faulty({
      operation: 'service: suspend a subscriber',
      fault: { effect: 'answer', status: 500, acting: 'after' },
    });
    expect((await call('GET', '/resource/subscriber')).status).toBe(200);
    expect((await call('POST', '/resource/subscriber/70002', { op: 'suspendSubscriber' })).status).toBe(500);
    expect(await subscriber(70_002)).toMatchObject({ SubscriberState: 'SUSPENDED' });
  });

  it('strikes one page of a list', async () => {
    const { call } = await faulty({
      operation: 'service: find subscribers',
      page: 2,
      fault: { effect: 'answer', status: 500 },
    });
    const path = '/resource/subscriber?_namedQuery=getSubscriberByCustomer&customer=30001&_pageSize=1&_pageNumber=';
    expect((await call('GET', `${path}1`)).status).toBe(200);
    expect((await call('GET', `${path}2`)).status).toBe(500);
    expect((await call('GET', `${path}2`)).status).toBe(200);
  });

  it('of delayed visibility hides new objects from every read for a while', async () => {
    const { call, customer, world } = await faulty({ fault: { effect: 'invisible', milliseconds: 60_000 } });
    world.advance(60_000);
    const body = newSubscriber(customer, 'bea@acme.example');
    const id = Number((await call('POST', '/resource/subscriber', { body })).body['Long']);
    const reads = async () => [
      (await call('GET', `/resource/subscriber/${id}`)).status,
      (await call('GET', '/resource/subscriber?_namedQuery=getSubscriberByEmailAddress&emailAddress=bea@acme.example'))
        .status,
      ((await call('GET', '/resource/subscriber')).body['List'] as object[]).length,
    ];
    expect(await reads()).toEqual([404, 404, 2]);
    expect((await call('POST', '/resource/subscriber', { body })).status).toBe(400);
    world.advance(60_000);
    expect(await reads()).toEqual([200, 200, 3]);
  });

  it('cuts the connection, before or after acting', async () => {
    const lab = await faulty({ operation: 'service: delete a subscriber', fault: { effect: 'cut', acting: 'after' } });
    expect((await lab.call('DELETE', '/resource/subscriber/70002')).status).toBe(502);
    expect(lab.journal.entries()).toMatchObject([{ status: 0, acted: true, writes: true }]);
    expect(await lab.subscriber(70_002)).toMatchObject({ SubscriberState: 'REMOVE_PENDING' });
  });
});

describe('the operations', () => {
  it('say the plane first, each once, in plain words', () => {
    const { service } = serviceLab();
    const { operations } = service.api;
    expect(new Set(operations).size).toBe(operations.length);
    for (const name of operations) expect(name).toMatch(/^service: [a-z -]+$/);
    expect(operations).toContain('service: list the subscribers');
    expect(operations).toHaveLength(43);
  });

  it('write or read by what they do', async () => {
    const lab = await acme();
    const ann = await lab.person('ann@acme.example');
    lab.journal.clear();
    await lab.call('POST', '/service/authorization/getRoleList?loginName=ann@acme.example');
    await lab.call('GET', `/resource/subscriber/${ann}`);
    await lab.call('POST', `/resource/subscriber/${ann}`, { op: 'activateSubscriber' });
    await lab.call('POST', `/resource/subscriber/${ann}`, { op: 'promoteSubscriber' });
    await lab.call('DELETE', `/resource/subscriber/${ann}`);
    expect(lab.journal.entries().map(({ operation, writes }) => [operation, writes])).toEqual([
      ['service: list the roles', false],
      ['service: read a subscriber', false],
      ['service: activate a subscriber', true],
      ['service: an unknown operation', false],
      ['service: delete a subscriber', true],
    ]);
    expect(lab.journal.counts()).toMatchObject({ reads: 3, writes: 2, landed: 2 });
  });
});
