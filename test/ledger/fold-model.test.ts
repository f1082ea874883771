import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress, formatIdentity, replacementOf } from '../../engine/model/address.ts';
import type { LedgerState } from '../../engine/model/ledger.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { createFold, foldLedger } from '../../engine/ledger/fold.ts';
import { linesOf } from './support/entries.ts';
import { historyOf, steps } from './support/histories.ts';

function fold(entries: readonly LedgerEntry[]): LedgerState {
  return foldLedger(linesOf(entries), { ledgerId: 'acme-1' });
}

/** Runs the check over random histories. */
function always(check: (entries: readonly LedgerEntry[]) => void): void {
  fc.assert(
    fc.property(steps, (chosen) => check(historyOf(chosen))),
    { numRuns: 200 },
  );
}

describe('whatever happened', () => {
  test('each binding owns its address, each owner has one, and no two share one', () => {
    always((entries) => {
      const { bindings, owners } = fold(entries);
      for (const [key, binding] of bindings) {
        expect(key).toBe(formatIdentity(binding.identity));
        expect(owners.get(formatAddress(binding.address))).toBe(key);
      }
      expect(owners.size).toBe(bindings.size);
    });
  });

  test('open intents are exactly those without an outcome', () => {
    always((entries) => {
      const ended = new Set<number>();
      for (const entry of entries) if ('intent' in entry && entry.type !== 'accepted') ended.add(entry.intent);
      const open = entries.flatMap((entry, index) =>
        entry.type === 'intent' && !ended.has(index + 1) ? [index + 1] : [],
      );
      expect(fold(entries).openIntents.map((intent) => intent.seq)).toEqual(open);
    });
  });

  test('nothing is owned that no entry gave: a create, an invite, an adoption or a word', () => {
    always((entries) => {
      const given = new Set<string>();
      for (const entry of entries) {
        if (entry.type === 'intent' && ['create', 'invite', 'adopt', 'take-over'].includes(entry.verdict)) {
          given.add(formatIdentity(entry.identity));
        }
        if (entry.type === 'gated' || entry.type === 'gate-opened') given.add('by a gate');
      }
      for (const { how, identity } of fold(entries).bindings.values()) {
        const whole = formatIdentity(replacementOf(identity) ?? identity);
        expect(given.has(how === 'attested' ? 'by a gate' : whole)).toBe(true);
      }
    });
  });

  test('a history goes on line by line to the same state as at once', () => {
    always((entries) => {
      const lines = linesOf(entries);
      const withdrawals = entries.filter((entry) => entry.type === 'attest-withdrawn').length;
      const live = createFold({ ledgerId: 'acme-1' });
      const right = lines.map((line) => live.apply(line)).every(Boolean);
      expect(right).toBe(withdrawals === 0);
      if (right) expect({ ...live.state() }).toEqual({ ...fold(entries) });
    });
  });

  test('withdrawing every attestation gives what there would be without them', () => {
    always((entries) => {
      const words = entries.flatMap((entry, index) => (entry.type === 'attested' ? [index + 1] : []));
      const withdrawals = words.map((attested) => ({ type: 'attest-withdrawn', attested, actor, why: 'x' }) as const);
      const silent = entries.map((entry) => (entry.type === 'attested' ? nothing : entry));
      const [left, right] = [fold([...entries, ...withdrawals]), fold(silent)];
      for (const part of ['bindings', 'owners', 'openGates', 'lapsed', 'spent', 'openIntents'] as const) {
        expect(left[part]).toEqual(right[part]);
      }
      expect(left.attestations.every((attestation) => attestation.withdrawn)).toBe(true);
    });
  });
});

const actor = { name: 'os:grace@build-7', how: 'os' } as const;
/** Takes the place of an entry, so that numbers stay as they are. */
const nothing: LedgerEntry = { type: 'run-finished', run: 'none', exitCode: 0, counts: {} };
