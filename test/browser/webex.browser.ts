import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebexEmulator } from '../../providers/webex/emulator/index.ts';
import { findChromium } from './support/find-chromium.ts';
import { look, openSandbox, realWorld, textOf } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

const orgId = '0a11ce00-0000-4000-8000-00000000000a';
const password = 'Right-Horse7';

describe.skipIf(findChromium() === undefined)('Control Hub in a browser', () => {
  const world = realWorld();
  const portal = { name: 'acme-hub', contacts: { owner: 'grace@acme.example' }, settings: { orgId } };
  const elsewhere = [{ email: 'eve@acme.example', isClaimable: true }];
  const emulator = createWebexEmulator({ portal, world, elsewhere, verifiedDomains: ['acme.example'] });
  let stage: Pick<Stage, 'url' | 'page' | 'close'>;
  beforeAll(async () => {
    stage = await openSandbox(world, emulator);
    await prepare(stage.url);
  });
  afterAll(async () => await stage.close());

  it('takes a person from the mail to the first sign-in', async () => {
    const { page, url } = stage;
    await openMail(page, { url, to: 'ben@elsewhere.example', label: 'ACTIVATE' });
    expect(await textOf(page, 'h1')).toBe('Verify your e-mail address');
    await seen(page, 'webex-verify');
    await page.click("button:has-text('VERIFY')");
    expect(await textOf(page, 'h1')).toBe('Create your password');
    await page.fill('#password', 'short');
    await page.keyboard.press('Enter');
    const alert = await textOf(page, '[role=alert]');
    for (const word of ['at least 8 characters', 'uppercase letter', 'number', 'not the same'])
      expect(alert).toContain(word);
    expect(await page.evaluate('document.activeElement.name')).toBe('password');
    await seen(page, 'webex-password-wrong');
    await page.fill('#password', password);
    await page.fill('#confirmPassword', password);
    await page.click("button:has-text('SAVE AND SIGN IN')");
    expect(await textOf(page, 'h1')).toBe('Welcome, Ben');
    expect(await textOf(page, 'dl')).toContain('Contact Center Premium Agent');
    await seen(page, 'webex-welcome');
    await page.goto(`${url}/acme-hub/users`);
    expect(await textOf(page, 'h1')).toBe('Only administrators see this');
    await page.click("button:has-text('Sign out')");
    await openMail(page, { url, to: 'ben@elsewhere.example', label: 'ACTIVATE' });
    expect(await textOf(page, 'h1')).toBe('This link cannot be used');
    await seen(page, 'webex-link-ended');
  });

  it('shows an administrator the users with their states and licences', async () => {
    const { page, url } = stage;
    await openMail(page, { url, to: 'grace@acme.example', label: 'SET YOUR PASSWORD' });
    await page.fill('#password', password);
    await page.fill('#confirmPassword', password);
    await page.click("button:has-text('SAVE AND SIGN IN')");
    await page.click("a:has-text('Users')");
    expect(await textOf(page, "tr:has-text('ben@elsewhere.example')")).toMatch(/Active.*Contact Center Premium Agent/);
    expect(await textOf(page, "tr:has-text('ada@acme.example')")).toContain('Verified');
    expect(await textOf(page, "tr:has-text('cy@elsewhere.example')")).toMatch(/Inactive.*Premium Agent/);
    expect(await textOf(page, "table >> nth=1 >> tr:has-text('Premium')")).toBe('Contact Center Premium Agent25');
    await seen(page, 'webex-users');
    await page.click("tr:has-text('ada@acme.example') button");
    expect(await textOf(page, '[role=status]')).toBe('The activation mail was sent again.');
    expect(world.inbox.list({ to: 'ada@acme.example' }, 9)).toHaveLength(2);
  });

  it('brings somebody over whose domain is verified, and nobody else', async () => {
    const { page, url } = stage;
    await page.goto(`${url}/acme-hub/users`);
    await page.fill('#email', 'nobody@acme.example');
    await page.click("button:has-text('CLAIM')");
    expect(await textOf(page, '[role=alert]')).toContain('lives in another organisation');
    await page.fill('#email', 'eve@acme.example');
    await page.click("button:has-text('CLAIM')");
    expect(await textOf(page, '[role=status]')).toBe('The user was claimed.');
    expect(await textOf(page, "tr:has-text('eve@acme.example')")).toContain('Delayed Claim');
    await seen(page, 'webex-claimed');
  });

  it('is told of on the start page', async () => {
    const { page, url } = stage;
    await page.goto(url);
    expect(await textOf(page, 'main')).toContain('Webex Control Hub');
    const row = page.locator('tr', { hasText: 'ada@acme.example' }).first();
    expect(await row.textContent()).toContain('a password and the first sign-in');
    await seen(page, 'webex-start');
  });
});

/** By API, as Rollcall does: three users, two with a licence, one of them deactivated. */
async function prepare(url: string): Promise<void> {
  const headers = { authorization: 'Bearer sandbox', 'content-type': 'application/json' };
  const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${url}/acme-hub${path}`, { method, headers, ...sent });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const users = `/identity/scim/${orgId}/v2/Users`;
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
  const { items } = (await call('GET', '/v1/licenses')) as { items: readonly { id: string; name: string }[] };
  const id = items.find(({ name }) => name === 'Contact Center Premium Agent')?.id;
  for (const email of ['ada@acme.example', 'ben@elsewhere.example', 'cy@elsewhere.example']) {
    const first = email.slice(0, 1).toUpperCase() + email.slice(1, email.indexOf('@'));
    const name = { givenName: first };
    const user = await call('POST', users, { schemas, userName: email, userType: 'user', name });
    if (email.startsWith('ada')) continue;
    await call('PATCH', '/v1/licenses/users', { email, licenses: [{ id }] });
    const off = { op: 'replace', path: 'active', value: false };
    const patch = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [off] };
    if (email.startsWith('cy')) await call('PATCH', `${users}/${String(user['id'])}`, patch);
  }
}

async function openMail(page: Page, mail: { url: string; to: string; label: string }): Promise<void> {
  await page.goto(`${mail.url}/_sandbox/mails?to=${mail.to}`);
  await page.click('tbody a');
  await page.click(`a:has-text('${mail.label}')`);
}

/** Says that it is an emulation, has one heading, and fits a phone. */
async function seen(page: Page, name: string): Promise<void> {
  const { overflow } = await look(page, name);
  const headings = await page.locator('h1').count();
  expect({ name, overflow, headings }).toEqual({ name, overflow: 0, headings: 1 });
  expect(await textOf(page, '.banner')).toContain('an emulation, nothing here is real');
}
