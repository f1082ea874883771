import { expect, test } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import { type PlannedInput, plannedState } from '../../engine/plan/planned-state.ts';
import {
  at,
  before,
  bound,
  desired,
  diff,
  ledgerWith,
  observation,
  observed,
  portal,
} from '../support/engine-builders.ts';
import { account, byHand } from '../support/engine-kinds.ts';
import { create } from '../support/plan-builders.ts';

type World = Parameters<typeof diff>[0];

/** What would be so, as `name role` with how it is known. */
function state(world: World, more: Partial<PlannedInput> = {}): string[] {
  const kind = world.kind ?? account;
  const { changes, standing } = diff(world);
  const declared = [{ portal, kind, resources: world.desired ?? [], requests: [] }];
  const observations = [observation(world.observed ?? [], { kind, portal, ...world.reading })];
  const input = { declared, observations, ledger: ledgerWith(world), changes, standing, at: world.at ?? at, ...more };
  return plannedState(input).map(({ address, attributes, managed, leaving, desired: want }) => {
    const marks = [managed ? 'managed' : '', want === undefined ? '' : 'declared', leaving ? 'leaving' : ''];
    return [address.key.split('@')[0], attributes['role'], ...marks].filter((word) => word !== '').join(' ');
  });
}

test('what is there, with what is added, changed and taken away', () => {
  const world: World = {
    desired: [desired('ada'), desired('ben', { role: 'administrator' })],
    bindings: [bound('ben'), bound('cy')],
    observed: [observed('ben', { seat: 7 }), observed('cy'), observed('zoe')],
  };
  expect(state(world).sort()).toEqual([
    'ada member managed declared',
    'ben administrator managed declared',
    'zoe member',
  ]);
});

test('what is owned and could not be read is still held', () => {
  const world: World = { bindings: [bound('cy')], desired: [desired('cy')], reading: { coverage: 'failed' } };
  expect(state(world)).toEqual(['cy member managed declared']);
  expect(
    state({ ...world, desired: [], reading: { coverage: 'partial', absent: new Set(['cy@acme.example']) } }),
  ).toEqual([]);
});

test('a removal by hand counts as done until it is overdue', () => {
  const world: World = { kind: byHand, bindings: [bound('cy')], observed: [observed('cy')] };
  const { standing } = diff(world);
  expect(standing).toMatchObject([{ verdict: 'manual', wants: 'delete' }]);
  const steps = standing.map((one) => (one.verdict === 'manual' ? { ...one, opened: before } : one));
  expect(state(world)).toEqual([]);
  expect(state(world, { standing: steps })).toEqual(['cy member managed leaving']);
  const fresh = steps.map((one) => (one.verdict === 'manual' ? { ...one, opened: at } : one));
  expect(state(world, { standing: fresh, at: new Date(Date.parse(at) + day - 1).toISOString() })).toEqual([]);
  expect(state(world, { standing: fresh, at: new Date(Date.parse(at) + day + 1).toISOString() })).toHaveLength(1);
});

test('a step by hand that gives something counts as done', () => {
  expect(state({ kind: byHand, desired: [desired('ada')] })).toEqual(['ada member managed declared']);
});

test('a change of the key leaves nothing under the earlier one', () => {
  const renamed = { ...desired('ada'), formerKeys: ['eva@acme.example'] };
  const eva = bound('ada', { email: 'eva@acme.example' });
  const world: World = {
    desired: [renamed],
    bindings: [{ ...eva, address: { ...eva.address, key: 'eva@acme.example' } }],
    observed: [{ ...observed('eva'), id: 'id-ada' }],
  };
  expect(state(world)).toEqual(['ada member managed declared']);
});

test('what is released stays, and is managed no longer', () => {
  const kind = { ...account, whenUndeclared: () => 'release' as const };
  expect(state({ kind, bindings: [bound('cy')], observed: [observed('cy')] })).toEqual(['cy member']);
});

test('what lies in a trash is held by nobody, unless the plan gives it back, and once', () => {
  const dormant = { because: 'kept in the trash', backWith: [] };
  const world: World = { observed: [observed('cy', {}, { dormant }), observed('zoe')] };
  expect(state(world)).toEqual(['zoe member']);
  const restored = { ...create('x'), restores: ['acme/account/cy@acme.example'] } as const;
  const changes = ['x', 'y'].map((key) => ({ ...restored, address: { portal: 'other', kind: 'account', key } }));
  for (const some of [changes, changes.slice(1)]) {
    expect(state(world, { changes: some })).toEqual(['cy member', 'zoe member']);
  }
});
