import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { basic, errorOf, newCustomer, newSubscriber } from './support/service-lab.ts';

async function staffed(seats = 2): Promise<Acme & { readonly ann: number; readonly base: number }> {
  const lab = await acme();
  return { ...lab, ann: await lab.person('ann@acme.example'), base: await lab.subscription('D0NPULL', seats) };
}

function revoke(lab: Acme, subscriber: number, seat: number, query = ''): ReturnType<Acme['call']> {
  return lab.call('POST', `/resource/subscriber/${subscriber}/seat/${seat}${query}`, { op: 'revokeSubscriber' });
}

describe('entitling', () => {
  it('answers 200 with a HashMap, and the seat is ASSIGNED after a while', async () => {
    const lab = await staffed();
    const answer = await lab.entitle(lab.ann, lab.base);
    expect(answer).toMatchObject({ status: 200, body: { HashMap: { Key: ['SeatId', 'WorkflowId'] } } });
    expect(await lab.seatsOf(lab.ann)).toMatchObject([{ SeatState: 'ENTITLE_PENDING', SubscriptionId: lab.base }]);
    lab.world.advance(4_000);
    expect(await lab.seatsOf(lab.ann)).toMatchObject([{ SeatState: 'ASSIGNED', HasAcceptedTermsOfUse: false }]);
  });

  it('accepts the terms of use for the person only where that is asked', async () => {
    const lab = await staffed();
    await lab.entitle(lab.ann, lab.base, '?acceptTOU=true');
    expect(await lab.seatsOf(lab.ann)).toMatchObject([{ HasAcceptedTermsOfUse: true }]);
    expect((await lab.entitle(lab.ann, lab.base, '?acceptTOU=1')).status).toBe(400);
  });

  it('a second time is 404 with the one known message code', async () => {
    const lab = await staffed();
    await lab.entitle(lab.ann, lab.base);
    const answer = await lab.entitle(lab.ann, lab.base);
    expect(answer.status).toBe(404);
    expect(errorOf(answer)).toEqual({
      ResponseCode: '404',
      MessageCode: 'BZSUS1926E',
      Severity: 'Error',
      ResponseMessage: 'The subscriber already has a seat for the subscription.',
      Useraction: 'Check the request.',
    });
    expect(await lab.available(lab.base)).toBe(1);
  });

  it('beyond the last free seat is 409, by a code that says that it is ours', async () => {
    const lab = await staffed(1);
    await lab.entitle(lab.ann, lab.base);
    const answer = await lab.entitle(await lab.person('bea@acme.example'), lab.base);
    expect([answer.status, errorOf(answer)['MessageCode']]).toEqual([409, 'SANDBOX.SEATS_EXHAUSTED']);
  });

  it('works on a PENDING subscriber, and not on a suspended one', async () => {
    const lab = await staffed();
    const bea = await lab.person('bea@acme.example', 'PENDING');
    expect((await lab.entitle(bea, lab.base)).status).toBe(200);
    await lab.call('POST', `/resource/subscriber/${lab.ann}`, { op: 'suspendSubscriber' });
    expect((await lab.entitle(lab.ann, lab.base)).status).toBe(409);
  });

  it('is refused while the subscription is not ACTIVE', async () => {
    const lab = await staffed();
    await lab.call('POST', `/resource/subscription/${lab.base}`, { op: 'suspendSubscription' });
    expect((await lab.entitle(lab.ann, lab.base)).status).toBe(409);
  });

  it('is 404 for unknown people and subscriptions, and for those of two organisations', async () => {
    const lab = await staffed();
    expect((await lab.entitle(79_999, lab.base)).status).toBe(404);
    expect((await lab.entitle(lab.ann, 59_999)).status).toBe(404);
    expect((await lab.entitle(lab.ann, -1)).status).toBe(400);
    const other = Number(
      (await lab.call('POST', '/resource/customer', { body: newCustomer('x@b.test') })).body['Long'],
    );
    const body = newSubscriber(other, 'bob@b.test');
    const bob = Number((await lab.call('POST', '/resource/subscriber', { body })).body['Long']);
    expect((await lab.entitle(bob, lab.base)).status).toBe(404);
  });

  it('can be asked by a person for themselves', async () => {
    const lab = await staffed();
    const bea = await lab.person('bea@acme.example');
    const path = (id: number) => `/resource/subscriber/${id}/subscription/${lab.base}`;
    const options = { op: 'entitleSubscriber', as: basic('ann@acme.example') };
    expect((await lab.call('POST', path(bea), options)).status).toBe(404);
    expect((await lab.call('POST', path(lab.ann), options)).status).toBe(200);
  });

  it('of a mail product needs the attribute first', async () => {
    const lab = await acme({ parts: { D0MAIL: { mailAttribute: 'dom__emailAddress' } } });
    const ann = await lab.person('ann@acme.example');
    const mail = await lab.subscription('D0MAIL', 1);
    expect((await lab.entitle(ann, mail)).status).toBe(400);
    const subscriber = newSubscriber(lab.customer, 'ann@acme.example')['Subscriber'] as object;
    const attribute = { Name: 'dom__emailAddress', Type: 'STRING', StringValue: 'ann@mail.example' };
    const body = { Subscriber: { ...subscriber, SubscriberAttributeSet: [attribute] } } as never;
    await lab.call('PUT', `/resource/subscriber/${ann}`, { body });
    expect((await lab.entitle(ann, mail)).status).toBe(200);
  });
});

describe('an add-on', () => {
  it('needs a base seat that is ASSIGNED', async () => {
    const lab = await staffed();
    const docs = await lab.subscription('D0QBKLL', 2);
    const refused = await lab.entitle(lab.ann, docs);
    expect([refused.status, errorOf(refused)['MessageCode']]).toEqual([400, 'SANDBOX.NO_BASE_SEAT']);
    await lab.entitle(lab.ann, lab.base);
    expect((await lab.entitle(lab.ann, docs)).status).toBe(400);
    lab.world.advance(4_000);
    expect((await lab.entitle(lab.ann, docs)).status).toBe(200);
  });

  it('is revoked before its base, by force or not', async () => {
    const lab = await staffed();
    const docs = await lab.subscription('D0QBKLL', 2);
    const baseSeat = await lab.seat(lab.ann, lab.base);
    const docsSeat = await lab.seat(lab.ann, docs);
    for (const query of ['', '?_force=true']) {
      const refused = await revoke(lab, lab.ann, baseSeat, query);
      expect([refused.status, errorOf(refused)['MessageCode']]).toEqual([409, 'SANDBOX.ADD_ON_HELD']);
    }
    expect((await revoke(lab, lab.ann, docsSeat)).status).toBe(204);
    expect((await revoke(lab, lab.ann, baseSeat)).status).toBe(204);
    expect(await lab.seatsOf(lab.ann)).toEqual([]);
  });

  it('goes with the person, and so does the base', async () => {
    const lab = await staffed();
    const docs = await lab.subscription('D0QBKLL', 2);
    await lab.seat(lab.ann, lab.base);
    await lab.seat(lab.ann, docs);
    await lab.call('DELETE', `/resource/subscriber/${lab.ann}`);
    lab.world.advance(3_000);
    expect([await lab.available(lab.base), await lab.available(docs)]).toEqual([2, 2]);
  });
});

describe('revoking', () => {
  it('takes the seat at once, and its place is free after seconds', async () => {
    const lab = await staffed();
    const seat = await lab.seat(lab.ann, lab.base);
    expect((await revoke(lab, lab.ann, seat, '?_force=false')).status).toBe(204);
    expect(await lab.seatsOf(lab.ann)).toEqual([]);
    expect(await lab.available(lab.base)).toBe(1);
    lab.world.advance(3_000);
    expect(await lab.available(lab.base)).toBe(2);
    expect((await revoke(lab, lab.ann, seat)).status).toBe(404);
  });

  it('takes nobody else’s seat', async () => {
    const lab = await staffed();
    const seat = await lab.seat(lab.ann, lab.base);
    const bea = await lab.person('bea@acme.example');
    expect((await revoke(lab, bea, seat)).status).toBe(404);
    expect((await revoke(lab, lab.ann, -seat)).status).toBe(400);
  });
});

describe('a seat', () => {
  it('is read under its subscription', async () => {
    const lab = await staffed();
    const seat = await lab.seat(lab.ann, lab.base);
    const { body } = await lab.call('GET', `/resource/subscription/${lab.base}/seat/${seat}`);
    expect(body).toMatchObject({
      Seat: { Id: seat, Oid: seat, SubscriberId: lab.ann, SeatState: 'ASSIGNED', EntitlementQuantityAllocated: 0 },
    });
  });

  it('is 400 under another subscription, 404 where it is unknown, and 400 where it is negative', async () => {
    const lab = await staffed();
    const seat = await lab.seat(lab.ann, lab.base);
    const other = await lab.subscription('D0NWLLL', 2);
    const get = async (path: string) => (await lab.call('GET', `/resource/subscription/${path}`)).status;
    expect(await get(`${other}/seat/${seat}`)).toBe(400);
    expect(await get(`${lab.base}/seat/99999`)).toBe(404);
    expect(await get(`${lab.base}/seat/-1`)).toBe(400);
    expect(await get(`59999/seat/${seat}`)).toBe(404);
  });

  it('is transferred to another subscription that has a free one', async () => {
    const lab = await staffed();
    const seat = await lab.seat(lab.ann, lab.base);
    const other = await lab.subscription('D0NWLLL', 1);
    const move = async (to: number, from = lab.base) =>
      (
        await lab.call('POST', `/resource/subscription/${from}/seat/${seat}?targetSubscription=${to}`, {
          op: 'transferSeat',
        })
      ).status;
    expect(await move(59_999)).toBe(404);
    expect(await move(lab.base)).toBe(404);
    expect(await move(other)).toBe(204);
    expect([await lab.available(lab.base), await lab.available(other)]).toEqual([2, 0]);
    const bea = await lab.person('bea@acme.example');
    const beas = await lab.seat(bea, lab.base);
    const path = `/resource/subscription/${lab.base}/seat/${beas}?targetSubscription=${other}`;
    expect((await lab.call('POST', path, { op: 'transferSeat' })).status).toBe(409);
  });

  it('of an add-on is not transferred', async () => {
    const lab = await staffed();
    await lab.seat(lab.ann, lab.base);
    const docs = await lab.subscription('D0QBKLL', 2);
    const seat = await lab.seat(lab.ann, docs);
    const path = `/resource/subscription/${docs}/seat/${seat}?targetSubscription=${lab.base}`;
    expect((await lab.call('POST', path, { op: 'transferSeat' })).status).toBe(400);
  });

  it('has a share of pooled storage, and of nothing else', async () => {
    const lab = await staffed();
    const baseSeat = await lab.seat(lab.ann, lab.base);
    const storage = await lab.subscription('D100PLL', 2);
    const seat = await lab.seat(lab.ann, storage);
    const share = async (path: string, quota: unknown) => {
      const body = { Seat: { EntitlementQuantityAllocated: quota } } as never;
      return (await lab.call('POST', `/resource/subscription/${path}`, { op: 'changeQuota', body })).status;
    };
    expect(await share(`${storage}/seat/${seat}`, 25)).toBe(204);
    expect(await share(`${storage}/seat/${seat}`, -1)).toBe(400);
    expect(await share(`${lab.base}/seat/${baseSeat}`, 25)).toBe(400);
    const read = await lab.read(`/resource/subscription/${storage}/seat/${seat}`, 'Seat');
    expect(read).toMatchObject({ EntitlementQuantityAllocated: 25 });
  });
});
