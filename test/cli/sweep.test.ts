import { expect, test } from 'vitest';
import { sweepOf } from '../../engine/cli/sweep.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { planOf } from '../support/plan-builders.ts';

const plan = planOf({ scope: { ...wholeScope, mode: 'offboard', person: 'ada' } });
const ada = (...emails: readonly string[]) => ({ name: 'ada', email: 'Ada@acme.example', emails: new Set(emails) });

test('the ledger keeps every address of whom an offboarding is about', () => {
  const former = ada('ada@acme.example', 'king@acme.example');
  const common = { mode: 'offboard', why: 'theft', person: 'ada', email: 'Ada@acme.example' };
  expect(sweepOf(plan, { why: 'theft' }, former)).toEqual({ ...common, formerEmails: ['king@acme.example'] });
  expect(sweepOf(plan, { why: 'theft' }, ada('ada@acme.example'))).toEqual(common);
});
