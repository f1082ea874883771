import { describe, expect, test } from 'vitest';
import type { Change, NotifyChange, RequestChange, Standing, Verb } from '../../engine/model/change.ts';
import type { FreezeDeclaration } from '../../engine/model/declaration.ts';
import type { PlanScope } from '../../engine/model/plan.ts';
import { beneficiariesOf, isBeneficiary } from '../../engine/plan/beneficiaries.ts';
import { changeDigest } from '../../engine/plan/change-digest.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { freezing, takesAway } from '../../engine/plan/freeze.ts';
import { lockdownRails, warnLockdowns } from '../../engine/plan/lockdown-rail.ts';
import { onlyAbout } from '../../engine/plan/only-the-person.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { ledgerWith, origin } from '../support/engine-builders.ts';
import {
  byHand,
  create,
  gate,
  invite,
  location,
  now,
  rail,
  remove,
  update,
  waiting,
} from '../support/plan-builders.ts';

const { fields, formerKey: _key, presence, ...plain } = update('x');
const mail = { occasion: 'o', to: 't', subject: 's', text: 't', locale: 'en' };
const notify: NotifyChange = { ...plain, verdict: 'notify', before: null, after: null, mail };
const reset: RequestChange = { ...plain, verdict: 'reset', before: {}, after: {}, request: 'r' };
const adopt: Change = { ...plain, verdict: 'adopt', fields, presence };
const takeOver: Change = { ...plain, verdict: 'take-over', fields, presence, lost: fields };
const release: Change = { ...plain, verdict: 'release', before: {}, after: null, fields: ['role'] };
const taking = { harms: ['seats'] } as const;
const asks = (wants: Verb, more: Partial<ReturnType<typeof byHand>> = {}) => byHand('x', { wants, harms: [], ...more });

describe('somebody has less after', () => {
  test.each<[string, Counted, boolean]>([
    ['a removal', remove('x'), true],
    ['a take-over', takeOver, true],
    ['an update that takes', update('x', { harms: ['mails', 'seats'] }), true],
    ['an update that does not', update('x', { harms: ['mails'] }), false],
    ['a removal by hand', asks('delete'), true],
    ['an update by hand that takes', asks('update', { harms: ['mails', 'seats'] }), true],
    ['an update by hand that does not', asks('update', { harms: ['mails'] }), false],
    ['an arrival by hand, whatever it harms', asks('invite', taking), false],
    ['an arrival', create('x', taking), false],
    ['an invitation', invite('x', taking), false],
    ['an adoption', { ...adopt, ...taking }, false],
    ['a release', { ...release, ...taking }, false],
    ['a reset', { ...reset, ...taking }, false],
    ['a sync', { ...reset, ...taking, verdict: 'sync' }, false],
    ['a mail', { ...notify, ...taking }, false],
  ])('%s: %#', (_, item, expected) => {
    expect(takesAway(item)).toBe(expected);
  });
});

describe('a freeze', () => {
  const freeze: FreezeDeclaration = {
    from: '2026-11-20T00:00:00.000Z',
    until: '2026-11-24T00:00:00.000Z',
    why: 'closing',
    portals: [],
    origin,
  };
  const on = (scope: Partial<PlanScope> = {}, freezes = [freeze]) =>
    freezing({ freezes, scope: { ...wholeScope, ...scope }, at: now, workspace: 'acme' });
  const kept = (change: Counted, step: 'holdTakeOvers' | 'holdRemovals') =>
    on()[step](change.verdict === 'manual' ? { changes: [], standing: [change] } : { changes: [change], standing: [] });

  test('holds take-overs first, and what is only asked for too; removals afterwards', () => {
    const manualTakeOver = asks('update', { harms: ['take-overs'] });
    for (const one of [takeOver, manualTakeOver])
      expect(kept(one, 'holdTakeOvers').standing).toMatchObject([{ verdict: 'waiting' }]);
    expect(kept(update('x', { harms: ['take-overs'] }), 'holdTakeOvers').changes).toHaveLength(1);
    expect(kept(asks('delete', taking), 'holdTakeOvers').standing).toMatchObject([{ verdict: 'manual' }]);
    expect(kept(remove('x'), 'holdTakeOvers').changes).toHaveLength(1);
    expect(kept(remove('x'), 'holdRemovals').changes).toEqual([]);
  });

  test('says until when, for whom nobody waits, and where it was declared', () => {
    const [one] = kept(remove('x', { at: location }), 'holdRemovals').standing;
    expect(one).toMatchObject({
      at: location,
      overdue: false,
      gate: {
        waitingFor: { role: 'administrator', name: 'workspace acme' },
        proof: { by: 'read' },
        instructions: [expect.stringContaining('2026-11-23') as unknown],
      },
    });
    expect(kept(remove('x'), 'holdRemovals').standing[0]).not.toHaveProperty('at');
  });

  test('says of a step that was asked for before to leave it, and only of that', () => {
    const instructions = (item: Counted) => {
      const [one] = kept(item, 'holdRemovals').standing;
      return one?.verdict === 'waiting' ? one.gate.instructions : [];
    };
    expect(instructions(asks('delete', { opened: now }))).toHaveLength(2);
    expect(instructions(asks('delete'))).toHaveLength(1);
    expect(instructions(remove('x'))).toHaveLength(1);
  });

  test('that is not on for a portal, or goes on in spite of it, leaves all as it was', () => {
    const found = { changes: [remove('x')], standing: [waiting('y')] };
    const elsewhere = on({}, [{ ...freeze, portals: ['other'] }]);
    expect(elsewhere.holdRemovals(found)).toEqual(found);
    expect(elsewhere.summary()).toMatchObject([{ portals: ['other'], held: 0 }]);
    expect(on({}, [{ ...freeze, portals: ['acme-connect'] }]).holdRemovals(found).changes).toEqual([]);
    for (const mode of ['offboard', 'lockdown'] as const) expect(on({ mode }).holdRemovals(found)).toEqual(found);
  });

  test('of two as long the first holds, and each counts what it holds', () => {
    const two = on({}, [freeze, { ...freeze, why: 'other' }]);
    two.holdRemovals({ changes: [remove('x'), remove('y')], standing: [] });
    expect(two.summary().map(({ why, held }) => [why, held])).toEqual([
      ['closing', 2],
      ['other', 0],
    ]);
  });
});

describe('the digest', () => {
  type Judged = NonNullable<Parameters<typeof changeDigest>[2]>;
  const digest = (counted: readonly Counted[], judged: Judged = {}) => changeDigest(counted, wholeScope, judged);
  const differs = (one: object, other: object) => expect(digest([one as Counted])).not.toBe(digest([other as Counted]));

  test('tells by what each verdict has of its own', () => {
    differs(takeOver, { ...takeOver, lost: [] });
    differs(takeOver, { ...takeOver, lost: [{ field: 'members', before: ['a'], after: [] }] });
    differs(takeOver, { ...takeOver, fields: [] });
    differs(adopt, { ...adopt, fields: [] });
    differs(release, { ...release, fields: [] });
    differs({ ...reset, verdict: 'sync' }, { ...reset, verdict: 'sync', request: 'other' });
    differs(asks('reset', { request: 'a' }), asks('reset', { request: 'b' }));
    differs(notify, { ...notify, mail: { ...mail, from: { name: 'A', address: 'a@acme.example' } } });
    differs(notify, { ...notify, mail: { ...mail, replyTo: 'a@acme.example' } });
    differs(remove('x', { hits: { seats: ['a'] } }), remove('x', { hits: { seats: ['b'] } }));
  });

  test('is of the rails that stop it, whatever their numbers and order, and of no other', () => {
    const stops = (...rails: ReturnType<typeof rail>[]) => digest([], { rails });
    const [accounts, seats] = [rail({ verdict: 'refused' }), rail({ rail: 'seats', verdict: 'consented' })];
    expect(stops(rail())).toBe(digest([]));
    expect(stops(accounts)).not.toBe(digest([]));
    expect(stops({ ...accounts, counted: 99 })).toBe(stops(accounts));
    expect(stops(seats)).not.toBe(stops(accounts));
    expect(stops({ ...accounts, portal: 'other' })).not.toBe(stops(accounts));
    expect(stops(accounts, seats)).toBe(stops(seats, accounts));
  });

  test('is of the policies that decide, in whatever order, and the order of exclusions and consents means nothing', () => {
    const verdict = { policy: 'few', who: 'acme', verdict: 'refused', rule: 'true' } as never;
    const other = { policy: 'many', who: 'acme', verdict: 'refused', rule: 'true' } as never;
    expect(digest([], { policies: [verdict] })).not.toBe(digest([], { policies: [other] }));
    expect(digest([], { policies: [verdict, other] })).toBe(digest([], { policies: [other, verdict] }));
    const without = (exclude: string[]) => changeDigest([], { ...wholeScope, exclude });
    expect(without(['a', 'b'])).toBe(without(['b', 'a']));
    expect(digest([remove('x', { consent: ['a', 'b'] })])).toBe(digest([remove('x', { consent: ['b', 'a'] })]));
  });
});

describe('whom a plan makes privileged', () => {
  const privilege = [{ kind: 'privilege', text: 'x' }] as const;
  const names = (one: Counted) => [...beneficiariesOf([one])].sort();

  test('is known by the key, the document, every address given, and who newly stands in a set', () => {
    const after = { owner: 'EVA@acme.example', note: 'no address', level: 3, members: ['Ben', 'Cy', 7] };
    const before = { members: ['Ben'] };
    const identity = { ...plain.identity, name: 'Ada' };
    const change = update('Team', { before, after, identity, consequences: privilege });
    expect(names(change)).toEqual(['ada', 'cy', 'eva@acme.example', 'team']);
    expect(names({ ...change, identity: { ...identity, document: 'Role' } })).not.toContain('ada');
    expect(names(asks('invite', { identity: null, after: null, consequences: privilege }))).toEqual(['x']);
    expect(names(create('x', { consequences: [{ kind: 'mail', text: 'x' }] }))).toEqual([]);
  });

  test.each([
    [' ADA@acme.example ', true],
    ['os:ada@build', true],
    ['ci:x by ada', true],
    ['ci:x by ada again', false],
    ['not ci:x by ada', false],
    ['os:ada', false],
    ['xos:ada@build', false],
    ['ad', false],
    ['ada@other.example', false],
    ['acme.example', false],
  ])('%j is one of them: %s', (who, expected) => {
    expect(isBeneficiary(who, new Set(['ada@acme.example']))).toBe(expected);
  });
});

describe('of an offboarding', () => {
  const scope: PlanScope = { ...wholeScope, mode: 'offboard', person: 'ada' };
  const isKept = (item: Change | Standing) => onlyAbout([item], { scope, ledger: ledgerWith() }).length === 1;
  const ofAda = { ...plain.identity, name: 'ada' };

  test.each<[string, Change | Standing, boolean]>([
    ['nothing is made for others', create('x'), false],
    ['nobody else is invited', invite('x'), false],
    ['nothing of others is adopted', adopt, false],
    ['nothing of others is taken over', takeOver, false],
    ['others may be updated, for they shrink', update('x'), true],
    ['others may be removed', remove('x'), true],
    ['others may be released', release, true],
    ['nobody is asked to give others something', asks('invite', { dependsOn: [] }), false],
    ['people are asked to update', asks('update'), true],
    ['people are asked to remove', asks('delete'), true],
    ['what stands, stands', waiting('x', { gate: gate() }), true],
    ['all of theirs is kept', create('x', { identity: ofAda }), true],
    [
      'a document of another kind with their name is not theirs',
      create('x', { identity: { ...ofAda, document: 'Role' } }),
      false,
    ],
  ])('%s', (_, item, expected) => {
    expect(isKept(item)).toBe(expected);
  });
});

describe('after a lockdown of a portal', () => {
  const lockdown = { portal: 'acme-connect', at: now, who: 'os:grace', why: 'a leak', run: 'r' };
  const lockdowns = new Map([['acme-connect', lockdown]]);
  const refused = (one: Counted, mode: PlanScope['mode'] = 'normal', locked = lockdowns) =>
    lockdownRails({ counted: [one], lockdowns: locked, mode }).length === 1;

  test('what may give is refused there, by call or by hand, and nothing else', () => {
    for (const one of [create('x'), update('x'), asks('invite')]) expect(refused(one)).toBe(true);
    for (const one of [remove('x'), release, reset, asks('delete')]) expect(refused(one)).toBe(false);
    expect(refused({ ...create('x'), address: { ...plain.address, portal: 'other' } })).toBe(false);
    expect(refused(create('x'), 'normal', new Map())).toBe(false);
  });

  test('what takes more than the manifests ask for is not', () => {
    for (const mode of ['lockdown', 'offboard', 'destroy'] as const) expect(refused(create('x'), mode)).toBe(false);
    expect(refused(create('x'), 'refresh-only')).toBe(true);
  });

  test('it says when, by whom and why', () => {
    const said = 'at 2026-11-21 09:14 UTC by os:grace ("a leak")';
    expect(lockdownRails({ counted: [create('x')], lockdowns, mode: 'normal' })).toMatchObject([
      { limit: 'none', counted: 1, total: null, who: ['x'], reason: expect.stringContaining(said) as unknown },
    ]);
    expect(warnLockdowns({ lockdowns })).toMatchObject([
      { severity: 'warning', detail: expect.stringContaining(said) as unknown },
    ]);
  });
});
