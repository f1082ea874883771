import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import type { Emulator } from '../../../providers/kit/emulator.ts';
import { createSandbox } from '../../../providers/kit/sandbox/sandbox.ts';
import { createSandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import type { SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import { serveSandbox } from '../../../providers/kit/sandbox/serve-sandbox.ts';
import { createWebexConnectEmulator } from '../../../providers/webex-connect/emulator/index.ts';
import type { WebexConnectEmulator } from '../../../providers/webex-connect/emulator/index.ts';
import { findChromium } from './find-chromium.ts';

export interface Stage {
  readonly url: string;
  readonly world: SandboxWorld;
  readonly emulator: WebexConnectEmulator;
  readonly page: Page;
  /** Invites through the API, as Rollcall does. */
  readonly invite: (email: string, role: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A served sandbox with the tenant `acme`, and a browser with a fresh profile in front of it. */
export async function setStage(login: 'password' | 'sso' | 'both' = 'password'): Promise<Stage> {
  const world = realWorld();
  const portal = { name: 'acme-connect', contacts: { owner: 'grace@acme.example' }, login, settings: {} };
  const emulator = createWebexConnectEmulator({ portal, world });
  const opened = await openSandbox(world, emulator);
  return { ...opened, world, emulator, invite: (email, role) => inviteByApi(opened.url, email, role) };
}

/** A world on the real clock. */
export function realWorld(): SandboxWorld {
  return createSandboxWorld({
    now: Date.now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    newId: randomUUID,
    random: Math.random,
  });
}

/** Serves a sandbox with this one portal, and opens a browser with a fresh profile in front of it. */
export async function openSandbox(
  world: SandboxWorld,
  emulator: Emulator,
): Promise<Pick<Stage, 'url' | 'page' | 'close'>> {
  const served = await serveSandbox({ sandbox: createSandbox({ world, emulators: [emulator] }), port: 0 });
  const profile = await mkdtemp(join(tmpdir(), 'rollcall-browser-'));
  const context = await openBrowser(profile);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return {
    url: served.url,
    page,
    close: async () => {
      await context.close();
      await served.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function openBrowser(profile: string): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no browser');
  return await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: flags,
    viewport: { width: 1280, height: 800 },
  });
}

async function inviteByApi(url: string, email: string, role: string): Promise<void> {
  const response = await fetch(`${url}/acme-connect/connectapi/v1/teammates/invitations`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox', 'content-type': 'application/json' },
    body: JSON.stringify({ email, role }),
  });
  if (response.status !== 201) throw new Error(`not invited: ${response.status} ${await response.text()}`);
}

/**
 * For people who want to look: with `ROLLCALL_SCREENSHOTS` set to a folder, saves the page as it stands at 1280 and at
 * 390 pixels. Says whether something stands out over the edge of the narrow one.
 */
export async function look(page: Page, name: string): Promise<{ readonly overflow: number }> {
  const folder = process.env['ROLLCALL_SCREENSHOTS'];
  const wide = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: 390, height: 800 });
  const root = 'document.documentElement';
  const overflow = Number(await page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`));
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}-390.png`), fullPage: true });
  await page.setViewportSize(wide);
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}-1280.png`), fullPage: true });
  return { overflow };
}

/** What the first element of this selector says. */
export async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).first().textContent()) ?? '';
}
