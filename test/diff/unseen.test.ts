import { describe, expect, test } from 'vitest';
import type { Gate } from '../../engine/model/gate.ts';
import { addressOf, at, bound, desired, diff, gateFor, observed, verdicts } from '../support/engine-builders.ts';
import { account, byHand, kindWith, without } from '../support/engine-kinds.ts';

const byKey = kindWith({ reads: 'by-key' });
const tell: Gate = {
  step: 'tell-id',
  title: 'tell which account it is',
  waitingFor: { role: 'administrator', name: 'grace' },
  since: at,
  proof: { by: 'attest' },
  proves: 'Only a word.',
  instructions: ['Look it up.'],
  asks: [{ name: 'billingId', into: 'id', means: 'the number', pattern: '^[0-9]+$', required: true }],
};

describe('what is there under an id that nobody knows', () => {
  const reading = { coverage: 'known-only' as const, unidentified: new Map([['ada@acme.example', tell]]) };

  test('is asked for, and not made a second time', () => {
    const { changes, standing } = diff({ kind: byKey, desired: [desired('ada')], reading });
    expect(changes).toEqual([]);
    expect(standing).toMatchObject([
      { verdict: 'manual', word: 'identify', wants: 'create', gate: tell, opened: null, after: { role: 'member' } },
    ]);
  });

  test('says since when it is asked for', () => {
    const open = gateFor('ada', { gate: tell });
    const { standing } = diff({ kind: byKey, desired: [desired('ada')], reading, openGates: [open] });
    expect(standing).toMatchObject([{ verdict: 'manual', opened: open.opened, gate: { since: open.opened } }]);
  });

  test('of others nothing is said', () => {
    const { standing } = diff({ kind: byKey, desired: [desired('ben')], reading });
    expect(standing).toMatchObject([{ verdict: 'blocked' }]);
  });
});

describe('a portal whose credentials do not exist yet', () => {
  const reading = { coverage: 'known-only' as const, pending: 'access-key' };

  test('keeps what its API would do waiting for them', () => {
    const { changes, standing } = diff({ kind: account, desired: [desired('ada')], reading });
    expect(changes).toEqual([]);
    expect(standing).toMatchObject([
      {
        verdict: 'waiting',
        gate: { step: 'credentials', title: 'get the credentials of acme (access-key)', proof: { by: 'read' } },
        evidence: { grade: 'not-observable' },
      },
    ]);
  });

  test('has what the ledger recorded, and removes nothing', () => {
    const recorded = observed('ada');
    const owned = { kind: account, observed: [recorded], bindings: [bound('ada')], reading };
    expect(verdicts(diff({ ...owned, desired: [desired('ada')] }))).toEqual(['unchanged ada']);
    expect(verdicts(diff({ ...owned, desired: [] }))).toEqual(['waiting ada']);
    expect(verdicts(diff({ ...owned, desired: [desired('ada', { role: 'owner' })] }))).toEqual(['waiting ada']);
  });

  test('does not keep people from what they do by hand', () => {
    const hand = kindWith({ capabilities: without('create') });
    expect(verdicts(diff({ kind: hand, desired: [desired('ada')], reading }))).toEqual(['manual ada']);
    expect(verdicts(diff({ kind: byHand, desired: [desired('ada')], reading }))).toEqual(['manual ada']);
  });
});

describe('what a removal leaves behind', () => {
  const expiring = kindWith({ isSpent: (attributes) => attributes['role'] === 'expired' });

  test('is let go of where it is all that can be done', () => {
    const ada = observed('ada', { role: 'expired' });
    const { changes } = diff({ kind: expiring, observed: [ada], bindings: [bound('ada')] });
    expect(changes).toMatchObject([{ verdict: 'release', word: 'forget' }]);
  });

  /** Found by the simulation (MaaS360 alone, seed 29): a trial that had ended before it began ran for thirty days. */
  test('is not made where it is declared and nothing is there', () => {
    const { changes, standing } = diff({ kind: expiring, desired: [desired('ada', { role: 'expired' })] });
    expect(changes).toEqual([]);
    expect(standing).toMatchObject([{ verdict: 'blocked', cure: 'Take it out of the manifests.' }]);
  });

  test('is not said to be gone while nobody can look, or a call for it may still bring it', () => {
    const ended = { kind: expiring, desired: [desired('ada', { role: 'expired' })] };
    const unread = diff({ ...ended, reading: { coverage: 'known-only', pending: 'access-key' } });
    expect(unread.standing).toMatchObject([
      { verdict: 'waiting', address: addressOf('ada'), summary: 'expired', gate: { step: 'credentials' } },
    ]);
    const asked = gateFor('ada', { wants: 'create', sent: true });
    expect(diff({ ...ended, openGates: [asked] }).standing).toMatchObject([{ verdict: 'waiting', gate: asked.gate }]);
    // A person who was asked to make it, and made nothing yet, need not any more.
    const byHandOnly = gateFor('ada', { wants: 'create' });
    expect(verdicts(diff({ ...ended, openGates: [byHandOnly] }))).toEqual(['blocked ada']);
  });

  test('is removed where it is not', () => {
    const { changes } = diff({ kind: expiring, observed: [observed('ada')], bindings: [bound('ada')] });
    expect(changes).toMatchObject([{ verdict: 'delete' }]);
  });
});

test('a step by hand names what it stands on', () => {
  const hand = kindWith({ capabilities: without('create') });
  const ada = desired('ada', {}, { dependsOn: ['acme/account/base@acme.example'] });
  const { standing } = diff({ kind: hand, desired: [ada] });
  expect(standing).toMatchObject([{ verdict: 'manual', dependsOn: ['acme/account/base@acme.example'] }]);
});
