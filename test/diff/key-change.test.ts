import { describe, expect, test } from 'vitest';
import { replacedIdentity } from '../../engine/model/address.ts';
import type { ResourceKind } from '../../engine/model/provider.ts';
import {
  addressOf,
  bound,
  desired,
  diff,
  identityOf,
  observed,
  pending,
  verdicts,
} from '../support/engine-builders.ts';
import { invitee, kindWith } from '../support/engine-kinds.ts';

const replace = kindWith({ keyChange: 'replace' });
const manual = kindWith({ keyChange: 'manual' });
/** Ada has married. */
const king = desired('ada.king', {}, { identity: identityOf('ada'), formerKeys: ['ada@acme.example'] });

function diffOf(kind: ResourceKind, ...there: Parameters<typeof observed>[0][]) {
  return diff({ kind, desired: [king], observed: there.map((name) => observed(name)), bindings: [bound('ada')] });
}

describe('an owned object whose document has another key by now', () => {
  test('takes it where the portal can rename', () => {
    const { changes } = diffOf(kindWith(), 'ada');
    expect(changes).toMatchObject([
      { verdict: 'update', formerKey: 'ada@acme.example', id: 'id-ada', address: { key: 'ada.king@acme.example' } },
    ]);
  });

  test('is renamed by hand where it cannot', () => {
    expect(verdicts(diffOf(manual, 'ada'))).toEqual(['manual ada.king']);
  });

  test('is replaced by a new one, and stays until that is in use', () => {
    expect(verdicts(diffOf(replace, 'ada'))).toEqual(['create ada.king']);
  });

  test('is left alone where another object has the new key', () => {
    expect(verdicts(diffOf(kindWith(), 'ada', 'ada.king'))).toEqual(['blocked ada.king']);
  });

  test('is simply new where the old one is gone', () => {
    expect(verdicts(diffOf(kindWith()))).toEqual(['create ada.king']);
    expect(verdicts(diffOf(kindWith(), 'ada.king'))).toEqual(['adopt ada.king']);
  });

  test('is as declared where the portal has renamed it already', () => {
    const there = [observed('ada.king', {}, { id: 'id-ada' })];
    for (const kind of [kindWith(), manual, replace]) {
      expect(verdicts(diff({ kind, desired: [king], observed: there, bindings: [bound('ada')] }))).toEqual([
        'unchanged ada.king',
      ]);
    }
  });

  test('is blocked where the new key could not be read', () => {
    const reading = { coverage: 'partial' } as const;
    expect(verdicts(diff({ desired: [king], observed: [observed('ada')], bindings: [bound('ada')], reading }))).toEqual(
      ['blocked ada.king'],
    );
  });

  test('lets go of attributes that are no longer given, in the same step', () => {
    const world = {
      desired: [king],
      observed: [observed('ada', { note: 'x' })],
      bindings: [bound('ada', { note: 'x' })],
    };
    expect(verdicts(diff(world))).toEqual(['release ada.king', 'update ada.king']);
  });
});

test('an object that the portal renamed takes its declared key again', () => {
  const there = [observed('ada.king', {}, { id: 'id-ada' })];
  const { changes } = diff({ desired: [desired('ada')], observed: there, bindings: [bound('ada')] });
  expect(changes).toMatchObject([
    { verdict: 'update', formerKey: 'ada.king@acme.example', address: { key: 'ada@acme.example' } },
  ]);
});

test('a pending invitation is withdrawn first, and only then the new one is sent', () => {
  const world = {
    kind: invitee,
    desired: [king],
    observed: [observed('ada', {}, pending)],
    bindings: [bound('ada', {}, pending)],
  };
  const { changes } = diff(world);
  expect(changes).toMatchObject([
    {
      verdict: 'delete',
      word: 'withdraw',
      identity: identityOf('ada'),
      dependsOn: [],
      ends: { because: 'replaced', was: 'User/ada' },
    },
    { verdict: 'invite', round: 1, dependsOn: ['acme/account/ada@acme.example'] },
  ]);
});

describe('the earlier half of a replacement', () => {
  const old = bound('ada', {}, { identity: replacedIdentity(identityOf('ada'), 'ada@acme.example') });
  const next = bound('ada.king', {}, { identity: identityOf('ada'), address: addressOf('ada.king') });
  const there = (presence: 'active' | 'invited') => [observed('ada'), observed('ada.king', {}, { presence })];
  const world = { kind: invitee, desired: [king], bindings: [old, next] };

  test('stays while the new one is not accepted', () => {
    expect(verdicts(diff({ ...world, observed: there('invited') }))).toEqual(['waiting ada.king', 'blocked ada']);
  });

  test('goes when the new one is in use', () => {
    expect(verdicts(diff({ ...world, observed: there('active') }))).toEqual(['delete ada', 'unchanged ada.king']);
  });

  test('goes with the new one where the person leaves', () => {
    expect(verdicts(diff({ ...world, desired: [], observed: there('invited') }))).toEqual([
      'delete ada',
      'delete ada.king',
    ]);
  });
});

describe('an object under a former key that nobody owns', () => {
  const world = { desired: [king], observed: [observed('ada')] };

  test('is the same person: adopted, and given the declared key', () => {
    const { changes } = diff(world);
    expect(changes).toMatchObject([
      { verdict: 'adopt', formerKey: 'ada@acme.example', id: 'id-ada', fields: [{ field: 'email' }] },
    ]);
  });

  test('is adopted as it is where it must be replaced, so that the next plan can', () => {
    const { changes } = diff({ ...world, kind: replace });
    expect(changes).toMatchObject([{ verdict: 'adopt', address: { key: 'ada@acme.example' }, fields: [] }]);
  });

  test('is renamed by hand where no API can', () => {
    expect(verdicts(diff({ ...world, kind: manual }))).toEqual(['manual ada.king']);
  });

  test('is not theirs where another document declares that key', () => {
    const newcomer = desired('ada', {}, { identity: identityOf('ben') });
    expect(verdicts(diff({ ...world, desired: [king, newcomer] }))).toEqual(['create ada.king', 'adopt ada']);
  });
});
