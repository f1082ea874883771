import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Sweep } from '../../engine/model/ledger-entry.ts';
import { nodeHolder } from '../../engine/ledger/node-holder.ts';
import { nodeLedgerFiles } from '../../engine/ledger/node-ledger-files.ts';
import { openLedger } from '../../engine/ledger/open-ledger.ts';
import { runStarted } from '../ledger/support/entries.ts';
import { begunExample, rollcall } from '../support/cli.ts';
import { rewrite } from '../support/cli-stage.ts';

const deps = {
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  sleep: () => new Promise<never>(() => {}),
  newId: () => 'one',
  signal: new AbortController().signal,
};

const leaving: Sweep = { mode: 'offboard', why: 'theft', person: 'ada', email: 'ada\u202e@acme.example' };
const locked: Sweep = { mode: 'lockdown', why: 'stolen key', portals: ['acme-connect'] };

async function exampleAfter(...sweeps: readonly Sweep[]): Promise<string> {
  const folder = await begunExample();
  const [, ledgerId = ''] = /id: (\S+)/.exec(readFileSync(join(folder, 'rollcall.yaml'), 'utf8')) ?? [];
  const files = nodeLedgerFiles(join(folder, '.rollcall/ledger'));
  const lease = { duration: 30_000, requestTimeout: 30_000 };
  const writer = await openLedger({ files, ledgerId, holder: nodeHolder('grace'), deps, lease });
  for (const [index, sweep] of sweeps.entries()) {
    await writer.append({ ...runStarted(`run-${index}`), consents: [], sweep });
  }
  await writer.close();
  return folder;
}

async function begunAnew(folder: string): Promise<string> {
  const { code, stdout, stderr } = await rollcall(['init', '--new-ledger', '--why', 'lost'], { folder });
  expect(code, stderr).toBe(0);
  return stdout;
}

describe('a new ledger names what the old one knew and it does not', () => {
  it('who was offboarded, and what was locked down', async () => {
    const said = await begunAnew(await exampleAfter(leaving, locked));
    expect(said).toMatch(
      /^The old ledger knew what this one does not: ada\S+@acme.example was offboarded, acme-connect was locked down.$/m,
    );
    expect(said).not.toContain('\u202e');
    expect(said).toContain('knows of no offboarding, lockdown, mail or reset');
  });

  it('as far as a damaged one can be read', async () => {
    const folder = await exampleAfter(leaving, locked, locked);
    rewrite(folder, '.rollcall/ledger/000002.jsonl', (text) => text.replace('run-1', 'run-7'));
    expect((await rollcall(['status'], { folder })).stderr.replace(/\s+/g, ' ')).toContain(
      'is damaged: 000002.jsonl:3',
    );
    expect(await begunAnew(folder)).toContain('ada');
  });

  it('and nothing where there was nothing, or nothing can be read', async () => {
    expect(await begunAnew(await exampleAfter())).not.toContain('knew what');
    const folder = await exampleAfter(leaving);
    rewrite(folder, '.rollcall/ledger/000002.jsonl', () => 'gone\n');
    expect(await begunAnew(folder)).not.toContain('knew what');
  });
});
