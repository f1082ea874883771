import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { Holder } from '../../engine/ledger/holder.ts';
import { nodeHolder } from '../../engine/ledger/node-holder.ts';

function startedOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
}

describe('this program', () => {
  test('is described as its machine tells it, and does not take itself for dead', () => {
    const { self, isDead, canSee } = nodeHolder('grace');
    expect(canSee(self)).toBe(platform() === 'linux');
    expect(self).toMatchObject({ name: 'grace', pid: process.pid });
    expect(isDead(self)).toBe(false);
  });
});

describe.runIf(platform() === 'linux')('another program', () => {
  async function other(): Promise<{ readonly holder: Holder; readonly kill: () => Promise<void> }> {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(child, 'spawn');
    const pid = child.pid!;
    const holder = { ...nodeHolder('linus').self, pid, started: startedOf(pid) };
    return {
      holder,
      kill: async () => {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      },
    };
  }

  test('is dead exactly when its process is', async () => {
    const { isDead } = nodeHolder('grace');
    const { holder, kill } = await other();
    expect(isDead(holder)).toBe(false);
    await kill();
    expect(isDead(holder)).toBe(true);
  });

  test('is dead where its number belongs to a later one', async () => {
    const { isDead } = nodeHolder('grace');
    const { holder, kill } = await other();
    expect(isDead({ ...holder, started: String(Number(holder.started) - 1) })).toBe(true);
    await kill();
  });

  test('is never dead on a guess, nor said to run', async () => {
    const { isDead, canSee } = nodeHolder('grace');
    const { holder, kill } = await other();
    await kill();
    for (const unlike of [
      { host: 'x' },
      { bootId: 'x' },
      { bootId: null },
      { pidNamespace: 'x' },
      { pidNamespace: null },
      { started: null },
    ]) {
      expect(isDead({ ...holder, ...unlike })).toBe(false);
      expect(canSee({ ...holder, ...unlike })).toBe(false);
    }
  });
});
