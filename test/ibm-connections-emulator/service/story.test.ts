import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { basic, newOrder, newSubscriber } from './support/service-lab.ts';

/** Reads again every second, as a client has to; gives how many seconds it took. */
async function waitFor(lab: Acme, isThere: () => Promise<boolean>): Promise<number> {
  for (let seconds = 0; seconds <= 600; seconds += 1) {
    if (await isThere()) return seconds;
    lab.world.advance(1_000);
  }
  throw new Error('not there after ten minutes');
}

describe('the order of the vendor’s sample', () => {
  it('add, activate, one-time password, change it, entitle, wait until ASSIGNED, add-on; and back', async () => {
    const lab = await acme();
    const { call, customer } = lab;
    const login = 'ann@acme.example';
    await call('POST', '/resource/subscription', { body: newOrder(customer, 'D0NPULL', 2) });
    await call('POST', '/resource/subscription', { body: newOrder(customer, 'D0NWLLL', 2) });
    const [base, other] = [50_001, 50_002];
    const isActive = async () =>
      (await lab.read(`/resource/subscription/${base}`, 'Subscription'))['SubscriptionState'] === 'ACTIVE';
    expect(await waitFor(lab, isActive)).toBe(120);

    const added = await call('POST', '/resource/subscriber?suppressEmail=true', {
      body: newSubscriber(customer, login),
    });
    const ann = Number(added.body['Long']);
    const path = `/resource/subscriber/${ann}`;
    expect((await call('POST', path, { op: 'activateSubscriber' })).status).toBe(204);
    const isReady = async () => (await lab.subscriber(ann))['SubscriberState'] === 'ACTIVE';
    expect(await waitFor(lab, isReady)).toBe(3);

    const credential = { LoginName: login, NewPassword: 'onet1me!' };
    const once = await call('POST', '/service/authentication/setOneTimePassword', {
      body: { UserCredential: credential },
    });
    expect(once.status).toBe(204);
    const change = { LoginName: login, OldPassword: 'onet1me!', NewPassword: 'passw0rd', ConfirmPassword: 'passw0rd' };
    const changed = await call('POST', '/service/authentication/changePassword', { body: { UserCredential: change } });
    expect(changed.status).toBe(204);

    expect((await lab.entitle(ann, base, '?acceptTOU=true')).status).toBe(200);
    const isAssigned = async () => (await lab.seatsOf(ann)).every(({ SeatState }) => SeatState === 'ASSIGNED');
    expect(await waitFor(lab, isAssigned)).toBe(4);
    expect((await lab.entitle(ann, other)).status).toBe(200);
    await waitFor(lab, isAssigned);
    expect(await lab.seatsOf(ann)).toHaveLength(2);

    expect((await call('DELETE', path)).status).toBe(204);
    const isGone = async () => (await call('GET', path)).status === 404;
    expect(await waitFor(lab, isGone)).toBe(5);
    expect([await lab.available(base), await lab.available(other)]).toEqual([2, 2]);
    expect(lab.mails(login)).toEqual([]);
  });
});

describe('an administrator', () => {
  it('does all of it but buying', async () => {
    const lab = await acme();
    const { call, customer, owner: as } = lab;
    const base = await lab.subscription('D0NPULL', 2);
    const body = newSubscriber(String(customer), 'ann@acme.example', { RoleSet: ['User', 'CustomerAdministrator'] });
    const ann = Number((await call('POST', '/resource/subscriber', { body, as })).body['Long']);
    const path = `/resource/subscriber/${ann}`;
    const statuses = [
      await call('POST', path, { op: 'activateSubscriber', as }),
      await call('POST', `${path}/subscription/${base}`, { op: 'entitleSubscriber', as }),
      await call('POST', path, { op: 'suspendSubscriber', as }),
      await call('POST', path, { op: 'unsuspendSubscriber', as }),
      await call('GET', `/resource/subscription?_namedQuery=getSubscriptionByCustomer&customerId=${customer}`, { as }),
      await call('POST', '/resource/subscription', { body: newOrder(customer, 'D0NPULL', 1), as }),
      await call('DELETE', `/resource/subscription/${base}`, { as }),
      await call('DELETE', `${path}?moveToSoftDelete=true`, { as }),
      await call('POST', path, { op: 'restoreSubscriber', as }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([204, 200, 204, 204, 200, 403, 403, 204, 204]);
  });

  it('is who holds the role now', async () => {
    const lab = await acme();
    await lab.person('ann@acme.example');
    const list = async () => (await lab.call('GET', '/resource/subscriber', { as: basic('ann@acme.example') })).status;
    const role = (operation: string) =>
      lab.call('POST', `/service/authorization/${operation}?loginName=ann@acme.example&role=CustomerAdministrator`);
    expect(await list()).toBe(403);
    await role('assignRole');
    expect(await list()).toBe(200);
    await role('unassignRole');
    expect(await list()).toBe(403);
  });
});
