import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SandboxClient, sandboxClient } from '../../providers/kit/sandbox/client.ts';
import { createSandbox } from '../../providers/kit/sandbox/sandbox.ts';
import { createSandboxWorld } from '../../providers/kit/sandbox/sandbox-world.ts';
import { serveSandbox } from '../../providers/kit/sandbox/serve-sandbox.ts';
import { createUndiciTransport } from '../../providers/kit/undici-transport.ts';
import { createWebexConnectEmulator } from '../../providers/webex-connect/emulator/index.ts';

export interface OpenSandbox extends SandboxClient {
  readonly url: string;
  /** The words that point a command at it. */
  readonly at: readonly string[];
  readonly close: () => Promise<void>;
}

export const portal = 'acme-connect';

/** The sandbox of the first example, in this very process. `reset(portal)` empties it between tests. */
export async function openSandbox(): Promise<OpenSandbox> {
  const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const world = createSandboxWorld({ now: Date.now, sleep, newId: randomUUID, random: Math.random });
  const contacts = { owner: 'owner@acme.example' };
  const emulated = { name: portal, contacts, login: 'password', settings: { mode: 'adapter' } } as const;
  const sandbox = createSandbox({ world, emulators: [createWebexConnectEmulator({ portal: emulated, world })] });
  const served = await serveSandbox({ sandbox, port: 0 });
  const transport = createUndiciTransport();
  const close = async (): Promise<void> => {
    await transport.close();
    await served.close();
  };
  return { ...sandboxClient(served.url, transport), url: served.url, at: ['--sandbox', served.url], close };
}

/** How many are invited and have not joined. */
export async function invitedIn(sandbox: SandboxClient): Promise<number> {
  return (await sandbox.people(portal)).states['invited'] ?? 0;
}

/** Changes the text of one file of a workspace. */
export function rewrite(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}
