import { type Address, type AddressText, formatAddress } from '../model/address.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { JsonObject } from '../model/json.ts';
import type { Observation } from '../model/observation.ts';
import type { RailVerdict } from '../model/plan.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { ObservedResource } from '../model/resource.ts';
import type { Counted } from './count-harm.ts';

/** Somebody who administers a portal, or one account of it, and whether they still do after the plan. */
interface Administrator {
  readonly key: string;
  /** Null for the whole portal. */
  readonly account: string | null;
  readonly remains: boolean;
}

/**
 * A portal that has an administrator keeps one that is in use, and so does each of its accounts, whatever kinds these
 * are of. An invitation that nobody accepted yet does not count, nor does what nobody can use: in a trash, say, or of
 * somebody who is suspended, also where this plan gets it out. An account that goes itself needs nobody.
 */
export function lastAdministratorRails(
  portal: PortalDeclaration,
  counted: readonly Counted[],
  observations: readonly Observation[],
): RailVerdict[] {
  const here = observations.filter((observation) => observation.portal.name === portal.name);
  const use = { now: outOfUse(here), after: outOfUse(here, counted) };
  const byAccount = new Map<string | null, Administrator[]>();
  for (const administrator of here.flatMap((observation) => administratorsOf(observation, counted, use))) {
    const known = byAccount.get(administrator.account);
    if (known === undefined) byAccount.set(administrator.account, [administrator]);
    else known.push(administrator);
  }
  const removed = new Set(counted.filter(isRemoval).map(({ address }) => address.key.toLowerCase()));
  const verdicts: RailVerdict[] = [];
  for (const [account, administrators] of byAccount) {
    if (administrators.some(({ remains }) => remains)) continue;
    if (account !== null && removed.has(account.toLowerCase())) continue;
    verdicts.push(refusal(portal.name, account, administrators));
  }
  return verdicts;
}

function refusal(portal: string, account: string | null, lost: readonly Administrator[]): RailVerdict {
  const where = account === null ? portal : `the account ${account} of ${portal}`;
  return {
    rail: 'last-administrator',
    portal,
    verdict: 'refused',
    counted: lost.length,
    total: lost.length,
    limit: 'one must remain',
    who: lost.map(({ key }) => key),
    reason: `no administrator in use would be left on ${where}`,
  };
}

/** Whose account is gone, or can be used by nobody: what hangs on it administers nothing. */
interface OutOfUse {
  /** Everything that is removed, people's accounts or not, and the accounts that cannot be used. */
  readonly addresses: ReadonlySet<AddressText>;
  /** Of people's accounts the keys, in lower case. */
  readonly people: ReadonlySet<string>;
}

/** As the portal stands; with changes, as it will stand after them. */
function outOfUse(here: readonly Observation[], counted: readonly Counted[] = []): OutOfUse {
  const accounts = here.filter(({ kind }) => kind.holds.includes('accounts'));
  const kinds = new Set(accounts.map(({ kind }) => kind.kind));
  const removed = counted.filter(isRemoval).map(({ address }) => address);
  const unusable = accounts.flatMap((observation) => unusableIn(observation, counted));
  const people = [...removed.filter(({ kind }) => kinds.has(kind)), ...unusable];
  return {
    addresses: new Set([...removed, ...unusable].map(formatAddress)),
    people: new Set(people.map(({ key }) => key.toLowerCase())),
  };
}

function unusableIn({ kind, resources }: Observation, counted: readonly Counted[]): Address[] {
  const { isUsable } = kind;
  if (isUsable === undefined) return [];
  const changes = changesByKey(counted.filter(({ address }) => address.kind === kind.kind));
  return [...resources].flatMap(([key, { address, attributes }]) => {
    return isUsable(afterAll(changes.get(key) ?? [], attributes)) ? [] : [address];
  });
}

function afterAll(changes: readonly Counted[], attributes: JsonObject): JsonObject {
  return Object.assign({}, attributes, ...changes.map(({ after }) => after)) as JsonObject;
}

function administratorsOf(
  { kind, resources }: Observation,
  counted: readonly Counted[],
  use: { readonly now: OutOfUse; readonly after: OutOfUse },
): Administrator[] {
  const changes = changesByKey(counted.filter(({ address }) => address.kind === kind.kind));
  const found: Administrator[] = [];
  for (const [key, observed] of resources) {
    const { presence, dormant, attributes } = observed;
    if (presence !== 'active' || dormant !== undefined || !kind.isAdministrator(attributes)) continue;
    if (isNobodys(kind, attributes, use.now)) continue;
    const own = changes.get(key) ?? [];
    // Who is in a group now, and who will be: that somebody else comes in by this plan is no reason to lose all others.
    const remains =
      own.every((change) => remainsAdministrator(kind, change, observed)) &&
      !isNobodys(kind, attributes, use.after) &&
      !isNobodys(kind, afterAll(own, attributes), use.after);
    found.push({ key, account: kind.administers?.(attributes) ?? null, remains });
  }
  return found;
}

/** By the key that the object has now, which is another one where a change renames it. */
function changesByKey(counted: readonly Counted[]): Map<string, Counted[]> {
  const changes = new Map<string, Counted[]>();
  for (const change of counted) {
    const key = 'formerKey' in change && change.formerKey !== undefined ? change.formerKey : change.address.key;
    const known = changes.get(key);
    if (known === undefined) changes.set(key, [change]);
    else known.push(change);
  }
  return changes;
}

function remainsAdministrator(kind: ResourceKind, change: Counted, observed: ObservedResource): boolean {
  if (isRemoval(change)) return false;
  const after = { ...observed.attributes, ...change.after };
  // Of another account it is none of this one any more.
  return kind.isAdministrator(after) && kind.administers?.(after) === kind.administers?.(observed.attributes);
}

/** The account of the person is out of use, or of a group everybody's who is in it. */
function isNobodys(kind: ResourceKind, attributes: JsonObject, { people, addresses }: OutOfUse): boolean {
  if (people.has(emailIn(attributes))) return true;
  const named = kind.names?.(attributes) ?? [];
  return named.length > 0 && named.every((address) => addresses.has(address));
}

function emailIn({ email }: JsonObject): string {
  return typeof email === 'string' ? email.toLowerCase() : '';
}

function isRemoval(change: Counted): boolean {
  return change.verdict === 'delete' || (change.verdict === 'manual' && change.wants === 'delete');
}
