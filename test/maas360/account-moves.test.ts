import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { maas360 } from '../../providers/maas360/index.ts';
import { accountIn, lab, type Lab, type LabOptions, linkOf } from './lab.ts';

const parent = 'NordicPartner';
const trial = {
  name: 'Acme',
  type: 'trial',
  parent,
  state: 'active',
  endsOn: '2026-12-21',
  adminEmail: 'eva@acme.example',
};
const customer = { ...trial, type: 'customer', committedLicenses: 50, endsOn: undefined } as unknown as JsonObject;

async function withTrial(options: LabOptions = {}, made: JsonObject = trial): Promise<Lab> {
  const one = lab({
    ...options,
    portal: { partnerLinks: [linkOf(parent), linkOf('Acme', { type: 'trial', parent })] },
  });
  await one.write('account', 'Acme', { after: made });
  return one;
}

const id = '30002001';
const move = (one: Lab, after: JsonObject, word = 'extend') =>
  one.write('account', 'Acme', { verb: 'update', id, after, word });
const attributesOf = async (one: Lab) => (await one.look('account', { key: 'Acme', id })).resources[0]?.attributes;
const sentDays = (one: Lab): string | null => {
  const body = one.sent.filter(({ url }) => url.includes('extendAccount')).at(-1)?.body;
  return new URLSearchParams(body).get('numberOfDays');
};

describe('a trial', () => {
  it('is extended by the days between its end and the one wanted', async () => {
    const one = await withTrial();
    const outcome = await move(one, { ...trial, endsOn: '2027-01-10' });
    expect(outcome).toMatchObject({ outcome: 'done', observed: { id, attributes: { endsOn: '2027-01-10' } } });
    expect(sentDays(one)).toBe('20');
  });

  it('that has ended by itself is found expired, and extended from now on', async () => {
    const one = await withTrial();
    await one.deps.sleep(40 * day);
    expect(await attributesOf(one)).toMatchObject({ type: 'trial', state: 'expired' });
    await move(one, { ...trial, endsOn: '2027-01-10' });
    expect(await attributesOf(one)).toMatchObject({ state: 'active', endsOn: '2027-01-10' });
    expect(sentDays(one)).toBe('10');
  });

  it('becomes a customer, active or expired', async () => {
    const one = await withTrial();
    await one.deps.sleep(40 * day);
    const outcome = await move(one, customer, 'convert');
    expect(outcome).toMatchObject({
      observed: { attributes: { type: 'customer', state: 'active', committedLicenses: 50 } },
    });
    expect(one.writes()).toEqual(['createCustomer', 'convertToCustomer']);
  });

  it('is expired where it is to be', async () => {
    const one = await withTrial();
    const { endsOn: _, ...ended } = { ...trial, state: 'expired' };
    await move(one, ended, 'expire');
    expect(await attributesOf(one)).toMatchObject({ type: 'trial', state: 'expired' });
  });

  it('is not touched where it is as wanted by now', async () => {
    const one = await withTrial();
    await move(one, trial);
    expect(one.writes()).toEqual(['createCustomer']);
  });

  it('is given no days, and MaaS360 not asked, where its last day has come since the plan', async () => {
    const one = await withTrial();
    await one.deps.sleep(40 * day);
    const spent = { code: 'invalid', message: 'No day is left to give: the trial is to end on 2026-12-31.' };
    await expect(move(one, { ...trial, endsOn: '2026-12-31' })).rejects.toMatchObject(spent);
    expect(sentDays(one)).toBeNull();
    await move(one, { ...trial, endsOn: '2027-01-01' });
    expect(sentDays(one)).toBe('1');
  });

  it('that is longer than the partner may give is refused in the words of MaaS360', async () => {
    const one = await withTrial();
    const far = move(one, { ...trial, endsOn: '2027-12-31' });
    await expect(far).rejects.toMatchObject({ code: 'invalid', portalText: expect.stringContaining('90 days') });
    expect(await attributesOf(one)).toMatchObject({ endsOn: '2026-12-21' });
  });
});

describe('an expired customer', () => {
  const expired = async (): Promise<Lab> => {
    const one = await withTrial({}, customer);
    await one.writer.delete({ address: { portal: 'nordic', kind: 'account', key: 'Acme' }, id } as never, {
      occasion: 'o',
      signal: one.deps.signal,
    });
    return one;
  };

  it('becomes a trial by being extended', async () => {
    const one = await expired();
    await move(one, trial);
    expect(await attributesOf(one)).toMatchObject({ type: 'trial', state: 'active', endsOn: '2026-12-21' });
  });

  it('is said to cost what a customer costs, where it is to be one again', async () => {
    const one = await withTrial();
    const kind = maas360.kinds(one.portal).find(({ kind: name }) => name === 'account');
    const draft = {
      verb: 'update',
      before: { ...customer, state: 'expired' },
      after: customer,
      at: '2026-11-22T00:00:00.000Z',
    };
    const address = { portal: 'nordic', kind: 'account', key: 'Acme' };
    expect(kind?.describe({ ...draft, address, presence: 'active', round: 0 } as never)).toMatchObject({
      word: 'extend and convert',
      harms: ['orders'],
      consent: [expect.stringContaining('50 licences')],
    });
  });

  it('becomes a customer again by way of a trial', async () => {
    const one = await expired();
    const outcome = await move(one, customer);
    expect(outcome).toMatchObject({ observed: { attributes: { type: 'customer', state: 'active' } } });
    expect(one.writes()).toEqual(['createCustomer', 'expireAccount', 'extendAccount', 'convertToCustomer']);
  });
});

describe('ending an account', () => {
  const end = (one: Lab) => one.write('account', 'Acme', { verb: 'delete', id, before: trial });

  it('can at most expire it', async () => {
    const one = await withTrial();
    expect(await end(one)).toEqual({ outcome: 'done', observed: null });
    expect(await attributesOf(one)).toMatchObject({ state: 'expired' });
  });

  it('asks nothing of one that has expired', async () => {
    const one = await withTrial();
    await end(one);
    await end(one);
    expect(one.writes()).toEqual(['createCustomer', 'expireAccount']);
  });
});

describe('a call whose answer is lost', () => {
  it.each(['before', 'after'] as const)('is left to be looked up (%s it was carried out)', async (acting) => {
    const one = await withTrial();
    one.emulator.faults.inject({ operation: 'expireAccount', fault: { effect: 'cut', acting } });
    await expect(one.write('account', 'Acme', { verb: 'delete', id, before: trial })).rejects.toMatchObject({
      code: 'ambiguous',
    });
    expect(await attributesOf(one)).toMatchObject({ state: acting === 'before' ? 'active' : 'expired' });
  });

  it('or whose effect cannot be read is not said to have done nothing', async () => {
    const one = await withTrial();
    const fault = { effect: 'answer', status: 404, body: 'gone' } as const;
    for (const operation of ['getCustomerConfig', 'getPartnerConfig']) {
      one.emulator.faults.inject({ operation, nth: operation === 'getCustomerConfig' ? 2 : 1, fault, times: 'always' });
    }
    await expect(move(one, { ...trial, endsOn: '2027-01-10' })).rejects.toMatchObject({ code: 'ambiguous' });
    expect(one.writes()).toEqual(['createCustomer', 'extendAccount']);
    expect(accountIn(one.emulator, 'Acme').status).toBe('active');
  });

  it('is refused where somebody has brought the account elsewhere meanwhile', async () => {
    const one = await withTrial();
    accountIn(one.emulator, 'Acme').status = 'deletion-initiated';
    await expect(move(one, trial)).rejects.toMatchObject({ code: 'conflict' });
    expect(one.writes()).toEqual(['createCustomer']);
  });
});
