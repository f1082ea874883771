import { describe, expect, test } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import type { NotifyChange } from '../../engine/model/change.ts';
import type { OpenGate } from '../../engine/model/ledger.ts';
import { isAskedAlready } from '../../engine/plan/asked-already.ts';
import { judgeRails, withConsents } from '../../engine/plan/check-rails.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { holdingsOf } from '../../engine/plan/holdings.ts';
import { isPrivileged } from '../../engine/plan/is-privileged.ts';
import { lastAdministratorRails } from '../../engine/plan/last-administrator.ts';
import { sortedByAddress } from '../../engine/plan/order-changes.ts';
import {
  addressOf,
  at,
  attributesOf,
  gateFor,
  identityOf,
  observation,
  observed,
  portal,
} from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { byHand, create, now, rail, remove, update } from '../support/plan-builders.ts';

function place<Item extends Counted>(item: Item, name: string): Item {
  return { ...item, address: addressOf(name), identity: identityOf(name) };
}
const other = { ...portal, name: 'other' };
const { fields: _fields, formerKey: _key, presence: _presence, ...plain } = update('x');

describe('what no plan may touch', () => {
  const guarded = { ...portal, protected: ['p1@acme.example'] };
  const rails = (one: Counted) =>
    judgeRails({ portals: [guarded], counted: [place(one, 'p1')], observations: [], at, harmDone: [] });

  test('is not touched by letting go of it or by a mail, but by an adoption that changes it', () => {
    const mail = { occasion: 'o', to: 't', subject: 's', text: 't', locale: 'en' };
    const notify: NotifyChange = { ...plain, verdict: 'notify', before: null, after: null, mail };
    expect(rails({ ...plain, verdict: 'release', before: {}, after: null, fields: ['role'] })).toEqual([]);
    expect(rails(notify)).toEqual([]);
    const adopt = { ...update('x'), verdict: 'adopt' as const };
    expect(rails(adopt)).toMatchObject([{ rail: 'protected', who: ['p1@acme.example'], limit: 'none', counted: 1 }]);
  });

  test('is counted once, and what needs a consent is named', () => {
    expect(rails(remove('x', { harms: ['accounts'] })).find((one) => one.rail === 'protected')?.who).toEqual([
      'p1@acme.example',
    ]);
    const asked = rails(update('x', { consent: ['is an owner'] })).find((one) => one.rail === 'consent');
    expect(asked?.who).toEqual(['p1@acme.example']);
    expect(rails(update('x'))[0]?.reason).toBe('the portal declares them protected: no plan may touch them');
  });
});

describe('a consent', () => {
  const changeDigest = digestOf('p');
  const consents = [{ name: 'c', changeDigest, expires: '2027-01-01T00:00:00.000Z', who: 'grace', why: 'x' }];
  const verdicts = (seen: ReturnType<typeof rail>[], ...said: ReturnType<typeof rail>[]) =>
    withConsents(said, { consents, changeDigest, counted: [], at: now, seen }).map((one) => [one.verdict, one.reason]);
  const refused = rail({ verdict: 'refused', reason: 'too many' });

  test('covers what was refused when the plan was looked at, and nothing that a rail says only since', () => {
    expect(verdicts([refused], refused)).toEqual([['consented', 'too many']]);
    expect(verdicts([rail()], refused)).toEqual([['refused', expect.stringMatching(/^too many; it was not so/)]]);
    expect(verdicts([{ ...refused, portal: 'other' }], refused)).toMatchObject([['refused', expect.any(String)]]);
    expect(verdicts([rail()], rail())).toEqual([['pass', '']]);
    expect(verdicts([refused], rail())).toEqual([['pass', '']]);
  });
});

describe('a step that was asked for already', () => {
  const step = place(byHand('x', { wants: 'invite', after: attributesOf('ada') }), 'ada');
  const open = gateFor('ada', { wants: 'invite', gate: { step: 'invite-by-hand' } });
  const isAsked = (one: Counted, more: Partial<OpenGate> = {}) => {
    return isAskedAlready(one, new Map([[`acme/account/ada@acme.example#${open.gate.step}`, { ...open, ...more }]]));
  };

  test('is the very same one: step, verb, content and occasion', () => {
    expect(isAsked(step)).toBe(true);
    expect(isAsked({ ...step, gate: { ...step.gate, step: 'other' } })).toBe(false);
    expect(isAsked(step, { wants: 'create' })).toBe(false);
    expect(isAsked(step, { after: {} })).toBe(false);
    expect(isAsked(step, { occasion: 'o' })).toBe(false);
    expect(isAsked({ ...step, request: 'o' }, { occasion: 'o' })).toBe(true);
    expect(isAsked(place(create('x'), 'ada'))).toBe(false);
  });

  test('harms nobody once more', () => {
    const orders = { ...step, harms: ['orders'] as const, consent: ['is dear'] };
    const rails = (openGates: ReadonlyMap<string, OpenGate>) =>
      judgeRails({ portals: [portal], counted: [orders], observations: [], at, harmDone: [], openGates });
    expect(rails(new Map()).map((one) => one.rail)).toEqual(['orders', 'consent']);
    expect(rails(new Map([['acme/account/ada@acme.example#invite-by-hand', open]]))).toEqual([]);
  });
});

describe('what a portal holds', () => {
  const people = (count: number, site = portal, more = {}) =>
    observation(
      Array.from({ length: count }, (_, index) => observed(`p${index}`)),
      { portal: site, ...more },
    );
  const total = (...observations: ReturnType<typeof observation>[]) =>
    holdingsOf(observations, { portal: 'acme', harm: 'accounts', kinds: new Set(['seat']) }).total;

  test('is of this portal alone, of the kinds that hold it, and of what was read', () => {
    expect(total(people(3), people(5, other))).toBe(3);
    expect(total(people(3), people(5, portal, { kind: kindWith({ kind: 'seat', holds: [] }) }))).toBe(3);
    expect(total(people(5, portal, { coverage: 'failed' }))).toBeNull();
    expect(total()).toBeNull();
  });

  test('is not what nobody can use, unless the plan itself takes it away', () => {
    const asleep = { ...observed('cy'), dormant: { because: 'in the trash', backWith: [] } };
    const question = { portal: 'acme', harm: 'accounts' as const, kinds: new Set(['seat']) };
    const seen = [observation([observed('ada'), asleep])];
    expect(total(...seen)).toBe(1);
    expect(holdingsOf(seen, { ...question, isTaken: (_, key) => key === asleep.address.key }).total).toBe(2);
    const has = ({ address: { kind, key } }: ReturnType<typeof observed>) =>
      holdingsOf(seen, question).has({ kind, key, unit: key });
    expect([has(asleep), has(observed('ada'))]).toEqual([false, true]);
  });

  test('is of the kinds that are hit where none holds it', () => {
    const none = (kind: string) => people(4, portal, { kind: kindWith({ kind, holds: [] }) });
    expect(total(none('seat'), none('account'))).toBe(4);
    expect(
      holdingsOf([none('seat')], { portal: 'acme', harm: 'seats', kinds: new Set() }).has({
        kind: 'x',
        key: 'x',
        unit: 'x',
      }),
    ).toBe(false);
  });
});

describe('the last administrator', () => {
  const boss = observed('boss', { role: 'administrator' });
  const gone = place(remove('x'), 'boss');

  test('of one portal is not replaced by one of another', () => {
    const there = observation([observed('deputy', { role: 'administrator' })], { portal: other });
    expect(lastAdministratorRails(portal, [gone], [observation([boss]), there])).toHaveLength(1);
  });

  test('is not touched by what happens to a thing of another kind with the same key', () => {
    const seat = { ...gone, address: addressOf('boss', 'seat') };
    const seats = observation([], { kind: kindWith({ kind: 'seat', holds: ['seats'] }) });
    expect(lastAdministratorRails(portal, [seat], [observation([boss]), seats])).toEqual([]);
  });

  test('goes with the first of several changes that takes them away, whichever it is', () => {
    const rename = place(update('x', { after: { name: 'b' } }), 'boss');
    for (const changes of [
      [gone, rename],
      [rename, gone],
    ]) {
      expect(lastAdministratorRails(portal, changes, [observation([boss])])).toHaveLength(1);
    }
  });
});

describe('a privilege', () => {
  const held = { address: addressOf('ada'), attributes: {}, identity: null } as never as Parameters<
    typeof isPrivileged
  >[0];

  test('is what giving it would be called: for the first time, to somebody who has nothing', () => {
    const asked: { presence: string; round: number; document: string }[] = [];
    const kind = kindWith({
      describe: ({ presence, round, identity }) => {
        asked.push({ presence, round, document: identity.document });
        return { word: 'x', harms: [], consequences: [{ kind: 'privilege', text: 'x' }], consent: [], requests: 0 };
      },
    });
    expect(isPrivileged({ ...held, kind }, at)).toBe(true);
    expect(isPrivileged({ ...held, kind: { ...kind, arrives: 'invite' } }, at)).toBe(true);
    expect(asked).toEqual([
      { presence: 'absent', round: 0, document: 'User' },
      { presence: 'absent', round: 1, document: 'User' },
    ]);
    const mailing = () => ({
      word: 'x',
      harms: [],
      consequences: [{ kind: 'mail' as const, text: 'x' }],
      consent: [],
      requests: 0,
    });
    expect(isPrivileged({ ...held, kind: { ...kind, describe: mailing } }, at)).toBe(false);
  });
});

test('somebody stays administrator only where none of several changes takes it', () => {
  const boss = observed('boss', { role: 'administrator' });
  const demote = place(update('x', { after: { role: 'member' } }), 'boss');
  const rename = place(update('x', { after: { name: 'b' } }), 'boss');
  for (const changes of [
    [demote, rename],
    [rename, demote],
  ]) {
    expect(lastAdministratorRails(portal, changes, [observation([boss])])).toHaveLength(1);
  }
});

test('items are sorted by address, then by what is said of them, and equal ones keep their order', () => {
  const names = ['c', 'a', 'b', 'a'].map((name, index) => place(create('x', { requests: index }), name));
  expect(sortedByAddress(names).map(({ address, requests }) => `${address.key[0]}${requests}`)).toEqual([
    'a1',
    'a3',
    'b2',
    'c0',
  ]);
});
