import { describe, expect, test } from 'vitest';
import type { ConsentDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { type HarmClass, harmClasses } from '../../engine/model/harm.ts';
import type { HarmDone } from '../../engine/model/ledger.ts';
import type { Observation } from '../../engine/model/observation.ts';
import type { RailVerdict } from '../../engine/model/plan.ts';
import { checkRails } from '../../engine/plan/check-rails.ts';
import { defaultRails } from '../../engine/plan/harm-rail.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { addressOf, at, identityOf, observation, observed, pending, portal } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { byHand, create, remove, update } from '../support/plan-builders.ts';

const changeDigest = digestOf('the plan');
const people = (count: number, more = {}) => Array.from({ length: count }, (_, index) => observed(`p${index}`, more));

function place<Item extends Counted>(item: Item, name: string): Item {
  return { ...item, address: addressOf(name), identity: identityOf(name) };
}
const harming = (harm: HarmClass, count: number): Counted[] =>
  Array.from({ length: count }, (_, index) => place(remove('x', { harms: [harm] }), `p${index}`));

interface Case {
  readonly portal?: Partial<PortalDeclaration>;
  readonly counted: readonly Counted[];
  readonly observations?: readonly Observation[];
  readonly consents?: readonly ConsentDeclaration[];
  readonly harmDone?: readonly HarmDone[];
}

function rails({
  portal: more,
  counted,
  observations = [observation(people(100))],
  consents = [],
  harmDone = [],
}: Case): RailVerdict[] {
  return checkRails({ portals: [{ ...portal, ...more }], counted, observations, changeDigest, consents, at, harmDone });
}

const verdictOf = (harm: RailVerdict['rail'], one: Case) => rails(one).find(({ rail }) => rail === harm)?.verdict;
const consent = (more: Partial<ConsentDeclaration> = {}): ConsentDeclaration => {
  return { name: 'yes', changeDigest, expires: '2026-11-21T10:00:00.000Z', who: 'grace', why: 'looked at', ...more };
};

describe('a rail in percent', () => {
  test('is of what is in use: people in a trash make no share smaller, unless it is they who go', () => {
    const lies = { dormant: { because: 'kept in the trash', backWith: [] } };
    const thirty = Array.from({ length: 30 }, (_, index) => observed(`t${index}`, {}, lies));
    const observations = [observation([...people(10), ...thirty])];
    const some = rails({ counted: harming('accounts', 8), observations })[0];
    expect([some?.verdict, some?.counted, some?.total]).toEqual(['refused', 8, 10]);
    const theirs = Array.from({ length: 3 }, (_, index) => place(remove('x', { harms: ['accounts'] }), `t${index}`));
    const [gone] = rails({ counted: theirs, observations });
    expect([gone?.verdict, gone?.counted, gone?.total]).toEqual(['pass', 3, 13]);
  });

  test('lets through its share and refuses one more', () => {
    expect(verdictOf('accounts', { counted: harming('accounts', 25) })).toBe('pass');
    expect(verdictOf('accounts', { counted: harming('accounts', 26) })).toBe('refused');
  });

  test('says where only the Portal lets pass what the default would stop', () => {
    const all = harming('accounts', 100);
    const loose = (own: PortalDeclaration['rails']) => rails({ counted: all, portal: { rails: own } })[0];
    expect(loose({ accounts: { percent: 100 } })).toMatchObject({ verdict: 'pass', byDefault: '25 %' });
    expect(loose({ minimumSize: 101 })).toMatchObject({ verdict: 'pass', limit: 'none', byDefault: '25 %' });
    expect(loose({ accounts: { percent: 30 } })).toMatchObject({ verdict: 'refused' });
    expect(loose({ accounts: { percent: 30 } })).not.toHaveProperty('byDefault');
    const few = rails({ counted: harming('accounts', 25), portal: { rails: { accounts: { percent: 100 } } } })[0];
    expect(few).not.toHaveProperty('byDefault');
  });

  test('says the numbers and the people', () => {
    expect(rails({ counted: harming('accounts', 26) })[0]).toMatchObject({
      counted: 26,
      total: 100,
      limit: '25 %',
      reason: '26 accounts of 100, the rail is 25 %',
    });
    expect(rails({ counted: harming('accounts', 26) })[0]?.who).toHaveLength(26);
    expect(rails({ counted: harming('accounts', 1) })[0]).toMatchObject({ who: ['p0@acme.example'], reason: '' });
  });

  test('counts only from the minimum size on, and is not spoken of below it', () => {
    const small = (size: number) => ({ counted: harming('accounts', size), observations: [observation(people(size))] });
    expect(rails(small(9))[0]).toMatchObject({ total: null, limit: 'none' });
    expect(rails(small(10))[0]).toMatchObject({ total: 10, limit: '25 %' });
    expect(verdictOf('accounts', small(9))).toBe('pass');
    expect(verdictOf('accounts', small(10))).toBe('refused');
    expect(verdictOf('accounts', { ...small(9), portal: { rails: { minimumSize: 5 } } })).toBe('refused');
  });

  test('of a class that no kind holds is of the objects that are hit', () => {
    expect(verdictOf('withdrawn-invitations', { counted: harming('withdrawn-invitations', 25) })).toBe('pass');
    expect(verdictOf('withdrawn-invitations', { counted: harming('withdrawn-invitations', 26) })).toBe('refused');
  });

  test('is of nothing known where the portal was not read: zero is not what it holds', () => {
    const unread = [observation([], { coverage: 'failed' })];
    expect(rails({ counted: harming('accounts', 3), observations: unread })[0]).toMatchObject({ total: null });
    const any = { rails: { minimumSize: 0 } };
    expect(verdictOf('accounts', { counted: harming('accounts', 3), observations: unread, portal: any })).toBe('pass');
  });

  test('adds up all kinds that hold the class', () => {
    const more = observation(people(100), { kind: kindWith({ kind: 'other' }) });
    expect(
      rails({ counted: harming('accounts', 50), observations: [observation(people(100)), more] })[0],
    ).toMatchObject({ total: 200, verdict: 'pass' });
  });
});

describe('an absolute rail', () => {
  test.each([
    ['take-overs', 0],
    ['mails', 50],
    ['resets', 10],
    ['orders', 0],
  ] as const)('of %s is %i, whatever the size', (harm, most) => {
    expect(verdictOf(harm, { counted: harming(harm, most + 1), observations: [] })).toBe('refused');
    if (most > 0) expect(verdictOf(harm, { counted: harming(harm, most), observations: [] })).toBe('pass');
  });

  test('of the portal stands beside percent, and either is enough', () => {
    const limits = { rails: { accounts: { count: 3, percent: 50 } } };
    expect(verdictOf('accounts', { portal: limits, counted: harming('accounts', 4) })).toBe('refused');
    expect(rails({ portal: limits, counted: harming('accounts', 3) })[0]).toMatchObject({
      verdict: 'pass',
      limit: '3 or 50 %',
    });
    expect(rails({ portal: { rails: { accounts: {} } }, counted: harming('accounts', 90) })[0]).toMatchObject({
      verdict: 'pass',
      limit: 'none',
    });
  });

  test('there is one for each class of harm', () => {
    expect(Object.keys(defaultRails).sort()).toEqual([...harmClasses].sort());
  });

  test('steps by hand count like calls', () => {
    expect(verdictOf('orders', { counted: [place(byHand('x', { harms: ['orders'] }), 'p0')] })).toBe('refused');
  });
});

describe('what no plan may touch', () => {
  const touched = [place(update('x'), 'p1')];

  test.each(['P1@ACME.example', 'p1@acme.example'])('%s is protected, in whatever letters', (key) => {
    expect(verdictOf('protected', { portal: { protected: [key] }, counted: touched })).toBe('refused');
    expect(verdictOf('own-account', { portal: { account: key }, counted: touched })).toBe('refused');
  });

  test('includes what is renamed away from it, steps by hand and what is made anew', () => {
    const guarded = { portal: { protected: ['old@acme.example'] } };
    expect(
      verdictOf('protected', { ...guarded, counted: [place(update('x', { formerKey: 'old@acme.example' }), 'p1')] }),
    ).toBe('refused');
    expect(verdictOf('protected', { ...guarded, counted: [place(byHand('x'), 'old')] })).toBe('refused');
    expect(verdictOf('protected', { ...guarded, counted: [place(create('x'), 'old')] })).toBe('refused');
  });

  test('is not touched by what only the ledger learns', () => {
    const { fields: _, ...common } = update('x');
    const adopt = place({ ...common, verdict: 'adopt', fields: [] }, 'p1');
    expect(verdictOf('protected', { portal: { protected: ['p1@acme.example'] }, counted: [adopt] })).toBeUndefined();
  });

  test('no consent changes', () => {
    const one = { portal: { protected: ['p1@acme.example'] }, counted: touched, consents: [consent()] };
    expect(verdictOf('protected', one)).toBe('refused');
  });
});

describe('the last administrator', () => {
  const boss = observed('boss', { role: 'administrator' });
  const demote = place(update('x', { after: { role: 'member' } }), 'boss');
  const verdict = (counted: readonly Counted[], ...more: ReturnType<typeof observed>[]) =>
    verdictOf('last-administrator', { counted, observations: [observation([boss, ...people(3), ...more])] });

  test.each([
    ['removed', place(remove('x'), 'boss')],
    ['demoted', demote],
    [
      'demoted and renamed',
      { ...place(update('x', { after: { role: 'member' } }), 'king'), formerKey: 'boss@acme.example' },
    ],
    ['removed by hand', place(byHand('x', { wants: 'delete', after: null }), 'boss')],
  ] as const)('may not be %s', (_, change) => {
    expect(verdict([change])).toBe('refused');
    expect(verdict([change], observed('deputy', { role: 'administrator' }))).toBeUndefined();
  });

  test('is not replaced by somebody who has still to accept', () => {
    expect(verdict([demote], observed('deputy', { role: 'administrator' }, pending))).toBe('refused');
  });

  test('may be changed in other ways, and two changes of one person do not hide each other', () => {
    expect(verdict([place(update('x', { before: { name: 'a' }, after: { name: 'b' } }), 'boss')])).toBeUndefined();
    expect(verdict([place(remove('x'), 'boss'), place(update('x', { after: { name: 'b' } }), 'boss')])).toBe('refused');
  });

  test('is nobody where there is none, and a consent may let the last one go', () => {
    expect(
      verdictOf('last-administrator', { counted: [place(remove('x'), 'p0')], observations: [observation(people(3))] }),
    ).toBeUndefined();
    expect(
      verdictOf('last-administrator', {
        counted: [demote],
        observations: [observation([boss])],
        consents: [consent()],
      }),
    ).toBe('consented');
  });
});

describe('a consent', () => {
  const counted = [place(remove('x', { consent: ['is an owner'] }), 'p1')];

  test('is needed where a change says so, with its reasons', () => {
    expect(rails({ counted }).find(({ rail }) => rail === 'consent')).toMatchObject({
      verdict: 'refused',
      reason: 'this can only be done with a consent to exactly this plan: is an owner',
    });
  });

  test.each([
    ['to this very plan', consent(), 'consented'],
    ['to another plan', consent({ changeDigest: digestOf('another') }), 'refused'],
    ['that has expired', consent({ expires: at }), 'refused'],
  ] as const)('%s', (_, given, expected) => {
    expect(verdictOf('consent', { counted, consents: [given] })).toBe(expected);
    expect(verdictOf('orders', { counted: harming('orders', 1), consents: [given] })).toBe(expected);
  });

  test('does not make a rail that passes look as if it had needed one', () => {
    expect(verdictOf('accounts', { counted: harming('accounts', 1), consents: [consent()] })).toBe('pass');
  });
});

test('each class of harm, and each portal, has a rail of its own', () => {
  const here = harming('accounts', 20);
  const seats = place(remove('x', { harms: ['seats'] }), 'p30');
  const there = { ...here[0]!, address: { ...addressOf('p0'), portal: 'other' } } as Counted;
  const found = checkRails({
    portals: [portal, { ...portal, name: 'other' }],
    counted: [...here, seats, there],
    observations: [],
    ...{ changeDigest, consents: [], at, harmDone: [] },
  });
  expect(found.map((one) => [one.portal, one.rail, one.counted])).toEqual([
    ['acme', 'accounts', 20],
    ['acme', 'seats', 1],
    ['other', 'accounts', 1],
  ]);
});

test('what another portal does is its own', () => {
  const elsewhere = harming('accounts', 26).map((one) => ({
    ...one,
    address: { ...one.address, portal: 'other' },
  })) as Counted[];
  expect(rails({ counted: elsewhere })).toEqual([]);
});
