import { describe, expect, test } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import type { HarmClass, RailLimits } from '../../engine/model/harm.ts';
import { addTo, day, hour } from '../../engine/model/instant.ts';
import type { HarmDone } from '../../engine/model/ledger.ts';
import type { RailVerdict } from '../../engine/model/plan.ts';
import { checkRails } from '../../engine/plan/check-rails.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { addressOf, at, identityOf, observation, observed, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { byHand, remove } from '../support/plan-builders.ts';

const keyOf = (name: string) => addressOf(name).key;

/** What `run` did, so many days ago. */
function done(run: string, names: readonly string[], more: Partial<HarmDone> & { days?: number } = {}): HarmDone[] {
  const { days = 1, ...rest } = more;
  const place = { portal: 'acme', kind: 'account', harm: 'accounts' as HarmClass, at: addTo(at, -days * day) };
  const how = { taken: true, open: false, consented: false };
  return names.map((name) => ({ run, ...place, ...how, key: keyOf(name), unit: keyOf(name), ...rest }));
}

function removing(names: readonly string[], harm: HarmClass = 'accounts'): Counted[] {
  return names.map((name) => ({
    ...remove('x', { harms: [harm] }),
    address: addressOf(name),
    identity: identityOf(name),
  }));
}

const named = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `p${from + index}`);
const there = (names: readonly string[]) => [observation(names.map((name) => observed(name)))];

interface Case {
  readonly rails?: RailLimits;
  readonly counted: readonly Counted[];
  readonly there?: readonly string[];
  readonly before?: readonly HarmDone[];
}

function railOf(one: Case, harm: HarmClass = 'accounts'): RailVerdict | undefined {
  const { rails = {}, counted, before = [] } = one;
  const observations = there(one.there ?? []);
  const changeDigest = digestOf('the plan');
  const given = { counted, observations, changeDigest, consents: [], at, harmDone: before };
  return checkRails({ portals: [{ ...portal, rails }], ...given }).find(({ rail }) => rail === harm);
}

describe('a rail over a window of runs', () => {
  const before = [...done('run-1', named(0, 30), { days: 2 }), ...done('run-2', named(30, 60))];
  const one: Case = { counted: removing(named(60, 91)), there: named(60, 300), before };

  test('counts what earlier runs took together with this plan, of what there was', () => {
    expect(railOf(one)).toMatchObject({
      verdict: 'refused',
      counted: 91,
      total: 300,
      limit: '25 %',
      earlier: { counted: 60, runs: 2, since: addTo(at, -2 * day), window: { runs: 10, within: 7 * day } },
      reason:
        '31 now and 60 in 2 earlier runs since 2026-11-19: 91 accounts of 300, the rail is 25 % over 10 runs within 7 days',
    });
    expect(railOf(one)?.who).toHaveLength(31);
  });

  test('counts whom two runs took once, at the time of the first', () => {
    const twice = [...done('run-1', ['p0'], { days: 3 }), ...done('run-2', ['p0'])];
    expect(railOf({ ...one, before: twice })).toMatchObject({
      counted: 32,
      earlier: { counted: 1, runs: 1, since: addTo(at, -3 * day) },
    });
  });

  test('says nothing of earlier runs where there were none', () => {
    expect(railOf({ ...one, before: [] })).not.toHaveProperty('earlier');
  });

  test('is no rail of its own where the plan harms nobody', () => {
    expect(railOf({ ...one, counted: [] })).toBeUndefined();
  });

  test('looks at each plan alone where the window is one run', () => {
    expect(railOf({ ...one, rails: { window: { runs: 1 } } })).toMatchObject({ counted: 31, total: 240 });
  });

  test('looks back so many runs, this plan being one of them', () => {
    expect(railOf({ ...one, rails: { window: { runs: 2 } } })).toMatchObject({ counted: 61, total: 270 });
    expect(railOf({ ...one, rails: { window: { runs: 3 } } })).toMatchObject({ counted: 91, total: 300 });
  });

  test('looks back so long', () => {
    expect(railOf({ ...one, rails: { window: { within: 36 * hour } } })).toMatchObject({ counted: 61, total: 270 });
    expect(railOf({ ...one, rails: { window: { within: day } } })).toMatchObject({ counted: 61 });
    expect(railOf({ ...one, rails: { window: { within: day - 1 } } })).toMatchObject({ counted: 31 });
  });

  test('is each portal’s and each class’s own', () => {
    const elsewhere = [...done('r', ['a'], { portal: 'other' }), ...done('r', ['b'], { harm: 'seats' })];
    expect(railOf({ ...one, before: elsewhere })).toMatchObject({ counted: 31 });
  });

  test('adds up an absolute limit as well', () => {
    const rails = { accounts: { count: 90 } };
    expect(railOf({ ...one, rails })).toMatchObject({ verdict: 'refused', counted: 91, total: null, limit: '90' });
    expect(railOf({ ...one, rails: { accounts: { count: 91 } } })).toMatchObject({ verdict: 'pass' });
  });

  test('counts its percentage from the minimum size of what there was', () => {
    const few = { counted: removing(['p9']), there: ['p9'], before: done('run-1', named(0, 9)) };
    expect(railOf(few)).toMatchObject({ verdict: 'refused', counted: 10, total: 10 });
    expect(railOf({ ...few, before: done('run-1', named(0, 8)) })).toMatchObject({ verdict: 'pass', total: null });
  });
});

describe('of what earlier runs did', () => {
  const rest = named(10, 100);

  test('what a consent covered is not carried on, and takes no place in the window', () => {
    const before = [...done('run-1', named(0, 5)), ...done('run-2', named(5, 9), { consented: true })];
    const one = { counted: removing(['p10']), there: rest, before, rails: { window: { runs: 2 } } };
    expect(railOf(one)).toMatchObject({ counted: 6, total: 95, earlier: { counted: 5 } });
  });

  test('what was given back is harm no longer, and takes no place either', () => {
    const before = [...done('run-1', named(0, 5)), ...done('run-2', named(5, 10))];
    const one = { counted: removing(['p10']), there: named(5, 100), before, rails: { window: { runs: 2 } } };
    expect(railOf(one)).toMatchObject({ counted: 6, total: 100, earlier: { counted: 5, runs: 1 } });
  });

  test('what was taken twice is one', () => {
    const before = [...done('run-1', named(0, 5)), ...done('run-2', named(0, 6))];
    expect(railOf({ counted: removing(['p10']), there: rest, before })).toMatchObject({ counted: 7, total: 96 });
  });

  test('what is still on its way counts although it is still there', () => {
    const before = done('run-1', named(0, 10), { open: true });
    expect(railOf({ counted: removing(['p10']), there: named(0, 100), before })).toMatchObject({
      counted: 11,
      total: 100,
    });
  });

  test('what was made worse, not taken, counts although it is there', () => {
    const before = done('run-1', named(0, 10), { taken: false });
    const one = { counted: removing(['p10']), there: named(0, 100), before };
    expect(railOf(one)).toMatchObject({ counted: 11, total: 100 });
    expect(railOf({ ...one, there: named(5, 100) })).toMatchObject({ counted: 11, total: 100 });
  });

  test('what this plan does again counts once: a run that was cut short goes on with the same share', () => {
    const whole = railOf({ counted: removing(named(0, 30)), there: named(0, 100) });
    const before = done('run-1', named(0, 12));
    const rest = railOf({ counted: removing(named(12, 30)), there: named(12, 100), before });
    const same = railOf({ counted: removing(named(0, 30)), there: named(12, 100), before });
    const share = { verdict: 'refused', counted: 30, total: 100 };
    expect([whole, rest, same]).toMatchObject([share, share, share]);
    expect(same).not.toHaveProperty('earlier');
  });

  test('what a portal keeps of something removed is not there again, and nothing to take a share of', () => {
    const kind = kindWith({ isSpent: ({ active }) => active === false });
    const left = named(0, 10).map((name) => observed(name, { active: false }));
    const observations = [observation([...left, ...rest.map((name) => observed(name))], { kind })];
    const given = { counted: removing(['p10']), observations, changeDigest: digestOf('p'), consents: [], at };
    const [rail] = checkRails({ portals: [portal], ...given, harmDone: done('run-1', named(0, 10)) });
    expect(rail).toMatchObject({ counted: 11, total: 100 });
  });
});

describe('what happens to somebody rather than is taken', () => {
  const mails = (names: readonly string[], more = {}) => done('run-1', names, { harm: 'mails', taken: false, ...more });

  test('counts each time', () => {
    const one = { counted: removing(named(0, 30), 'mails'), there: named(0, 100), before: mails(named(0, 30)) };
    expect(railOf(one, 'mails')).toMatchObject({
      verdict: 'refused',
      counted: 60,
      limit: '50',
      reason: '30 now and 30 in one earlier run since 2026-11-20: 60 mails, the rail is 50 over 10 runs within 7 days',
    });
    expect(railOf({ ...one, counted: removing(['p0', 'p0'], 'mails') }, 'mails')).toMatchObject({ counted: 32 });
  });

  test('stops an onboarding of many that comes in runs of 45 mails', () => {
    const first = { counted: removing(named(0, 45), 'mails'), there: [] };
    const second = { counted: removing(named(45, 90), 'mails'), before: mails(named(0, 45)) };
    expect([railOf(first, 'mails')?.verdict, railOf(second, 'mails')?.verdict]).toEqual(['pass', 'refused']);
  });

  test('is the same where a step that was asked for is asked for again', () => {
    const step = { ...byHand('x', { harms: ['resets'] }), address: addressOf('p0'), identity: identityOf('p0') };
    const asked = done('run-1', ['p0'], { harm: 'resets', taken: false, open: true });
    const isDone = asked.map((one) => ({ ...one, open: false }));
    expect(railOf({ counted: [step], before: asked }, 'resets')).toMatchObject({ counted: 1 });
    expect(railOf({ counted: [step], before: isDone }, 'resets')).toMatchObject({ counted: 2 });
    expect(railOf({ counted: [step], before: [...asked, ...asked] }, 'resets')).toMatchObject({ counted: 2 });
  });
});
