import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import { customer, lab, made, partner, trial } from './support/lab.ts';
import type { Answer, Lab, Row } from './support/lab.ts';

interface Site extends Lab {
  readonly id: string;
  readonly extend: (days?: number) => Promise<Answer>;
  readonly convert: (licenses?: number) => Promise<Answer>;
  readonly expire: () => Promise<Answer>;
  /** `Trial Active`, and the days that are left. */
  readonly stands: () => Promise<string>;
}

async function site(parameters: Row): Promise<Site> {
  const one = lab();
  const id = await made(one, parameters);
  const own = { accountBillingId: id };
  return {
    ...one,
    id,
    extend: (days) => one.call('extendAccount', days === undefined ? own : { ...own, numberOfDays: days }, id),
    convert: (licenses = 10) => one.call('convertToCustomer', { ...own, committedLicenses: licenses }, id),
    expire: () => one.call('expireAccount', own, id),
    stands: async () => {
      const { body } = await one.call('getCustomerConfig', {}, id);
      const { accountType, accountStatus, accountExpiryDate } = body['customerConfig'] as Row;
      const ends = accountExpiryDate === '' ? '' : ` ${(Number(accountExpiryDate) - one.world.now()) / day}`;
      return `${String(accountType)} ${String(accountStatus)}${ends}`;
    },
  };
}

/** The description under HTTP 200, which is how a refusal of this kind comes. */
function refusedWith({ status, body }: Answer): string {
  const { status: word, description } = body['actionResponse'] as Row;
  return `${status} ${String(word)} ${String(description)}`;
}

const done = expect.objectContaining({
  status: 200,
  body: { actionResponse: { status: 'Success', description: expect.any(String) } },
});

describe('a trial', () => {
  it('lasts as long as its partner says, and expires by itself', async () => {
    const { stands, world } = await site(trial('Acme'));
    expect(await stands()).toBe('Trial Active 30');
    world.advance(30 * day - 1);
    expect(await stands()).toContain('Trial Active');
    world.advance(1);
    expect(await stands()).toBe('Trial Expired 0');
  });

  it('may be given its length, up to what its partner says', async () => {
    const { stands } = await site(trial('Acme', { numberOfDays: 12 }));
    expect(await stands()).toBe('Trial Active 12');
    const { call } = lab();
    expect(refusedWith(await call('createCustomer', trial('Acme', { numberOfDays: 91 })))).toBe(
      '200 Failure The maximum duration allowed for trial accounts is 90 days.',
    );
    expect((await call('createCustomer', trial('Acme', { numberOfDays: 'x' }))).status).toBe(400);
  });

  it('that is active gets more days after its end', async () => {
    const { extend, stands, world } = await site(trial('Acme'));
    world.advance(10 * day);
    expect(await extend(15)).toEqual(done);
    expect(await stands()).toBe('Trial Active 35');
    await extend();
    expect(await stands()).toBe('Trial Active 65');
  });

  it('that has expired gets them from now on', async () => {
    const { extend, stands, world } = await site(trial('Acme'));
    world.advance(100 * day);
    expect(await extend(7)).toEqual(done);
    expect(await stands()).toBe('Trial Active 7');
    world.advance(7 * day);
    expect(await stands()).toBe('Trial Expired 0');
  });

  it('is extended by a whole number of days, and at most as its partner may', async () => {
    const { extend, call, id, stands } = await site(trial('Acme'));
    expect(refusedWith(await extend(91))).toBe(
      '200 Failure The maximum duration allowed for trial accounts is 90 days.',
    );
    expect((await extend(0)).status).toBe(400);
    expect((await call('extendAccount', { accountBillingId: id, numberOfDays: '1.5' }, id)).status).toBe(400);
    expect(await stands()).toBe('Trial Active 30');
    expect(await extend(90)).toEqual(done);
  });

  it.each([[0], [40]])('becomes a customer after %s days, active or not, and stays one', async (days) => {
    const { convert, extend, stands, world, call, id } = await site(trial('Acme'));
    world.advance(days * day);
    expect(await convert(12)).toEqual(done);
    expect(await stands()).toBe('Customer Active');
    expect((await call('getCustomerConfig', {}, id)).body).toMatchObject({ customerConfig: { committedLicenses: 12 } });
    expect(refusedWith(await convert())).toContain('Convert is not possible: Acme is a customer account, active.');
    expect(refusedWith(await extend(5))).toContain('Extend is not possible');
    world.advance(400 * day);
    expect(await stands()).toBe('Customer Active');
  });

  it('needs licences to become a customer', async () => {
    const { convert, call, id, stands } = await site(trial('Acme'));
    expect((await convert(0)).status).toBe(400);
    expect((await call('convertToCustomer', { accountBillingId: id }, id)).text).toContain(
      'committedLicenses is missing',
    );
    expect(await stands()).toContain('Trial Active');
  });

  it('can be expired before its end, once', async () => {
    const { expire, stands } = await site(trial('Acme'));
    expect(await expire()).toEqual(done);
    expect(await stands()).toBe('Trial Expired 0');
    expect(refusedWith(await expire())).toContain('Expire is not possible: Acme is a trial account, expired.');
  });
});

describe('a customer', () => {
  it('that was expired becomes a trial when it is extended', async () => {
    const { expire, extend, stands, account } = await site(customer('Acme', { committedLicenses: 5 }));
    expect(refusedWith(await extend(5))).toContain('Extend is not possible');
    expect(await expire()).toEqual(done);
    expect(await stands()).toBe('Customer Expired');
    expect(await extend(20)).toEqual(done);
    expect(await stands()).toBe('Trial Active 20');
    expect(account('Acme').committedLicenses).toBeNull();
  });

  it('that was expired cannot be converted, nor be logged in to', async () => {
    const { expire, convert, play, id } = await site(customer('Acme'));
    await expire();
    expect(refusedWith(await convert())).toContain('Convert is not possible: Acme is a customer account, expired.');
    expect(await play('log-in', `${id}_it`)).toContain('The account Acme has expired.');
  });
});

describe('a partner', () => {
  it('has none of the three', async () => {
    const { call } = lab({ subPartners: true });
    const { body } = await call('createPartner', { accountName: 'Fjord', adminEmailAddress: 'ola@fjord.example' });
    const accountBillingId = (body['accountResponse'] as Row)['billingId'];
    const id = String(accountBillingId);
    expect(refusedWith(await call('extendAccount', { accountBillingId, numberOfDays: 1 }, id))).toContain(
      'Extend is not',
    );
    expect(refusedWith(await call('expireAccount', { accountBillingId }, id))).toContain('Expire is not possible');
    const convert = { accountBillingId, committedLicenses: 1 };
    expect(refusedWith(await call('convertToCustomer', convert, id))).toContain('Convert is not possible');
  });
});

describe('the account that is acted on', () => {
  it('is that of the form; the path names it, or one above it', async () => {
    const { call, id, stands } = await site(trial('Acme'));
    expect(await call('extendAccount', { accountBillingId: id, numberOfDays: 5 }, partner)).toEqual(done);
    expect(await stands()).toBe('Trial Active 35');
    const stranger = await call('expireAccount', { accountBillingId: partner }, id);
    expect([stranger.status, stranger.text]).toEqual([400, expect.stringContaining(`There is no account ${partner}`)]);
    expect((await call('expireAccount', {}, id)).text).toContain('accountBillingId is missing');
  });
});

describe('an account that is being copied', () => {
  it('is there by name, and fails in a way that passes, in every call into it', async () => {
    const one = lab({ copying: 180_000 });
    const id = await made(one, trial('Acme'));
    const own = { accountBillingId: id };
    const calls = () =>
      Promise.all([
        one.call('getCustomerConfig', {}, id),
        one.call('expireAccount', own, id),
        one.call('extendAccount', { ...own, numberOfDays: 1 }, partner),
        one.call('createAdministrator', { userName: 'a', emailAddress: 'a@acme.example', roles: 'Help Desk' }, id),
      ]);
    for (const { status, text } of await calls()) {
      expect([status, text]).toEqual([503, expect.stringContaining('Acme is still being set up')]);
    }
    const { body } = await one.call('checkAccountName', { accountName: 'Acme' });
    expect(body).toEqual({ accountNameAvailability: { available: false } });
    expect(await one.play('log-in', `${id}_it`)).toContain('still being set up');
    one.world.advance(180_000);
    expect((await one.call('getCustomerConfig', {}, id)).status).toBe(200);
    expect(await one.play('log-in', `${id}_it`)).toBe('');
  });

  it('is so for no time where nothing else is said, and never the seeded one', async () => {
    const one = lab({ copying: 180_000 });
    expect((await one.call('getPartnerConfig')).status).toBe(200);
    const quick = lab();
    const id = await made(quick, trial('Acme'));
    expect((await quick.call('getCustomerConfig', {}, id)).status).toBe(200);
  });
});
