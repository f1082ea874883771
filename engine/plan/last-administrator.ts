import { type AddressText, formatAddress } from '../model/address.ts';
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
 * are of. An invitation that nobody accepted yet does not count, nor does what nobody can use: in a trash, say, also
 * where this plan gets it out. An account that goes itself needs nobody.
 */
export function lastAdministratorRails(
  portal: PortalDeclaration,
  counted: readonly Counted[],
  observations: readonly Observation[],
): RailVerdict[] {
  const here = observations.filter((observation) => observation.portal.name === portal.name);
  const plan = removalsIn(counted, here);
  const byAccount = new Map<string | null, Administrator[]>();
  for (const administrator of here.flatMap((observation) => administratorsOf(observation, counted, plan))) {
    const known = byAccount.get(administrator.account);
    if (known === undefined) byAccount.set(administrator.account, [administrator]);
    else known.push(administrator);
  }
  const verdicts: RailVerdict[] = [];
  for (const [account, administrators] of byAccount) {
    if (administrators.some(({ remains }) => remains)) continue;
    if (account !== null && plan.keys.has(account.toLowerCase())) continue;
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

/** What a plan removes of a portal. */
interface Removals {
  readonly addresses: ReadonlySet<AddressText>;
  /** Keys in lower case. */
  readonly keys: ReadonlySet<string>;
  /** Of these the keys of what is a person's account: all that hangs on it goes with it. */
  readonly people: ReadonlySet<string>;
}

function removalsIn(counted: readonly Counted[], here: readonly Observation[]): Removals {
  const accounts = new Set(here.filter(({ kind }) => kind.holds.includes('accounts')).map(({ kind }) => kind.kind));
  const removed = counted.filter(isRemoval).map(({ address }) => address);
  const people = removed.filter(({ kind }) => accounts.has(kind));
  return {
    addresses: new Set(removed.map(formatAddress)),
    keys: new Set(removed.map(({ key }) => key.toLowerCase())),
    people: new Set(people.map(({ key }) => key.toLowerCase())),
  };
}

function administratorsOf(
  { kind, resources }: Observation,
  counted: readonly Counted[],
  removals: Removals,
): Administrator[] {
  const changes = changesByKey(counted.filter(({ address }) => address.kind === kind.kind));
  const found: Administrator[] = [];
  for (const [key, observed] of resources) {
    const { presence, dormant, attributes } = observed;
    if (presence !== 'active' || dormant !== undefined || !kind.isAdministrator(attributes)) continue;
    const account = kind.administers?.(attributes) ?? null;
    const own = changes.get(key) ?? [];
    const remains =
      own.every((change) => remainsAdministrator(kind, change, observed)) && !losesEverybody(kind, observed, removals);
    found.push({ key, account, remains });
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

/** The account of the person goes, or of a group everybody who is in it. */
function losesEverybody(kind: ResourceKind, { attributes }: ObservedResource, removals: Removals): boolean {
  if (removals.people.has(emailIn(attributes))) return true;
  const named = kind.names?.(attributes) ?? [];
  return named.length > 0 && named.every((address) => removals.addresses.has(address));
}

function emailIn({ email }: JsonObject): string {
  return typeof email === 'string' ? email.toLowerCase() : '';
}

function isRemoval(change: Counted): boolean {
  return change.verdict === 'delete' || (change.verdict === 'manual' && change.wants === 'delete');
}
