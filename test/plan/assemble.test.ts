import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import type { Change, Standing } from '../../engine/model/change.ts';
import { isInScope } from '../../engine/model/plan-scope.ts';
import { holdBack } from '../../engine/plan/hold-back.ts';
import { orderChanges } from '../../engine/plan/order-changes.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { addressOf, identityOf, portal, verdicts } from '../support/engine-builders.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { byHand, create, invite, remove, update, waiting } from '../support/plan-builders.ts';

function named<Item extends Change | Standing>(item: Item, name: string, on: readonly string[] = []): Item {
  const dependsOn = on.map((other) => formatAddress(addressOf(other)));
  return { ...item, address: addressOf(name), identity: identityOf(name), dependsOn };
}

function held(
  changes: readonly Change[],
  standing: readonly Standing[] = [],
  leftOut: readonly Change[] = [],
): string[] {
  return verdicts(holdBack({ changes, standing, leftOut, carriesInvited: () => false }));
}

/** The same where a person may be given things before coming in. */
function carried(changes: readonly Change[], standing: readonly Standing[] = []): string[] {
  return verdicts(holdBack({ changes, standing, leftOut: [], carriesInvited: ({ kind }) => kind === 'account' }));
}

const child = named(create('x'), 'child', ['base']);
const grandchild = named(create('x'), 'grandchild', ['child']);
const blocked = (name: string): Standing => {
  const { address, identity, evidence } = named(waiting('x'), name);
  return { verdict: 'blocked', address, identity, evidence, summary: '', by: 'something', cure: 'Wait.' };
};

describe('what stands on something that is not in use', () => {
  test.each<readonly [string, readonly Change[], readonly Standing[]]>([
    ['is only now invited', [named(invite('x'), 'base')], []],
    ['has not accepted yet', [], [named(waiting('x'), 'base')]],
    ['has not accepted yet, and gets another role', [named(update('x', { presence: 'invited' }), 'base')], []],
    ['is to be made by hand', [], [named(byHand('x', { wants: 'create' }), 'base')]],
  ])('waits where that %s, with all that stands on it in turn', (_, changes, standing) => {
    const lines = held([...changes, child, grandchild], standing);
    expect(lines).toEqual(expect.arrayContaining(['waiting child', 'waiting grandchild']));
    expect(lines.some((line) => line.startsWith('create'))).toBe(false);
  });

  test('is blocked where that is blocked', () => {
    expect(held([child, grandchild], [blocked('base')])).toEqual(
      expect.arrayContaining(['blocked child', 'blocked grandchild']),
    );
  });

  test.each<readonly [string, readonly Change[], readonly Standing[]]>([
    ['is only now invited', [named(invite('x'), 'base')], []],
    ['has not accepted yet', [], [named(waiting('x'), 'base')]],
    ['has not accepted yet, and gets another role', [named(update('x', { presence: 'invited' }), 'base')], []],
  ])('goes on where that %s, and the kind carries others all the same', (_, changes, standing) => {
    expect(carried([...changes, child], standing)).toEqual(expect.arrayContaining(['create child']));
  });

  test('waits all the same where nothing is there, or somebody has to make it', () => {
    const pause = named(waiting('x'), 'base');
    const gate = { ...(pause.verdict === 'waiting' ? pause.gate : {}), step: 're-invite' };
    expect(carried([child], [{ ...pause, gate } as Standing])).toContain('waiting child');
    expect(carried([child], [named(byHand('x', { wants: 'create' }), 'base')])).toContain('waiting child');
  });

  test.each<readonly [string, readonly Change[], readonly Standing[]]>([
    ['is made now', [named(create('x'), 'base')], []],
    ['is changed by hand', [], [named(byHand('x', { wants: 'update' }), 'base')]],
    [
      'is in use, and a mail to it got no answer',
      [],
      [blocked('base'), { ...named(waiting('x'), 'base'), verdict: 'unchanged' }],
    ],
    ['is in use and updated, and a request on it waits', [named(update('x'), 'base')], [blocked('base')]],
    ['is spoken of nowhere', [], []],
  ])('goes on where that %s', (_, changes, standing) => {
    expect(held([...changes, child, grandchild], standing)).toEqual(
      expect.arrayContaining(['create child', 'create grandchild']),
    );
  });

  test('says what it needs and why', () => {
    const { standing } = holdBack({
      changes: [child, grandchild],
      standing: [blocked('base')],
      leftOut: [],
      carriesInvited: () => false,
    });
    expect(standing.slice(1)).toMatchObject([
      { by: 'needs acme/account/base@acme.example, which is blocked itself' },
      { by: 'needs acme/account/child@acme.example, which is held back itself' },
    ]);
  });

  test('waits where that is left out of the plan', () => {
    expect(held([child], [], [named(create('x'), 'base')])).toEqual(['blocked child']);
    expect(held([child], [], [named(update('x'), 'base')])).toEqual(['create child']);
  });

  test('removals wait for nobody', () => {
    expect(held([named(remove('x'), 'child', ['base'])], [blocked('base')])).toEqual(['delete child', 'blocked base']);
  });

  test('the mail of an invitation goes with it, but not without it', () => {
    const { fields: _f, formerKey: _k, ...common } = update('x');
    const mail = { occasion: 'o', to: 't', subject: 's', text: 't', locale: 'en' };
    const notify = named({ ...common, verdict: 'notify', before: null, after: null, mail }, 'base', ['base']);
    const guest = named(invite('x'), 'base', ['house']);
    expect(held([guest, notify])).toEqual(['invite base', 'notify base']);
    expect(held([guest, notify], [blocked('house')])).toEqual(['blocked house', 'blocked base', 'blocked base']);
  });
});

describe('the order of removals', () => {
  const seat = kindWith({ kind: 'seat', dependsOnKinds: ['account'] });
  const declared = [account, seat].map((kind) => ({ portal, kind, resources: [], requests: [] }));
  const seatOf = (name: string) => {
    const change = named(remove('x'), name);
    return { ...change, address: { ...change.address, kind: 'seat' } };
  };

  test('is children first, of the same person', () => {
    const [, ada, adas] = orderChanges([seatOf('ben'), named(remove('x'), 'ada'), seatOf('ada')], declared)
      .sort((left, right) => left.identity.name.localeCompare(right.identity.name))
      .reverse();
    expect([ada, adas].map((one) => one?.dependsOn)).toEqual(
      expect.arrayContaining([['acme/seat/ada@acme.example'], []]),
    );
  });

  test('of the plan is that of the addresses, then of the verdicts', () => {
    const ordered = orderChanges([named(update('x'), 'b'), named(create('x'), 'a'), named(create('x'), 'b')], declared);
    expect(verdicts({ changes: ordered, standing: [] })).toEqual(['create a', 'create b', 'update b']);
  });
});

describe('the scope of a plan', () => {
  const covered = (scope: object, address = addressOf('ada')) => isInScope({ ...wholeScope, ...scope }, address);

  test.each([
    [{}, true],
    [{ target: ['acme'] }, true],
    [{ target: ['acme/'] }, true],
    [{ target: ['acme/account'] }, true],
    [{ target: ['acme/account/ada@acme.example'] }, true],
    [{ target: ['acm'] }, false],
    [{ target: ['acme/acc'] }, false],
    [{ target: ['acme/account/ada'] }, false],
    [{ target: ['other', 'acme'] }, true],
    [{ exclude: ['acme/account'] }, false],
    [{ target: ['acme'], exclude: ['acme/account/ben@acme.example'] }, true],
    [{ target: ['acme'], exclude: ['acme'] }, false],
  ])('%j covers ada: %s', (scope, expected) => {
    expect(covered(scope)).toBe(expected);
  });
});
