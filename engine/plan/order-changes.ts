import { type AddressText, formatAddress } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Drift } from '../model/plan.ts';

/**
 * Puts changes into the order of their addresses, and gives removals their dependencies: what stands on another
 * resource of the same document and portal is removed before it, and before it gets another key: under the new one
 * nobody would find what the plan saw under the old one.
 */
export function orderChanges(changes: readonly Change[], declared: readonly DeclaredKind[]): Change[] {
  const dependants = dependantKinds(declared);
  const removals = removalsByOwner(changes);
  const standing = standingOn(changes, declared);
  const holders = lettingGo(changes, declared);
  const ordered = changes.map((change) => {
    const getsAnotherKey = 'formerKey' in change && change.formerKey !== undefined;
    if (change.verdict !== 'delete' && !getsAnotherKey) return change;
    const address = formatAddress(change.address);
    const children = new Set([...(standing.get(address) ?? []), ...(holders.get(address) ?? [])]);
    for (const sibling of removals.get(ownerOf(change)) ?? []) {
      if (dependants.get(nameOf(change.address))?.has(sibling.address.kind) === true) {
        children.add(formatAddress(sibling.address));
      }
    }
    return children.size === 0 ? change : { ...change, dependsOn: [...change.dependsOn, ...children].sort() };
  });
  return sortedByAddress(ordered);
}

/** For each address that is removed, the removals of the same kind that stand on it: an add-on goes before its base. */
function standingOn(changes: readonly Change[], declared: readonly DeclaredKind[]): Map<AddressText, AddressText[]> {
  const kinds = new Map(declared.map(({ portal, kind }) => [nameOf({ portal: portal.name, kind: kind.kind }), kind]));
  const standing = new Map<AddressText, AddressText[]>();
  for (const change of changes) {
    if (change.verdict !== 'delete') continue;
    for (const key of kinds.get(nameOf(change.address))?.standsOn(change.before) ?? []) {
      const base = formatAddress({ ...change.address, key });
      const known = standing.get(base);
      if (known === undefined) standing.set(base, [formatAddress(change.address)]);
      else known.push(formatAddress(change.address));
    }
  }
  return standing;
}

/** For each address that is removed, the changes that let go of it: somebody leaves a group before the account goes. */
function lettingGo(changes: readonly Change[], declared: readonly DeclaredKind[]): Map<AddressText, AddressText[]> {
  const kinds = new Map(declared.map(({ portal, kind }) => [nameOf({ portal: portal.name, kind: kind.kind }), kind]));
  const removed = new Set(changes.flatMap((one) => (one.verdict === 'delete' ? [formatAddress(one.address)] : [])));
  const holders = new Map<AddressText, AddressText[]>();
  for (const change of changes) {
    const names = kinds.get(nameOf(change.address))?.names;
    if (names === undefined || change.before === null || removed.size === 0) continue;
    const kept = new Set(change.after === null ? [] : names(change.after));
    for (const address of names(change.before)) {
      if (kept.has(address) || !removed.has(address)) continue;
      const known = holders.get(address);
      if (known === undefined) holders.set(address, [formatAddress(change.address)]);
      else known.push(formatAddress(change.address));
    }
  }
  return holders;
}

/** Sorted by address text and verdict, in one stable order whatever the machine's language. */
export function sortedByAddress<Item extends Change | Standing | Drift>(items: readonly Item[]): Item[] {
  const keyed = items.map((item) => {
    const what = 'verdict' in item ? item.verdict : item.what;
    return { item, text: `${formatAddress(item.address)}\n${what}` };
  });
  keyed.sort((left, right) => (left.text < right.text ? -1 : left.text > right.text ? 1 : 0));
  return keyed.map(({ item }) => item);
}

/** For each kind of a portal, the kinds that stand on it. */
function dependantKinds(declared: readonly DeclaredKind[]): Map<string, Set<string>> {
  const dependants = new Map<string, Set<string>>();
  for (const { portal, kind } of declared) {
    for (const base of kind.dependsOnKinds) {
      const name = nameOf({ portal: portal.name, kind: base });
      const known = dependants.get(name) ?? new Set();
      dependants.set(name, known.add(kind.kind));
    }
  }
  return dependants;
}

function nameOf(kind: { readonly portal: string; readonly kind: string }): string {
  return `${kind.portal}/${kind.kind}`;
}

function removalsByOwner(changes: readonly Change[]): Map<string, Change[]> {
  const removals = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.verdict !== 'delete') continue;
    const known = removals.get(ownerOf(change));
    if (known === undefined) removals.set(ownerOf(change), [change]);
    else known.push(change);
  }
  return removals;
}

function ownerOf(change: Change): string {
  return `${change.identity.document}/${change.identity.name}@${change.address.portal}`;
}
