import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { look, textOf } from './stage.ts';

const password = 'Right-Horse7';

export async function logInByMail(page: Page, url: string, to: string): Promise<void> {
  await page.goto(`${url}/_sandbox/mails?to=${to}`);
  await page.click("a:has-text('Administrator Account Details')");
  await seen(page, `m-mail-${to.slice(0, 3)}`);
  const text = await textOf(page, 'pre');
  const userName = /^Username: (.+)$/mu.exec(text)?.[1] ?? '';
  const temporary = /^Temporary Password: (.+)$/mu.exec(text)?.[1] ?? '';
  await page.click("a:has-text('Login URL')");
  await page.fill('#userName', userName);
  await page.fill('#password', 'wrong');
  await enter(page);
  expect(await textOf(page, '[role=alert]')).toContain('Wrong user name or password');
  expect(await page.inputValue('#userName')).toBe(userName);
  await seen(page, 'm-login-wrong');
  await page.fill('#password', temporary);
  await enter(page);
}

export async function changePassword(page: Page): Promise<void> {
  expect(await textOf(page, 'h1')).toBe('Change your password');
  await page.fill('#password', 'weak');
  await page.fill('#confirmPassword', 'weak');
  await page.click("button:has-text('Save')");
  expect(await textOf(page, '[role=alert]')).toContain('Use at least 8 characters');
  expect(await focused(page)).toBe('password');
  await seen(page, 'm-password-weak');
  await page.fill('#password', password);
  await page.fill('#confirmPassword', password);
  await page.click("button:has-text('Save')");
}

export async function completeProfile(page: Page, firstName: string): Promise<void> {
  expect(await textOf(page, 'h1')).toBe('Profile');
  await page.click("button:has-text('Save')");
  expect(await textOf(page, '[role=alert]')).toContain('Enter your first name.');
  await seen(page, 'm-profile-wrong');
  await page.fill('#firstName', firstName);
  await page.fill('#lastName', 'Lund');
  await page.fill('#phone', '+47 55 50 100');
  await page.click("button:has-text('Save')");
  expect(await textOf(page, 'dialog h1')).toBe('Link Administrator Account to IBMid');
}

interface AccountGiven {
  readonly type: string;
  readonly name: string;
  readonly committedLicenses?: string;
  readonly days?: string;
}

export async function addAccount(
  page: Page,
  { type, name, committedLicenses = '', days = '' }: AccountGiven,
): Promise<void> {
  await page.click("a.button:has-text('Add Account')");
  await page.selectOption('#type', type);
  await page.fill('#name', 'Not allowed!');
  await page.fill('#adminEmail', `it@${name.toLowerCase()}.example`);
  await page.fill('#committedLicenses', committedLicenses);
  await page.fill('#days', days);
  await page.click("button:has-text('Add')");
  expect(await textOf(page, '[role=alert]')).toContain('letters and digits');
  await seen(page, `m-add-${type}-wrong`);
  await page.fill('#name', name);
  await page.click("button:has-text('Add')");
  expect(await textOf(page, '[role=status]')).toContain('The account is made.');
  await page.click("main a:has-text('Accounts')");
}

/** Sends the form by keyboard, and waits for the page that answers. */
export async function enter(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  const loaded = page.waitForEvent('domcontentloaded');
  await page.keyboard.press('Enter');
  await loaded;
}

/** By keyboard, as everything here can be. */
export async function openActions(page: Page, name: string): Promise<void> {
  await page.focus(`summary[aria-label="Actions for ${name}"]`);
  await page.keyboard.press('Enter');
}

export async function actionsOf(page: Page, name: string): Promise<readonly string[]> {
  const texts = await page.locator(`[aria-label$=": ${name}"]:visible`).allTextContents();
  return texts.map((text) => text.trim());
}

export async function billingIdOf(page: Page, name: string): Promise<string> {
  return (await page.locator('tr', { hasText: name }).locator('[data-label="Billing ID"]').textContent()) ?? '';
}

/** From the inbox, which the page opens beside itself. */
export async function passcodeOf(page: Page): Promise<string> {
  const opened = page.waitForEvent('popup');
  await page.click("a:has-text('inbox')");
  const inbox = await opened;
  await inbox.click("a:has-text('one-time passcode')");
  const text = await textOf(inbox, 'pre');
  await inbox.close();
  return /^Passcode: (\S+)$/mu.exec(text)?.[1] ?? '';
}

/** The id of the field that the keyboard is at. */
export async function focused(page: Page): Promise<unknown> {
  return await page.evaluate('document.activeElement?.id');
}

/** Says that it is an emulation, has one heading, a label at each field, and fits a phone. */
export async function seen(page: Page, name: string): Promise<void> {
  const { overflow } = await look(page, name);
  const headings = await page.locator('h1').count();
  const unnamed = await page.evaluate(
    `[...document.querySelectorAll('input:not([type=hidden]), select')]
      .filter((one) => one.labels.length === 0)
      .map((one) => one.name)`,
  );
  expect({ name, overflow, headings, unnamed }).toEqual({ name, overflow: 0, headings: 1, unnamed: [] });
  expect(await textOf(page, '.banner')).toContain('an emulation, nothing here is real');
}
