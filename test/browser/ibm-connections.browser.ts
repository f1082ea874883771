import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIbmConnectionsEmulator } from '../../providers/ibm-connections/emulator/index.ts';
import type { IbmConnectionsEmulator } from '../../providers/ibm-connections/emulator/index.ts';
import { acme, base } from '../ibm-connections-emulator/support/market-lab.ts';
import {
  ibmPassword,
  idOf,
  panelPassword,
  serviceType,
  userNamed,
} from '../ibm-connections-emulator/support/panel-lab.ts';
import { findChromium } from './support/find-chromium.ts';
import { look, openSandbox, realWorld, textOf } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

const ada = 'ada@acme.example';

describe.skipIf(findChromium() === undefined)('the article in a browser', () => {
  const world = realWorld();
  const portal = {
    name: 'acme-ibm',
    contacts: { owner: 'grace@acme.example' },
    settings: { customer: { id: acme, name: 'Acme' } },
  };
  const emulator = createIbmConnectionsEmulator({ portal, world, service: { quirks: { firstPostRedirects: false } } });
  let stage: Pick<Stage, 'url' | 'page' | 'close'>;
  beforeAll(async () => {
    stage = await openSandbox(world, emulator);
    await prepare(stage.url, emulator);
  });
  afterAll(async () => await stage.close());

  it('is walked from Reset Password in CCP to the IBM portal', { timeout: 180_000 }, async () => {
    const { page, url } = stage;
    await setMycpPassword(page, url, 'grace@acme.example');
    await page.goto(`${url}/acme-ibm/ccp/users`);
    await seen(page, 'ccp-login');
    await logIn(page, 'grace@acme.example');
    expect(await textOf(page, 'h1')).toBe('Users');
    await seen(page, 'ccp-users');
    await page.click("a:has-text('Ada Example')");
    await seen(page, 'ccp-user');
    await page.click("a:has-text('Reset Password')");
    await seen(page, 'ccp-confirm');
    await page.click("button:has-text('Ok')");
    expect(await textOf(page, '[role=status]')).toContain(ada);

    await setMycpPassword(page, url, ada);
    await page.click("a:has-text('Open myCP')");
    await logIn(page, ada);
    await seen(page, 'mycp-home');
    await page.click("nav a:has-text('IBM Connections Cloud')");
    expect(await textOf(page, 'dl')).toContain('not set');
    await seen(page, 'ibm-tab');
    await setIbmPassword(page);

    await page.click("button:has-text('Sync')");
    expect(await textOf(page, '[role=status]')).toContain('synchronized');
    await page.click("button:has-text('Login')");
    expect(await page.inputValue('#email')).toBe(ada);
    await seen(page, 'ibm-sign-in');
    await page.fill('#password', ibmPassword);
    await page.click("button:has-text('Sign in')");
    expect(await textOf(page, 'h1')).toBe('You are in');
    await seen(page, 'ibm-inside');
    expect(emulator.service.firstSignIn(ada)).not.toBeNull();
  });

  it('is over for Ada on the start page, where nothing is waited for any more', async () => {
    const { page, url } = stage;
    await page.goto(url);
    const row = page.locator('tr', { hasText: ada }).first();
    expect(await row.textContent()).toContain('nothing');
    await seen(page, 'start');
  });
});

/** By API, as Rollcall does: bought, made, assigned, activated, with a seat. */
async function prepare(url: string, emulator: IbmConnectionsEmulator): Promise<void> {
  const at = `${url}/acme-ibm`;
  const key = { 'x-subscription-key': 'sandbox', 'content-type': 'application/json' };
  const login = { ...key, authorization: `Basic ${btoa('sandbox:sandbox')}` };
  const { token } = (await post(`${at}/purchase/token`, login, {})) as { token: string };
  const order = { type: 'sales', customerId: acme, products: [base] };
  await post(`${at}/purchase/orders`, { ...key, authorization: `Bearer ${token}` }, order);
  const { market, directory } = emulator.panel();
  directory.world.advance(60_000);
  directory.world.settle();
  const account = market.customers.get(acme)?.uuid ?? '';
  const bus = { 'aps-token': 'sandbox', 'content-type': 'application/json' };
  const user = idOf(await post(`${at}/panel/aps/2/resources/${account}/users/`, bus, userNamed('ada')));
  await post(`${at}/panel/aps/2/resources/${user}/services/`, bus, { aps: { type: serviceType } });
  directory.world.advance(60_000);
  directory.world.advance(60_000);
  const { subscriptions } = emulator.service.state();
  const [subscription] = [...subscriptions.keys()];
  const subscriber = emulator.service.subscriberByEmail(ada)?.id;
  const path = `resource/subscriber/${subscriber}/subscription/${subscription}?acceptTOU=false`;
  const entitle = { authorization: login.authorization, 'x-operation': 'entitleSubscriber' };
  await post(`${at}/service/api/bss/${path}`, entitle, undefined);
  directory.world.advance(60_000);
}

async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: object | undefined,
): Promise<Record<string, unknown>> {
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method: 'POST', headers, redirect: 'manual', ...text });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

async function setMycpPassword(page: Page, url: string, to: string): Promise<void> {
  await page.goto(`${url}/_sandbox/mails?to=${to}`);
  await page.click('tbody a');
  await page.click("a:has-text('CHANGE PASSWORD')");
  await seen(page, 'mycp-password');
  await page.fill('#password', 'short');
  await page.click("button:has-text('Ok')");
  expect(await textOf(page, '[role=alert]')).toContain('at least 7 characters');
  await page.fill('#password', panelPassword);
  await page.fill('#confirmPassword', panelPassword);
  await page.click("button:has-text('Ok')");
  expect(await textOf(page, 'h1')).toBe('Your password is set');
}

async function logIn(page: Page, login: string): Promise<void> {
  await page.fill('#login', login);
  await page.fill('#password', panelPassword);
  await page.click("main button:has-text('Login')");
}

/** Generated and shown first, then an own one, hidden until Show; the first try is against IBM's rules. */
async function setIbmPassword(page: Page): Promise<void> {
  await page.click("a:has-text('Set Password')");
  expect(await textOf(page, 'main')).toContain('Minimum requirements');
  await page.click("button:has-text('Generate')");
  expect(await page.getAttribute('#password', 'type')).toBe('password');
  expect(await page.inputValue('#password')).toHaveLength(12);
  await page.click("button:has-text('Show')");
  expect(await page.getAttribute('#password', 'type')).toBe('text');
  await seen(page, 'set-password-shown');
  await page.fill('#password', 'short');
  await page.keyboard.press('Enter');
  expect(await textOf(page, '[role=alert]')).toContain('Use at least 8 characters');
  await seen(page, 'set-password-wrong');
  await page.fill('#password', ibmPassword);
  await page.click("button:has-text('Submit')");
  expect(await textOf(page, '[role=status]')).toContain('Click Sync');
  await seen(page, 'submitted');
}

/** Says that it is an emulation, has one heading, and fits a phone. */
async function seen(page: Page, name: string): Promise<void> {
  const { overflow } = await look(page, name);
  const headings = await page.locator('h1').count();
  expect({ name, overflow, headings }).toEqual({ name, overflow: 0, headings: 1 });
  expect(await textOf(page, '.banner')).toContain('an emulation, nothing here is real');
}
