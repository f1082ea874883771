import { describe, expect, it } from 'vitest';
import type { IbmServiceEmulator } from '../../../providers/ibm-connections/emulator/service/create-ibm-service.ts';
import type { ServiceResult } from '../../../providers/ibm-connections/emulator/service/ibm-service.ts';
import { serviceLab } from './support/service-lab.ts';
import type { ServiceLab } from './support/service-lab.ts';

const login = 'ann@acme.example';

interface Bought extends ServiceLab {
  readonly organisation: number;
  readonly base: number;
}

/** What the marketplace does: an organisation, and a base of three seats that is ACTIVE. */
function bought(): Bought {
  const lab = serviceLab();
  const customer = { externalId: 'C-1', name: 'Acme', contactEmail: 'owner@acme.example' };
  const organisation = lab.service.organisationOf(customer);
  const base = orderOf(lab.service, organisation, 'D0NPULL');
  lab.world.advance(60_000);
  return { ...lab, organisation, base };
}

function orderOf(service: IbmServiceEmulator, organisation: number, partNumber: string, baseOf?: string): number {
  return service.order({
    organisation,
    partNumber,
    seats: 3,
    durationUnits: 'YEARS',
    durationLength: 1,
    activation: 60_000,
    ...(baseOf === undefined ? {} : { baseOf }),
  });
}

function add({ service, organisation }: Bought, email = login, suppressEmail = true): ServiceResult<number> {
  return service.addSubscriber({
    organisation,
    email,
    givenName: 'Ann',
    familyName: 'Lee',
    roles: ['User'],
    suppressEmail,
  });
}

function idOf(result: ServiceResult<number>): number {
  if (!result.ok) throw new Error(result.text);
  return result.value;
}

/** Ann, ACTIVE, with an ASSIGNED base seat. */
async function seated(): Promise<Bought & { readonly ann: number }> {
  const lab = bought();
  const ann = idOf(add(lab));
  lab.service.activateSubscriber(ann);
  await lab.call('POST', `/resource/subscriber/${ann}/subscription/${lab.base}`, { op: 'entitleSubscriber' });
  lab.world.advance(4_000);
  return { ...lab, ann };
}

describe('the organisation of a marketplace customer', () => {
  it('is made once, with the contact as its administrator and without a mail', async () => {
    const { service, organisation, call, mails } = bought();
    const again = { externalId: 'C-1', name: 'Acme', contactEmail: 'owner@acme.example' };
    expect(service.organisationOf(again)).toBe(organisation);
    expect(service.organisationOf({ ...again, externalId: 'C-2', contactEmail: 'b@b.example' })).not.toBe(organisation);
    expect(
      (await call('GET', '/resource/customer?_namedQuery=getCustomerByOrgName&orgName=Acme')).body['List'],
    ).toHaveLength(2);
    expect(service.subscriberByEmail('owner@acme.example')).toMatchObject({ state: 'PENDING', hasPassword: false });
    expect(mails('owner@acme.example')).toEqual([]);
  });

  it('goes without a first subscriber where the address is taken', () => {
    const { service, organisation } = bought();
    const other = service.organisationOf({ externalId: 'C-2', name: 'B', contactEmail: 'owner@acme.example' });
    expect(other).not.toBe(organisation);
    expect(service.state().customers.get(other)?.subscribers.size).toBe(0);
  });
});

describe('an order of the marketplace', () => {
  it('is a new subscription each time, ACTIVE after the time that it says', async () => {
    const { service, organisation, world, read } = bought();
    const one = orderOf(service, organisation, 'D0NPULL');
    expect(orderOf(service, organisation, 'D0NPULL')).not.toBe(one);
    const state = async () => (await read(`/resource/subscription/${one}`, 'Subscription'))['SubscriptionState'];
    world.advance(59_999);
    expect(await state()).toBe('PENDING');
    world.advance(1);
    expect(await state()).toBe('ACTIVE');
  });

  it('of an add-on belongs to the base of that part', async () => {
    const { service, organisation, read, base } = bought();
    const other = orderOf(service, organisation, 'D0NWLLL');
    const parentOf = async (id: number) =>
      (await read(`/resource/subscription/${id}`, 'Subscription'))['ParentSubscriptionId'];
    expect(await parentOf(orderOf(service, organisation, 'X-ADDON', 'D0NWLLL'))).toBe(other);
    expect(await parentOf(orderOf(service, organisation, 'D0QBKLL'))).toBe(base);
    expect(await parentOf(orderOf(service, organisation, 'X-ADDON', 'D0NONE'))).toBe(-1);
  });

  it('can be resized and cancelled', async () => {
    const { service, base, read, call, world } = bought();
    service.resize(base, 9);
    expect(await read(`/resource/subscription/${base}`, 'Subscription')).toMatchObject({ NumberOfAvailableSeats: 9 });
    service.cancel(base);
    world.advance(5_000);
    expect((await call('GET', `/resource/subscription/${base}`)).status).toBe(404);
  });

  it('for an organisation or a subscription that is not there is a defect of the caller', () => {
    const { service } = bought();
    expect(() => orderOf(service, 39_999, 'D0NPULL')).toThrow('no organisation 39999');
    expect(() => service.resize(59_999, 1)).toThrow('no subscription 59999');
    expect(() => service.cancel(59_999)).toThrow('no subscription 59999');
  });
});

describe('a subscriber of the panel', () => {
  it('is the one that the wire shows', async () => {
    const lab = bought();
    const id = idOf(add(lab));
    expect(lab.service.subscriberByEmail('ANN@acme.example')).toEqual({
      id,
      state: 'PENDING',
      hasPassword: false,
      isSyncPending: false,
    });
    expect(await lab.read(`/resource/subscriber/${id}`, 'Subscriber')).toMatchObject({ SubscriberState: 'PENDING' });
    expect(lab.service.activateSubscriber(id)).toEqual({ ok: true, value: null });
    lab.world.advance(3_000);
    expect(lab.service.subscriberByEmail(login)).toMatchObject({ state: 'ACTIVE' });
  });

  it('is mailed where that is not suppressed', () => {
    const lab = bought();
    add(lab, login, false);
    add(lab, 'bea@acme.example');
    expect([lab.mails(login).length, lab.mails('bea@acme.example').length]).toEqual([1, 0]);
  });

  it('is removed softly or for good', () => {
    const lab = bought();
    const [ann, bea] = [idOf(add(lab)), idOf(add(lab, 'bea@acme.example'))];
    lab.service.removeSubscriber(ann, true);
    lab.service.removeSubscriber(bea, false);
    lab.world.advance(5_000);
    expect(lab.service.subscriberByEmail(login)).toMatchObject({ state: 'SOFT_DELETED' });
    expect(lab.service.subscriberByEmail('bea@acme.example')).toBeNull();
  });

  it('that cannot be is a result, no error', () => {
    const lab = bought();
    add(lab);
    expect(add(lab)).toEqual({ ok: false, status: 400, text: 'The email address already exists' });
    expect(add(lab, 'none')).toMatchObject({ ok: false, status: 400 });
    expect(lab.service.removeSubscriber(79_999, false)).toMatchObject({ ok: false, status: 404 });
    expect(lab.service.activateSubscriber(79_999)).toMatchObject({ ok: false, status: 404 });
    expect(lab.service.setPassword('x@acme.example', 'passw0rd')).toMatchObject({ ok: false, status: 404 });
    expect(lab.service.sync('x@acme.example')).toMatchObject({ ok: false, status: 404 });
  });
});

describe('the way to the first sign-in', () => {
  const from = (fromPanel: boolean) => ({ email: login, password: 'passw0rd', fromPanel });

  it('is: set a password, sync, sign in from the panel; later from anywhere', async () => {
    const { service, read, ann, world, organisation } = await seated();
    const pending = async () => (await read(`/resource/subscriber/${ann}`, 'Subscriber'))['IsSyncPending'];
    expect(await pending()).toBe(false);
    expect(service.setPassword(login, 'passw0rd')).toMatchObject({ ok: true });
    expect(await pending()).toBe(true);
    expect(await read(`/resource/customer/${organisation}`, 'Customer')).toMatchObject({ IsSyncPending: true });
    expect(service.signIn(from(true))).toMatchObject({ ok: false, status: 403 });
    expect(service.sync(login)).toMatchObject({ ok: true });
    expect(await pending()).toBe(false);
    const customer = await read(`/resource/customer/${organisation}`, 'Customer');
    expect(customer).toMatchObject({ IsSyncPending: false, LastSyncDate: '11/21/2026 09:01:04' });
    expect(service.signIn(from(false))).toMatchObject({ ok: false, status: 403 });
    expect(service.firstSignIn(login)).toBeNull();
    expect(service.signIn(from(true))).toEqual({ ok: true, value: null });
    expect(service.firstSignIn(login)).toBe('2026-11-21T09:01:04.000Z');
    world.advance(60_000);
    expect(service.signIn(from(false))).toMatchObject({ ok: true });
    expect(service.firstSignIn(login)).toBe('2026-11-21T09:01:04.000Z');
  });

  it('accepts the terms of use', async () => {
    const { service, read, ann } = await seated();
    const seat = async () =>
      ((await read(`/resource/subscriber/${ann}`, 'Subscriber'))['SeatSet'] as Record<string, unknown>[])[0]!;
    service.setPassword(login, 'passw0rd');
    service.sync(login);
    expect(await seat()).toMatchObject({ HasAcceptedTermsOfUse: false });
    service.signIn(from(true));
    expect(await seat()).toMatchObject({ HasAcceptedTermsOfUse: true });
  });

  it('is closed to wrong passwords and to strangers', async () => {
    const { service } = await seated();
    service.setPassword(login, 'passw0rd');
    service.sync(login);
    for (const wrong of [{ password: 'password1' }, { email: 'x@acme.example' }, { password: '' }]) {
      expect(service.signIn({ ...from(true), ...wrong })).toMatchObject({ ok: false, status: 401 });
    }
  });

  it('is closed without a seat, and while the subscription is suspended', async () => {
    const { service, call, base } = await seated();
    service.setPassword(login, 'passw0rd');
    service.sync(login);
    await call('POST', `/resource/subscription/${base}`, { op: 'suspendSubscription' });
    expect(service.signIn(from(true))).toMatchObject({ ok: false, text: 'No product is assigned to you.' });
    await call('POST', `/resource/subscription/${base}`, { op: 'unsuspendSubscription' });
    expect(service.signIn(from(true))).toMatchObject({ ok: true });
  });

  it('is closed to a suspended person', async () => {
    const { service, call, ann } = await seated();
    service.setPassword(login, 'passw0rd');
    service.sync(login);
    await call('POST', `/resource/subscriber/${ann}`, { op: 'suspendSubscriber' });
    expect(service.signIn(from(true))).toMatchObject({ ok: false, status: 403 });
  });

  it('asks for a new password after a one-time one, which is spent', async () => {
    const { service, call } = await seated();
    const body = { UserCredential: { LoginName: login, NewPassword: 'onet1me!' } };
    await call('POST', '/service/authentication/setOneTimePassword', { body });
    expect(service.signIn({ ...from(true), password: 'onet1me!' })).toMatchObject({ ok: false, status: 403 });
    expect(service.signIn({ ...from(true), password: 'onet1me!' })).toMatchObject({ ok: false, status: 401 });
  });

  it('needs an ACTIVE person and the policy for the password', async () => {
    const lab = bought();
    add(lab);
    expect(lab.service.setPassword(login, 'passw0rd')).toMatchObject({ ok: false, status: 400 });
    const { service } = await seated();
    expect(service.setPassword(login, 'short')).toMatchObject({ ok: false, code: 'SANDBOX.PASSWORD_POLICY' });
    expect(service.sync(login)).toMatchObject({ ok: false, status: 400 });
  });
});

describe('a reset', () => {
  it('leaves nobody and nothing, and what was under way does not come back', () => {
    const lab = bought();
    add(lab);
    orderOf(lab.service, lab.organisation, 'D0NPULL');
    lab.service.reset();
    lab.world.advance(3_600_000);
    const { customers, subscribers, subscriptions, workflows } = lab.service.state();
    expect([customers.size, subscribers.size, subscriptions.size, workflows.size]).toEqual([0, 0, 0, 0]);
    expect(lab.service.organisationOf({ externalId: 'C-1', name: 'Acme', contactEmail: 'o@a.example' })).toBe(30_001);
  });

  it('may have its time passed by the emulator as well', () => {
    const lab = bought();
    const id = idOf(add(lab));
    lab.service.activateSubscriber(id);
    lab.service.passTime(lab.world.now() + 3_000);
    expect(lab.service.subscriberByEmail(login)).toMatchObject({ state: 'ACTIVE' });
  });
});
