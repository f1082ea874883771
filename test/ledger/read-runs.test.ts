import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { readRuns } from '../../engine/ledger/read-runs.ts';
import { ledgerId, newDesk } from './support/desk.ts';
import { addressOf, done, gate, intent, noted, runStarted } from './support/entries.ts';

/** What the ledger tells of these runs after these entries. */
async function told(wanted: readonly string[], entries: readonly LedgerEntry[]) {
  const desk = await newDesk();
  const writer = await desk.open('grace');
  for (const entry of entries) {
    await writer.append(entry);
    await desk.time.sleep(1000, desk.deps.signal);
  }
  await writer.close();
  return readRuns({ files: desk.files, ledgerId }, new Set(wanted));
}

const ended = { type: 'run-finished', run: 'run-1', exitCode: 2, counts: { done: 1, waiting: 3 } } as const;
const problem = { code: 'invalid', text: 'refused' } as const;

test('a run is told with who began it, when it was last heard of, and how it ended', async () => {
  const [run, ...others] = await told(['run-1'], [runStarted(), intent('ada'), done(2), ended]);
  expect(others).toEqual([]);
  expect(run?.started).toEqual(runStarted());
  expect([run?.exitCode, run?.waiting]).toEqual([2, 3]);
  expect(Date.parse(run?.lastAt ?? '') - Date.parse(run?.startedAt ?? '')).toBe(3000);
});

test('a run that was killed has no exit code, and what it never heard the end of is unknown', async () => {
  const [run] = await told(['run-1'], [runStarted(), intent('ada')]);
  expect([run?.exitCode, run?.waiting]).toEqual([null, 0]);
  expect(run?.items).toMatchObject([
    { address: addressOf('ada'), result: { result: 'unknown', problem: { code: 'ambiguous' } } },
  ]);
});

test('a run that waits for nobody waits for none', async () => {
  const [run] = await told(['run-1'], [runStarted(), { ...ended, counts: { done: 1 } }]);
  expect(run?.waiting).toBe(0);
});

test('what came of each intent is told in the order in which they were announced, also where a later run found out', async () => {
  const entries: readonly LedgerEntry[] = [
    runStarted(),
    intent('ada'),
    intent('bob'),
    intent('cyd'),
    intent('dan'),
    intent('eve'),
    { type: 'accepted', intent: 4, ref: 'job-1' },
    { type: 'gated', intent: 5, id: null, gate: gate('approve') },
    { type: 'unknown', intent: 6, problem },
    done(2),
    runStarted('run-2'),
    { type: 'failed', intent: 3, problem },
  ];
  const [run] = await told(['run-1'], entries);
  expect(run?.items.map(({ address, result }) => [address.key.slice(0, 3), result])).toEqual([
    ['ada', { result: 'done' }],
    ['bob', { result: 'failed', problem }],
    ['cyd', { result: 'waiting', text: 'the portal accepted it and works on it' }],
    ['dan', { result: 'waiting', text: 'grace@acme.example: Invite teammate' }],
    ['eve', { result: 'unknown', problem }],
  ]);
});

test('only the runs that were asked for are told, each with its own intents', async () => {
  const of = (run: string, person: string) => intent(person, { run });
  const entries = [runStarted(), runStarted('run-2'), of('run-1', 'ada'), of('run-2', 'bob'), done(3), done(4)];
  const runs = await told(['run-2', 'run-9'], [...entries, noted('ada', 'gone'), ended]);
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ started: { run: 'run-2' }, exitCode: null, waiting: 0 });
  expect(runs[0]?.items).toMatchObject([{ address: addressOf('bob'), result: { result: 'done' } }]);
});

test('an intent is summed up by the role that it gives, or takes away, and by where it is declared', async () => {
  const declaredAt = { file: 'people/ada.yaml', line: 4, column: 1, length: 3 };
  const [run] = await told(
    ['run-1'],
    [
      runStarted(),
      intent('ada', { declaredAt }),
      intent('bob', { verdict: 'delete', before: { role: 'Viewer' }, after: null }),
      intent('cyd', { after: { role: 7 } }),
      intent('dan', { before: null, after: null }),
    ],
  );
  expect(run?.items.map(({ summary }) => summary)).toEqual(['Full access', 'Viewer', '', '']);
  expect(run?.items.map(({ at }) => at)).toEqual([declaredAt, undefined, undefined, undefined]);
});
