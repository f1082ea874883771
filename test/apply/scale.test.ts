import { expect, test } from 'vitest';
import { contextOf } from '../../engine/apply/apply-context.ts';
import { executeChanges } from '../../engine/apply/execute-changes.ts';
import type { LedgerState, LedgerWriter } from '../../engine/model/ledger.ts';
import { at, desired, ledgerWith, observation, portal } from '../support/engine-builders.ts';
import { engineWorld } from '../support/engine-world.ts';
import { account } from '../support/engine-kinds.ts';
import { create } from '../support/plan-builders.ts';
import { virtualDeps } from '../support/virtual-deps.ts';

/** How often a run goes through everything that is owned, or through all open intents. */
async function walks(people: number): Promise<number> {
  const world = await engineWorld();
  const all = Array.from({ length: people }, (_, index) => desired(`p${index}`));
  world.want(...all);
  await world.converge();
  world.want(...all.map((one) => ({ ...one, attributes: { ...one.attributes, role: 'owner' } })));
  let count = 0;
  const counted = (state: LedgerState): LedgerState =>
    new Proxy(state, {
      get: (target, name) => {
        if (name === 'openIntents') count += 1;
        const value: unknown = Reflect.get(target, name);
        return name === 'bindings' && value instanceof Map ? countedMap(value, () => (count += 1)) : value;
      },
    });
  const withLedger = (ledger: LedgerWriter): LedgerWriter => ({ ...ledger, state: () => counted(ledger.state()) });
  const report = await world.apply(await world.plan(), { withLedger });
  expect(report.items).toHaveLength(people);
  return count;
}

function countedMap(map: ReadonlyMap<unknown, unknown>, onWalk: () => void): unknown {
  return new Proxy(map, {
    get: (target, name) => {
      if (name === 'values' || name === 'entries' || name === Symbol.iterator || name === 'forEach') onWalk();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

test('a run goes through all that is owned so often, however many changes it has', async () => {
  expect(await walks(120)).toBe(await walks(12));
});

/** A ledger that only counts. */
function counting(): LedgerWriter & { readonly appended: () => number } {
  const state = ledgerWith();
  let seq = 0;
  return {
    state: () => state,
    append: async () => (seq += 1),
    assertHeld: () => undefined,
    close: async () => undefined,
    appended: () => seq,
  };
}

test('twenty thousand changes, in one chain and beside each other, take two records each', async () => {
  const people = 10_000;
  const place = (name: string) => ({ portal: 'acme', kind: 'account', key: name });
  const chain = Array.from({ length: people }, (_, index) =>
    create(`c${index}`, { address: place(`c${index}`), dependsOn: index === 0 ? [] : [`acme/account/c${index - 1}`] }),
  );
  const beside = Array.from({ length: people }, (_, index) => create(`b${index}`, { address: place(`b${index}`) }));
  const ledger = counting();
  let calls = 0;
  const write = async (change: { after: unknown; address: ReturnType<typeof place> }) => {
    calls += 1;
    const attributes = change.after as { email: string };
    return {
      outcome: 'done',
      observed: { address: change.address, id: null, presence: 'active', attributes, evidence: { grade: 'read', at } },
    } as const;
  };
  const writer = { create: write, invite: write, update: write, reset: write, sync: write, delete: write } as never;
  const reader = {
    read: () => Promise.reject(new Error('nothing is read')),
    poll: async () => null,
    estimate: async () => null,
  };
  const declared = { portal, kind: account, resources: [], requests: [] };
  const sites = new Map([['acme/account', { declared, connection: { reader, writer }, problem: null }]]);
  const deps = virtualDeps();
  const context = contextOf({ run: 'run-1', deps, ledger, sites, observations: [observation([])], plannedAt: at });
  const { items } = await executeChanges(context, [...chain, ...beside], () => undefined);
  expect(items.filter(({ result }) => result.result === 'done')).toHaveLength(2 * people);
  expect([calls, ledger.appended()]).toEqual([2 * people, 4 * people]);
});
