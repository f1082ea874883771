import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demandSamePortals, portalsReached } from '../../engine/cli/ledger-portals.ts';
import { emptyLedgerState, foldLedger } from '../../engine/ledger/fold.ts';
import type { PortalsReached } from '../../engine/model/ledger-entry.ts';
import { linesOf, runStarted } from '../ledger/support/entries.ts';
import { begunExample, rollcall } from '../support/cli.ts';
import { type OpenSandbox, openSandbox, portal } from '../support/cli-stage.ts';

let sandbox: OpenSandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});
beforeEach(() => sandbox.reset(portal));
afterAll(() => sandbox.close());

/** A ledger whose runs wrote to these, one after the other. */
function ledgerOf(...portals: readonly PortalsReached[]) {
  const entries = portals.map((one, index) => ({ ...runStarted(`run-${index + 1}`), portals: one }));
  return foldLedger(linesOf(entries), { ledgerId: 'acme-1' });
}

describe('the portals of a ledger', () => {
  it('are those of its first run', () => {
    expect(emptyLedgerState('acme-1').portals).toBeNull();
    expect(ledgerOf('live').portals).toBe('live');
    expect(ledgerOf('sandbox', 'live').portals).toBe('sandbox');
  });

  it('are what a command must reach, once there was a run', () => {
    for (const reached of ['live', 'sandbox'] as const) {
      expect(() => demandSamePortals(emptyLedgerState(null), reached)).not.toThrow();
      expect(() => demandSamePortals(ledgerOf(reached), reached)).not.toThrow();
    }
    expect(() => demandSamePortals(ledgerOf('sandbox'), 'live')).toThrow(
      /belongs to the sandbox \(run run-1 of 2026-11-21 09:14 UTC\)/,
    );
    expect(() => demandSamePortals(ledgerOf('live'), 'sandbox')).toThrow(/belongs to the live portals \(run run-1 /);
  });

  it('are the sandbox wherever it is', () => {
    expect([portalsReached(undefined), portalsReached('http://127.0.0.1:4747')]).toEqual(['live', 'sandbox']);
  });
});

describe('a workspace that was tried on the sandbox', () => {
  it('is not planned, looked at or applied live, until a new ledger begins', async () => {
    const folder = await begunExample();
    const { at } = sandbox;
    expect(await rollcall(['apply', ...at, '--yes'], { folder })).toMatchObject({ code: 0 });
    for (const words of [['plan'], ['status'], ['apply', '--yes']]) {
      const { code, stdout, stderr } = await rollcall(words, { folder, env: { COLUMNS: '300' } });
      expect({ code, stdout }, words.join(' ')).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('belongs to the sandbox (run 20');
      expect(stderr).toContain('rollcall init --new-ledger --why');
    }
    expect(await rollcall(['status', ...at], { folder })).toMatchObject({ code: 3 });

    const anew = await rollcall(['init', '--new-ledger', '--why', 'the old one was of the sandbox'], { folder });
    expect(anew, anew.stderr).toMatchObject({ code: 0 });
    expect((await rollcall(['plan'], { folder })).stderr).not.toContain('belongs to');
  });
});
