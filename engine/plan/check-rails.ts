import { isAbsolute } from '../model/absolute-rails.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { Digest } from '../model/digest.ts';
import type { Instant } from '../model/instant.ts';
import type { Observation } from '../model/observation.ts';
import type { ConsentDeclaration } from '../model/declaration.ts';
import type { PlanScope, RailVerdict } from '../model/plan.ts';
import type { HarmDone, LedgerState } from '../model/ledger.ts';
import { unitsHit } from '../model/harm-hits.ts';
import { coveringConsent } from './consent-standing.ts';
import { isAskedAlready } from './asked-already.ts';
import { type Counted, harmedUnits } from './count-harm.ts';
import { guardOf } from './guard.ts';
import { harmRail } from './harm-rail.ts';
import { seatRails } from './seat-pools.ts';
import { lastAdministratorRails } from './last-administrator.ts';
import { lockdownRails } from './lockdown-rail.ts';

export interface RailInput {
  readonly portals: readonly PortalDeclaration[];
  readonly counted: readonly Counted[];
  readonly observations: readonly Observation[];
  readonly changeDigest: Digest;
  readonly consents: readonly ConsentDeclaration[];
  readonly at: Instant;
  /** What runs did before, as the ledger has it. */
  readonly harmDone: readonly HarmDone[];
  /** What the ledger owns. Left out, everything that a portal holds counts as owned. */
  readonly owners?: LedgerState['owners'];
  /** The steps that the ledger has asked for and that are not done yet. Left out where there are none. */
  readonly openGates?: LedgerState['openGates'];
  /** What the plan is, and the lockdowns that nobody has ended yet. Left out where there are none. */
  readonly mode?: PlanScope['mode'];
  readonly lockdowns?: LedgerState['lockdowns'];
  /** What the rails said of the plan when somebody looked at it. Left out where it is judged for the first time. */
  readonly seen?: readonly RailVerdict[];
}

/** Every rail that this plan touches, with its numbers. One that is `refused` stops all of it before the first write. */
export function checkRails(input: RailInput): RailVerdict[] {
  return withConsents(judgeRails(input), input);
}

/** The same whatever anybody consents to. */
export function judgeRails(input: Omit<RailInput, 'changeDigest' | 'consents'>): RailVerdict[] {
  const portals = new Map(input.portals.map((portal) => [portal.name, portal]));
  const verdicts: RailVerdict[] = [];
  for (const harmed of harmedUnits(newIn(input))) {
    const declaration = portals.get(harmed.portal);
    if (declaration !== undefined) verdicts.push(harmRail(declaration, harmed, input));
  }
  verdicts.push(...seatRails(input.counted, input.observations, input.owners));
  for (const portal of input.portals) verdicts.push(...portalRails(portal, input));
  const { mode = 'normal', lockdowns = new Map() } = input;
  verdicts.push(...lockdownRails({ counted: input.counted, lockdowns, mode }));
  return verdicts;
}

/** The same verdicts where what a consent covers passes: nobody consented to what a rail says only now. */
export function withConsents(
  verdicts: readonly RailVerdict[],
  given: Pick<RailInput, 'consents' | 'changeDigest' | 'counted' | 'at' | 'seen'>,
): RailVerdict[] {
  if (coveringConsent(given.consents, given) === undefined) return [...verdicts];
  const seen = new Set((given.seen ?? verdicts).filter(({ verdict }) => verdict !== 'pass').map(nameOf));
  return verdicts.map((verdict) => (seen.has(nameOf(verdict)) ? withConsent(verdict) : sinceThen(verdict)));
}

function nameOf({ rail, portal }: RailVerdict): string {
  return `${portal}/${rail}`;
}

function sinceThen(verdict: RailVerdict): RailVerdict {
  if (verdict.verdict !== 'refused') return verdict;
  return { ...verdict, reason: `${verdict.reason}; it was not so when the plan was consented to: make a new one` };
}

/** Without the steps that are only waited for: what they harm counts as what an earlier run did. */
function newIn({ counted, openGates = new Map() }: Pick<RailInput, 'counted' | 'openGates'>): Counted[] {
  return counted.filter((one) => !isAskedAlready(one, openGates));
}

function portalRails(portal: PortalDeclaration, input: Parameters<typeof judgeRails>[0]): RailVerdict[] {
  const here = input.counted.filter((change) => change.address.portal === portal.name && touches(change));
  const { isProtected, isOwn } = guardOf(portal);
  const asked = newIn({ ...input, counted: here }).filter((change) => change.consent.length > 0);
  const because = [...new Set(asked.flatMap((change) => change.consent))].join('; ');
  const verdicts = [
    namedRail(portal, { rail: 'protected', who: touched(here, isProtected) }),
    namedRail(portal, { rail: 'own-account', who: touched(here, isOwn) }),
    namedRail(portal, { rail: 'consent', who: asked.map((change) => change.address.key), because }),
    ...lastAdministratorRails(portal, here, input.observations),
  ];
  return verdicts.filter((verdict) => verdict !== undefined);
}

function touched(changes: readonly Counted[], isMeant: (key: string) => boolean): string[] {
  return changes.flatMap((change) => whomItTouches(change, isMeant));
}

/** Whom a change touches of those who are meant: by key, by the key that they have now, or as a unit that is hit. */
export function whomItTouches(change: Counted, isMeant: (key: string) => boolean): string[] {
  const { key } = change.address;
  const keys = 'formerKey' in change && change.formerKey !== undefined ? [key, change.formerKey] : [key];
  const units = new Set(change.harms.flatMap((harm) => unitsHit(change, harm)));
  const hit = [...units].filter((unit) => unit !== key && isMeant(unit));
  return keys.some(isMeant) ? [key, ...hit] : hit;
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

interface Named {
  readonly rail: 'protected' | 'own-account' | 'consent';
  readonly who: readonly string[];
  readonly because?: string;
}

function namedRail(portal: PortalDeclaration, { rail, who, because = '' }: Named): RailVerdict | undefined {
  if (who.length === 0) return undefined;
  return {
    rail,
    portal: portal.name,
    verdict: 'refused',
    counted: who.length,
    total: null,
    limit: 'none',
    who,
    reason: because === '' ? reasons[rail] : `${reasons[rail]}: ${because}`,
  };
}

/** A consent overrides numbers, and the removal of the last administrator; never what is protected. */
function withConsent(verdict: RailVerdict): RailVerdict {
  return verdict.verdict === 'refused' && !isAbsolute(verdict) ? { ...verdict, verdict: 'consented' } : verdict;
}
