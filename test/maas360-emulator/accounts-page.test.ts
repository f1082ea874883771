import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import {
  homeTiles,
  ownAdditions,
  visibleAccounts,
  visibleAdministrators,
} from '../../providers/maas360/emulator/humans.ts';
import type { Administrator } from '../../providers/maas360/emulator/portal-state.ts';
import { goodPassword, lab, partner, robot } from './support/lab.ts';
import type { Lab } from './support/lab.ts';

const eva = `${partner}_eva`;
const always = ['Manage As', 'View', 'Export'];

/** Nordic with the sub-partner Fjord, below which is the trial Deep; beside it the customer Acme and the trial Beta. */
async function site(): Promise<Lab & { readonly owner: Administrator }> {
  const one = lab({ subPartners: true });
  const add = (step: string, name: string, more = {}) => {
    return one.play(step, eva, { name, adminEmail: `it@${name.toLowerCase()}.example`, ...more });
  };
  const said = [
    await add('add-partner', 'Fjord'),
    await add('add-account', 'Acme', { type: 'Customer', committedLicenses: 5 }),
    await add('add-account', 'Beta', { type: 'Trial' }),
    await add('add-account', 'Deep', { parent: 'Fjord', days: 30 }),
  ];
  expect(said).toEqual(['', '', '', '']);
  return { ...one, owner: one.person(eva) };
}

const rows = (one: Lab, viewer: Administrator) =>
  visibleAccounts(one.emulator.state(), viewer).map(({ account, managed, actions }) => {
    return [account.name, managed, actions.filter((action) => !always.includes(action)).join(', ')];
  });

describe('the Accounts page', () => {
  it('lists all accounts below the viewer, with what can be done with each', async () => {
    const one = await site();
    expect(rows(one, one.owner)).toEqual([
      ['Fjord', 1, 'Rename Account, Move, Delete Account, Add Account'],
      ['Acme', 0, 'Expire, Rename Account, Move'],
      ['Beta', 0, 'Extend, Expire, Convert, Rename Account, Move'],
      ['Deep', 0, 'Extend, Expire, Convert, Rename Account, Move'],
    ]);
    expect(ownAdditions(one.owner)).toEqual(['Add Account', 'Add Partner']);
    one.world.advance(30 * day);
    expect(rows(one, one.owner)[2]).toEqual(['Beta', 0, 'Extend, Convert, Rename Account, Move, Delete Account']);
  });

  it('shows Manage As, View and Export only to who lacks Account Actions Control', async () => {
    const one = await site();
    const without = ['Account Actions Control'];
    await one.play('create-role', eva, { name: 'Viewer', copyOf: 'Partner Administrator', without });
    await one.play('add-administrator', eva, { newUserName: 'bo', newEmail: 'bo@nordic.example', roles: 'Viewer' });
    const viewer = one.person('bo');
    expect(visibleAccounts(one.emulator.state(), viewer).map(({ actions }) => actions)).toEqual(Array(4).fill(always));
    expect(ownAdditions(viewer)).toEqual([]);
    await one.play('log-in', 'bo');
    await one.play('change-password', 'bo', { password: goodPassword });
    await one.play('complete-profile', 'bo', { firstName: 'Bo', lastName: 'B', company: 'Nordic', phone: '1' });
    expect(await one.play('expire-account', 'bo', { account: 'Beta' })).toContain('do something first: ibmid');
    await one.play('skip-ibmid', 'bo');
    for (const step of ['expire-account', 'rename-account', 'move-account', 'delete-account', 'extend-account']) {
      const answers = { account: 'Beta', name: 'Gamma', to: 'Fjord', days: 5 };
      expect(await one.play(step, 'bo', answers), step).toContain('needs the access right Account Actions Control');
    }
  });

  it('shows a sub-partner what is below it, and nothing to who may not see the page', async () => {
    const one = await site();
    const fjord = one.person(`${one.account('Fjord').billingId}_it`);
    expect(rows(one, fjord)).toEqual([['Deep', 0, 'Extend, Expire, Convert, Rename Account, Move']]);
    expect(ownAdditions(fjord)).toEqual(['Add Account']);
    const customer = one.person(`${one.account('Acme').billingId}_it`);
    expect(rows(one, customer)).toEqual([]);
    customer.roles = one.owner.roles.map(({ role }) => ({ role, inheritedFrom: partner }));
    expect(ownAdditions(customer)).toEqual([]);
    expect(homeTiles({ ...customer, isPasswordTemporary: false })).not.toContain('Account Management');
    fjord.roles = fjord.roles.filter(({ role }) => role.name === 'Service Administrator');
    expect(rows(one, fjord)).toEqual([]);
  });
});

describe('the actions of the page', () => {
  it('are those of the API', async () => {
    const one = await site();
    const act = (step: string, account: string, more = {}) => one.play(step, eva, { account, ...more });
    expect(await act('extend-account', 'Beta', { days: 91 })).toContain('days: The maximum duration allowed');
    expect(await act('extend-account', 'Beta', { days: 10 })).toBe('');
    expect(await act('convert-account', 'Beta')).toContain('committedLicenses: Committed licenses are');
    expect(await act('convert-account', 'Beta', { committedLicenses: 7 })).toBe('');
    expect(one.account('Beta')).toMatchObject({ type: 'customer', committedLicenses: 7 });
    expect(await act('expire-account', 'Acme')).toBe('');
    expect(await act('expire-account', 'Acme')).toContain('form: Expire is not possible');
    expect(await act('expire-account', 'Else')).toContain("There is no account Else in this person's hierarchy");
    const again = { name: 'acme', adminEmail: 'x@acme.example' };
    expect(await one.play('add-account', eva, again)).toBe('name: The account name acme is taken.');
    expect(await one.play('add-account', eva, { ...again, parent: 'Acme' })).toContain('no active partner account');
  });

  it('rename an account, whose billing id stays', async () => {
    const one = await site();
    const { billingId } = one.account('Acme');
    const rename = (name: string) => one.play('rename-account', eva, { account: billingId, name });
    expect(await rename('beta')).toBe('name: The account name beta is taken.');
    expect(await rename('Acme Corp')).toContain('letters and digits');
    expect(await rename('ACME')).toBe('');
    expect(await rename('AcmeCorp')).toBe('');
    expect(one.account('AcmeCorp').billingId).toBe(billingId);
    const { body } = await one.call('checkAccountName', { accountName: 'Acme' });
    expect(body).toEqual({ accountNameAvailability: { available: true } });
  });

  it('move an account below another partner, never into itself', async () => {
    const one = await site();
    const move = (account: string, to: string) => one.play('move-account', eva, { account, to });
    expect(await move('Beta', 'Fjord')).toBe('');
    expect(one.account('Beta').parent?.name).toBe('Fjord');
    expect(await move('Beta', 'Acme')).toBe('to: Acme is no active partner account.');
    expect(await move('Fjord', 'Fjord')).toBe('to: Fjord is within Fjord itself.');
    expect(await move('Beta', 'Else')).toContain('to: There is no account Else');
    expect(await move('Nordic', 'Fjord')).toContain('Move is not possible');
  });

  it('delete what has expired, or a partner with nothing below it', async () => {
    const one = await site();
    const remove = (account: string) => one.play('delete-account', eva, { account });
    expect(await remove('Acme')).toContain('Delete Account is not possible: Acme is a customer account, active.');
    expect(await remove('Fjord')).toContain('Fjord still has 1 accounts below it');
    await one.play('expire-account', eva, { account: 'Acme' });
    expect(await remove('Acme')).toBe('');
    const { body } = await one.call('getCustomerConfig', {}, one.account('Acme').billingId);
    expect(body).toMatchObject({ customerConfig: { accountStatus: 'Deletion Initiated' } });
    expect(await remove('Acme')).toContain('deletion-initiated');
  });
});

describe('the list of administrators', () => {
  it('leaves out who is deactivated, unless it is asked for them', async () => {
    const one = await site();
    await one.play('add-administrator', eva, { newUserName: 'bo', newEmail: 'bo@nordic.example', roles: 'Read-Only' });
    const listed = (viewer: Administrator, inactive = false) =>
      visibleAdministrators(one.emulator.state(), { viewer, account: one.account('Nordic'), inactive }).map(
        ({ userName }) => userName,
      );
    expect(listed(one.owner)).toEqual([eva, robot, 'bo']);
    await one.play('deactivate', eva, { administrator: 'bo' });
    expect(listed(one.owner)).toEqual([eva, robot]);
    expect(listed(one.owner, true)).toEqual(['bo']);
    expect(listed(one.person('bo'))).toEqual([]);
  });
});
