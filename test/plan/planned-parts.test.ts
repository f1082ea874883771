import { describe, expect, test } from 'vitest';
import type { Change, RequestChange, Standing, Verb } from '../../engine/model/change.ts';
import { type PlannedInput, plannedState } from '../../engine/plan/planned-state.ts';
import {
  addressOf,
  at,
  before,
  bound,
  desired,
  identityOf,
  ledgerWith,
  observation,
  observed,
  pending,
  portal,
  type World,
} from '../support/engine-builders.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { byHand, create, gate, invite, remove, update, waiting } from '../support/plan-builders.ts';

function named<Item extends Change | Standing>(item: Item, name: string): Item {
  return { ...item, address: addressOf(name), identity: identityOf(name) };
}
const { fields, formerKey: _key, presence, ...plain } = update('x');
const asks = (wants: Verb, more: Partial<ReturnType<typeof byHand>> = {}) =>
  named(byHand('x', { wants, ...more }), 'ada');

interface Case extends Pick<World, 'bindings' | 'observed' | 'desired' | 'kind' | 'reading'> {
  readonly plan?: readonly (Change | Standing)[];
}

/** What would be so of everybody, by name. */
function after({ plan = [], ...world }: Case) {
  const kind = world.kind ?? account;
  const isChange = (one: Change | Standing): one is Change => 'requests' in one;
  const input: PlannedInput = {
    declared: [{ portal, kind, resources: world.desired ?? [], requests: [] }],
    observations: [observation(world.observed ?? [], { kind, ...world.reading })],
    ledger: ledgerWith({ bindings: world.bindings ?? [] }),
    changes: plan.filter(isChange),
    standing: plan.filter((one): one is Standing => !isChange(one)),
    at,
  };
  return new Map(plannedState(input).map((one) => [one.address.key.split('@')[0], one]));
}
const ada = { observed: [observed('ada')], bindings: [bound('ada')] };

test('a step by hand without any content makes nothing', () => {
  expect(after({ plan: [asks('update', { after: null })] }).size).toBe(0);
});

test('a question about an earlier call makes nothing', () => {
  expect(after({ plan: [asks('create', { question: true }), asks('invite', { question: true })] }).size).toBe(0);
});

describe('what a plan makes', () => {
  test('is in use at once where it is created, and invited where it is invited', () => {
    for (const [item, invited] of [
      [named(create('x'), 'ada'), false],
      [named(invite('x'), 'ada'), true],
      [asks('create'), false],
      [asks('invite'), true],
    ] as const) {
      expect(after({ plan: [item] }).get('ada')).toMatchObject({
        invited,
        managed: true,
        leaving: false,
        ended: undefined,
      });
    }
  });

  test('belongs to its document, with what is declared and what is bound of it', () => {
    const wanted = desired('ada');
    const made = after({ plan: [named(create('x'), 'ada')], desired: [wanted] }).get('ada');
    expect(made).toMatchObject({ identity: identityOf('ada'), desired: wanted, binding: undefined });
    expect(after({ ...ada, plan: [named(update('x'), 'ada')] }).get('ada')?.binding).toEqual(bound('ada'));
  });

  test('keeps what was there and is not changed, and stays invited where it was', () => {
    const change = named(update('x', { after: { role: 'host' } }), 'ada');
    const there = { ...ada, observed: [observed('ada', { note: 'x' }, pending)] };
    expect(after({ ...there, plan: [change] }).get('ada')).toMatchObject({
      attributes: { note: 'x', role: 'host' },
      invited: true,
    });
    expect(after({ ...ada, plan: [change] }).get('ada')?.invited).toBe(false);
    expect(after({ plan: [change] }).get('ada')?.invited).toBe(false);
  });

  test.each<[string, Change]>([
    ['an adoption', { ...plain, verdict: 'adopt', fields, presence }],
    ['a take-over', { ...plain, verdict: 'take-over', fields, presence, lost: fields }],
  ])('%s is managed from then on', (_, change) => {
    const found = after({ observed: [observed('ada')], plan: [named(change, 'ada')] }).get('ada');
    expect(found).toMatchObject({ managed: true, attributes: { role: 'Read-only access' } });
  });

  test('takes another key with all that it had', () => {
    const change = { ...named(update('x', { after: { role: 'host' } }), 'king'), formerKey: addressOf('ada').key };
    const there = { ...ada, observed: [observed('ada', { note: 'x' }, pending)] };
    const state = after({ ...there, plan: [change] });
    expect([...state.keys()]).toEqual(['king']);
    expect(state.get('king')).toMatchObject({
      attributes: { note: 'x', role: 'host' },
      invited: true,
      binding: bound('ada'),
    });
    const same = { ...named(update('x'), 'ada'), formerKey: addressOf('ada').key };
    expect([...after({ ...there, plan: [same] }).keys()]).toEqual(['ada']);
  });
});

describe('what a plan leaves as it is', () => {
  const reset: RequestChange = { ...plain, verdict: 'reset', before: {}, after: { role: 'none' }, request: 'r' };
  const { fields: _fields, ...rest } = { ...plain, fields };
  const standing = (verdict: 'unchanged' | 'unmanaged'): Standing => {
    const { address, identity, evidence, summary } = named(waiting('x'), 'ada');
    return { address, identity, evidence, summary, verdict };
  };

  test.each<[string, Change | Standing]>([
    ['a reset', reset],
    ['a sync', { ...reset, verdict: 'sync' }],
    ['a release of some attributes', { ...rest, verdict: 'release', before: {}, after: null, fields: ['role'] }],
    ['a reset by hand', asks('reset', { after: { role: 'none' } })],
    ['a sync by hand', asks('sync', { after: { role: 'none' } })],
    ['a step by hand that gives nothing', asks('update', { after: null })],
    ['waiting', waiting('x')],
    ['being unchanged', standing('unchanged')],
  ])('%s', (_, item) => {
    const found = after({ ...ada, plan: [named(item, 'ada')] }).get('ada');
    expect(found).toMatchObject({ managed: true, attributes: observed('ada').attributes, leaving: false });
  });

  test('a release of what is not there makes nothing', () => {
    const change: Change = { ...rest, verdict: 'release', before: {}, after: null, fields: [] };
    expect(after({ plan: [named(change, 'ada')] }).size).toBe(0);
    expect(after({ ...ada, plan: [named(change, 'ada')] }).get('ada')).toMatchObject({ managed: false });
  });
});

describe('a removal', () => {
  const ends = { because: 'until', at: before } as const;
  const overdue = (more: Partial<ReturnType<typeof byHand>> = {}) => {
    return after({
      ...ada,
      plan: [asks('delete', { after: null, opened: before, ends, gate: gate({ until: before }), ...more })],
    });
  };

  test('is done at once by call, and by hand until it is overdue, which says since when it ended', () => {
    expect(after({ ...ada, plan: [named(remove('x'), 'ada')] }).size).toBe(0);
    expect(overdue().get('ada')).toMatchObject({ leaving: true, ended: before });
    expect(overdue({ opened: null }).size).toBe(0);
    expect(overdue({ gate: gate({ until: at }) }).size).toBe(0);
  });

  test('that did not end by a date has none', () => {
    expect(overdue({ ends: { because: 'destroy' } }).get('ada')).toMatchObject({ leaving: true, ended: undefined });
    const { ends: _ends, ...without } = asks('delete', { after: null, opened: before, gate: gate({ until: before }) });
    expect(after({ ...ada, plan: [without] }).get('ada')?.ended).toBeUndefined();
  });

  test('of what is not there leaves nothing behind, however late', () => {
    const late = asks('delete', { after: null, opened: before, gate: gate({ until: before }) });
    expect(after({ plan: [late] }).size).toBe(0);
  });
});

describe('what is there before a plan', () => {
  test('is invited or in use as it was read, or else as the ledger has it', () => {
    const invited = (there: object) => after({ observed: [observed('ada', {}, there)] }).get('ada')?.invited;
    expect([invited({}), invited(pending)]).toEqual([false, true]);
    const recorded = (more: object) => {
      return after({ bindings: [bound('ada', {}, more)], reading: { coverage: 'failed' } }).get('ada')?.invited;
    };
    expect([recorded({}), recorded(pending)]).toEqual([false, true]);
  });

  test('is whoever owns it, else whoever declares it, else nobody', () => {
    const identity = (more: Case) => after({ observed: [observed('ada')], ...more }).get('ada')?.identity;
    const wanted = [desired('ada', {}, { identity: identityOf('wanted') })];
    expect(identity({ bindings: [bound('ada')], desired: wanted })).toEqual(identityOf('ada'));
    expect(identity({ desired: wanted })).toEqual(identityOf('wanted'));
    expect(identity({})).toBeNull();
  });

  test('is nothing that a removal only left behind, also where not all could be read', () => {
    const kind = kindWith({ isSpent: ({ role }) => role === 'member' });
    expect(after({ kind, ...ada }).size).toBe(0);
    expect(after({ kind, ...ada, reading: { coverage: 'partial' } }).size).toBe(0);
  });

  test('is what was read, where the ledger has it otherwise; and nothing unread of a whole list', () => {
    const bindings = [bound('ada', { role: 'host' })];
    const reading = { coverage: 'partial' } as const;
    expect(after({ bindings, observed: [observed('ada')], reading }).get('ada')?.attributes['role']).toBe('member');
    expect(after({ bindings }).size).toBe(0);
  });
});
