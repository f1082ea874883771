import { expect, test } from 'vitest';
import { type Address, formatAddress } from '../../engine/model/address.ts';
import type { Change, NotifyChange } from '../../engine/model/change.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { beneficiariesOf } from '../../engine/plan/beneficiaries.ts';
import { changeDigest } from '../../engine/plan/change-digest.ts';
import { confirmPlan } from '../../engine/plan/confirm-plan.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { withRestored } from '../../engine/plan/restored.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { addressOf, at, observation, observed, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { create, invite, planOf, remove, update } from '../support/plan-builders.ts';

const role = kindWith({ kind: 'role', isSpent: ({ role: is }) => is === 'spent' });
const [subscriber, assignment] = [addressOf('cy', 'subscriber'), addressOf('cy', 'assignment')];
const dormant = { because: 'kept in the trash', backWith: [subscriber, assignment] };

function kept(name: string, is: string, more: Partial<ObservedResource> = { dormant }): ObservedResource {
  return observed(name, { role: is }, { address: addressOf(name, 'role'), ...more });
}
const makes = (address: Address): Change => ({ ...create('x'), address });
const takes = (name: string): Change => ({ ...remove('x'), address: addressOf(name, 'role') });

function restored(changes: readonly Change[], rows: readonly ObservedResource[]): readonly Change[] {
  return withRestored(changes, { observations: [observation([...rows], { kind: role, portal })], at });
}
const digest = (changes: readonly Change[]): string => changeDigest(changes, wholeScope);

test('a restore names what comes back, a privilege as one', () => {
  const rows = [
    kept('admin', 'administrator'),
    kept('seat', 'Product S2'),
    kept('used', 'spent'),
    kept('ada', 'x', {}),
  ];
  const [change] = restored([makes(subscriber)], rows);
  expect(change?.consequences).toEqual([
    { kind: 'privilege', text: 'gets back administrator, kept in the trash' },
    { kind: 'follows', text: 'gets back Product S2, kept in the trash' },
  ]);
  expect(change?.restores).toEqual(['admin', 'seat'].map((name) => formatAddress(addressOf(name, 'role'))));
});

test('every change that brings it back names it, and the first of them says it', () => {
  const [second, first] = restored([makes(assignment), makes(subscriber)], [kept('admin', 'administrator')]);
  expect([first?.consequences.length, second?.consequences.length]).toEqual([1, 0]);
  const back = [formatAddress(addressOf('admin', 'role'))];
  expect([first?.restores, second?.restores]).toEqual([back, back]);
  const [alone] = restored([makes(assignment)], [kept('admin', 'administrator')]);
  expect(alone?.consequences).toHaveLength(1);
});

test('what the plan takes away is gone before anybody is restored, and does not come back', () => {
  const plan = [makes(assignment), makes(subscriber), takes('admin')];
  const [second, first, removal] = restored(plan, [kept('admin', 'administrator')]);
  const late = restored([{ ...makes(subscriber), dependsOn: ['zzz'] }, takes('admin')], [kept('admin', 'x')]);
  const gone = formatAddress(addressOf('admin', 'role'));
  expect([first?.dependsOn, second?.dependsOn, removal?.dependsOn]).toEqual([[gone], [gone], []]);
  expect([first?.consequences, first?.restores]).toEqual([[], undefined]);
  expect(late[0]?.dependsOn).toEqual([gone, 'zzz']);
});

test('it is named in one order, by an invitation too, and by nothing else that happens at the same address', () => {
  const rows = [kept('seat', 'Product S2'), kept('admin', 'administrator')];
  const invited = { ...invite('x'), address: subscriber, dependsOn: ['b', 'a'] };
  const { fields: _f, formerKey: _k, presence: _p, ...plain } = update('x');
  const mail = { occasion: 'o', to: 't', subject: 's', text: 't', locale: 'en' };
  const notify: NotifyChange = { ...plain, address: subscriber, verdict: 'notify', before: null, after: null, mail };
  const [one, other] = restored([invited, notify], rows);
  expect('restores' in one! && one.restores).toEqual(
    ['admin', 'seat'].map((name) => formatAddress(addressOf(name, 'role'))),
  );
  expect(one?.dependsOn).toEqual(['b', 'a']);
  expect(other).toEqual(notify);
});

test('it comes back by what restores, and whatever is only changed comes back with it', () => {
  const changed = (address: Address): Change => ({ ...update('x'), address });
  const rows = [kept('admin', 'administrator')];
  const [, made] = restored([changed(subscriber), makes(assignment)], rows);
  expect(made?.consequences).toHaveLength(1);
  const [alone] = restored([makes(subscriber), changed(addressOf('admin', 'role'))], rows);
  expect(alone?.consequences).toHaveLength(1);
});

test('nothing comes back where nobody is restored', () => {
  const plan = [makes(addressOf('ada', 'subscriber')), takes('other')];
  expect(restored(plan, [kept('admin', 'administrator')])).toEqual(plan);
});

test('who comes back as an administrator gets a privilege by the plan: consents of theirs do not count', () => {
  const changes = restored([makes(subscriber)], [kept('admin', 'administrator')]);
  expect(beneficiariesOf(changes as readonly Counted[])).toContain(subscriber.key);
});

test('an approval is of what comes back', () => {
  const [one, two] = [kept('admin', 'administrator'), kept('seat', 'Product S2')];
  const digests = [[], [one], [one, two]].map((rows) => digest(restored([makes(subscriber)], rows)));
  expect(new Set(digests).size).toBe(3);
  expect(digest(restored([makes(subscriber)], [two, one]))).toBe(digests[2]);
});

test('of an approved plan nobody is restored in any way, once something else would come back with them', () => {
  const plan = [makes(assignment), makes(subscriber)];
  const approved = restored([...plan, takes('admin')], [kept('admin', 'administrator')]);
  const fresh = restored(plan, [kept('admin', 'administrator')]);
  const confirmed = confirmPlan(planOf({ changes: approved }), planOf({ changes: fresh }));
  expect(confirmed.plan.changes).toEqual([]);
  expect(confirmed.stale.map(({ address }) => address.kind)).toEqual(['assignment', 'subscriber', 'role']);
});
