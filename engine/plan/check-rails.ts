import type { PortalDeclaration } from '../model/declaration.ts';
import type { Digest } from '../model/digest.ts';
import type { HarmClass, RailLimit } from '../model/harm.ts';
import type { Instant } from '../model/instant.ts';
import type { Observation } from '../model/observation.ts';
import type { ConsentDeclaration } from '../model/declaration.ts';
import type { RailVerdict } from '../model/plan.ts';
import { type Counted, type Harmed, harmedKeys, totalOf, totalsOf } from './count-harm.ts';
import { seatRails } from './seat-pools.ts';
import { lastAdministratorRail } from './last-administrator.ts';

/**
 * What each class of harm may do in one plan where the portal says nothing else. Percentages are of what the portal
 * holds now, and count from `defaultMinimumSize` units upward. Take-overs and orders always need a consent.
 */
export const defaultRails: Readonly<Record<HarmClass, RailLimit>> = {
  accounts: { percent: 25 },
  seats: { percent: 25 },
  'role-assignments': { percent: 25 },
  'partner-links': { percent: 25 },
  'withdrawn-invitations': { percent: 25 },
  'take-overs': { count: 0 },
  mails: { count: 50 },
  resets: { count: 10 },
  orders: { count: 0 },
};

export const defaultMinimumSize = 10;

export interface RailInput {
  readonly portals: readonly PortalDeclaration[];
  readonly counted: readonly Counted[];
  readonly observations: readonly Observation[];
  readonly changeDigest: Digest;
  readonly consents: readonly ConsentDeclaration[];
  readonly at: Instant;
}

/** Every rail that this plan touches, with its numbers. One that is `refused` stops all of it before the first write. */
export function checkRails(input: RailInput): RailVerdict[] {
  const portals = new Map(input.portals.map((portal) => [portal.name, portal]));
  const totals = totalsOf(input.observations);
  const verdicts: RailVerdict[] = [];
  for (const harmed of harmedKeys(input.counted)) {
    const declaration = portals.get(harmed.portal);
    if (declaration !== undefined) verdicts.push(harmRail(declaration, harmed, totalOf(totals, harmed)));
  }
  verdicts.push(...seatRails(input.counted, input.observations));
  for (const portal of input.portals) verdicts.push(...portalRails(portal, input));
  return withConsents(verdicts, input);
}

/** The same verdicts where what a consent covers passes. */
export function withConsents(
  verdicts: readonly RailVerdict[],
  given: Pick<RailInput, 'consents' | 'changeDigest' | 'at'>,
): RailVerdict[] {
  const consented = validConsent(given) !== undefined;
  return verdicts.map((verdict) => (consented ? withConsent(verdict) : verdict));
}

/** The consent that covers this plan now: its very digest, not expired. */
export function validConsent(
  input: Pick<RailInput, 'consents' | 'changeDigest' | 'at'>,
): ConsentDeclaration | undefined {
  return input.consents.find((one) => one.changeDigest === input.changeDigest && one.expires > input.at);
}

function harmRail(portal: PortalDeclaration, harmed: Harmed, total: number | null): RailVerdict {
  const { harm, keys } = harmed;
  const limit = portal.rails[harm] ?? defaultRails[harm];
  const minimum = portal.rails.minimumSize ?? defaultMinimumSize;
  const base = total !== null && total >= minimum ? total : null;
  const share = base === null ? null : (100 * keys.length) / base;
  const overPercent = limit.percent !== undefined && share !== null && share > limit.percent;
  const overCount = limit.count !== undefined && keys.length > limit.count;
  const refused = overPercent || overCount;
  const isSmall = limit.percent !== undefined && total !== null && base === null;
  const said = isSmall ? `${limitText(limit)}, counted only from ${minimum} on` : limitText(limit);
  return {
    rail: harm,
    portal: portal.name,
    verdict: refused ? 'refused' : 'pass',
    counted: keys.length,
    total: limit.percent === undefined ? null : total,
    limit: said,
    who: keys,
    reason: refused ? `${keys.length} ${harm}${total === null ? '' : ` of ${total}`}, the rail is ${said}` : '',
  };
}

export function limitText(limit: RailLimit): string {
  const parts: string[] = [];
  if (limit.count !== undefined) parts.push(String(limit.count));
  if (limit.percent !== undefined) parts.push(`${limit.percent} %`);
  return parts.length === 0 ? 'none' : parts.join(' or ');
}

function portalRails(portal: PortalDeclaration, input: RailInput): RailVerdict[] {
  const here = input.counted.filter((change) => change.address.portal === portal.name && touches(change));
  const guarded = new Set(portal.protected.map((key) => key.toLowerCase()));
  const own = portal.account?.toLowerCase();
  const verdicts = [
    namedRail(
      'protected',
      portal,
      here.filter((change) => keysOf(change).some((key) => guarded.has(key))),
    ),
    namedRail(
      'own-account',
      portal,
      here.filter((change) => keysOf(change).some((key) => key === own)),
    ),
    namedRail(
      'consent',
      portal,
      here.filter((change) => change.consent.length > 0),
    ),
    lastAdministratorRail(portal, here, input.observations),
  ];
  return verdicts.filter((verdict) => verdict !== undefined);
}

/** The key, and the one it has now where the change renames. */
function keysOf(change: Counted): string[] {
  const keys = [change.address.key.toLowerCase()];
  if ('formerKey' in change && change.formerKey !== undefined) keys.push(change.formerKey.toLowerCase());
  return keys;
}

/** What only changes the ledger touches nobody. */
function touches(change: Counted): boolean {
  if (change.verdict === 'release' || change.verdict === 'notify') return false;
  return change.verdict !== 'adopt' || change.fields.length > 0;
}

const reasons = {
  protected: 'the portal declares them protected: no plan may touch them',
  'own-account': 'the engine works with this very account: it never touches it',
  consent: 'this can only be done with a consent to exactly this plan',
};

function namedRail(
  rail: 'protected' | 'own-account' | 'consent',
  portal: PortalDeclaration,
  hit: readonly Counted[],
): RailVerdict | undefined {
  if (hit.length === 0) return undefined;
  const said = rail === 'consent' ? [...new Set(hit.flatMap((change) => change.consent))].join('; ') : '';
  return {
    rail,
    portal: portal.name,
    verdict: 'refused',
    counted: hit.length,
    total: null,
    limit: 'none',
    who: hit.map((change) => change.address.key),
    reason: said === '' ? reasons[rail] : `${reasons[rail]}: ${said}`,
  };
}

const absoluteRails: ReadonlySet<RailVerdict['rail']> = new Set(['protected', 'own-account', 'seats-short']);

/** A consent overrides numbers, and the removal of the last administrator; never what is protected. */
function withConsent(verdict: RailVerdict): RailVerdict {
  const absolute = absoluteRails.has(verdict.rail);
  return verdict.verdict === 'refused' && !absolute ? { ...verdict, verdict: 'consented' } : verdict;
}
