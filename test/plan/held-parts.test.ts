import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import type { Change, NotifyChange, RequestChange, Standing } from '../../engine/model/change.ts';
import { type HoldBackInput, holdBack } from '../../engine/plan/hold-back.ts';
import { addressOf, identityOf, verdicts } from '../support/engine-builders.ts';
import { byHand, create, gate, invite, location, now, update, waiting } from '../support/plan-builders.ts';

const text = (name: string) => formatAddress(addressOf(name));
function named<Item extends Change | Standing>(item: Item, name: string, ...on: string[]): Item {
  return { ...item, address: addressOf(name), identity: identityOf(name), dependsOn: on.map(text) };
}
const standingAs = (verdict: 'blocked' | 'unchanged' | 'unmanaged', name: string): Standing => {
  const { address, identity, evidence, summary } = named(waiting('x'), name);
  const common = { address, identity, evidence, summary };
  return verdict === 'blocked' ? { ...common, verdict, by: 'no answer', cure: 'Wait.' } : { ...common, verdict };
};
const mail = { occasion: 'o', to: 't', subject: 's', text: 't', locale: 'en' };
const { fields: _f, formerKey: _k, presence: _p, ...plain } = update('x');
const notify: NotifyChange = { ...plain, verdict: 'notify', before: null, after: null, mail };
const reset: RequestChange = { ...plain, verdict: 'reset', before: {}, after: {}, request: 'r' };

function held(more: Partial<HoldBackInput>) {
  return holdBack({ changes: [], standing: [], leftOut: [], carriesInvited: () => false, ...more });
}
const lines = (more: Partial<HoldBackInput>) => verdicts(held(more));

describe('what is held back says', () => {
  test('what it is, what it needs, why, and that nothing is to be typed', () => {
    const child = named(create('x', { at: location }), 'child', 'base');
    const { standing } = held({ changes: [child], standing: [named(waiting('x'), 'base')] });
    expect(standing[1]).toEqual({
      verdict: 'waiting',
      address: child.address,
      identity: child.identity,
      summary: child.summary,
      evidence: child.evidence,
      at: location,
      gate: {
        step: 'follows',
        title: `needs ${text('base')}, which waits for x`,
        waitingFor: { role: 'portal', name: 'acme' },
        since: now,
        proof: { by: 'read' },
        proves: expect.any(String) as unknown,
        instructions: [expect.stringContaining('it follows') as unknown],
      },
      overdue: false,
    });
  });

  test('for something blocked, that it is blocked too, and has no place where nothing declares it', () => {
    const { standing } = held({
      changes: [named(create('x'), 'child', 'base')],
      standing: [standingAs('blocked', 'base')],
    });
    expect(standing[1]).toMatchObject({ verdict: 'blocked', cure: expect.stringContaining('follows') as unknown });
    expect(standing[1]).not.toHaveProperty('at');
    const declared = [named(create('x', { at: location }), 'child', 'base')];
    expect(held({ changes: declared, standing: [standingAs('blocked', 'base')] }).standing[1]).toMatchObject({
      verdict: 'blocked',
      at: location,
    });
  });

  test('why in the words of each reason', () => {
    const why = (more: Partial<HoldBackInput>) => {
      const last = held({
        ...more,
        changes: [...(more.changes ?? []), named(create('x'), 'child', 'base')],
      }).standing.at(-1);
      return last?.verdict === 'waiting' ? last.gate.title : last?.verdict === 'blocked' ? last.by : '';
    };
    expect(why({ changes: [named(invite('x'), 'base')] })).toContain('has first to be accepted');
    expect(why({ standing: [named(byHand('x'), 'base')] })).toContain('waits for a step by hand');
    expect(why({ leftOut: [named(invite('x'), 'base')] })).toContain('is left out of this plan');
  });
});

describe('what is in use', () => {
  const child = named(create('x'), 'child', 'base');
  const { verdict: _v, lost: _l, ...rest } = { ...update('x'), lost: [] };
  const adopt = (presence: 'active' | 'invited') => named({ ...rest, verdict: 'adopt' as const, presence }, 'base');
  const takeOver = (presence: 'active' | 'invited') =>
    named({ ...rest, verdict: 'take-over' as const, lost: [], presence }, 'base');

  test.each<[string, Change]>([
    ['adopted', adopt('active')],
    ['taken over', takeOver('active')],
    ['updated', named(update('x'), 'base')],
    ['reset', named(reset, 'base')],
    ['synchronized', named({ ...reset, verdict: 'sync' }, 'base')],
  ])('stays so while it is %s, whatever is blocked of it besides', (_, change) => {
    expect(lines({ changes: [change, child], standing: [standingAs('blocked', 'base')] })).toContain('create child');
  });

  test.each<[string, Change]>([
    ['adopted', adopt('invited')],
    ['taken over', takeOver('invited')],
  ])('is not what is only invited when it is %s', (_, change) => {
    expect(lines({ changes: [change, child] })).toContain('waiting child');
    expect(lines({ changes: [change, child], carriesInvited: () => true })).toContain('create child');
  });

  test('is nothing that a mail alone goes to', () => {
    expect(lines({ changes: [named(notify, 'base'), child], standing: [standingAs('blocked', 'base')] })).toContain(
      'blocked child',
    );
  });

  test('is what is not ours, and what is removed or changed by hand', () => {
    for (const standing of [standingAs('unmanaged', 'base'), named(byHand('x', { wants: 'delete' }), 'base')]) {
      expect(lines({ changes: [child], standing: [standing] })).toContain('create child');
    }
  });
});

test('what Rollcall only lets go of waits for nothing', () => {
  const release = named({ ...plain, verdict: 'release', before: {}, after: null, fields: [] }, 'x', 'base');
  expect(lines({ changes: [release], standing: [standingAs('blocked', 'base')] })).toContain('release x');
});

test('what is only invited does not stand for something that is blocked, even where an invitation carries', () => {
  const changes = [named(update('x', { presence: 'invited' }), 'base'), named(create('x'), 'child', 'base')];
  const standing = [standingAs('blocked', 'base')];
  expect(lines({ changes, standing, carriesInvited: () => true })).toContain('blocked child');
  const active = [named(update('x'), 'base'), named(create('x'), 'child', 'base')];
  expect(lines({ changes: active, standing, carriesInvited: () => true })).toContain('create child');
});

describe('what stands on a change that makes nothing', () => {
  test.each<[string, Change]>([
    ['a mail', named(notify, 'middle', 'base')],
    ['a reset', named(reset, 'middle', 'base')],
    ['a sync', named({ ...reset, verdict: 'sync' }, 'middle', 'base')],
  ])('goes on where %s is held back', (_, middle) => {
    const changes = [middle, named(create('x'), 'child', 'middle')];
    expect(lines({ changes, standing: [standingAs('blocked', 'base')] })).toEqual([
      'create child',
      'blocked base',
      'blocked middle',
    ]);
  });
});

describe('a mail of an invitation', () => {
  test('waits for another one’s acceptance, and for what is between two invitations of its own', () => {
    expect(lines({ changes: [named(invite('x'), 'base'), named(notify, 'other', 'base')] })).toContain('waiting other');
    const pause = named(waiting('x', { gate: gate({ step: 're-invite' }) }), 'base');
    expect(lines({ changes: [named(notify, 'base', 'base')], standing: [pause], carriesInvited: () => true })).toEqual([
      'waiting base',
      'waiting base',
    ]);
  });
});

test('what stands on two such things is held once, and only what is there to be held', () => {
  const child = named(create('x'), 'child', 'one', 'two');
  const standing = [standingAs('blocked', 'one'), standingAs('blocked', 'two')];
  expect(lines({ changes: [child], standing })).toEqual(['blocked one', 'blocked two', 'blocked child']);
  const idle = { changes: [named(create('x'), 'alone')], standing };
  expect(held(idle)).toEqual({ changes: idle.changes, standing });
});

test('two that stand on the same thing are both held', () => {
  const changes = [named(create('x'), 'a', 'base'), named(create('x'), 'b', 'base')];
  expect(lines({ changes, standing: [standingAs('blocked', 'base')] })).toEqual([
    'blocked base',
    'blocked a',
    'blocked b',
  ]);
});
