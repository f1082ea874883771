import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, formatIdentity } from '../../engine/model/address.ts';
import type { Change } from '../../engine/model/change.ts';
import type { Binding } from '../../engine/model/ledger.ts';
import type { DesiredResource, ObservedResource } from '../../engine/model/resource.ts';
import { at, bound, desired, diff, identityOf, observed, type World } from '../support/engine-builders.ts';
import { grouped, invitee, kindWith } from '../support/engine-kinds.ts';

const names = ['ada', 'ben', 'cy', 'dia', 'eva'] as const;
const kinds = [kindWith(), grouped, invitee, kindWith({ keyChange: 'manual' }), kindWith({ keyChange: 'replace' })];
const more = fc.record(
  {
    role: fc.constantFrom('member', 'administrator'),
    note: fc.constantFrom('a', 'b'),
    groups: fc.subarray(['x', 'y']),
  },
  { requiredKeys: [] },
);
const presence = fc.constantFrom('active' as const, 'invited' as const);
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });

const person = fc.record({
  wanted: some(more),
  /** The document that wants it; another one than its own is a renamed or recycled one. */
  document: fc.constantFrom(...names),
  owned: some(fc.record({ given: more, presence, id: fc.constantFrom('own', 'other', null) })),
  there: some(fc.record({ held: more, presence })),
});

/** Any world of five people: wanted, owned and there in every combination. */
const world: fc.Arbitrary<World> = fc
  .tuple(fc.constantFrom(...kinds), fc.array(person, { minLength: names.length, maxLength: names.length }))
  .map(([kind, people]) => {
    const wanted: DesiredResource[] = [];
    const bindings: Binding[] = [];
    const there: ObservedResource[] = [];
    const documents = new Set<string>();
    people.forEach(({ wanted: want, document, owned, there: found }, index) => {
      const name = names[index] ?? 'ada';
      const shown = found === undefined ? undefined : observed(name, found.held, { presence: found.presence });
      if (shown !== undefined) there.push(shown);
      if (want !== undefined && !documents.has(document)) {
        documents.add(document);
        wanted.push(desired(name, want, { identity: identityOf(document) }));
      }
      const id = owned?.id === 'own' ? `id-${name}` : owned?.id === 'other' ? `gone-${name}` : null;
      if (owned !== undefined) bindings.push(bound(name, owned.given, { presence: owned.presence, id }));
    });
    return { kind, desired: wanted, bindings, observed: there };
  });

interface State {
  readonly rows: Map<string, ObservedResource>;
  readonly bindings: Map<string, Binding>;
}

/** A portal that does exactly what it is asked, a ledger that records it, and people who accept at once. */
function carryOut(state: State, change: Change): void {
  const address = formatAddress(change.address);
  const identity = formatIdentity(change.identity);
  const former =
    'formerKey' in change && change.formerKey !== undefined
      ? { ...change.address, key: change.formerKey }
      : change.address;
  const there = state.rows.get(formatAddress(former));
  switch (change.verdict) {
    case 'delete':
      state.rows.delete(address);
      state.bindings.delete(identity);
      return;
    case 'release': {
      const binding = state.bindings.get(identity);
      if (binding === undefined) return;
      const kept = Object.entries(binding.attributes).filter(([field]) => !change.fields.includes(field));
      state.bindings.set(identity, { ...binding, attributes: Object.fromEntries(kept) });
      return;
    }
    case 'notify':
    case 'reset':
    case 'sync':
      return;
    default: {
      if (there !== undefined) state.rows.delete(formatAddress(there.address));
      const attributes = { ...there?.attributes, ...change.after };
      const id = there?.id ?? `new-${change.address.key}`;
      const row: ObservedResource = {
        address: change.address,
        id,
        presence: 'active',
        attributes,
        evidence: { grade: 'read', at },
      };
      state.rows.set(address, row);
      for (const [other, binding] of state.bindings)
        if (formatAddress(binding.address) === address) state.bindings.delete(other);
      const earlier = state.bindings.get(identity);
      const given = change.verdict === 'update' ? { ...earlier?.attributes, ...change.after } : change.after;
      const kept =
        earlier !== undefined && earlier.id !== id
          ? { ...earlier, identity: { ...earlier.identity, part: `replaced:${earlier.address.key}` } }
          : null;
      if (kept !== null) state.bindings.set(formatIdentity(kept.identity), kept);
      state.bindings.set(
        identity,
        bound('x', {}, { identity: change.identity, address: change.address, id, attributes: given }),
      );
    }
  }
}

function after(start: World, changes: readonly Change[]): World {
  const rows = new Map((start.observed ?? []).map((one) => [formatAddress(one.address), one]));
  const bindings = new Map((start.bindings ?? []).map((one) => [formatIdentity(one.identity), one]));
  const state: State = { rows, bindings };
  for (const change of changes) carryOut(state, change);
  const joined = [...rows.values()].map((row) => ({ ...row, presence: 'active' as const }));
  // What a read shows to be gone, the next run records as gone.
  const ids = new Set(joined.map(({ id }) => id));
  const known = [...bindings.values()].filter(({ id, address }) =>
    id === null ? rows.has(formatAddress(address)) : ids.has(id),
  );
  const settled = known.map((binding) => ({ ...binding, presence: 'active' as const }));
  return { ...start, observed: joined, bindings: settled };
}

test('done exactly as planned, a few times over, nothing is left to do', () => {
  fc.assert(
    fc.property(world, (start) => {
      let now = start;
      for (let round = 0; round < 4; round += 1) now = after(now, diff(now).changes);
      expect(diff(now).changes).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('nothing is removed that is not owned, and nothing that was not surely read', () => {
  fc.assert(
    fc.property(
      world,
      fc.constantFrom('complete' as const, 'partial' as const, 'failed' as const),
      (start, coverage) => {
        const { changes } = diff({ ...start, reading: { coverage } });
        for (const change of changes.filter(({ verdict }) => verdict === 'delete')) {
          const binding = start.bindings?.find((one) => one.address.key === change.address.key);
          const there = start.observed?.find((one) => one.address.key === change.address.key);
          expect(coverage).toBe('complete');
          expect(binding).toBeDefined();
          expect(binding?.id === null || binding?.id === there?.id || binding?.presence === 'invited').toBe(true);
          const stays = start.desired?.some((one) => {
            return one.address.key === change.address.key && one.identity.name === change.identity.name;
          });
          expect(stays).toBe(false);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('each object is changed by one change at most, and what is said is of a size with the world', () => {
  fc.assert(
    fc.property(world, (start) => {
      const { changes, standing } = diff(start);
      const touched = changes.filter(({ verdict }) => verdict !== 'release').map(({ address }) => address.key);
      expect(new Set(touched).size).toBe(touched.length);
      const size = (start.desired?.length ?? 0) + (start.observed?.length ?? 0) + (start.bindings?.length ?? 0);
      expect(changes.length + standing.length).toBeLessThanOrEqual(2 * size);
    }),
    { numRuns: 300 },
  );
});

test('ten times the people, ten times the output: no name is judged against another', () => {
  const said = (count: number): number => {
    const people = Array.from({ length: count }, (_, index) => `p${index}`);
    const { changes, standing } = diff({
      desired: people.map((name) => desired(name, { role: 'administrator' })),
      observed: people.map((name) => observed(name)),
      bindings: people.map((name) => bound(name)),
    });
    return changes.length + standing.length;
  };
  expect(said(20_000)).toBe(10 * said(2_000));
});
