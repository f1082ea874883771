import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createUndiciTransport } from '../../providers/kit/undici-transport.ts';
import { type SandboxClient, sandboxClient } from '../../providers/kit/sandbox/client.ts';

const main = fileURLToPath(new URL('../../dist/engine/cli/main.js', import.meta.url));
const env = { ...process.env, NO_COLOR: '1', COLUMNS: '120' };

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program in a folder, as a person would. */
export function rollcall(folder: string, ...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += String(data);
    });
    child.stderr.on('data', (data) => {
      stderr += String(data);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export interface RunningSandbox extends SandboxClient {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts `rollcall sandbox` for the workspace in a folder, on a free port. */
export function startSandbox(folder: string): Promise<RunningSandbox> {
  const child = spawn(process.execPath, [main, 'sandbox', '--port', '0'], { cwd: folder, env });
  const transport = createUndiciTransport();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (data: unknown) => {
      said += String(data);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url === undefined) return;
      const stop = async () => {
        child.kill();
        await ended;
        await transport.close();
      };
      resolve({ url, stop, ...sandboxClient(url, transport) });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', (code) => reject(new Error(`the sandbox ended with ${code}: ${said}`)));
  });
}

/** Everybody who was invited joins. Gives their number. */
export async function everybodyJoins(sandbox: SandboxClient): Promise<number> {
  let joined = 0;
  for (const { portal } of await sandbox.portals()) {
    const { rows } = await sandbox.people(portal, 100_000);
    for (const { who, waitingFor } of rows) {
      if (waitingFor === '') continue;
      const answers = {
        name: who,
        phone: '',
        password: 'Roll-call-2026',
        jobRole: 'Administrator',
        interests: ['SMS'],
      };
      const result = await sandbox.join(portal, who, answers);
      if (!result.played) throw new Error(`${who} could not join: ${JSON.stringify(result.problems)}`);
      joined += 1;
    }
  }
  return joined;
}
