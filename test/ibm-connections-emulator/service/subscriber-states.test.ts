import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { basic, newSubscriber } from './support/service-lab.ts';

const day = 86_400_000;

/** Sends an operation to a subscriber; gives the status. */
function operate(lab: Acme, id: number, op?: string): Promise<number> {
  const options = op === undefined ? {} : { op };
  return lab.call('POST', `/resource/subscriber/${id}`, options).then(({ status }) => status);
}

async function stateOf(lab: Acme, id: number): Promise<unknown> {
  return (await lab.subscriber(id))['SubscriberState'];
}

describe('the operation of a POST', () => {
  it('is named by the header x-operation, in any case', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    for (const [suspend, unsuspend] of [
      ['suspendSubscriber', 'unsuspendSubscriber'],
      ['SUSPENDSUBSCRIBER', 'unSuspendSubscriber'],
    ]) {
      expect(await operate(lab, id, suspend)).toBe(204);
      expect(await operate(lab, id, unsuspend)).toBe(204);
    }
  });

  it('is refused with 405 where it is unknown, and with 400 where none is named', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    expect(await operate(lab, id, 'promoteSubscriber')).toBe(405);
    expect(await operate(lab, id, 'toString')).toBe(405);
    expect(await operate(lab, id)).toBe(400);
    expect(await stateOf(lab, id)).toBe('ACTIVE');
  });

  it('is not that of another resource', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    expect(await operate(lab, id, 'suspendSubscription')).toBe(405);
  });
});

describe('activating', () => {
  it('takes a while', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example', 'PENDING');
    expect(await operate(lab, id, 'activateSubscriber')).toBe(204);
    expect(await stateOf(lab, id)).toBe('PENDING');
    lab.world.advance(2_999);
    expect(await stateOf(lab, id)).toBe('PENDING');
    lab.world.advance(1);
    expect(await stateOf(lab, id)).toBe('ACTIVE');
  });

  it('takes as long as the delay says', async () => {
    const lab = await acme({ delays: { subscriberActivation: 0 } });
    const id = await lab.person('ann@acme.example', 'PENDING');
    await operate(lab, id, 'activateSubscriber');
    expect(await stateOf(lab, id)).toBe('ACTIVE');
  });

  it('does nothing to one who is ACTIVE, and is refused for one who is suspended', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    expect(await operate(lab, id, 'activateSubscriber')).toBe(204);
    await operate(lab, id, 'suspendSubscriber');
    expect(await operate(lab, id, 'activateSubscriber')).toBe(409);
    lab.world.advance(day);
    expect(await stateOf(lab, id)).toBe('SUSPENDED');
  });

  it('that was begun does not bring back somebody who was suspended meanwhile', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example', 'PENDING');
    await operate(lab, id, 'activateSubscriber');
    await operate(lab, id, 'suspendSubscriber');
    lab.world.advance(day);
    expect(await stateOf(lab, id)).toBe('SUSPENDED');
  });
});

describe('suspending', () => {
  it('works on PENDING and on ACTIVE', async () => {
    const lab = await acme();
    for (const id of [await lab.person('a@acme.example'), await lab.person('b@acme.example', 'PENDING')]) {
      expect(await operate(lab, id, 'suspendSubscriber')).toBe(204);
      expect(await stateOf(lab, id)).toBe('SUSPENDED');
    }
  });

  it('takes _force, and only true or false for it', async () => {
    const lab = await acme();
    const path = `/resource/subscriber/${await lab.person('a@acme.example')}`;
    expect((await lab.call('POST', `${path}?_force=yes`, { op: 'suspendSubscriber' })).status).toBe(400);
    expect((await lab.call('POST', `${path}?_force=true`, { op: 'suspendSubscriber' })).status).toBe(204);
  });

  it('is undone to PENDING, also for one who was ACTIVE before', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    await operate(lab, id, 'suspendSubscriber');
    expect(await operate(lab, id, 'unsuspendSubscriber')).toBe(204);
    expect(await stateOf(lab, id)).toBe('PENDING');
    await operate(lab, id, 'activateSubscriber');
    lab.world.advance(3_000);
    expect(await stateOf(lab, id)).toBe('ACTIVE');
  });

  it('of one who is suspended, and the reverse, is an error of the server', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    expect(await operate(lab, id, 'unsuspendSubscriber')).toBe(500);
    await operate(lab, id, 'suspendSubscriber');
    expect(await operate(lab, id, 'suspendSubscriber')).toBe(500);
  });
});

describe('a soft delete', () => {
  it('keeps account, address and seats, and is undone to ACTIVE', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    const subscription = await lab.subscription('D0NPULL', 5);
    await lab.seat(id, subscription);
    const { status } = await lab.call('DELETE', `/resource/subscriber/${id}?moveToSoftDelete=true`);
    expect(status).toBe(204);
    lab.world.advance(30 * day - 1);
    expect(await stateOf(lab, id)).toBe('SOFT_DELETED');
    expect(await lab.available(subscription)).toBe(4);
    const body = newSubscriber(lab.customer, 'ann@acme.example');
    expect((await lab.call('POST', '/resource/subscriber', { body })).status).toBe(400);
    expect(await operate(lab, id, 'restoreSubscriber')).toBe(204);
    lab.world.advance(40 * day);
    expect(await stateOf(lab, id)).toBe('ACTIVE');
    expect(await lab.seatsOf(id)).toHaveLength(1);
  });

  it('ends after 30 days', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    await lab.call('DELETE', `/resource/subscriber/${id}?moveToSoftDelete=true`);
    lab.world.advance(30 * day);
    expect(await stateOf(lab, id)).toBe('REMOVE_PENDING');
    lab.world.advance(5_000);
    expect((await lab.call('GET', `/resource/subscriber/${id}`)).status).toBe(404);
  });

  it('is over with all that follows where the clock goes further at once', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    const subscription = await lab.subscription('D0NPULL', 1);
    await lab.seat(id, subscription);
    await lab.call('DELETE', `/resource/subscriber/${id}?moveToSoftDelete=true`);
    lab.world.advance(31 * day);
    expect((await lab.call('GET', `/resource/subscriber/${id}`)).status).toBe(404);
    expect(await lab.available(subscription)).toBe(1);
  });

  it('starts its 30 days again where it is done a second time', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    await lab.call('DELETE', `/resource/subscriber/${id}?moveToSoftDelete=true`);
    lab.world.advance(20 * day);
    await operate(lab, id, 'restoreSubscriber');
    await lab.call('DELETE', `/resource/subscriber/${id}?moveToSoftDelete=true`);
    lab.world.advance(20 * day);
    expect(await stateOf(lab, id)).toBe('SOFT_DELETED');
  });

  it('reads as REMOVE_PENDING where that quirk is chosen', async () => {
    const lab = await acme({ quirks: { softDeleteLooksRemoved: true } });
    const id = await lab.person('ann@acme.example');
    await lab.call('DELETE', `/resource/subscriber/${id}?moveToSoftDelete=true`);
    lab.world.advance(day);
    expect(await stateOf(lab, id)).toBe('REMOVE_PENDING');
    expect(await operate(lab, id, 'restoreSubscriber')).toBe(204);
  });

  it('is what can be restored, and nothing else', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    expect(await operate(lab, id, 'restoreSubscriber')).toBe(500);
  });

  it('can be followed by a hard one', async () => {
    const lab = await acme();
    const path = `/resource/subscriber/${await lab.person('ann@acme.example')}`;
    await lab.call('DELETE', `${path}?moveToSoftDelete=true`);
    await lab.call('DELETE', path);
    lab.world.advance(5_000);
    expect((await lab.call('GET', path)).status).toBe(404);
  });
});

describe('a hard delete', () => {
  it('is what DELETE means by itself: REMOVE_PENDING, then gone, and the address is free', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    const path = `/resource/subscriber/${id}`;
    expect((await lab.call('DELETE', path)).status).toBe(204);
    expect(await stateOf(lab, id)).toBe('REMOVE_PENDING');
    expect((await lab.call('DELETE', path)).status).toBe(204);
    lab.world.advance(5_000);
    expect((await lab.call('GET', path)).status).toBe(404);
    expect((await lab.call('DELETE', path)).status).toBe(404);
    const again = await lab.person('ann@acme.example');
    expect(again).not.toBe(id);
  });

  it('frees the seats after seconds', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    const subscription = await lab.subscription('D0NPULL', 1);
    await lab.seat(id, subscription);
    await lab.call('DELETE', `/resource/subscriber/${id}?moveToSoftDelete=false`);
    expect(await lab.available(subscription)).toBe(0);
    lab.world.advance(2_999);
    expect(await lab.available(subscription)).toBe(0);
    lab.world.advance(1);
    expect(await lab.available(subscription)).toBe(1);
  });

  it('takes true or false only for moveToSoftDelete', async () => {
    const lab = await acme();
    const path = `/resource/subscriber/${await lab.person('ann@acme.example')}?moveToSoftDelete=maybe`;
    expect((await lab.call('DELETE', path)).status).toBe(400);
  });

  it('ends what the person could do with their password', async () => {
    const lab = await acme();
    const id = await lab.person('ann@acme.example');
    lab.service.setPassword('ann@acme.example', 'passw0rd');
    const as = basic('ann@acme.example', 'passw0rd');
    const path = `/resource/subscriber/${id}`;
    expect((await lab.call('GET', path, { as })).status).toBe(200);
    await lab.call('DELETE', path);
    expect((await lab.call('GET', path, { as })).status).toBe(401);
  });
});
