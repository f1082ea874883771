import { type Address, type AddressText, formatAddress, formatIdentity, type Identity } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { JsonObject } from '../model/json.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { RailVerdict } from '../model/plan.ts';
import type { ResourceKind } from '../model/provider.ts';

/** What a change of a plan does to pools. */
interface Pooled {
  readonly verdict: string;
  readonly address: Address;
  readonly identity: Identity | null;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly dependsOn?: readonly AddressText[];
  readonly formerKey?: string;
}

type Owners = LedgerState['owners'];
type Sites = ReadonlyMap<string, Observation>;

/** A pool that changes of one plan take from or give back to. */
interface SeatPool {
  readonly address: Address;
  /** Free now, and by what the plan itself adds to the pool; null where nobody knows. */
  readonly free: number | null;
  readonly taking: readonly Pooled[];
  readonly giving: readonly Pooled[];
}

/** Pools that are too small, before anything is written: it is the seats that are short, and no consent makes more. */
export function seatRails(
  changes: readonly Pooled[],
  observations: readonly Observation[],
  owners?: Owners,
): RailVerdict[] {
  const rails: RailVerdict[] = [];
  for (const { address, free, taking, giving } of poolsOf(changes, observations, owners)) {
    if (free === null) continue;
    const needs = taking.length;
    const room = free + giving.length;
    if (needs <= room) continue;
    const given = giving.length === 0 ? '' : ` and ${giving.length} more by this plan's removals`;
    rails.push({
      rail: 'seats-short',
      portal: address.portal,
      verdict: 'refused',
      counted: needs,
      total: null,
      limit: `${free} free`,
      who: taking.map((change) => change.address.key),
      reason: `${address.key}: needs ${needs}, ${free} free${given}, ${needs - room} short`,
    });
  }
  return rails;
}

/**
 * Where a pool is large enough only with what the plan gives back, each of those who come too early waits for one who
 * goes.
 */
export function afterSeatsAreFree(
  changes: readonly Change[],
  observations: readonly Observation[],
  owners?: Owners,
): Change[] {
  const waits = new Map<Pooled, AddressText>();
  for (const { free, taking, giving } of poolsOf(changes, observations, owners)) {
    if (free === null) continue;
    for (const [index, change] of taking.slice(Math.max(0, free)).entries()) {
      const first = giving[index];
      if (first !== undefined) waits.set(change, formatAddress(first.address));
    }
  }
  if (waits.size === 0) return [...changes];
  return changes.map((change) => {
    const first = waits.get(change);
    return first === undefined ? change : { ...change, dependsOn: [...change.dependsOn, first].sort() };
  });
}

function poolsOf(changes: readonly Pooled[], observations: readonly Observation[], owners?: Owners): SeatPool[] {
  const sites = new Map(observations.map((one) => [siteOf(one.portal.name, one.kind.kind), one]));
  const pools = new Map<AddressText, { address: Address; taking: Pooled[]; giving: Pooled[] }>();
  const keeping = keepingTheirs(changes, sites, owners);
  for (const change of changes) {
    if (keeping.has(change)) continue;
    const kind = sites.get(siteOf(change.address.portal, change.address.kind))?.kind;
    const address = kind === undefined ? null : poolTouched(kind, change);
    if (address === null) continue;
    const text = formatAddress(address);
    const pool = pools.get(text) ?? { address, taking: [], giving: [] };
    pools.set(text, pool);
    (change.verdict === 'delete' ? pool.giving : pool.taking).push(change);
  }
  const grown = new Map(changes.map((change) => [formatAddress(change.address), change]));
  return [...pools.values()].map((pool) => {
    const observation = sites.get(siteOf(pool.address.portal, pool.address.kind));
    return { ...pool, free: freeIn(pool.address, observation, grown.get(formatAddress(pool.address))) };
  });
}

/**
 * Who gets another key in this plan keeps the piece that is held under the earlier one: it moves along, and the arrival
 * under the new key takes no other.
 */
function keepingTheirs(changes: readonly Pooled[], sites: Sites, owners: Owners = new Map()): ReadonlySet<Pooled> {
  const moved = new Set<AddressText>();
  for (const { address, formerKey } of changes) if (formerKey !== undefined) moved.add(formatAddress(address));
  const keeping = new Set<Pooled>();
  const held = new Map<Observation, ReadonlySet<string>>();
  for (const change of changes) {
    const { address, identity, dependsOn = [] } = change;
    const observation = sites.get(siteOf(address.portal, address.kind));
    if (identity === null || observation === undefined || !dependsOn.some((one) => moved.has(one))) continue;
    const pool = change.verdict === 'delete' ? null : poolTouched(observation.kind, change);
    const pieces = held.get(observation) ?? piecesHeld(observation, owners);
    held.set(observation, pieces);
    if (pool !== null && pieces.has(pieceOf(formatIdentity(identity), pool))) keeping.add(change);
  }
  return keeping;
}

function piecesHeld({ kind, resources }: Observation, owners: Owners): ReadonlySet<string> {
  const pieces = new Set<string>();
  for (const { address, attributes } of resources.values()) {
    const owner = owners.get(formatAddress(address));
    if (owner === undefined) continue;
    const pool = kind.takesFrom(attributes);
    if (pool !== null) pieces.add(pieceOf(owner, pool));
  }
  return pieces;
}

function pieceOf(owner: string, pool: Address): string {
  return `${owner}\n${formatAddress(pool)}`;
}

function poolTouched(kind: ResourceKind, change: Pooled): Address | null {
  if (change.verdict === 'create' || change.verdict === 'invite') return kind.takesFrom(change.after ?? {});
  return change.verdict === 'delete' ? kind.takesFrom(change.before ?? {}) : null;
}

/** What the portal shows as free, with what the plan adds by making or resizing the pool. */
function freeIn({ key }: Address, observation: Observation | undefined, change: Pooled | undefined): number | null {
  if (observation === undefined) return null;
  const { kind } = observation;
  const observed = observation.resources.get(key);
  if (observed === undefined) return change?.verdict === 'create' ? kind.free(change.after ?? {}) : null;
  if (change?.verdict !== 'update') return kind.free(observed.attributes);
  return kind.free({ ...observed.attributes, ...change.after });
}

function siteOf(portal: string, kind: string): string {
  return `${portal}/${kind}`;
}
