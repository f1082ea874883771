import { describe, expect, test } from 'vitest';
import { at, before, bound, desired, diff, observed, origin, pending, type World } from '../support/engine-builders.ts';
import { account, byHand, grouped, kindWith, without } from '../support/engine-kinds.ts';

const place = { file: 'people.yaml', line: 3, column: 1, length: 1 };
const why = { ticket: 'HR-7' };
const until = '2027-01-01T00:00:00.000Z';
const given = { why, until, dependsOn: ['acme/account/base@acme.example'] };
const ended = { person: 'ada', role: 'x', ended: before, because: 'until' as const, why, origin };

/** A kind whose descriptions say everything that a description may say. */
const wordy = (more: Parameters<typeof kindWith>[0] = {}) =>
  kindWith({
    describe: () => ({
      word: 'said',
      harms: ['accounts'],
      hits: { accounts: ['one', 'two'] },
      consequences: [{ kind: 'mail', text: 'gets a mail' }],
      consent: ['is an owner'],
      requests: 4,
    }),
    ...more,
  });

function one(world: World) {
  const { changes, standing } = diff(world);
  expect(changes.length + standing.length).toBe(1);
  return [...changes, ...standing][0];
}

describe('a change carries', () => {
  test('what its kind says of it, and what its document says', () => {
    expect(one({ kind: wordy(), desired: [desired('ada', {}, given)] })).toEqual({
      verdict: 'create',
      address: desired('ada').address,
      identity: desired('ada').identity,
      id: null,
      word: 'said',
      summary: 'member',
      harms: ['accounts'],
      hits: { accounts: ['one', 'two'] },
      consequences: [{ kind: 'mail', text: 'gets a mail' }],
      consent: ['is an owner'],
      evidence: { grade: 'read', at },
      dependsOn: given.dependsOn,
      requests: 4,
      at: place,
      why,
      until,
      before: null,
      after: desired('ada').attributes,
    });
  });

  test('no hits, reasons, ends or dates where nobody says any', () => {
    const [change] = diff({ desired: [desired('ada')] }).changes;
    for (const part of ['hits', 'why', 'until', 'ends']) expect(change).not.toHaveProperty(part);
    const [removal] = diff({ observed: [observed('ada')], bindings: [bound('ada')] }).changes;
    for (const part of ['at', 'why', 'until']) expect(removal).not.toHaveProperty(part);
  });

  test('in a summary what will be there, and of a removal what was', () => {
    const update = {
      desired: [desired('ada', { role: 'host' })],
      observed: [observed('ada')],
      bindings: [bound('ada')],
    };
    expect(one(update)).toMatchObject({ verdict: 'update', summary: 'host', consent: [] });
    expect(one({ observed: [observed('ada', { role: 'host' })], bindings: [bound('ada')] })).toMatchObject({
      verdict: 'delete',
      summary: 'host',
    });
  });

  test('of an adoption nothing that happens at the portal, only whose it is and why', () => {
    expect(one({ kind: wordy(), desired: [desired('ada', {}, { why, until })], observed: [observed('ada')] })).toEqual({
      verdict: 'adopt',
      address: desired('ada').address,
      identity: desired('ada').identity,
      id: 'id-ada',
      word: 'adopt',
      summary: 'member',
      harms: [],
      consequences: [],
      consent: [],
      evidence: { grade: 'read', at },
      dependsOn: [],
      requests: 0,
      at: place,
      why,
      until,
      before: desired('ada').attributes,
      after: desired('ada').attributes,
      fields: [],
      presence: 'active',
    });
    const [plain] = diff({ desired: [desired('ada')], observed: [observed('ada')] }).changes;
    for (const part of ['why', 'until']) expect(plain).not.toHaveProperty(part);
  });

  test('of a take-over what would be lost, as a harm and as a reason for a consent', () => {
    const kind = { ...grouped, describe: wordy().describe };
    const world = { kind, desired: [desired('ada', { groups: ['a'] })] };
    const lost = [{ field: 'groups', before: ['a', 'b'], after: ['a'] }];
    const expected = {
      verdict: 'take-over',
      harms: ['accounts', 'take-overs'],
      consent: ['is an owner', 'takes over groups: what is there now ends'],
      lost,
      fields: lost,
      presence: 'active',
    };
    const there = [observed('ada', { groups: ['a', 'b'] })];
    expect(one({ ...world, observed: there })).toMatchObject({ ...expected, word: 'take over' });
    expect(one({ ...world, observed: there, bindings: [bound('ada')] })).toMatchObject({ ...expected, word: 'said' });
  });

  test('of a release what is kept, in words', () => {
    const world = { desired: [desired('ada')], observed: [observed('ada', { note: 'x' })] };
    const [release] = diff({ ...world, bindings: [bound('ada', { note: 'x', pin: '1' })] }).changes;
    expect(release).toMatchObject({
      verdict: 'release',
      word: 'release',
      summary: 'note, pin',
      id: 'id-ada',
      harms: [],
      consequences: [{ kind: 'keeps', text: 'keeps note "x", pin, no longer managed' }],
      consent: [],
      dependsOn: [],
      requests: 0,
      at: place,
      before: { note: 'x' },
      after: null,
      fields: ['note', 'pin'],
    });
  });
});

describe('a step by hand carries', () => {
  test('the same as the change that it stands for', () => {
    const hand = wordy({ capabilities: without('create') });
    expect(one({ kind: hand, desired: [desired('ada', {}, given)] })).toMatchObject({
      verdict: 'manual',
      at: place,
      why,
      until,
      dependsOn: given.dependsOn,
      hits: { accounts: ['one', 'two'] },
      consequences: [{ kind: 'mail', text: 'gets a mail' }],
      word: 'said',
      wants: 'create',
      before: null,
      after: desired('ada').attributes,
      id: null,
      because: 'Nobody can create here by an API.',
      opened: null,
    });
  });

  test('nothing that nobody says', () => {
    const [plain] = diff({ kind: byHand, desired: [desired('ada')] }).standing;
    for (const part of ['why', 'until', 'ends', 'request', 'dependsOn', 'hits']) expect(plain).not.toHaveProperty(part);
  });

  test('of a removal why it ends, and no place where nothing declares it', () => {
    const world = { kind: byHand, observed: [observed('ada')], bindings: [bound('ada')] };
    const [removal] = diff(world).standing;
    expect(removal).toMatchObject({
      verdict: 'manual',
      ends: { because: 'undeclared', was: 'User/ada' },
      id: 'id-ada',
    });
    expect(removal).not.toHaveProperty('at');
    expect(diff({ ...world, portal: { ended: [ended] } }).standing).toMatchObject([{ at: place, why }]);
  });

  test('of a request its occasion', () => {
    const requests = [
      { address: desired('ada').address, verb: 'reset', occasion: 'ada/1', id: '1', origin, why } as const,
    ];
    const hand = kindWith({ capabilities: without('reset') });
    const world = { kind: hand, desired: [desired('ada')], observed: [observed('ada')], bindings: [bound('ada')] };
    expect(diff({ ...world, requests }).standing[1]).toMatchObject({
      wants: 'reset',
      request: 'ada/1',
      why,
      at: place,
    });
    expect(diff({ ...world, kind: account, requests }).changes).toMatchObject([{ why, at: place, id: 'id-ada' }]);
  });
});

test('a pending invitation counts as one in what its kind is asked', () => {
  const kind = { ...byHand, isSpent: () => false };
  const world = { kind, observed: [observed('ada', {}, pending)], bindings: [bound('ada', {}, pending)] };
  expect(one(world)).toMatchObject({ word: 'withdraw', harms: ['withdrawn-invitations'] });
});
