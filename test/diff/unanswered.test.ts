import { describe, expect, test } from 'vitest';
import type { Gate } from '../../engine/model/gate.ts';
import { addTo, minute } from '../../engine/model/instant.ts';
import type { OpenGate } from '../../engine/model/ledger.ts';
import {
  addressOf,
  at,
  before,
  bound,
  desired,
  diff,
  gateFor,
  identityOf,
  verdicts,
  type World,
} from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';

const tell: Gate = {
  step: 'tell-id',
  title: 'tell which account it is',
  waitingFor: { role: 'administrator', name: 'grace' },
  since: at,
  proof: { by: 'attest' },
  proves: 'Only a word.',
  instructions: ['Look it up.'],
};
const reading = { unidentified: new Map([['ada@acme.example', tell]]) };

/** What is asked for where a call for Ada was sent, and its answer was lost. */
function asked(more: Partial<OpenGate> = {}, world: World = {}): string[] {
  return verdicts(diff({ reading, openGates: [{ ...gateFor('ada', { gate: tell }), sent: true, ...more }], ...world }));
}

describe('an object of which only somebody can say which one it is, and that a lost call may have made', () => {
  test('is asked for although no document gives it any more', () => {
    const { standing } = diff({ reading, openGates: [{ ...gateFor('ada', { gate: tell }), sent: true }] });
    expect(standing).toMatchObject([
      {
        verdict: 'manual',
        word: 'identify',
        wants: 'create',
        summary: 'member',
        evidence: { grade: 'read', at },
        before: null,
        opened: before,
        question: true,
        gate: { ...tell, since: before },
        harms: [],
        consequences: [],
        consent: [],
      },
    ]);
    expect(asked({ wants: 'invite' })).toEqual(['manual ada']);
    expect(asked({ after: null })).toEqual(['manual ada']);
  });

  test('is asked for once, whatever else is open there, and asked for anew where that was another step', () => {
    const another = { ...gateFor('ada'), sent: true as const };
    expect(asked({}, { openGates: [another, { ...gateFor('ada', { gate: tell }), sent: true }] })).toEqual([
      'manual ada',
    ]);
    const { standing } = diff({ reading, openGates: [gateFor('ada', { gate: { step: 'other' } }), another] });
    expect(standing).toMatchObject([{ opened: null, question: true, gate: tell }]);
  });

  test('is a question too where it is declared, in the words of that call', () => {
    const world = { reading, desired: [desired('ada')] };
    const invited = { ...gateFor('ada', { wants: 'invite', id: 'p-7' }), sent: true as const };
    expect(diff({ ...world, openGates: [invited] }).standing).toMatchObject([
      { wants: 'invite', question: true, id: 'p-7', because: 'acme shows that it is there, but not which one it is.' },
    ]);
    const [unsent] = diff({ ...world, openGates: [gateFor('ada')] }).standing;
    expect(unsent).toMatchObject({ wants: 'create', id: null });
    expect(unsent).not.toHaveProperty('question');
  });

  test('is not where nothing was sent, or nothing was to be made', () => {
    expect(verdicts(diff({ reading, openGates: [gateFor('ada')] }))).toEqual([]);
    expect(asked({ before: {} })).toEqual([]);
    for (const wants of ['update', 'delete', 'reset'] as const) expect(asked({ wants })).toEqual([]);
  });

  test('is asked for once, by its document where there is one, unless everything goes', () => {
    const world = { desired: [desired('ada', {}, { identity: identityOf('lovelace') })] };
    expect(asked({}, world)).toEqual(['manual ada']);
    expect(asked({}, { ...world, removeAll: true })).toEqual(['manual ada']);
    expect(
      diff({ ...world, reading, openGates: [{ ...gateFor('ada', { gate: tell }), sent: true }] }).standing[0]?.identity
        ?.name,
    ).toBe('lovelace');
  });

  test('is not where the ledger knows by now which one it is', () => {
    const elsewhere = bound('ada', {}, { address: addressOf('other'), id: null });
    expect(asked({}, { bindings: [elsewhere] })).toEqual([]);
    const another = bound('ada', {}, { identity: identityOf('lovelace'), id: null });
    expect(asked({}, { bindings: [another] })).not.toContain('manual ada');
  });

  test('is not where it is surely gone, or was not read', () => {
    expect(asked({}, { reading: {} })).toEqual([]);
    expect(asked({}, { reading: { coverage: 'failed' } })).toEqual([]);
  });

  /** Found by the simulation: the step was closed at once, and nobody knew of the account any more (seed 7883). */
  test('is waited for while the portal may be late to show it', () => {
    const world = { kind: kindWith({ visibilityDelay: minute }), reading: {} };
    const { standing } = diff({
      ...world,
      openGates: [{ ...gateFor('ada', { gate: tell, opened: at }), sent: true }],
    });
    expect(standing).toMatchObject([{ verdict: 'waiting', gate: tell, evidence: { grade: 'read', at } }]);
    expect(asked({ opened: before }, world)).toEqual([]);
    expect(asked({ opened: addTo(at, -6 * minute) }, world)).toEqual([]);
    expect(asked({ opened: addTo(at, 1 - 6 * minute) }, world)).toEqual(['waiting ada']);
    expect(asked({ opened: at }, { kind: world.kind })).toEqual(['manual ada']);
  });

  test('is asked for on its own portal and of its own kind alone', () => {
    const address = addressOf('ada');
    expect(asked({ address: { ...address, portal: 'other' } })).toEqual([]);
    expect(asked({ address: { ...address, kind: 'seat' } })).toEqual([]);
  });
});

test('what is to be out of use, and was made just now, is waited for until it can be seen', () => {
  const kind = kindWith({ isSpent: ({ role }) => role === 'expired', visibilityDelay: 60_000 });
  const expired = desired('ada', { role: 'expired' });
  expect(verdicts(diff({ kind, desired: [expired], bindings: [bound('ada', {}, { since: at })] }))).toEqual([
    'waiting ada',
  ]);
  expect(verdicts(diff({ kind, desired: [expired], bindings: [bound('ada')] }))).toEqual(['blocked ada']);
});

test('what is to be out of use, and is not there, is not made for that', () => {
  const kind = kindWith({ isSpent: ({ role }) => role === 'expired' });
  const { changes, standing } = diff({ kind, desired: [desired('ada', { role: 'expired' })] });
  expect(changes).toEqual([]);
  expect(standing).toMatchObject([{ verdict: 'blocked', summary: 'expired', cure: 'Take it out of the manifests.' }]);
});
