import { describe, expect, test } from 'vitest';
import { attributesOf, before, bound, desired, diff, gateFor, observed, verdicts } from '../support/engine-builders.ts';
import { byHand, kindWith, without } from '../support/engine-kinds.ts';

describe('a step by hand', () => {
  test('says since when it is asked for, once it was', () => {
    const world = { kind: byHand, desired: [desired('ada')] };
    expect(diff(world).standing).toMatchObject([{ verdict: 'manual', wants: 'invite', opened: null }]);
    const openGates = [gateFor('ada', { wants: 'invite', gate: { step: 'invite-by-hand' } })];
    expect(diff({ ...world, openGates }).standing).toMatchObject([{ opened: before, gate: { since: before } }]);
  });

  test('of a verb whose kind gives no steps has steps all the same', () => {
    const kind = kindWith({
      capabilities: without('delete'),
      describe: () => ({
        word: 'delete',
        harms: ['accounts'],
        consequences: [],
        consent: ['is an owner'],
        requests: 1,
      }),
    });
    const { standing } = diff({ kind, observed: [observed('ada')], bindings: [bound('ada')] });
    expect(standing).toMatchObject([
      {
        verdict: 'manual',
        wants: 'delete',
        harms: ['accounts'],
        consent: ['is an owner'],
        gate: { step: 'delete-by-hand', proof: { by: 'read' } },
      },
    ]);
  });

  test('is asked for by the kind itself for one change alone', () => {
    const gate = gateFor('ada').gate;
    const kind = kindWith({
      describe: () => ({
        word: 'make',
        harms: [],
        consequences: [],
        consent: [],
        requests: 0,
        manual: { because: 'too many', gate },
      }),
    });
    expect(diff({ kind, desired: [desired('ada')] }).standing).toMatchObject([{ because: 'too many', gate }]);
  });
});

describe('what a call left at somebody’s gate', () => {
  const update = { desired: [desired('ada', { role: 'host' })], observed: [observed('ada')], bindings: [bound('ada')] };

  test('is not asked of the portal again', () => {
    const openGates = [gateFor('ada', { wants: 'update', before: {}, after: attributesOf('ada', { role: 'host' }) })];
    expect(verdicts(diff({ ...update, openGates }))).toEqual(['waiting ada']);
  });

  test('is asked anew where it is about something else by now', () => {
    const openGates = [gateFor('ada', { wants: 'update', before: {}, after: attributesOf('ada', { role: 'owner' }) })];
    expect(verdicts(diff({ ...update, openGates }))).toEqual(['update ada']);
  });

  test('of a removal is waited for as long as it is there', () => {
    const openGates = [gateFor('ada', { wants: 'delete', after: null })];
    expect(verdicts(diff({ observed: [observed('ada')], bindings: [bound('ada')], openGates }))).toEqual([
      'waiting ada',
    ]);
    expect(verdicts(diff({ openGates }))).toEqual([]);
  });

  test('of a removal is nothing where the person is wanted again', () => {
    const openGates = [gateFor('ada', { wants: 'delete', after: null })];
    const world = { desired: [desired('ada')], observed: [observed('ada')], bindings: [bound('ada')], openGates };
    expect(verdicts(diff(world))).toEqual(['unchanged ada']);
  });

  test('of another kind is another’s', () => {
    const there = gateFor('ada');
    const openGates = [{ ...there, address: { ...there.address, kind: 'seat' } }];
    expect(verdicts(diff({ desired: [desired('ada')], openGates }))).toEqual(['create ada']);
  });
});
