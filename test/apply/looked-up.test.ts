import { describe, expect, test } from 'vitest';
import { contextOf } from '../../engine/apply/apply-context.ts';
import { lookUpIntent } from '../../engine/apply/look-up-intent.ts';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import { addTo, instantOf, minute, second } from '../../engine/model/instant.ts';
import type { IntentEntry } from '../../engine/model/ledger-entry.ts';
import type { ResourceKind } from '../../engine/model/provider.ts';
import { attributesOf, gateFor, intent, portal } from '../support/engine-builders.ts';
import { account, kindWith, slow } from '../support/engine-kinds.ts';
import { simPortal, type SimPortal } from '../support/sim-portal.ts';
import { session } from './support/session.ts';

interface Ground {
  readonly kind?: ResourceKind;
  readonly more?: Partial<PortalDeclaration>;
  /** What stands at the portal when it is looked at. */
  readonly prepare?: (sim: SimPortal) => void;
  /** How long ago the call was announced, and how long ago it was over for this program. */
  readonly age?: number;
  readonly overFor?: number;
  readonly isOfEarlierRun?: boolean;
}

const lost = { code: 'ambiguous', text: 'No answer came.' } as const;
const member = attributesOf('ada');
const update = {
  verdict: 'update',
  word: 'update',
  before: member,
  after: attributesOf('ada', { role: 'owner' }),
} as const;
const removal = { verdict: 'delete', word: 'delete', before: member, after: null } as const;

/** Looks up a call of ada's account whose answer was lost. */
async function lookedUp(given: Partial<IntentEntry>, ground: Ground = {}) {
  const { kind = account, more = {}, age = 0, overFor = 0, isOfEarlierRun = false } = ground;
  const { run, deps, ledger, entries } = await session();
  const sim = simPortal({ name: 'acme', kinds: [kind], clock: deps.clock });
  ground.prepare?.(sim);
  const declared = { portal: { ...portal, ...more }, kind, resources: [], requests: [] };
  const site = { declared, connection: sim.connection, problem: null };
  const plannedAt = '2026-11-21T09:00:00.000Z';
  const context = contextOf({ run, deps, ledger, sites: new Map(), observations: [], plannedAt });
  const entry = intent('ada', given);
  const seq = await ledger.append(entry);
  const now = instantOf(deps.clock.now());
  const began = deps.clock.monotonic();
  const open = { seq, at: addTo(now, -age), intent: entry, ref: null };
  const result = await lookUpIntent(context, { site, open, lost, over: began - overFor, isOfEarlierRun });
  const [, said, ...rest] = await entries();
  expect(rest).toEqual([]);
  return { result, said, seq, reads: sim.reads.only, waited: deps.clock.monotonic() - began, now };
}

const down = (sim: SimPortal): void => void (sim.reading.problem = { code: 'unavailable', text: 'down' });

describe('a call whose answer is missing', () => {
  const gone = { type: 'done', id: null, presence: 'absent', attributes: null, evidence: { grade: 'read' } };

  test('as a release is done: it asked nothing of the portal', async () => {
    const { result, said, reads, now } = await lookedUp({ verdict: 'release', word: 'release', after: null });
    expect([result, reads]).toEqual([{ result: 'done' }, 0]);
    expect(said).toMatchObject({ ...gone, evidence: { grade: 'read', at: now } });
  });

  test.each(['reset', 'sync'] as const)('as a %s stays unknown: nothing at the portal shows it', async (verdict) => {
    const prepare = (sim: SimPortal): void => sim.put(member);
    const { result, said, seq, reads } = await lookedUp({ verdict, word: verdict }, { prepare });
    expect([result, reads]).toEqual([{ result: 'unknown', problem: lost }, 0]);
    expect(said).toEqual({ type: 'unknown', intent: seq, problem: lost });
  });

  test('as a removal is done where the object is gone', async () => {
    const { result, said } = await lookedUp(removal);
    expect(result).toEqual({ result: 'done' });
    expect(said).toMatchObject(gone);
  });

  test('as a removal is done where only what is spent is left, and not where it still stands', async () => {
    const kind = kindWith({ isSpent: ({ role }) => role === 'expired' });
    const spent = await lookedUp(removal, {
      kind,
      prepare: (sim) => sim.put(attributesOf('ada', { role: 'expired' })),
    });
    expect(spent.said).toMatchObject(gone);
    const there = await lookedUp(removal, { kind, prepare: (sim) => sim.put(member) });
    expect(there.result).toMatchObject({ result: 'failed', problem: { code: 'unavailable' } });
  });

  test('as an update stays open where only somebody can tell which object it is: one step asks for new ones alone', async () => {
    const prepare = ({ reading }: SimPortal): void =>
      void reading.unidentified.set('ada@acme.example', gateFor('ada').gate);
    const { result, said } = await lookedUp(update, { prepare });
    expect(result).toEqual({ result: 'unknown', problem: lost });
    expect(said).toBeUndefined();
  });
});

describe('a person is asked what became of it, where nothing can be read', () => {
  const kind = kindWith({ reads: 'none' });

  test.each([
    [
      'the account of the credentials',
      { account: 'bot@acme.example', contacts: { owner: 'grace' } },
      'bot@acme.example',
    ],
    ['the owner of the portal', { contacts: { owner: 'grace' } }, 'grace'],
    ['any administrator', {}, 'an administrator of acme'],
  ])('namely %s', async (_who, more, name) => {
    const { said, result, now, seq } = await lookedUp({ ...update, id: 'p-1' }, { kind, more });
    expect(result).toEqual({ result: 'unknown', problem: lost });
    expect(said).toMatchObject({ type: 'gated', intent: seq, id: 'p-1' });
    expect(said).toMatchObject({ gate: { step: 'confirm', waitingFor: { role: 'administrator', name }, since: now } });
    expect(JSON.stringify(said)).toContain('Look at the portal whether it was done');
  });
});

describe('how long an object may stay unseen', () => {
  const wait = async (ground: Ground, given: Partial<IntentEntry> = {}) => {
    const { reads, waited } = await lookedUp(given, { kind: slow, ...ground });
    return { reads, waited };
  };
  const once = { reads: 1, waited: 0 };

  test('is counted from when the call was over', async () => {
    expect(await wait({})).toEqual({ reads: 2, waited: minute });
    expect(await wait({ overFor: 20 * second })).toEqual({ reads: 2, waited: 40 * second });
    expect(await wait({ overFor: minute })).toEqual(once);
    expect(await wait({ kind: account })).toEqual(once);
  });

  test('is over for a call of an earlier run that was announced long ago, and not for one of this run', async () => {
    const age = 31 * minute;
    expect(await wait({ age, isOfEarlierRun: true })).toEqual(once);
    expect(await wait({ age: age - 1, isOfEarlierRun: true })).toEqual({ reads: 2, waited: minute });
    expect(await wait({ age })).toEqual({ reads: 2, waited: minute });
  });

  test('is not waited for once it is seen to be done, nor where nothing can be seen at all', async () => {
    expect(await wait({ prepare: (sim) => sim.put(member) })).toEqual(once);
    expect(await wait({}, removal)).toEqual(once);
    expect(await wait({ prepare: down })).toEqual(once);
  });
});
