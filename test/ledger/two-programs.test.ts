import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLedger } from '../../engine/ledger/create-ledger.ts';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { nodeHolder } from '../../engine/ledger/node-holder.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { openLedger } from '../../engine/ledger/open-ledger.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { containing } from './support/containing.ts';
import { newFolder } from './support/folder.ts';
import { plainProgram } from './support/plain-program.ts';

const ledgerId = 'acme-1';
const deps = {
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  sleep: (milliseconds: number, signal?: AbortSignal) =>
    pause(milliseconds, undefined, signal === undefined ? {} : { signal }),
  newId: () => crypto.randomUUID(),
  signal: new AbortController().signal,
};

let plain = '';
let program = '';

beforeAll(async () => {
  plain = await mkdtemp(join(tmpdir(), 'rollcall-program-'));
  program = await plainProgram(plain, 'test/ledger/support/writing-program.ts');
});

afterAll(() => rm(plain, { recursive: true }));

interface Program {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: AsyncIterator<string>;
  readonly output: Interface;
}

async function ledgerFolder(): Promise<{ readonly folder: string; readonly files: LedgerFiles }> {
  const folder = join(await newFolder(), 'ledger');
  const files = nodeLedgerFiles(folder);
  await createLedger({ files, ledgerId, deps });
  return { folder, files };
}

async function start(folder: string, lease: { duration: number; requestTimeout: number }): Promise<Program> {
  const args = [program, folder, 'linus', String(lease.duration), String(lease.requestTimeout)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const output = createInterface({ input: child.stdout });
  const lines = output[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return { child, lines, output };
}

/** Kills it and gives all that it had still printed. */
async function kill(running: Program): Promise<readonly string[]> {
  const exit = once(running.child, 'exit');
  running.child.kill('SIGKILL');
  await exit;
  const rest: string[] = [];
  for (let line = await running.lines.next(); line.done !== true; line = await running.lines.next())
    rest.push(line.value);
  return rest;
}

function open(files: LedgerFiles, lease: { duration: number; requestTimeout: number }) {
  return openLedger({ files, ledgerId, holder: nodeHolder('grace'), deps, lease });
}

describe('another program', () => {
  const long = { duration: 600_000, requestTimeout: 600_000 };

  test('that is killed while it writes loses nothing it was promised, and is taken over at once', async () => {
    const { folder, files } = await ledgerFolder();
    let confirmed = 0;
    for (const after of [1, 7, 40, 111]) {
      const running = await start(folder, long);
      running.child.stdin.write('append 100000\n');
      for (let number = 0; number < after; number += 1) {
        confirmed = Number(String((await running.lines.next()).value).replace('confirmed ', ''));
      }
      for (const line of await kill(running)) confirmed = Number(line.replace('confirmed ', ''));
      const writer = await open(files, long);
      expect(writer.state().seq).toBeGreaterThanOrEqual(confirmed);
      expect(writer.state().openIntents.length).toBe(writer.state().seq);
      await writer.close();
    }
    expect(await verifyLedger({ files, ledgerId })).toMatchObject({ sound: true, counts: { segments: 9 } });
  });

  test('that is at work is named', async () => {
    const { folder, files } = await ledgerFolder();
    const lease = { duration: 4_000, requestTimeout: 60_000 };
    const running = await start(folder, lease);
    const held = { code: 'lease-held', message: containing(`linus (process ${running.child.pid} on `) };
    await expect(open(files, lease)).rejects.toMatchObject(held);
    const exit = once(running.child, 'exit');
    running.child.stdin.write('close\n');
    await exit;
    await (await open(files, lease)).close();
  });

  test('that is stopped is taken over; when it goes on, it may not write', async () => {
    const { folder, files } = await ledgerFolder();
    const lease = { duration: 2_000, requestTimeout: 500 };
    const running = await start(folder, lease);
    running.child.stdin.write('append 2\n');
    expect([(await running.lines.next()).value, (await running.lines.next()).value]).toEqual([
      'confirmed 1',
      'confirmed 2',
    ]);
    running.child.kill('SIGSTOP');
    const writer = await open(files, lease);
    running.child.kill('SIGCONT');
    running.child.stdin.write('append 2\n');
    expect([(await running.lines.next()).value, (await running.lines.next()).value]).toEqual(
      Array(2).fill('refused LeaseLostError'),
    );
    await kill(running);
    expect(writer.state()).toMatchObject({ epoch: 3, seq: 2 });
    await writer.close();
    expect(await verifyLedger({ files, ledgerId })).toMatchObject({ sound: true, seq: 2 });
  });
});
