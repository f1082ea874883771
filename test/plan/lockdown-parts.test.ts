import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import type { DeleteChange } from '../../engine/model/change.ts';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Binding } from '../../engine/model/ledger.ts';
import type { PlanScope } from '../../engine/model/plan.ts';
import type { Held } from '../../engine/plan/hold-back.ts';
import { keepInLockdown } from '../../engine/plan/lockdown.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { addressOf, bound, identityOf, ledgerWith, portal as acme } from '../support/engine-builders.ts';
import { kindWith } from '../support/engine-kinds.ts';
import { byHand, remove } from '../support/plan-builders.ts';

const text = (value: unknown) => (typeof value === 'string' ? [value] : []);
/** A seat stands on a base and takes from a pool; a pool stands on what is said; a team names who is in it. */
const kinds = [
  kindWith(),
  kindWith({
    kind: 'seat',
    standsOn: ({ base }) => text(base),
    takesFrom: ({ pool }) => (typeof pool === 'string' ? { portal: 'acme', kind: 'pool', key: pool } : null),
  }),
  kindWith({ kind: 'pool', standsOn: ({ base }) => text(base) }),
  kindWith({ kind: 'licence', dependsOnKinds: ['pool', 'room'] }),
  kindWith({ kind: 'room', dependsOnKinds: ['room'] }),
  kindWith({ kind: 'team', names: ({ members }) => members as string[] }),
];
const member = (name: string) => formatAddress(addressOf(name));

interface Thing {
  readonly owner?: string;
  readonly document?: string;
  readonly portal?: string;
  readonly before?: JsonObject;
}

function gone(kind: string, key: string, { owner = key, document = 'User', portal = 'acme', before = {} }: Thing = {}) {
  const identity = { document, name: owner, portal, kind };
  const change: DeleteChange = { ...remove('x'), address: { portal, kind, key }, identity, before };
  return change;
}
/** What no person owns. */
const shared = (kind: string, key: string, before: JsonObject = {}) => gone(kind, key, { document: 'Role', before });
const account = (name: string) => gone('account', addressOf(name).key, { owner: name });

interface Case {
  readonly portals?: readonly Partial<PortalDeclaration>[];
  readonly bindings?: readonly Binding[];
  readonly scope?: Partial<PlanScope>;
}

function locked(found: Partial<Held>, { portals = [{ protected: ['ada@acme.example'] }], bindings = [], scope }: Case) {
  const declared = portals.flatMap((more) =>
    kinds.map((kind) => ({ portal: { ...acme, ...more }, kind, resources: [], requests: [] })),
  );
  const lockdown = { ...wholeScope, mode: 'lockdown' as const, ...scope };
  return keepInLockdown(
    { changes: [], standing: [], ...found },
    { scope: lockdown, declared, ledger: ledgerWith({ bindings }) },
  );
}

/** What goes, and why the rest stays. */
function outcome(changes: Held['changes'], more: Case = {}) {
  const { changes: left, kept } = locked({ changes }, more);
  return { goes: left.map(({ address }) => address.key), kept: kept.map(({ because, what }) => `${because} ${what}`) };
}

describe('whoever is protected keeps', () => {
  test('what they hold on that portal, whether Rollcall owns their account or only knows their address', () => {
    const changes = [gone('seat', 's1', { owner: 'ada' }), gone('seat', 's2', { owner: 'ben' })];
    const expected = { goes: ['s2'], kept: ['carries-protected seat s1'] };
    expect(outcome(changes, { bindings: [bound('ada')] })).toEqual(expected);
    const person = { name: 'ada', email: 'ADA@acme.example' } as PortalDeclaration['people'][number];
    const other = { name: 'ben', email: 'ben@acme.example' } as PortalDeclaration['people'][number];
    expect(outcome(changes, { portals: [{ protected: ['ada@acme.example'], people: [person, other] }] })).toEqual(
      expected,
    );
    expect(outcome(changes, { portals: [{ account: 'ada@acme.example', people: [person, other] }] })).toEqual(expected);
  });

  test('nothing that another document of the same name owns', () => {
    const role = bound('ada', {}, { identity: { ...identityOf('ada'), document: 'Role' } });
    expect(outcome([gone('seat', 's1', { owner: 'ada' })], { bindings: [role] }).goes).toEqual(['s1']);
    expect(
      outcome([gone('seat', 's1', { owner: 'ada', document: 'Role' })], { bindings: [bound('ada')] }).goes,
    ).toEqual(['s1']);
  });

  test('nothing on a portal that protects another account', () => {
    const portals = [{}, { name: 'other', protected: ['ada@acme.example'] }];
    const changes = [gone('seat', 's1', { owner: 'ada', portal: 'other' })];
    expect(outcome(changes, { portals, bindings: [bound('ada')] }).goes).toEqual(['s1']);
  });

  test('a team that names them, and no team that names others or something else', () => {
    const team = (key: string, ...members: string[]) => shared('team', key, { members });
    const changes = [team('red', member('ben'), member('ada')), team('blue', member('ben')), team('odd', 'nobody')];
    expect(outcome(changes)).toEqual({ goes: ['blue', 'odd'], kept: ['carries-protected team red'] });
  });
});

describe('what those who stay stand on stays', () => {
  const ada = (before: JsonObject) => gone('seat', 'top', { owner: 'ada', before });
  const bindings = [bound('ada')];

  test('base under base, and the pool, and nothing of the same kinds besides', () => {
    const changes = [
      ada({ base: 'middle', pool: 'p1' }),
      gone('seat', 'middle', { owner: 'eve', before: { base: 'bottom' } }),
      gone('seat', 'bottom', { owner: 'eve' }),
      gone('seat', 'aside', { owner: 'eve' }),
      shared('pool', 'p1', { base: 'p0' }),
      shared('pool', 'p0'),
      shared('pool', 'p2'),
    ];
    expect(outcome(changes, { bindings }).goes).toEqual(['aside', 'p2']);
  });

  test('as far as it would go at all', () => {
    expect(outcome([ada({ base: 'not owned', pool: 'not owned either' })], { bindings }).goes).toEqual([]);
  });

  test('all of a kind where nothing tells which, and nothing of what a person owns', () => {
    const licence = gone('licence', 'l1', { owner: 'ada' });
    const mine = gone('pool', 'mine', { owner: 'eve' });
    const changes = [licence, shared('pool', 'p1'), shared('pool', 'p2'), shared('room', 'r1'), mine];
    expect(outcome(changes, { bindings }).goes).toEqual(['mine']);
    expect(outcome(changes).goes).toEqual(['l1', 'p1', 'p2', 'r1', 'mine']);
  });

  test('and who is protected themselves is said to be', () => {
    const changes = [ada({ base: 'ada@acme.example' }), gone('seat', 'ada@acme.example', { owner: 'ada' })];
    expect(outcome(changes, { bindings }).kept).toEqual([
      'carries-protected seat top',
      'protected seat ada@acme.example',
    ]);
  });
});

describe('a lockdown', () => {
  test('says of what stays only what it is aimed at, and why in words', () => {
    expect(locked({ changes: [account('ada')] }, { scope: { target: ['other'] } }).kept).toEqual([]);
    expect(locked({ changes: [account('ada')] }, {}).kept).toMatchObject([{ text: 'stays: the Portal protects it' }]);
    expect(locked({ changes: [gone('seat', 's', { owner: 'ada' })] }, { bindings: [bound('ada')] }).kept).toMatchObject(
      [{ text: 'stays: somebody who stays is in it, holds it or stands on it' }],
    );
  });

  test('leaves a removal that was due anyway its own reason', () => {
    const due = { because: 'until', at: '2026-11-20T00:00:00.000Z' } as never;
    const ends = (more: object) => locked({ changes: [{ ...account('ben'), ...more }] }, {}).changes[0]?.ends;
    expect(ends({ ends: due })).toEqual(due);
    expect(ends({ ends: { because: 'destroy' } })).toEqual({ because: 'lockdown' });
    expect(ends({})).toBeUndefined();
  });

  test('still asks for the removals by hand, but for those of who stays', () => {
    const step = (name: string, before: JsonObject | null) =>
      byHand('x', { wants: 'delete', address: addressOf(name, 'seat'), identity: identityOf(name, 'seat'), before });
    const nobody = byHand('x', { wants: 'delete', address: addressOf('zoe', 'seat'), identity: null });
    const { changes, standing } = locked({ standing: [step('ben', {}), step('ada', null), nobody] }, {});
    expect(changes).toEqual([]);
    expect(standing.map(({ verdict, address }) => `${verdict} ${address.key.split('@')[0]}`)).toEqual([
      'manual ben',
      'unchanged ada',
      'manual zoe',
    ]);
  });

  test('removes what is on a portal, or of a kind, that is declared no more', () => {
    const changes = [gone('seat', 's1', { portal: 'former' }), gone('former', 'f1')];
    expect(outcome(changes).goes).toEqual(['s1', 'f1']);
    expect(outcome([gone('former', 'ada@acme.example')]).goes).toEqual([]);
  });

  test('has nothing to say of any other plan, not of an offboarding either', () => {
    for (const mode of ['offboard', 'normal', 'destroy'] as const) {
      const found = { changes: [account('ada')], standing: [] };
      expect(locked(found, { scope: { mode } })).toEqual({ ...found, kept: [] });
    }
  });
});
