import { describe, expect, test } from 'vitest';
import { gatesAhead, passSteps } from '../../engine/model/arrival-steps.ts';
import type { EvidenceItem, Gate } from '../../engine/model/gate.ts';
import type { PassedStep } from '../../engine/model/resource.ts';

const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T00:00:00.000Z`;

function gate(step: string, more: Partial<Gate> = {}): Gate {
  return {
    step,
    title: step,
    waitingFor: { role: 'person', name: 'ada' },
    since: day(1),
    proof: { by: 'evidence', fact: `${step}-seen` },
    proves: 'That it was done.',
    instructions: ['Do it.'],
    ...more,
  };
}
const seen = (step: string, at: string): readonly [string, EvidenceItem] => [
  `${step}-seen`,
  { kind: 'x', key: 'ada', fact: `${step}-seen`, at },
];
const passed = (step: string, at: string): PassedStep => ({ step, evidence: { grade: 'attested', at } });

const gates = [gate('one'), gate('two'), gate('three')];
const steps = (given: Partial<Parameters<typeof passSteps>[0]>) =>
  passSteps({ gates, passed: [], since: day(1), evidence: new Map(), at: day(20), ...given });
const namesOf = (done: readonly PassedStep[]): string[] => done.map(({ step }) => step);

describe('the steps by which somebody comes in', () => {
  test('pass one after the other, each by what was seen since the one before', () => {
    const evidence = new Map([seen('one', day(3)), seen('two', day(4)), seen('three', day(5))]);
    expect(namesOf(steps({ evidence }))).toEqual(['one', 'two', 'three']);
    expect(steps({ evidence })[1]?.evidence).toEqual({ grade: 'indirect', at: day(4), note: `two-seen at ${day(4)}` });
  });

  test('do not pass by what was seen before they had begun', () => {
    expect(steps({ evidence: new Map([seen('one', day(3)), seen('two', day(2))]) })).toHaveLength(1);
    expect(steps({ since: day(4), evidence: new Map([seen('one', day(3))]) })).toEqual([]);
  });

  test('do not pass while an earlier one is open', () => {
    expect(steps({ evidence: new Map([seen('two', day(3)), seen('three', day(3))]) })).toEqual([]);
  });

  test('keep what is known of them already', () => {
    const known = [passed('one', day(2))];
    const done = steps({ passed: known, evidence: new Map([seen('one', day(6)), seen('two', day(7))]) });
    expect(done).toMatchObject([known[0], { step: 'two', evidence: { at: day(7) } }]);
  });

  test('can be assumed from a day on, and are then said to be', () => {
    const assumed = [gate('one', { proof: { by: 'attest' }, assumedFrom: day(10), title: 'First login' })];
    expect(steps({ gates: assumed, at: day(9) })).toEqual([]);
    expect(steps({ gates: assumed, at: day(10) })).toEqual([
      { step: 'one', evidence: { grade: 'not-observable', at: day(10), note: 'assumed: nobody saw "First login"' } },
    ]);
  });

  test('are never passed by a word that nobody gave', () => {
    expect(
      steps({ gates: [gate('one', { proof: { by: 'attest' } })], evidence: new Map([seen('one', day(3))]) }),
    ).toEqual([]);
  });
});

describe('what is still ahead', () => {
  test('is everything that has not passed, and the next is waited for since the one before', () => {
    const [next, later] = gatesAhead(gates, [passed('one', day(5))]);
    expect([next?.step, next?.since, later?.step, later?.since]).toEqual(['two', day(5), 'three', day(1)]);
  });

  test('is all of it at the start, and nothing at the end', () => {
    expect(gatesAhead(gates)).toEqual(gates);
    expect(
      gatesAhead(
        gates,
        gates.map(({ step }) => passed(step, day(2))),
      ),
    ).toEqual([]);
  });
});
