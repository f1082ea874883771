import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMaas360Emulator } from '../../providers/maas360/emulator/index.ts';
import { findChromium } from './support/find-chromium.ts';
import {
  actionsOf,
  addAccount,
  billingIdOf,
  changePassword,
  completeProfile,
  enter,
  focused,
  logInByMail,
  openActions,
  passcodeOf,
  seen,
} from './support/maas360-steps.ts';
import { openSandbox, realWorld, textOf } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

const eva = 'eva@nordic.example';
const liv = 'liv@nordic.example';

describe.skipIf(findChromium() === undefined)('onboarding a partner to MaaS360 in a browser', () => {
  const world = realWorld();
  const portal = { name: 'nordic', contacts: { owner: eva }, settings: {}, account: '' };
  const emulator = createMaas360Emulator({ portal, world });
  let stage: Pick<Stage, 'url' | 'page' | 'close'>;
  beforeAll(async () => {
    stage = await openSandbox(world, emulator);
  });
  afterAll(async () => await stage.close());

  it('begins at the support desk, which answers with the account ID', async () => {
    const { page, url } = stage;
    await page.goto(url);
    await page.click("a:has-text('Support desk')");
    await page.click("button:has-text('Create')");
    expect(await textOf(page, '[role=alert]')).toContain('Enter the number of the support case.');
    expect(await focused(page)).toBe('ticket');
    await seen(page, 'm-support-wrong');
    await page.fill('#ticket', 'TS0173');
    await page.fill('#accountName', 'NordicPartner');
    await page.fill('#adminEmail', eva);
    await enter(page);
    expect(await textOf(page, 'h1')).toBe('Answer to TS0173');
    expect(await textOf(page, '#billing-id')).toMatch(/^3\d{7}$/u);
    await page.click("button:has-text('Switch sub-partners on')");
    expect(await textOf(page, '[role=status]')).toContain('switched on');
    await seen(page, 'm-support-answer');
    await page.click(`a:has-text('${eva}')`);
    expect(await page.locator('tbody tr').count()).toBe(2);
    await seen(page, 'm-inbox');
  });

  it('leads who skips from the mail to the Account Management tile', { timeout: 120_000 }, async () => {
    const { page, url } = stage;
    await logInByMail(page, url, eva);
    await changePassword(page);
    await completeProfile(page, 'Eva');
    expect(await textOf(page, 'dialog h1')).toBe('Link Administrator Account to IBMid');
    expect(await page.locator('dialog[open]').isVisible()).toBe(true);
    await seen(page, 'm-ibmid');
    await page.goto(`${url}/nordic/accounts`);
    expect(await textOf(page, 'dialog h1')).toBe('Link Administrator Account to IBMid');
    await page.click("button:has-text('Skip')");
    expect(await textOf(page, '[role=status]')).toContain('skipped');
    await seen(page, 'm-home');
    await page.click("h2 a:has-text('Account Management')");
    expect(await textOf(page, 'h1')).toBe('Accounts');
    await seen(page, 'm-accounts-empty');
  });

  it(
    'shows a full administrator Customer, Trial and Partner accounts, and lets them act',
    { timeout: 120_000 },
    async () => {
      const { page } = stage;
      await addAccount(page, { type: 'customer', name: 'AcmeRetail', committedLicenses: '25' });
      await addAccount(page, { type: 'trial', name: 'Tryout', days: '14' });
      await page.click("a.button:has-text('Add Partner')");
      await page.fill('#name', 'NordicSouth');
      await page.fill('#adminEmail', 'sue@south-with-a-rather-long-name.example');
      await seen(page, 'm-add-partner');
      await page.click("button:has-text('Add')");
      await page.click("main a:has-text('Accounts')");
      for (const type of ['Customer', 'Trial', 'Partner']) {
        expect(await page.locator('tbody td[data-label=Type]', { hasText: type }).count(), type).toBe(1);
      }
      await openActions(page, 'Tryout');
      expect(await actionsOf(page, 'Tryout')).toEqual([
        'Manage As',
        'View',
        'Export',
        'Extend',
        'Expire',
        'Convert',
        'Rename Account',
        'Move',
      ]);
      await seen(page, 'm-accounts');
      await page.click('[aria-label="Extend: Tryout"]');
      await page.fill('#days', '400');
      await enter(page);
      expect(await textOf(page, '[role=alert]')).toContain('90 days');
      await seen(page, 'm-extend-wrong');
      await page.fill('#days', '30');
      await enter(page);
      expect(await textOf(page, '[role=status]')).toBe('The account is extended.');
      await page.click('[aria-label="Convert: Tryout"]');
      await page.fill('#committedLicenses', '50');
      await page.click("button:has-text('Convert')");
      expect(await textOf(page, 'dl')).toContain('Customer');
      await seen(page, 'm-account');
      await page.click('[aria-label="Expire: Tryout"]');
      await seen(page, 'm-expire');
      await page.click("button:has-text('Expire')");
      expect(await textOf(page, 'dl')).toContain('Customer (expired)');
      await page.click("main a:has-text('Accounts')");
      await page.fill('#search', 'tryout');
      await enter(page);
      expect(await textOf(page, 'caption')).toContain('1 of 3 accounts');
    },
  );

  it(
    'lets the partner set up a second administrator, with a role that leaves rights out',
    { timeout: 120_000 },
    async () => {
      const { page } = stage;
      await page.click("nav a:has-text('Roles')");
      await seen(page, 'm-roles');
      await page.click('[aria-label="Copy: Partner Administrator"]');
      await page.fill('#name', 'Partner Viewer');
      await page.uncheck("[value='Account Actions Control']");
      await seen(page, 'm-role-copy');
      await page.click("button:has-text('Save')");
      expect(await textOf(page, '[role=status]')).toBe('The role is created.');
      await page.click("nav a:has-text('Administrators')");
      await page.click("a.button:has-text('Add Administrator')");
      await page.fill('#userName', 'liv');
      await page.fill('#email', liv);
      await page.check("[value='Partner Viewer']");
      await seen(page, 'm-add-administrator');
      await page.click("button:has-text('Add')");
      expect(await textOf(page, '[role=status]')).toContain('The administrator is added.');
      await page.click('summary[aria-label="Actions for liv"]');
      await seen(page, 'm-administrators');
      await page.click('[aria-label="Edit: liv"]');
      await seen(page, 'm-edit-administrator');
      await page.click("nav a:has-text('Manage Access Keys')");
      await page.click("button:has-text('Generate Access Key')");
      expect(await textOf(page, '[role=status]')).toContain('generated');
      await seen(page, 'm-access-keys');
      await page.click("button:has-text('Log out')");
    },
  );

  it('leads who links through the one-time code, and in again with the IBMid', { timeout: 120_000 }, async () => {
    const { page, url } = stage;
    await logInByMail(page, url, liv);
    await changePassword(page);
    await completeProfile(page, 'Liv');
    await enter(page);
    expect(new URL(page.url()).pathname, 'Link account has the focus').toBe('/nordic/ibmid/link');
    await seen(page, 'm-ibmid-link');
    await page.fill('#ibmId', liv);
    await enter(page);
    await page.fill('#code', '12345');
    await enter(page);
    expect(await textOf(page, '[role=alert]')).toContain('not the code');
    await seen(page, 'm-ibmid-code-wrong');
    await page.fill('#code', await passcodeOf(page));
    await page.click("button:has-text('Link account')");
    expect(await textOf(page, '[role=status]')).toContain('Log in again with your IBMid');
    await seen(page, 'm-ibmid-login');
    await page.fill('#ibmId', liv);
    await enter(page);
    await seen(page, 'm-ibmid-login-code');
    await page.reload();
    await page.fill('#code', await passcodeOf(page));
    await enter(page);
    expect(await textOf(page, 'h1')).toBe('Home');
    expect(await textOf(page, 'dl')).toContain(`IBMid${liv}`);
  });

  it('shows who lacks Account Actions Control only Manage As, View and Export', async () => {
    const { page } = stage;
    await page.click("h2 a:has-text('Account Management')");
    expect(await page.locator("a.button:has-text('Add')").count()).toBe(0);
    await openActions(page, 'AcmeRetail');
    expect(await actionsOf(page, 'AcmeRetail')).toEqual(['Manage As', 'View', 'Export']);
    await seen(page, 'm-accounts-viewer');
    const expire = `${page.url()}/${await billingIdOf(page, 'AcmeRetail')}/expire`;
    await page.goto(expire);
    expect(await textOf(page, '[role=alert]')).toContain('Account Actions Control');
    await seen(page, 'm-no-access');
    await page.goBack();
    await openActions(page, 'NordicSouth');
    await page.click('[aria-label="Manage As: NordicSouth"]');
    expect(await textOf(page, '[role=note].notice')).toContain('You manage as NordicSouth');
    await seen(page, 'm-manage-as');
  });

  it('fits a phone, however long the names are', async () => {
    const { page, url } = stage;
    const [name, userName] = ['Long'.repeat(25), `${'long-'.repeat(20)}name`];
    const added = { parent: 'NordicSouth', name, adminEmail: `it@${'long-'.repeat(12)}name.example` };
    await emulator.play('add-account', eva, added);
    const administrator = { account: 'NordicSouth', newUserName: userName, newEmail: added.adminEmail };
    await emulator.play('add-administrator', eva, { ...administrator, roles: ['Help Desk'] });
    await page.goto(`${url}/nordic/accounts`);
    expect(await textOf(page, 'caption')).toBe('1 account below NordicSouth');
    await seen(page, 'm-long-accounts');
    await page.click(`a:has-text('${name}')`);
    await seen(page, 'm-long-account');
    await page.click("nav a:has-text('Administrators')");
    expect(await page.locator('tbody tr', { hasText: userName }).count()).toBe(1);
    await seen(page, 'm-long-administrators');
    await page.goto(`${url}/nordic/setup/administrators/${userName}/edit`);
    await seen(page, 'm-long-edit');
    await page.goto(`${url}/nordic/support`);
    await seen(page, 'm-support');
  });

  it('has nothing more to wait for on the start page but the sub-partner’s own first steps', async () => {
    const { page, url } = stage;
    await page.goto(url);
    for (const name of ['_eva', 'liv']) {
      expect(await page.locator('tr', { hasText: name }).first().textContent(), name).toContain('nothing');
    }
    await seen(page, 'm-start');
  });
});
