import { formatAddress } from '../model/address.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { HarmClass, RailLimit, RailWindow } from '../model/harm.ts';
import type { Instant } from '../model/instant.ts';
import type { HarmDone, LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { EarlierHarm, RailVerdict } from '../model/plan.ts';
import { defaultWindow, windowText } from '../model/rail-window.ts';
import type { Harmed, HarmUnit } from './count-harm.ts';
import { type Accumulated, earlierHarm } from './earlier-harm.ts';
import { holdingsOf } from './holdings.ts';

/**
 * What each class of harm may do in one window of runs where the portal says nothing else. Percentages count from
 * `defaultMinimumSize` units upward. Take-overs and orders always need a consent.
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

export interface HarmRailInput {
  readonly observations: readonly Observation[];
  readonly harmDone: readonly HarmDone[];
  /** What the ledger owns. Left out, everything that a portal holds counts as owned. */
  readonly owners?: LedgerState['owners'];
  readonly at: Instant;
}

/** The verdict on one class of harm: of this plan together with what the runs of the window did before it. */
export function harmRail(portal: PortalDeclaration, harmed: Harmed, input: HarmRailInput): RailVerdict {
  const { harm } = harmed;
  const { rails } = portal;
  const verdict = verdictBy(portal.name, {
    harmed,
    input,
    limit: rails[harm] ?? defaultRails[harm],
    minimum: rails.minimumSize ?? defaultMinimumSize,
    window: { ...defaultWindow, ...rails.window },
  });
  if (verdict.verdict === 'refused' || Object.keys(rails).length === 0) return verdict;
  const standard = { limit: defaultRails[harm], minimum: defaultMinimumSize, window: defaultWindow };
  const byDefault = verdictBy(portal.name, { harmed, input, ...standard });
  return byDefault.verdict === 'refused' ? { ...verdict, byDefault: byDefault.limit } : verdict;
}

interface Standard {
  readonly harmed: Harmed;
  readonly input: HarmRailInput;
  readonly limit: RailLimit;
  /** Percentages count from so many units upward. */
  readonly minimum: number;
  readonly window: RailWindow;
}

function verdictBy(portal: string, { harmed, input, limit: set, minimum, window }: Standard): RailVerdict {
  const { harm, units } = harmed;
  const { observations, harmDone, owners, at } = input;
  const kinds = new Set(units.map(({ kind }) => kind));
  const touched = new Set(units.map(({ kind, key }) => siteOf(kind, key)));
  const isTaken = (kind: string, key: string): boolean => touched.has(siteOf(kind, key));
  const isOurs = owners === undefined ? {} : { isOurs: oursOn(portal, { owners, isTaken }) };
  const holdings = holdingsOf(observations, { portal, harm, kinds, isTaken, ...isOurs });
  const before = earlierHarm({ harmed, harmDone, holdings, window, at });
  const counted = units.length + before.counted;
  const base = holdings.total === null ? null : holdings.total + before.gone;
  const total = base !== null && base >= minimum ? base : null;
  const limit = limitThatCounts(set, total);
  const earlier = earlierOf(before, window);
  const isRefused = isOver(limit, counted, total);
  const verdict: RailVerdict = {
    rail: harm,
    portal,
    verdict: isRefused ? 'refused' : 'pass',
    counted,
    total: limit.percent === undefined ? null : total,
    limit: limitText(limit),
    who: units.map(whoText),
    reason: '',
    ...(earlier === undefined ? {} : { earlier }),
  };
  return isRefused ? { ...verdict, reason: reasonOf(verdict) } : verdict;
}

/** Owned, or touched by this very plan, as a group is that it takes over. */
function oursOn(
  portal: string,
  { owners, isTaken }: { readonly owners: LedgerState['owners']; readonly isTaken: IsTaken },
): IsTaken {
  return (kind, key) => isTaken(kind, key) || owners.has(formatAddress({ portal, kind, key }));
}

type IsTaken = (kind: string, key: string) => boolean;

function siteOf(kind: string, key: string): string {
  return `${kind}/${key}`;
}

/** `ada@acme.example`, or `ada@acme.example (admins)` for a member of a group. */
function whoText({ key, unit }: HarmUnit): string {
  return unit === key ? key : `${unit} (${key})`;
}

/** Of so few that one is many, no percentage is taken, and nothing is said of one. */
function limitThatCounts({ count, percent }: RailLimit, total: number | null): RailLimit {
  return {
    ...(count === undefined ? {} : { count }),
    ...(percent === undefined || total === null ? {} : { percent }),
  };
}

function isOver({ count, percent }: RailLimit, counted: number, total: number | null): boolean {
  if (count !== undefined && counted > count) return true;
  return percent !== undefined && total !== null && 100 * counted > percent * total;
}

export function limitText(limit: RailLimit): string {
  const parts: string[] = [];
  if (limit.count !== undefined) parts.push(String(limit.count));
  if (limit.percent !== undefined) parts.push(`${limit.percent} %`);
  return parts.length === 0 ? 'none' : parts.join(' or ');
}

function earlierOf({ counted, runs, since }: Accumulated, window: RailWindow): EarlierHarm | undefined {
  return since === null ? undefined : { counted, runs, since, window };
}

/** `31 now and 60 in 3 earlier runs since 2026-11-20: 91 accounts of 300, the rail is 25 % over 10 runs within 7 days` */
function reasonOf({ rail, counted, total, limit, earlier }: RailVerdict): string {
  const share = `${counted} ${rail}${total === null ? '' : ` of ${total}`}, the rail is ${limit}`;
  if (earlier === undefined) return share;
  const runs = earlier.runs === 1 ? 'one earlier run' : `${earlier.runs} earlier runs`;
  const parts = `${counted - earlier.counted} now and ${earlier.counted} in ${runs} since ${earlier.since.slice(0, 10)}`;
  return `${parts}: ${share} over ${windowText(earlier.window)}`;
}
