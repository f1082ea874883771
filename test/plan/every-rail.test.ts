import { expect, test } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import { type HarmClass, harmClasses } from '../../engine/model/harm.ts';
import { checkRails } from '../../engine/plan/check-rails.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { addressOf, at, observation, observed, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { remove } from '../support/plan-builders.ts';

const changeDigest = digestOf('the plan');
const consent = { name: 'yes', changeDigest, expires: '2026-11-22T00:00:00.000Z', who: 'grace', why: 'looked at' };

/** On a portal that holds 100 units of the class, and says nothing about it: so many pass, and not one more. */
function lets(harm: HarmClass, most: number): void {
  const people = Array.from({ length: 100 }, (_, index) => observed(`p${index}`));
  const observations = [observation(people, { kind: kindWith({ holds: [harm] }) })];
  const verdict = (count: number, consents: readonly (typeof consent)[] = []) => {
    const counted = Array.from({ length: count }, (_, index): Counted => {
      return { ...remove('x', { harms: [harm] }), address: addressOf(`p${index}`) };
    });
    const given = { portals: [portal], counted, observations, changeDigest, consents, at, harmDone: [] };
    return checkRails(given).find(({ rail }) => rail === harm)?.verdict;
  };
  if (most > 0) expect(verdict(most)).toBe('pass');
  expect(verdict(most + 1)).toBe('refused');
  expect(verdict(most + 1, [consent])).toBe('consented');
  tested.add(harm);
}

const tested = new Set<HarmClass>();

test('accounts: 25 of 100 pass, 26 are refused', () => lets('accounts', 25));
test('seats: 25 of 100 pass, 26 are refused', () => lets('seats', 25));
test('role assignments: 25 of 100 pass, 26 are refused', () => lets('role-assignments', 25));
test('partner links: 25 of 100 pass, 26 are refused', () => lets('partner-links', 25));
test('withdrawn invitations: 25 of 100 pass, 26 are refused', () => lets('withdrawn-invitations', 25));
test('take-overs: each is refused', () => lets('take-overs', 0));
test('mails: 50 pass, 51 are refused', () => lets('mails', 50));
test('resets: 10 pass, 11 are refused', () => lets('resets', 10));
test('orders: each is refused', () => lets('orders', 0));

test('no class of harm is left out above', () => expect([...tested].sort()).toEqual([...harmClasses].sort()));
