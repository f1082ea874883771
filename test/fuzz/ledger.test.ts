import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { LedgerError } from '../../engine/ledger/ledger-error.ts';
import type { MemoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { readLedger } from '../../engine/ledger/read-ledger.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import type { LedgerState } from '../../engine/model/ledger.ts';
import { copyOf, ledgerId, newDesk, putText, textOf } from '../ledger/support/desk.ts';
import { intent } from '../ledger/support/entries.ts';
import { fuzzRuns, longestCase, longestRun } from './support/fuzz-runs.ts';

const segments = ['000001.jsonl', '000002.jsonl', '000003.jsonl'] as const;

let files: MemoryLedgerFiles;
let honest: LedgerState;

beforeAll(async () => {
  const desk = await newDesk();
  for (const people of [
    ['ada', 'bob', 'cyd', 'dan'],
    ['eve', 'fay'],
  ]) {
    const writer = await desk.open('grace');
    for (const person of people) await writer.append(intent(person));
    await writer.close();
  }
  files = desk.files;
  honest = (await readLedger({ files, ledgerId })).state;
});

/** What somebody, or a broken disk, does to one segment. */
const edit = fc.record({
  segment: fc.nat(segments.length - 1),
  what: fc.constantFrom('flip', 'cut', 'drop', 'swap', 'repeat', 'replace', 'remove', 'foreign', 'garbage', 'deep'),
  at: fc.nat(10_000),
  other: fc.nat(10_000),
});

type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

function edited({ segment, what, at, other }: Edit): MemoryLedgerFiles {
  const copy = copyOf(files);
  const name = segments[segment] ?? segments[0];
  if (what === 'remove') {
    copy.contents.delete(name);
    return copy;
  }
  const text = textOf(copy, name);
  const lines = text.split('\n').slice(0, -1);
  const [first, second] = [at % lines.length, other % lines.length];
  const joined = (some: readonly string[]): string => some.map((line) => `${line}\n`).join('');
  const forms: Readonly<Record<string, () => string>> = {
    flip: () =>
      `${text.slice(0, at % text.length)}${String.fromCharCode(33 + (other % 90))}${text.slice((at % text.length) + 1)}`,
    cut: () => text.slice(0, at % text.length),
    drop: () => joined(lines.toSpliced(first, 1)),
    swap: () => joined(lines.with(first, lines[second] ?? '').with(second, lines[first] ?? '')),
    repeat: () => joined(lines.toSpliced(second, 0, lines[first] ?? '')),
    replace: () => textOf(files, segments[other % segments.length] ?? segments[0]),
    foreign: () => text.replaceAll(ledgerId, 'globex-1'),
    garbage: () => joined(lines.toSpliced(first + 1, 0, '\u001b[2J not a line')),
    deep: () => joined(lines.with(first, `${'['.repeat(100_000)}`)),
  };
  putText(copy, name, forms[what]?.() ?? '');
  return copy;
}

describe('whatever is done to a ledger', () => {
  test(
    'it is read as it was, or the damage is named with its place and its cure',
    { timeout: longestRun },
    async () => {
      await fc.assert(
        fc.asyncProperty(edit, async (one) => {
          const source = { files: edited(one), ledgerId };
          const begun = performance.now();
          const { sound, findings } = await verifyLedger(source);
          const state = await readLedger(source).then(
            (reading) => reading.state,
            (error: unknown) => error,
          );
          expect(performance.now() - begun).toBeLessThan(longestCase);
          if (sound) {
            expect(state).toEqual(honest);
            return;
          }
          expect(state).toBeInstanceOf(LedgerError);
          const [damage] = findings;
          expect(damage?.severity).toBe('error');
          expect(`${damage?.code} ${damage?.segment} ${damage?.cure}`).not.toContain('undefined');
          expect(damage?.cure).not.toBe('');
          expect(damage?.text.length).toBeLessThan(1_000);
        }),
        fuzzRuns({ short: 40, long: 5_000 }),
      );
    },
  );
});
