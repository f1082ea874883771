import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../engine/model/address.ts';
import type { Change, Standing } from '../../engine/model/change.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { type AssembleInput, assemblePlan } from '../../engine/plan/assemble-plan.ts';
import { wholeScope } from '../../engine/plan/scope.ts';
import { addressOf, gateFor, identityOf, observation, observed, portal } from '../support/engine-builders.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { byHand, create, invite, now, planOf, remove, update, waiting } from '../support/plan-builders.ts';

function at<Item extends Change | Standing>(item: Item, name: string, more: object = {}): Item {
  return { ...item, address: addressOf(name), identity: identityOf(name), ...more };
}
const plain = (verdict: 'unchanged' | 'unmanaged', name: string): Standing => {
  const { address, identity, evidence } = at(waiting('x'), name);
  return { verdict, address, identity, evidence, summary: '' };
};

function assemble(more: Partial<AssembleInput> = {}) {
  return assemblePlan({
    changes: [],
    standing: [],
    declared: [{ portal, kind: account, resources: [], requests: [] }],
    observations: [observation([observed('ada')])],
    providers: [],
    portals: [portal],
    scope: wholeScope,
    recorded: planOf().recorded,
    harmDone: [],
    keepUnchanged: false,
    ...more,
  });
}

test('a plan that only waits for what was asked for harms nobody once more', () => {
  const after = { email: 'ada@acme.example', role: 'member' };
  const step = at(byHand('x', { wants: 'invite', after, harms: ['orders'] }), 'ada');
  const asked = gateFor('ada', { wants: 'invite', after, gate: { step: step.gate.step } });
  const openGates = new Map([[`${formatAddress(step.address)}#${step.gate.step}`, asked]]);
  expect(assemble({ standing: [step] }).rails).toMatchObject([{ rail: 'orders' }]);
  expect(assemble({ standing: [step], openGates }).rails).toEqual([]);
});

test('a plan says nothing of what begins later where nothing does', () => {
  expect(assemble()).not.toHaveProperty('upcoming');
});

describe('a plan counts', () => {
  test('changes by verdict, and what stands by its own, overdue ones besides', () => {
    const standing = [
      plain('unchanged', 'a'),
      plain('unchanged', 'b'),
      plain('unmanaged', 'c'),
      at(waiting('x'), 'd'),
      at(waiting('x', { overdue: true }), 'e'),
      at(byHand('x', { harms: [] }), 'f'),
    ];
    const changes = [at(create('x'), 'g'), at(create('x'), 'h'), at(update('x'), 'i')];
    expect(assemble({ changes, standing }).counts).toEqual({
      changes: { create: 2, update: 1 },
      unchanged: 2,
      waiting: 2,
      overdue: 1,
      manual: 1,
      blocked: 0,
      unmanaged: 1,
    });
  });

  test('what it will ask of each portal, and says what that is', () => {
    const there = { address: { ...addressOf('z'), portal: 'beta' } };
    const changes = [at(create('x', { requests: 2 }), 'a'), at(create('x', { requests: 3 }), 'b'), create('x', there)];
    const portals = [portal, { ...portal, name: 'beta', provider: 'other' }, { ...portal, name: 'idle' }];
    const providers = [{ name: 'sim', reality: 'All of it is made up.' } as Provider];
    expect(assemble({ changes, portals, providers }).portals).toMatchObject([
      { name: 'acme', provider: 'sim', reality: 'All of it is made up.', requests: 5, requestsPerSecond: 50 },
      { name: 'beta', provider: 'other', reality: '', requests: 1 },
      { name: 'idle', requests: 0 },
    ]);
  });

  test('how each kind was read', () => {
    const problem = { code: 'auth', text: 'no', cure: 'yes' } as const;
    const reads = [observation([], { pages: 3, rows: 7 }), observation([], { problem, pending: 'key' })];
    const common = { portal: 'acme', kind: 'account', coverage: 'complete' };
    expect(assemble({ observations: reads }).reads).toEqual([
      { ...common, pages: 3, rows: 7, problem: null },
      { ...common, pages: 1, rows: 0, problem, pending: 'key' },
    ]);
  });
});

describe('a plan keeps', () => {
  test('the unchanged ones only where it is asked to', () => {
    const standing = [plain('unchanged', 'b'), plain('unmanaged', 'a')];
    expect(assemble({ standing }).standing.map(({ verdict }) => verdict)).toEqual(['unmanaged']);
    expect(assemble({ standing, keepUnchanged: true }).standing.map(({ verdict }) => verdict)).toEqual([
      'unmanaged',
      'unchanged',
    ]);
  });

  test('what it is aimed at, and of what moved by itself as well', () => {
    const drift = ['ben', 'ada', 'cy'].map((name) => {
      const { evidence } = waiting('x');
      return { address: addressOf(name), identity: identityOf(name), evidence, what: 'gone' as const, fields: [] };
    });
    const changes = ['ada', 'ben'].map((name) => at(create('x'), name));
    const standing = ['ada', 'ben'].map((name) => plain('unmanaged', name));
    const target = ['acme/account/ada@acme.example', 'acme/account/ben@acme.example'];
    const exclude = ['acme/account/ben@acme.example'];
    const plan = assemble({ changes, standing, drift, scope: { ...wholeScope, target, exclude } });
    for (const part of [plan.changes, plan.standing, plan.drift ?? []]) {
      expect(part.map(({ address }) => address.key)).toEqual(['ada@acme.example']);
    }
    const whole = assemble({ drift });
    expect(whole.drift?.map(({ address }) => address.key.split('@')[0])).toEqual(['ada', 'ben', 'cy']);
    expect(assemble()).not.toHaveProperty('drift');
  });

  test('nothing to do where it only looks', () => {
    const changes = [at(create('x'), 'ada')];
    const standing = [plain('unmanaged', 'ben')];
    const plan = assemble({ changes, standing, scope: { ...wholeScope, mode: 'refresh-only' } });
    expect([plan.changes, plan.standing.length]).toEqual([[], 1]);
  });

  test('no empty lists of what begins later, of freezes and of policies', () => {
    const plan = assemble();
    for (const part of ['upcoming', 'freezes', 'policies']) expect(plan).not.toHaveProperty(part);
    const upcoming = [{ portal: 'acme', who: 'cy', role: 'x', from: now }];
    expect(assemble({ upcoming }).upcoming).toEqual(upcoming);
  });
});

describe('a plan is judged', () => {
  test('by policies on all that is in its scope, also on what is not kept in it', () => {
    const seen: unknown[] = [];
    const judge: AssembleInput['judge'] = ({ changes, standing }) => {
      seen.push(changes.length, standing.length);
      return [];
    };
    assemble({ judge, changes: [at(create('x'), 'a')], standing: [plain('unchanged', 'b')] });
    expect(seen).toEqual([1, 1]);
  });

  test('for the moment that it is for, where that is not now', () => {
    const freeze = { from: '2026-12-01T00:00:00.000Z', until: '2026-12-31T00:00:00.000Z', why: 'closing', portals: [] };
    const freezes = [{ ...freeze, origin: portal.origin }];
    const changes = [at(remove('x'), 'ada')];
    expect(assemble({ freezes, changes }).changes).toHaveLength(1);
    const later = assemble({ freezes, changes, scope: { ...wholeScope, at: '2026-12-05T00:00:00.000Z' } });
    expect(later.standing).toMatchObject([{ verdict: 'waiting', gate: { waitingFor: { name: 'workspace acme' } } }]);
    expect(later.freezes).toEqual([{ ...freeze, held: 1 }]);
  });

  test('by rails on what the ledger owns, has asked for and has locked down, where it says so', () => {
    const lockdowns = new Map([['acme', { portal: 'acme', at: now, who: 'os:x', why: 'y', run: 'r' }]]) as never;
    const changes = [at(create('x'), 'ada')];
    expect(assemble({ changes, lockdowns }).rails).toMatchObject([{ rail: 'lockdown', verdict: 'refused' }]);
    expect(assemble({ changes }).rails).toEqual([]);
    const people = Array.from({ length: 20 }, (_, index) => observed(`p${index}`));
    const gone = { changes: [at(remove('x', { harms: ['accounts'] }), 'p0')], observations: [observation(people)] };
    expect(assemble(gone).rails).toMatchObject([{ total: 20 }]);
    expect(assemble({ ...gone, owners: new Map() }).rails).toMatchObject([{ total: null }]);
  });
});

describe('what stands on an invitation', () => {
  const seat = kindWith({ kind: 'seat' });
  const declared = (carriesInvited: boolean) =>
    [{ ...account, carriesInvited }, seat].map((kind) => ({ portal, kind, resources: [], requests: [] }));
  const on = { dependsOn: [formatAddress(addressOf('ada'))], address: addressOf('ada', 'seat') };
  const changes = [at(invite('x'), 'ada'), create('x', on)];

  test('follows later, but at once where its kind carries others all the same', () => {
    expect(assemble({ changes, declared: declared(false) }).changes).toHaveLength(1);
    expect(assemble({ changes, declared: declared(true) }).changes).toHaveLength(2);
    const [first] = declared(true);
    const elsewhere = [{ ...first!, portal: { ...portal, name: 'beta' } }, ...declared(false)];
    expect(assemble({ changes, declared: elsewhere }).changes).toHaveLength(1);
  });

  test('is blocked where that is left out of the plan', () => {
    const scope = { ...wholeScope, target: ['acme/seat'] };
    expect(assemble({ changes, declared: declared(true), scope }).standing).toMatchObject([{ verdict: 'blocked' }]);
  });
});
