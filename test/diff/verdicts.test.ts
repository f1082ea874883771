import { describe, expect, test } from 'vitest';
import {
  bound,
  desired,
  diff,
  gateFor,
  intent,
  observed,
  pending,
  verdicts,
  type World,
} from '../support/engine-builders.ts';
import { byHand, grouped, invitee, kindWith, slow, without } from '../support/engine-kinds.ts';

/** One person in one world, and everything that the diff says of it. */
const table: readonly (readonly [string, World, readonly string[]])[] = [
  ['nothing is wanted, owned or there', {}, []],
  ['declared and absent', { desired: [desired('ada')] }, ['create ada']],
  ['declared and absent, by invitation', { kind: invitee, desired: [desired('ada')] }, ['invite ada']],
  [
    'as declared',
    { desired: [desired('ada')], observed: [observed('ada')], bindings: [bound('ada')] },
    ['unchanged ada'],
  ],
  [
    'owned and different',
    { desired: [desired('ada', { role: 'administrator' })], observed: [observed('ada')], bindings: [bound('ada')] },
    ['update ada'],
  ],
  [
    'more is there than is declared',
    { desired: [desired('ada')], observed: [observed('ada', { note: 'x' })], bindings: [bound('ada')] },
    ['unchanged ada'],
  ],
  ['owned, and the portal lost it', { desired: [desired('ada')], bindings: [bound('ada')] }, ['create ada']],
  ['owned and no longer declared', { observed: [observed('ada')], bindings: [bound('ada')] }, ['delete ada']],
  ['owned, no longer declared, gone already', { bindings: [bound('ada')] }, []],
  ['there, and nobody’s', { observed: [observed('ada')] }, ['unmanaged ada']],
  ['declared, found as it is', { desired: [desired('ada')], observed: [observed('ada')] }, ['adopt ada']],
  [
    'declared, found different',
    { desired: [desired('ada', { role: 'administrator' })], observed: [observed('ada')] },
    ['adopt ada'],
  ],
  [
    'an exclusive set found with somebody in it who would go',
    {
      kind: grouped,
      desired: [desired('ada', { groups: ['a'] })],
      observed: [observed('ada', { groups: ['a', 'b'] })],
    },
    ['take-over ada'],
  ],
  [
    'an exclusive set found with nobody to lose',
    {
      kind: grouped,
      desired: [desired('ada', { groups: ['a', 'b'] })],
      observed: [observed('ada', { groups: ['a'] })],
    },
    ['adopt ada'],
  ],
  [
    'an exclusive set omitted until now, and given',
    {
      kind: grouped,
      desired: [desired('ada', { groups: ['a'] })],
      observed: [observed('ada', { groups: ['b'] })],
      bindings: [bound('ada')],
    },
    ['take-over ada'],
  ],
  [
    'an exclusive set that was given before',
    {
      kind: grouped,
      desired: [desired('ada', { groups: ['a'] })],
      observed: [observed('ada', { groups: ['a', 'b'] })],
      bindings: [bound('ada', { groups: ['a', 'b'] })],
    },
    ['update ada'],
  ],
  [
    'an attribute given before and omitted now',
    { desired: [desired('ada')], observed: [observed('ada', { note: 'x' })], bindings: [bound('ada', { note: 'x' })] },
    ['release ada', 'unchanged ada'],
  ],
  [
    'a pending invitation',
    {
      kind: invitee,
      desired: [desired('ada')],
      observed: [observed('ada', {}, pending)],
      bindings: [bound('ada', {}, pending)],
    },
    ['waiting ada'],
  ],
  [
    'a pending invitation with another role',
    {
      kind: invitee,
      desired: [desired('ada', { role: 'administrator' })],
      observed: [observed('ada', {}, pending)],
      bindings: [bound('ada', {}, pending)],
    },
    ['update ada'],
  ],
  [
    'a pending invitation with another role that no API can change',
    {
      kind: kindWith({ arrives: 'invite', capabilities: without('update') }),
      desired: [desired('ada', { role: 'administrator' })],
      observed: [observed('ada', {}, pending)],
      bindings: [bound('ada', {}, pending)],
    },
    ['manual ada', 'waiting ada'],
  ],
  [
    'a pending invitation of somebody who is no longer wanted',
    { kind: invitee, observed: [observed('ada', {}, pending)], bindings: [bound('ada', {}, pending)] },
    ['delete ada'],
  ],
  [
    'an attribute that cannot change',
    {
      kind: kindWith({ immutableFields: ['role'] }),
      desired: [desired('ada', { role: 'administrator' })],
      observed: [observed('ada')],
      bindings: [bound('ada')],
    },
    ['manual ada'],
  ],
  [
    'a stranger with an attribute that cannot change',
    {
      kind: kindWith({ immutableFields: ['role'] }),
      desired: [desired('ada', { role: 'administrator' })],
      observed: [observed('ada')],
    },
    ['manual ada'],
  ],
  [
    'no API to create',
    { kind: kindWith({ capabilities: without('create') }), desired: [desired('ada')] },
    ['manual ada'],
  ],
  [
    'no API to delete',
    { kind: kindWith({ capabilities: without('delete') }), observed: [observed('ada')], bindings: [bound('ada')] },
    ['manual ada'],
  ],
  ['nothing readable and nothing recorded', { kind: byHand, desired: [desired('ada')] }, ['manual ada']],
  [
    'an earlier call without an outcome',
    {
      desired: [desired('ada')],
      openIntents: [{ seq: 1, at: '2026-11-20T09:00:00.000Z', intent: intent('ada'), ref: null }],
    },
    ['blocked ada'],
  ],
  [
    'an earlier call that the portal accepted',
    {
      desired: [desired('ada')],
      openIntents: [{ seq: 1, at: '2026-11-20T09:00:00.000Z', intent: intent('ada'), ref: 'r-1' }],
    },
    ['waiting ada'],
  ],
  [
    'an earlier call on what is no longer declared',
    {
      observed: [observed('ada')],
      bindings: [bound('ada')],
      openIntents: [
        { seq: 1, at: '2026-11-20T09:00:00.000Z', intent: intent('ada', { verdict: 'delete' }), ref: null },
      ],
    },
    ['blocked ada'],
  ],
  [
    'a create that ended at somebody’s gate',
    { desired: [desired('ada')], openGates: [gateFor('ada')] },
    ['waiting ada'],
  ],
  [
    'a step that was asked for when it was made',
    {
      desired: [desired('ada')],
      observed: [observed('ada')],
      bindings: [bound('ada')],
      openGates: [gateFor('ada', { wants: 'update' })],
    },
    ['waiting ada'],
  ],
  [
    'a step that only a read proves, and the read shows it',
    {
      desired: [desired('ada')],
      observed: [observed('ada')],
      bindings: [bound('ada')],
      openGates: [gateFor('ada', { wants: 'update', gate: { proof: { by: 'read' } } })],
    },
    ['unchanged ada'],
  ],
  [
    'a new object that the portal does not show yet',
    { kind: slow, desired: [desired('ada')], bindings: [bound('ada', {}, { since: '2026-11-21T08:59:30.000Z' })] },
    ['waiting ada'],
  ],
  [
    'an object that should have been visible for long',
    { kind: slow, desired: [desired('ada')], bindings: [bound('ada', {}, { since: '2026-11-21T08:53:00.000Z' })] },
    ['create ada'],
  ],
  [
    'everything is to go',
    {
      removeAll: true,
      desired: [desired('ada')],
      observed: [observed('ada'), observed('ben')],
      bindings: [bound('ada')],
    },
    ['delete ada', 'unmanaged ben'],
  ],
];

describe('what a diff says of', () => {
  test.each(table)('%s', (_, world, expected) => {
    expect(verdicts(diff(world))).toEqual(expected);
  });
});

describe('reads that do not show everything', () => {
  const worlds: readonly (readonly [string, World])[] = [
    ['absent and declared', { desired: [desired('ada')] }],
    ['absent, declared and owned', { desired: [desired('ada')], bindings: [bound('ada')] }],
    ['absent and owned', { bindings: [bound('ada')] }],
  ];
  test.each(worlds)('block what is %s, whatever part was read', (_, world) => {
    for (const coverage of ['failed', 'partial', 'known-only'] as const) {
      expect(verdicts(diff({ ...world, reading: { coverage } }))).toEqual(['blocked ada']);
    }
  });

  test('a portal that positively says that it is not there is believed', () => {
    const reading = { coverage: 'known-only', absent: new Set(['ada@acme.example']) } as const;
    expect(verdicts(diff({ desired: [desired('ada')], reading }))).toEqual(['create ada']);
  });

  test('half a list removes nobody, and still shows what is as declared', () => {
    const world = {
      desired: [desired('ada')],
      observed: [observed('ada'), observed('ben')],
      bindings: [bound('ada'), bound('ben')],
      reading: { coverage: 'partial' as const },
    };
    expect(verdicts(diff(world))).toEqual(['unchanged ada', 'blocked ben']);
  });

  test('one read by its key alone is enough for a removal where nothing can be listed', () => {
    const kind = kindWith({ reads: 'by-key' });
    const world = {
      kind,
      observed: [observed('ben')],
      bindings: [bound('ben')],
      reading: { coverage: 'known-only' as const },
    };
    expect(verdicts(diff(world))).toEqual(['delete ben']);
  });

  test('the reason of the portal and its cure are said', () => {
    const problem = { code: 'auth', text: 'The token was refused.', cure: 'Make a new one.' } as const;
    const { standing } = diff({ desired: [desired('ada')], reading: { coverage: 'failed', problem } });
    expect(standing[0]).toMatchObject({
      by: 'account of acme could not be read: The token was refused.',
      cure: 'Make a new one.',
    });
  });
});

test('what is said twice is said the same way twice', () => {
  for (const [, world] of table) expect(diff(world)).toEqual(diff(world));
});
