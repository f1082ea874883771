import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import { addTo, day } from '../../engine/model/instant.ts';
import type { LedgerEntry, RunStartedEntry } from '../../engine/model/ledger-entry.ts';
import { createFold, foldLedger } from '../../engine/ledger/fold.ts';
import { readRuns } from '../../engine/ledger/read-runs.ts';
import { ledgerId, newDesk } from './support/desk.ts';
import {
  addressOf,
  at,
  attested,
  digest,
  done,
  evidence,
  gateOpened,
  identityOf,
  intent,
  keyOf,
  linesOf,
  noted,
  runStarted,
} from './support/entries.ts';

function fold(...entries: readonly LedgerEntry[]) {
  return foldLedger(linesOf(entries), { ledgerId: 'acme-1' });
}

/** As above, where some lines are of a later day. */
function foldLater(days: number, from: number, ...entries: readonly LedgerEntry[]) {
  const created = createFold({ ledgerId: 'acme-1', withdrawn: new Set() });
  for (const line of linesOf(entries)) {
    created.apply(line.seq < from ? line : { ...line, at: addTo(at, days * day) });
  }
  return created.state();
}

const refused: LedgerEntry = { ...runStarted('run-9'), type: 'run-refused', exitCode: 4, because: [] };

describe('what is owned', () => {
  test('is owned no more where a creation turns out to have left nothing', () => {
    const { bindings, owners } = fold(
      intent('ada'),
      done(1),
      intent('ada', { round: 2 }),
      done(3, { presence: 'absent' }),
    );
    expect([bindings.size, owners.size]).toEqual([0, 0]);
  });

  test('of others stays, whatever becomes of one', () => {
    const { bindings } = fold(intent('ada'), done(1), intent('bob'), done(3, { presence: 'absent' }));
    expect([...bindings.keys()]).toEqual([keyOf('ada')]);
  });

  test('goes to the document that was given it last, and the earlier one keeps what it has elsewhere', () => {
    const other = identityOf('lovelace');
    const given = intent('ada', { identity: other });
    expect([...fold(intent('ada'), done(1), given, done(3)).bindings.keys()]).toEqual([keyOf('lovelace')]);
    const moved = intent('ada', { verdict: 'update', before: {}, address: addressOf('new') });
    const both = fold(intent('ada'), done(1), moved, done(3, { presence: 'active' }), given, done(5, { id: 'T-2' }));
    expect([...both.bindings.keys()].sort()).toEqual([keyOf('ada'), keyOf('lovelace')].sort());
    expect(both.owners.get(formatAddress(addressOf('ada')))).toBe(keyOf('lovelace'));
    expect(both.owners.get(formatAddress(addressOf('new')))).toBe(keyOf('ada'));
  });

  test('at an address takes with it what is asked for there, and nothing else', () => {
    const gates = [gateOpened('ada', 'one'), gateOpened('ada', 'two'), gateOpened('bob', 'one')];
    const removal = intent('ada', { verdict: 'delete', before: {}, after: null });
    const { openGates } = fold(intent('ada'), done(1), ...gates, removal, done(6, { presence: 'absent' }));
    expect([...openGates.values()].map(({ address }) => address.key)).toEqual([addressOf('bob').key]);
  });
});

describe('what changes', () => {
  test('keeps its place in the order in which it came to be owned', () => {
    const changed = intent('ada', { verdict: 'update', before: {}, after: { role: 'Viewer' } });
    const { bindings, owners } = fold(intent('ada'), done(1), intent('bob'), done(3), changed, done(5));
    expect([...bindings.keys()]).toEqual([keyOf('ada'), keyOf('bob')]);
    expect([...owners.values()]).toEqual([keyOf('ada'), keyOf('bob')]);
  });

  test('is owned no more once it was removed, whatever fields the removal names', () => {
    const removal = intent('ada', { verdict: 'delete', before: {}, after: null, fields: ['role'] });
    expect(fold(intent('ada'), done(1), removal, done(3, { presence: 'absent' })).bindings.size).toBe(0);
  });

  test('by hand to a new invitation is owned by that one, with its round', () => {
    const again = [gateOpened('ada', 's'), attested('ada', 's')];
    const expired = noted('ada', 'expired', { presence: 'invited' });
    const { bindings } = fold(intent('ada'), done(1), expired, ...again);
    expect(bindings.get(keyOf('ada'))).toMatchObject({ how: 'attested', presence: 'invited', round: 2, id: null });
  });

  test('takes the steps that are still asked for there with it, also where one of them is over', () => {
    const asked = [gateOpened('ada', 'one'), gateOpened('ada', 'two')];
    const over: LedgerEntry = { type: 'gate-closed', run: 'run-1', address: addressOf('ada'), step: 'one', evidence };
    expect(fold(intent('ada'), done(1), ...asked, over, noted('ada', 'gone')).openGates.size).toBe(0);
  });
});

test('the end of a ledger is told by the digest of the bytes that stand there, where it is known', () => {
  const created = createFold({ ledgerId: 'acme-1', withdrawn: new Set() });
  for (const line of linesOf([runStarted()])) created.apply(line, digest);
  expect(created.state().head).toBe(digest);
});

describe('an invitation that lapsed', () => {
  const lapsing: readonly LedgerEntry[] = [intent('ada'), done(1), noted('ada', 'expired')];

  test('is remembered for a year from when it last lapsed', () => {
    expect(fold(...lapsing).lapsed.size).toBe(1);
    expect(foldLater(364, 4, ...lapsing, runStarted()).lapsed.size).toBe(1);
    expect(foldLater(366, 4, ...lapsing, runStarted()).lapsed.size).toBe(0);
    const again = [...lapsing, intent('bob'), done(4), noted('bob', 'expired')];
    const created = createFold({ ledgerId: 'acme-1', withdrawn: new Set() });
    const lines = linesOf([...again, intent('ada', { round: 2 }), done(7), noted('ada', 'expired'), runStarted()]);
    const days = [0, 0, 0, 100, 100, 100, 200, 200, 200, 470];
    for (const [index, line] of lines.entries()) created.apply({ ...line, at: addTo(at, (days[index] ?? 0) * day) });
    expect([...created.state().lapsed].map(([who, { round }]) => [who, round])).toEqual([[keyOf('ada'), 2]]);
  });
});

describe('a run that was refused', () => {
  test('changes nothing but how far the ledger goes', () => {
    const before = fold(intent('ada'), done(1));
    const after = fold(intent('ada'), done(1), refused);
    expect({ ...after, seq: 2, head: before.head }).toEqual(before);
    expect(after.seq).toBe(3);
  });
});

describe('consents', () => {
  test('are used by the first thing that their run does, once', () => {
    const lines = [runStarted(), intent('ada'), done(2), intent('bob'), done(4)];
    const created = createFold({ ledgerId: 'acme-1', withdrawn: new Set() });
    for (const line of linesOf(lines)) created.apply({ ...line, at: addTo(at, line.seq) });
    const used = [...created.state().usedConsents.values()];
    expect(used).toEqual([{ run: 'run-1', at: addTo(at, 3) }]);
  });

  test('of no run are used by nothing', () => {
    const bare: RunStartedEntry = { ...runStarted(), consents: [] };
    expect(fold(bare, intent('ada'), done(2), done(77)).usedConsents.size).toBe(0);
  });
});

test('a run is told with where a change was declared, only if that is known, and entries about nothing are passed over', async () => {
  const desk = await newDesk();
  const writer = await desk.open('grace');
  const declaredAt = { file: 'people.yaml', line: 3, column: 1, length: 1 };
  for (const entry of [runStarted(), intent('ada'), intent('bob', { declaredAt }), noted('ada', 'gone')]) {
    await writer.append(entry);
  }
  await writer.close();
  const [run] = await readRuns({ files: desk.files, ledgerId }, new Set(['run-1']));
  expect(run?.items).toHaveLength(2);
  expect(run?.items[0]).not.toHaveProperty('at');
  expect(run?.items[1]).toMatchObject({
    at: declaredAt,
    result: { result: 'unknown', problem: { code: 'ambiguous' } },
  });
});
