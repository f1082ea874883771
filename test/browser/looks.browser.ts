import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword } from '../webex-connect-emulator/support/lab.ts';
import { findChromium } from './support/find-chromium.ts';
import { look, setStage, textOf } from './support/stage.ts';
import type { Stage } from './support/stage.ts';

describe.skipIf(findChromium() === undefined)('every page', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage('both');
    for (const name of ['ada', 'ben', 'cy.with-a-rather-long-name-for-a-narrow-screen']) {
      await stage.invite(`${name}@acme.example`, 'Full access');
    }
    await stage.emulator.play('join', 'ada@acme.example', { name: 'Ada Lovelace', password: goodPassword });
    stage.emulator.faults.inject({ operation: 'teammates.list', fault: { effect: 'answer', status: 500 } });
  });
  afterAll(async () => await stage.close());

  it('says that it is an emulation, has one heading, and fits a phone', async () => {
    const { page, url, world, emulator } = stage;
    const acme = `${url}/acme-connect`;
    const token = [...emulator.tenant().byJoinToken].find(([, email]) => email.startsWith('ben'))?.[0] ?? '';
    const mail = world.inbox.list({ to: 'ben@acme.example' }, 9).at(-1)?.id ?? '';
    const visits: Record<string, () => Promise<unknown>> = {
      start: () => page.goto(url),
      inbox: () => page.goto(`${url}/_sandbox/mails`),
      mail: () => page.goto(`${url}/_sandbox/mails/${mail}`),
      login: () => page.goto(`${acme}/login`),
      'join-1': () => page.goto(`${acme}/join/${token}`),
      'join-1-wrong': () => page.click("button:has-text('NEXT')"),
      'join-2': () => joinFirst(stage, `${acme}/join/${token}`),
      'join-2-wrong': () => page.click("button:has-text('NEXT')"),
      unknown: () => page.goto(`${acme}/join/none`),
      'first-login': () => page.goto(`${acme}/first-login/${token}`),
      welcome: () => logIn(stage, `${acme}/login`),
      teammates: () => page.goto(`${acme}/settings/teammates?done=invited`),
      edit: () => page.goto(`${acme}/settings/teammates/ben@acme.example/edit`),
      withdraw: () => page.goto(`${acme}/settings/teammates/ben@acme.example/delete`),
      nothing: () => page.goto(`${url}/nothing`),
    };
    for (const [name, visit] of Object.entries(visits)) {
      await visit();
      const { overflow } = await look(page, name);
      expect({ name, overflow, headings: await page.locator('h1').count() }).toEqual({
        name,
        overflow: 0,
        headings: 1,
      });
      expect(await textOf(page, '.banner')).toContain('Rollcall sandbox: an emulation, nothing here is real');
      expect(await unnamedFields(stage), name).toEqual([]);
    }
  });
});

async function joinFirst({ page }: Stage, address: string): Promise<void> {
  await page.goto(address);
  await page.fill('#name', 'Ben');
  await page.fill('#password', goodPassword);
  await page.fill('#confirmPassword', goodPassword);
  await page.click("button:has-text('NEXT')");
}

async function logIn({ page }: Stage, address: string): Promise<void> {
  await page.goto(address);
  await page.fill('#email', 'ada@acme.example');
  await page.fill('#password', goodPassword);
  await page.click("button:has-text('LOG IN')");
}

/** Fields that no label names. */
async function unnamedFields({ page }: Stage): Promise<unknown> {
  return await page.evaluate(
    `[...document.querySelectorAll('input:not([type=hidden]), select')]
      .filter((one) => one.labels.length === 0)
      .map((one) => one.name)`,
  );
}
