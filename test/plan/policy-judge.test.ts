import { describe, expect, test } from 'vitest';
import type { Standing } from '../../engine/model/change.ts';
import type { PolicyDeclaration, PolicyVerdict } from '../../engine/model/policy.ts';
import { type Judged, policyJudge } from '../../engine/plan/policy-judge.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { policy } from '../policy/policies.ts';
import {
  addressOf,
  at,
  identityOf,
  ledgerWith,
  locate,
  observation,
  observed,
  portal,
} from '../support/engine-builders.ts';
import { account } from '../support/engine-kinds.ts';
import { byHand, remove } from '../support/plan-builders.ts';

/** Ada and Ben are there, and a plan does this to them. */
async function verdicts(policies: readonly PolicyDeclaration[], plan: Partial<Judged>): Promise<string[]> {
  const judge = await policyJudge({ workspace: { policies, users: [], portals: [portal] }, locate });
  const found: readonly PolicyVerdict[] = judge({
    scope: wholeScope,
    changes: [],
    standing: [],
    declared: [{ portal, kind: account, resources: [], requests: [] }],
    observations: [observation([observed('ada'), observed('ben')])],
    ledger: ledgerWith(),
    at,
    ...plan,
  });
  return found.map((one) => `${one.policy} ${one.verdict} ${one.severity}`).sort();
}
const grants = (name: string, rule: string) => policy({ name, each: 'portal', rule: `portal.grants.size() ${rule}` });
const few = grants('few', '<= 1');
const some = grants('some', '>= 2');
const step = (wants: 'delete' | 'invite', name: string): Standing =>
  byHand('x', { wants, address: addressOf(name), identity: identityOf(name), after: wants === 'delete' ? null : {} });
const adaGoes = { ...remove('x'), address: addressOf('ada'), identity: identityOf('ada') };

test('a workspace without policies judges nothing', async () => {
  const judge = await policyJudge({ workspace: { portals: [portal] }, locate });
  expect(judge({} as Judged)).toEqual([]);
});

test('a policy that nobody checked is not passed over', async () => {
  const workspace = { policies: [policy({ name: 'odd', rule: 'user.' })], users: [], portals: [portal] };
  await expect(policyJudge({ workspace, locate })).rejects.toThrow('The policy odd was not checked');
});

describe('steps by hand', () => {
  test('that give are held up by what was wrong before', async () => {
    expect(await verdicts([few], { standing: [step('invite', 'cy')] })).toEqual(['few refused error']);
  });

  test('that only ask what came of an earlier call give nothing, and are no change', async () => {
    const question = {
      ...byHand('x', { address: addressOf('cy'), identity: identityOf('cy') }),
      question: true as const,
    };
    const unmade = policy({ name: 'unmade', each: 'change', rule: 'false' });
    expect(await verdicts([few, unmade], { standing: [question] })).toEqual(['few warned warn']);
    const two = grants('two', '== 2');
    expect(await verdicts([two], { standing: [question] })).toEqual([]);
    const { question: _, ...asked } = question;
    expect(await verdicts([unmade], { standing: [asked] })).toEqual(['unmade refused error']);
    expect(await verdicts([unmade], { changes: [adaGoes] })).toEqual(['unmade refused error']);
  });

  test('that only take are held up by what they break themselves, and by nothing else', async () => {
    expect(await verdicts([some], { standing: [step('delete', 'ada')] })).toEqual(['some refused error']);
    const none = grants('none', '== 0');
    expect(await verdicts([none], { standing: [step('delete', 'ada')] })).toEqual(['none warned warn']);
  });
});

test('a plan that only takes is let go on also where a warning is said besides', async () => {
  const none = grants('none', '== 0');
  const warning = { ...some, severity: 'warn' as const };
  expect(await verdicts([none, warning], { changes: [adaGoes] })).toEqual(['none warned warn', 'some warned warn']);
});

describe('a lockdown and an offboarding', () => {
  test.each(['lockdown', 'offboard'] as const)('are not held up even by what they break: %s', async (mode) => {
    const scope = { ...wholeScope, mode };
    expect(await verdicts([some], { scope, changes: [adaGoes] })).toEqual(['some warned warn']);
    expect(await verdicts([some], { changes: [adaGoes] })).toEqual(['some refused error']);
  });

  test('say of a rule that cannot be evaluated that it is broken', async () => {
    const broken = policy({ name: 'broken', each: 'grant', rule: 'grant.until > now' });
    const scope = { ...wholeScope, mode: 'lockdown' as const };
    expect((await verdicts([broken], { scope }))[0]).toBe('broken broken warn');
  });
});
