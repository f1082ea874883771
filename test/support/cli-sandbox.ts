import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { type SandboxClient, sandboxClient } from '../../providers/kit/sandbox/client.ts';
import { createUndiciTransport } from '../../providers/kit/undici-transport.ts';
import { mainFile } from './cli.ts';

export interface StartedSandbox extends SandboxClient {
  readonly url: string;
}

/** `rollcall sandbox` of the workspace in a folder, on a free port; ended after the test. */
export function sandboxFor(folder: string): Promise<StartedSandbox> {
  const child = spawn(process.execPath, [mainFile, 'sandbox', '--port', '0'], { cwd: folder });
  const transport = createUndiciTransport();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  onTestFinished(async () => {
    child.kill();
    await ended;
    await transport.close();
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (data: unknown): void => {
      said += String(data);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url !== undefined) resolve({ url, ...sandboxClient(url, transport) });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => reject(new Error(`the sandbox ended: ${said}`)));
  });
}

const answers = { phone: '', password: 'Roll-call-2026', jobRole: 'Administrator', interests: ['SMS'] };

/** Plays everybody who was invited. Gives who has joined. */
export async function joinAll(sandbox: SandboxClient, portal: string): Promise<string[]> {
  const joined: string[] = [];
  for (const { who, waitingFor } of (await sandbox.people(portal, 10_000)).rows) {
    if (waitingFor === '') continue;
    const result = await sandbox.join(portal, who, { ...answers, name: who });
    if (!result.played) throw new Error(`${who}: ${JSON.stringify(result.problems)}`);
    joined.push(who);
  }
  return joined;
}
