import { formatAddress, parseAddress, type AddressText } from '../model/address.ts';
import type { Change, Standing, UnchangedStanding } from '../model/change.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Binding, LedgerState } from '../model/ledger.ts';
import type { PlanScope, Remainder } from '../model/plan.ts';
import { isInScope } from '../model/plan-scope.ts';
import { type Counted, countedIn, isCounted } from './count-harm.ts';
import { type Guard, guardOf } from './guard.ts';
import type { Held } from './hold-back.ts';

export interface LockdownInput {
  readonly scope: PlanScope;
  readonly declared: readonly DeclaredKind[];
  readonly ledger: Pick<LedgerState, 'bindings'>;
}

export interface Locked extends Held {
  /** What stays, as far as the plan is aimed at it. */
  readonly kept: readonly Remainder[];
}

type Because = Extract<Remainder['because'], 'protected' | 'own-account' | 'carries-protected' | 'kept'>;

/**
 * Of a plan that removes everything, leaves in place who is protected and the account that the engine works with; what
 * the same person holds on that portal; a group in which they are; and what any of these stands on. Nothing is let go:
 * Rollcall owns afterwards what it did not remove. Any other plan is left as it is.
 */
export function keepInLockdown(found: Held, input: LockdownInput): Locked {
  if (input.scope.mode !== 'lockdown') return { ...found, kept: [] };
  const stays = whatStays(countedIn(found), input);
  const changes: Change[] = [];
  const standing: Standing[] = [];
  const kept: Remainder[] = [];
  for (const item of [...found.changes, ...found.standing]) {
    const because = stays.get(formatAddress(item.address));
    if (!isCounted(item)) standing.push(item);
    else if (because === undefined) put(item, { changes, standing });
    else {
      standing.push(asItIs(item));
      const { portal, kind, key } = item.address;
      if (isInScope(input.scope, item.address))
        kept.push({ because, portal, what: `${kind} ${key}`, text: words[because] });
    }
  }
  return { changes, standing, kept };
}

const words: Readonly<Record<Because, string>> = {
  protected: 'stays: the Portal protects it',
  'own-account': 'stays: Rollcall works with this account',
  'carries-protected': 'stays: somebody who stays is in it, holds it or stands on it',
  kept: 'stays: Rollcall would only let it go; to end it is a step at the portal',
};

function put(item: Counted, into: { readonly changes: Change[]; readonly standing: Standing[] }): void {
  const ends = item.ends?.because === 'destroy' ? { ends: { because: 'lockdown' as const } } : {};
  if (item.verdict === 'manual') into.standing.push({ ...item, ...ends });
  else into.changes.push({ ...item, ...ends });
}

function asItIs({ address, identity, summary, evidence }: Counted): UnchangedStanding {
  return { verdict: 'unchanged', address, identity, summary, evidence };
}

/** Why each of the removals that are left out stays, by address. */
function whatStays(
  removals: readonly Counted[],
  { declared, ledger }: Omit<LockdownInput, 'scope'>,
): Map<AddressText, Because> {
  const sites = new Map(declared.map((one) => [`${one.portal.name}/${one.kind.kind}`, one]));
  const siteOf = ({ address }: Counted) => sites.get(`${address.portal}/${address.kind}`);
  const guards = guardsOf(declared, ledger);
  const stays = new Map<AddressText, Because>();
  for (const item of removals) {
    const guard = guards.get(item.address.portal);
    const because = guard === undefined ? undefined : keptFor(item, guard, siteOf(item));
    if (because !== undefined) stays.set(formatAddress(item.address), because);
    else if (item.verdict === 'release') stays.set(formatAddress(item.address), 'kept');
  }
  keepBases(removals, { stays, siteOf });
  return stays;
}

/** Who stays on one portal. */
interface Staying extends Guard {
  /** `metadata.name` of the Users who own one of these keys. */
  readonly users: ReadonlySet<string>;
}

function guardsOf(declared: readonly DeclaredKind[], { bindings }: LockdownInput['ledger']): Map<string, Staying> {
  const guards = new Map<string, Staying>();
  for (const { portal } of declared) {
    if (guards.has(portal.name)) continue;
    const owned = [...bindings.values()].filter(({ address }) => address.portal === portal.name);
    guards.set(portal.name, stayingOn(portal, owned));
  }
  return guards;
}

function stayingOn(portal: PortalDeclaration, owned: readonly Binding[]): Staying {
  const { isProtected, isOwn } = guardOf(portal);
  const users = new Set<string>();
  for (const { address, identity } of owned) {
    if (identity.document === 'User' && (isProtected(address.key) || isOwn(address.key))) users.add(identity.name);
  }
  for (const { name, email } of portal.people) if (isProtected(email) || isOwn(email)) users.add(name);
  return { isProtected, isOwn, users };
}

function keptFor(item: Counted, guard: Staying, site: DeclaredKind | undefined): Because | undefined {
  const { address, identity, before } = item;
  if (guard.isOwn(address.key)) return 'own-account';
  if (guard.isProtected(address.key)) return 'protected';
  if (identity?.document === 'User' && guard.users.has(identity.name)) return 'carries-protected';
  const named = (site?.kind.names?.(before ?? {}) ?? []).map((text) => parseAddress(text)?.key ?? '');
  return named.some((key) => guard.isProtected(key) || guard.isOwn(key)) ? 'carries-protected' : undefined;
}

interface Keeping {
  readonly stays: Map<AddressText, Because>;
  readonly siteOf: (item: Counted) => DeclaredKind | undefined;
}

/** What those who stay stand on stays with them: an add-on's base, the pool of a seat, the account of a customer. */
function keepBases(removals: readonly Counted[], { stays, siteOf }: Keeping): void {
  const byAddress = new Map(removals.map((item) => [formatAddress(item.address), item]));
  const shared = sharedThings(removals);
  const open = removals.filter((item) => stays.has(formatAddress(item.address)));
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    for (const base of basesOf(item, { shared, byAddress, site: siteOf(item) })) {
      const address = formatAddress(base.address);
      if (stays.has(address)) continue;
      stays.set(address, 'carries-protected');
      open.push(base);
    }
  }
}

/** What no person owns, by portal and kind. */
function sharedThings(removals: readonly Counted[]): Map<string, Counted[]> {
  const shared = new Map<string, Counted[]>();
  for (const item of removals) {
    if (item.identity?.document === 'User') continue;
    const site = `${item.address.portal}/${item.address.kind}`;
    const known = shared.get(site);
    if (known === undefined) shared.set(site, [item]);
    else known.push(item);
  }
  return shared;
}

interface Bases {
  /** Those of which nobody knows yet that they stay. */
  readonly shared: Map<string, Counted[]>;
  readonly byAddress: ReadonlyMap<AddressText, Counted>;
  readonly site: DeclaredKind | undefined;
}

/** Things that no person owns and that a kind stands on are not told apart: all of them stay. */
function basesOf(item: Counted, { shared, byAddress, site: declared }: Bases): Counted[] {
  if (declared === undefined || item.before === null) return [];
  const { kind } = declared;
  const named = kind.standsOn(item.before).map((key) => formatAddress({ ...item.address, key }));
  const pool = kind.takesFrom(item.before);
  const addresses = pool === null ? named : [...named, formatAddress(pool)];
  const bases = addresses.map((address) => byAddress.get(address)).filter((base) => base !== undefined);
  const below = kind.dependsOnKinds.flatMap((name) => {
    const site = `${item.address.portal}/${name}`;
    const things = shared.get(site) ?? [];
    shared.delete(site);
    return things;
  });
  return [...bases, ...below];
}
