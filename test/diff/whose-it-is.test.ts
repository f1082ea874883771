import { describe, expect, test } from 'vitest';
import type { Binding } from '../../engine/model/ledger.ts';
import { replacedIdentity } from '../../engine/model/address.ts';
import {
  addressOf,
  at,
  bound,
  desired,
  diff,
  identityOf,
  intent,
  observed,
  origin,
  pending,
  verdicts,
} from '../support/engine-builders.ts';
import { grouped, invitee, kindWith } from '../support/engine-kinds.ts';

const renamed = (name: string, to: string, more = {}) => desired(name, more, { identity: identityOf(to) });

describe('an object is ours', () => {
  test('by its key alone where the ledger or the portal knows no id', () => {
    for (const [there, owned] of [
      [observed('ada'), bound('ada', {}, { id: null })],
      [observed('ada', {}, { id: null }), bound('ada')],
      [observed('ada', {}, { id: null }), bound('ada', {}, { id: null })],
    ] as const) {
      expect(verdicts(diff({ observed: [there], bindings: [owned] }))).toEqual(['delete ada']);
    }
  });

  test('not where an invitation of ours has the key of another invitation by now', () => {
    const there = observed('ada', {}, { ...pending, id: 'id-other' });
    expect(verdicts(diff({ kind: invitee, observed: [there], bindings: [bound('ada', {}, pending)] }))).toEqual([
      'unmanaged ada',
    ]);
  });
});

describe('an object is handed over from a document that is gone', () => {
  const words = (binding: Partial<Binding>, there = observed('ada')) => {
    const { changes } = diff({
      desired: [renamed('ada', 'lovelace')],
      observed: [there],
      bindings: [bound('ada', {}, binding)],
    });
    return changes.map(({ verdict, word }) => `${verdict} ${word}`);
  };

  test('by its id, and by its key where one of the two has none', () => {
    expect(words({})).toEqual(['adopt hand over']);
    expect(words({ id: null })).toEqual(['adopt hand over']);
    expect(words({}, observed('ada', {}, { id: null }))).toEqual(['adopt hand over']);
  });

  test('but not where somebody made another one under its key', () => {
    expect(words({}, observed('ada', {}, { id: 'id-new' }))).toEqual(['adopt adopt']);
  });

  test('with what differs, which says so too', () => {
    const { changes } = diff({
      desired: [renamed('ada', 'lovelace', { role: 'host' })],
      observed: [observed('ada')],
      bindings: [bound('ada')],
    });
    expect(changes).toMatchObject([{ verdict: 'adopt', word: 'hand over', fields: [{ field: 'role' }] }]);
    const { changes: found } = diff({ desired: [desired('ada', { role: 'host' })], observed: [observed('ada')] });
    expect(found).toMatchObject([{ verdict: 'adopt', word: 'adopt', consent: [] }]);
  });

  test('and whatever else its earlier binding finds by its id is removed by nobody', () => {
    const moved = observed('ada.old', {}, { ...pending, id: 'id-ada' });
    const accepted = observed('ada', {}, { id: 'id-new' });
    const world = { kind: invitee, desired: [renamed('ada', 'lovelace')], bindings: [bound('ada', {}, pending)] };
    expect(verdicts(diff({ ...world, observed: [accepted, moved] }))).toEqual(['adopt ada', 'unmanaged ada.old']);
  });
});

describe('an object that some document speaks of', () => {
  test('is not judged again for an earlier owner', () => {
    const openIntents = [{ seq: 1, at, ref: null, intent: intent('ada', { identity: identityOf('lovelace') }) }];
    const world = { desired: [renamed('ada', 'lovelace')], observed: [observed('ada')], bindings: [bound('ada')] };
    expect(verdicts(diff({ ...world, openIntents }))).toEqual(['blocked ada']);
  });

  test('is not unmanaged, nor is one that is owned and only blocked', () => {
    const reading = { coverage: 'partial' } as const;
    expect(verdicts(diff({ observed: [observed('ada')], bindings: [bound('ada')], reading }))).toEqual(['blocked ada']);
  });

  test('under a former key of two documents is the first one’s alone', () => {
    const first = desired('king', {}, { formerKeys: ['ada@acme.example'] });
    const second = desired('queen', {}, { formerKeys: ['ada@acme.example'] });
    expect(verdicts(diff({ desired: [first, second], observed: [observed('ada')] }))).toEqual([
      'adopt king',
      'create queen',
    ]);
  });

  test('under a former key is left to another document that owns it and is declared', () => {
    const king = desired('king', {}, { formerKeys: ['ada@acme.example'] });
    const mover = desired('ada.new', {}, { identity: identityOf('ada') });
    const world = { observed: [observed('ada')], bindings: [bound('ada')] };
    expect(verdicts(diff({ ...world, desired: [king, mover] }))).toEqual(['create king', 'update ada.new']);
    expect(verdicts(diff({ ...world, desired: [king] }))).toEqual(['adopt king']);
  });
});

describe('an owned object under another key', () => {
  const king = (more = {}) => desired('ada.king', {}, { identity: identityOf('ada'), ...more });

  test('is left alone where nobody knows what has the new key', () => {
    const kind = kindWith({ reads: 'by-key' });
    const world = { kind, desired: [king()], observed: [observed('ada')], bindings: [bound('ada')] };
    expect(verdicts(diff({ ...world, reading: { coverage: 'known-only' } }))).toEqual(['blocked ada.king']);
    const reading = { coverage: 'known-only' as const, absent: new Set(['ada.king@acme.example']) };
    expect(verdicts(diff({ ...world, reading }))).toEqual(['update ada.king']);
  });

  test('waits for the outcome of an earlier call on the key that it has', () => {
    const openIntents = [{ seq: 1, at, ref: null, intent: intent('ada', { verdict: 'update' }) }];
    const world = { desired: [king()], observed: [observed('ada')], bindings: [bound('ada')], openIntents };
    expect(verdicts(diff(world))).toEqual(['blocked ada.king']);
  });

  test('is renamed also where its key stands in none of its attributes', () => {
    const renamedOnly = desired('ada.king', { email: 'ada@acme.example' }, { identity: identityOf('ada') });
    const world = { desired: [renamedOnly], observed: [observed('ada')], bindings: [bound('ada')] };
    expect(diff(world).changes).toMatchObject([{ verdict: 'update', formerKey: 'ada@acme.example', fields: [] }]);
  });

  test('is replaced by adopting what has the new key already', () => {
    const world = { kind: invitee, desired: [king()], bindings: [bound('ada')] };
    const there = [observed('ada'), observed('ada.king')];
    expect(verdicts(diff({ ...world, observed: there }))).toEqual(['adopt ada.king']);
  });

  test('is withdrawn for the reason that the new document gives', () => {
    const world = { kind: invitee, observed: [observed('ada', {}, pending)], bindings: [bound('ada', {}, pending)] };
    const [withdrawal] = diff({ ...world, desired: [king({ why: { ticket: 'T' } })] }).changes;
    expect(withdrawal).toMatchObject({ verdict: 'delete', why: { ticket: 'T' }, at: { line: 3 } });
    expect(diff({ ...world, desired: [king()] }).changes[0]).not.toHaveProperty('why');
  });
});

describe('the earlier half of a replacement', () => {
  const old = bound('ada', {}, { identity: replacedIdentity(identityOf('ada'), 'ada@acme.example') });
  const king = desired('ada.king', {}, { identity: identityOf('ada') });
  const next = bound('ada.king', {}, { identity: identityOf('ada'), address: addressOf('ada.king') });

  test('stays where the new one was never made, or is gone', () => {
    const world = { kind: invitee, desired: [king], observed: [observed('ada')] };
    expect(verdicts(diff({ ...world, bindings: [old] }))).toEqual(['invite ada.king', 'blocked ada']);
    expect(verdicts(diff({ ...world, bindings: [old, next] }))).toEqual(['invite ada.king', 'blocked ada']);
  });

  test('says when it goes that it was replaced', () => {
    const there = [observed('ada'), observed('ada.king')];
    const { changes } = diff({ kind: invitee, desired: [king], observed: there, bindings: [old, next] });
    expect(changes).toMatchObject([{ verdict: 'delete', ends: { because: 'replaced', was: 'User/ada' } }]);
  });
});

test('of several grants that ended, a removal names the last one, whatever their order', () => {
  const grant = (day: string) => ({ person: 'ada', role: 'x', ended: `2026-11-${day}T00:00:00.000Z`, origin });
  const because = 'until' as const;
  const ends = (...days: string[]) => {
    const ended = days.map((day) => ({ ...grant(day), because, why: { ticket: day } }));
    return diff({ portal: { ended }, observed: [observed('ada')], bindings: [bound('ada')] }).changes[0]?.why?.ticket;
  };
  expect([ends('20', '10'), ends('10', '20'), ends('10', '20', '15')]).toEqual(['20', '20', '20']);
});

test('a release of the whole object, or of what is spent, does nothing at the portal', () => {
  const kind = { ...grouped, whenUndeclared: () => 'release' as const };
  const { changes } = diff({ kind, observed: [observed('ada')], bindings: [bound('ada')] });
  expect(changes).toMatchObject([
    { word: 'release', consequences: [{ kind: 'keeps' }], consent: [], dependsOn: [], harms: [], requests: 0 },
  ]);
});
