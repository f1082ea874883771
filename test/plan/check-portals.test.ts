import { describe, expect, test } from 'vitest';
import { checkPlan } from '../../engine/plan/check-plan.ts';
import { checkPortals } from '../../engine/plan/check-portals.ts';
import { bound, ledgerWith, portal } from '../support/engine-builders.ts';
import { account } from '../support/engine-kinds.ts';
import { now, planOf } from '../support/plan-builders.ts';

const declared = [{ portal, kind: account, resources: [], requests: [] }];
function ownedOn(site: { portal?: string; kind?: string }, ...names: string[]) {
  return names.map((name) => {
    const { address, identity, ...rest } = bound(name);
    return bound(name, {}, { ...rest, address: { ...address, ...site }, identity: { ...identity, ...site } });
  });
}
const check = (bindings: ReturnType<typeof ownedOn>, portals = [portal]) =>
  checkPortals({ portals, declared: portals.length === 0 ? [] : declared, ledger: ledgerWith({ bindings }) });

describe('what the ledger owns', () => {
  test('on a portal and of a kind that are declared is nothing to speak of', () => {
    expect(check(ownedOn({}, 'ada'))).toEqual([]);
    expect(check([], [])).toEqual([]);
  });

  test('on a portal that left the manifests is said once, with all its kinds', () => {
    const bindings = [...ownedOn({ portal: 'old' }, 'ada', 'ben'), ...ownedOn({ portal: 'old', kind: 'seat' }, 'cy')];
    expect(check(bindings)).toMatchObject([
      {
        code: 'portal-removed',
        severity: 'error',
        detail: 'old: 3 owned, ada@acme.example, ben@acme.example, cy@acme.example.',
        cure: expect.stringContaining('Put the Portal old back') as unknown,
      },
    ]);
  });

  test('of a kind that its portal has no more is said for that kind, with the first three and that there are more', () => {
    expect(check(ownedOn({ kind: 'seat' }, 'a', 'b', 'c', 'd'))).toMatchObject([
      {
        code: 'kind-removed',
        severity: 'error',
        detail: 'acme/seat: 4 owned, a@acme.example, b@acme.example, c@acme.example and more.',
      },
    ]);
  });
});

describe('a plan that can no longer be applied', () => {
  const ledger = { ledgerId: 'lg-1', seq: 12 };
  const codes = (plan: ReturnType<typeof planOf>, given = ledger) =>
    checkPlan(plan, { ledger: given, at: now }).map(({ code, severity }) => [code, severity]);

  test('is an error, and whichever reasons there are, all are said', () => {
    const scope = { ...planOf().scope, at: '2026-11-27T00:00:00.000Z' };
    const old = planOf({ scope, recorded: { expiresAt: now } });
    expect(codes(old, { ledgerId: 'other', seq: 1 })).toEqual([
      ['plan-expired', 'error'],
      ['plan-ahead', 'error'],
      ['plan-foreign', 'error'],
    ]);
  });

  test('is not one that was made for this very moment', () => {
    expect(codes(planOf({ scope: { ...planOf().scope, at: now } }))).toEqual([]);
  });

  test('is not one without a ledger on any ledger', () => {
    const { head } = planOf().recorded.ledger;
    const without = planOf({ recorded: { ledger: { id: null, seq: 99, head } } });
    expect(codes(without)).toEqual([]);
  });
});
