import { describe, expect, test } from 'vitest';
import type { ManualStanding } from '../../engine/model/change.ts';
import { holdBack } from '../../engine/plan/hold-back.ts';
import { addressOf, desired, diff, gateFor, type World } from '../support/engine-builders.ts';
import { kindWith, without } from '../support/engine-kinds.ts';

const base = 'acme/account/base@acme.example';
const hand = kindWith({ capabilities: without('create') });

function heldIn(world: World) {
  return holdBack({ ...diff(world), leftOut: [], carriesInvited: () => false }).standing.map((one) => [
    one.verdict,
    one.address.key.split('@')[0],
  ]);
}

describe('a step by hand that stands on something', () => {
  const resources = [desired('base'), desired('ada', {}, { dependsOn: [base] })];

  test('is not asked for while that has first to be done itself', () => {
    const { standing } = holdBack({
      ...diff({ kind: hand, desired: resources }),
      leftOut: [],
      carriesInvited: () => false,
    });
    expect(standing).toMatchObject([
      { verdict: 'manual', address: addressOf('base') },
      {
        verdict: 'waiting',
        address: addressOf('ada'),
        gate: { step: 'follows', title: `needs ${base}, which waits for a step by hand` },
      },
    ]);
  });

  test('stays asked for where it was asked for before', () => {
    const open = gateFor('ada', { gate: { step: 'create-by-hand' } });
    expect(heldIn({ kind: hand, desired: resources, openGates: [open] })).toEqual([
      ['manual', 'base'],
      ['manual', 'ada'],
    ]);
  });

  test('is asked for when that is in use', () => {
    const there = (diff({ kind: hand, desired: resources }).standing as ManualStanding[]).filter(
      ({ address }) => address.key !== 'base@acme.example',
    );
    expect(holdBack({ changes: [], standing: there, leftOut: [], carriesInvited: () => false }).standing).toEqual(
      there,
    );
  });
});
