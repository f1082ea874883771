import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './support/find-chromium.ts';
import { setStage, textOf } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

describe.skipIf(findChromium() === undefined)('an Owner in a browser', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(async () => await stage.close());

  it('sets the first password from the mail, logs out and in again', async () => {
    const { page, url } = stage;
    await page.goto(`${url}/_sandbox/mails?to=grace@acme.example`);
    await page.click("a:has-text('is ready')");
    await page.click("a:has-text('SET YOUR PASSWORD')");
    await page.fill('#password', 'Right-Horse7');
    await page.fill('#confirmPassword', 'Right-Horse7');
    await page.click("button:has-text('SET PASSWORD')");
    expect(await textOf(page, 'h1')).toBe('Welcome, Grace');
    await page.click("button:has-text('Log out')");
    await page.fill('#email', 'grace@acme.example');
    await page.fill('#password', 'Right-Horse8');
    await page.keyboard.press('Enter');
    expect(await textOf(page, '[role=alert]')).toContain('Wrong e-mail address or password');
    await page.fill('#password', 'Right-Horse7');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/welcome');
  });

  it('invites, changes and withdraws on the Teammates page', async () => {
    const { page, emulator } = stage;
    await page.click("a.button:has-text('Teammates')");
    await inviteOnPage(page, 'dia@acme.example', 'Limited access');
    expect(await textOf(page, '[role=status]')).toBe('New teammate invited');
    expect(await textOf(page, 'tr:has-text("dia@acme.example")')).toContain('Limited access');

    await inviteOnPage(page, 'dia@acme.example', 'Full access');
    expect(await textOf(page, '[role=alert]')).toContain('already invited');

    await page.click('[aria-label="Edit dia@acme.example"]');
    await page.selectOption('#role', 'Read-only access');
    await page.check('[name=decryptLogs]');
    await page.click("button:has-text('Save')");
    expect(await textOf(page, 'tr:has-text("dia@acme.example")')).toContain('Read-only access');
    expect(emulator.tenant().rows.get('dia@acme.example')).toMatchObject({
      role: 'Read-only access',
      decryptLogs: true,
    });

    await page.click('[aria-label="Withdraw dia@acme.example"]');
    await page.click("button:has-text('Withdraw')");
    expect(await textOf(page, '[role=status]')).toBe('Invitation withdrawn');
    expect(await page.locator('tbody tr').count()).toBe(1);
  });

  it('cannot edit or delete an Owner: there is nothing to click', async () => {
    expect(await stage.page.locator('tr:has-text("grace@acme.example") td a').count()).toBe(0);
  });
});

async function inviteOnPage(page: Page, email: string, role: string): Promise<void> {
  await page.fill('#email', email);
  await page.selectOption('#role', role);
  await page.click("button:has-text('Invite user')");
}
