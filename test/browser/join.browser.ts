import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { findChromium } from './support/find-chromium.ts';
import { setStage, textOf } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

describe.skipIf(findChromium() === undefined)('an invited person in a browser', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(async () => await stage.close());

  it('joins from the mail to the end by keyboard alone, after some wrong passwords', async () => {
    const { page, url, invite, emulator } = stage;
    await invite('ben@acme.example', 'Full access');
    await openInvitation(page, url);
    expect(await page.title()).toContain('Join the team');

    await typeFirstPage(page, { password: 'short', confirm: 'short' });
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert]');
    const alert = await textOf(page, '[role=alert]');
    expect(alert).toContain('at least 8 characters');
    expect(alert).toContain('uppercase letter');
    expect(alert).toContain('number');
    expect(alert).toContain('special character');
    expect(await focusedName(page)).toBe('password');
    expect(await page.inputValue('#name')).toBe('Ben Nevis');

    await page.keyboard.type('Right-Horse7');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Wrong-Horse7');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#confirmPassword-error');
    expect(await textOf(page, '#confirmPassword-error')).toContain('not the same');

    await page.focus('#password');
    await page.keyboard.type('Right-Horse7');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Right-Horse7');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('NEXT');
    await page.keyboard.press('Enter');

    await page.waitForURL('**/more');
    expect(await textOf(page, 'h1')).toBe('One more thing');
    await fillSecondPage(page);
    await page.waitForURL('**/welcome');
    expect(await textOf(page, 'h1')).toBe('Welcome, Ben Nevis');
    expect(emulator.tenant().rows.get('ben@acme.example')).toMatchObject({
      status: 'ACTIVE',
      role: 'Full access',
      jobRole: 'Software Engineer',
      interests: ['SMS', 'Other: faxes'],
    });
  });

  it('finds on the start page whom it waits for, and that a used link is dead', async () => {
    const { page, url, invite } = stage;
    await page.goto(url);
    expect(await textOf(page, 'table')).toContain('ben@acme.example');
    await invite('cy@acme.example', 'Read-only access');
    await page.reload();
    expect(await textOf(page, 'table')).toContain('JOIN THE TEAM');
    await page.goto(`${url}/_sandbox/mails?to=ben@acme.example`);
    await page.click('tbody a');
    await page.click('a.button');
    expect(await textOf(page, 'h1')).toBe('This link cannot be used');
  });
});

async function openInvitation(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.click("a:has-text('been invited to join')");
  await page.click("a:has-text('JOIN THE TEAM')");
}

async function typeFirstPage(page: Page, secrets: { password: string; confirm: string }): Promise<void> {
  await page.focus('#name');
  await page.keyboard.type('Ben Nevis');
  await page.keyboard.press('Tab');
  await page.keyboard.type('+44 20 7946 0000');
  await page.keyboard.press('Tab');
  expect(await focusedName(page)).toBe('email');
  expect(await page.getAttribute('#email', 'readonly')).not.toBeNull();
  await page.keyboard.press('Tab');
  await page.keyboard.type(secrets.password);
  await page.keyboard.press('Tab');
  await page.keyboard.type(secrets.confirm);
}

async function fillSecondPage(page: Page): Promise<void> {
  await page.focus('#jobRole');
  await page.keyboard.type('Soft');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('faxes');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

async function focusedName(page: Page): Promise<unknown> {
  return await page.evaluate('document.activeElement.name');
}
