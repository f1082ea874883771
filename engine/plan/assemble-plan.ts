import type { Address } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import type { FreezeDeclaration, PortalDeclaration } from '../model/declaration.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import {
  type Drift,
  type Plan,
  type PlanCounts,
  planFormatVersion,
  type PlanRecord,
  type PlanScope,
  type PortalSummary,
  type ReadSummary,
  type UpcomingAccess,
} from '../model/plan.ts';
import { isInScope, looksOnly } from '../model/plan-scope.ts';
import type { PolicyVerdict } from '../model/policy.ts';
import type { Provider } from '../model/provider.ts';
import { changeDigest } from './change-digest.ts';
import { judgeRails, withConsents } from './check-rails.ts';
import { countedIn } from './count-harm.ts';
import { type Freezing, freezing } from './freeze.ts';
import { type Held, holdBack } from './hold-back.ts';
import { afterSeatsAreFree } from './seat-pools.ts';
import { orderChanges, sortedByAddress } from './order-changes.ts';
import { withRestored } from './restored.ts';

export interface AssembleInput {
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
  readonly declared: readonly DeclaredKind[];
  readonly observations: readonly Observation[];
  readonly providers: readonly Provider[];
  readonly portals: readonly PortalDeclaration[];
  readonly scope: PlanScope;
  readonly recorded: PlanRecord;
  /** When nothing is removed. */
  readonly freezes?: readonly FreezeDeclaration[];
  /** What begins later. */
  readonly upcoming?: readonly UpcomingAccess[];
  /** What runs did before, for the rails. */
  readonly harmDone: LedgerState['harmDone'];
  readonly owners?: LedgerState['owners'];
  readonly openGates?: LedgerState['openGates'];
  readonly lockdowns?: LedgerState['lockdowns'];
  /** What moved by itself. */
  readonly drift?: readonly Drift[];
  /** What the policies of the workspace say of it. */
  readonly judge?: (planned: Pick<Plan, 'changes' | 'standing'>) => readonly PolicyVerdict[];
  /** Keep the unchanged ones in the plan; else they are only counted. */
  readonly keepUnchanged: boolean;
}

/** Puts everything that was found into the one plan object. Pure: order, digest, rails and counts follow from it. */
export function assemblePlan(input: AssembleInput): Plan {
  const { scope, recorded, portals, observations, upcoming = [] } = input;
  const drift = (input.drift ?? []).filter(({ address }) => isInScope(scope, address));
  const freeze = freezing({
    freezes: input.freezes ?? [],
    scope,
    at: scope.at ?? recorded.at,
    workspace: recorded.workspace,
  });
  const found = looksOnly(scope) ? { changes: [], standing: input.standing } : heldInScope(input, freeze);
  const freezes = freeze.summary();
  const ordered = afterSeatsAreFree(orderChanges(found.changes, input.declared), observations, input.owners);
  const changes = withRestored(ordered, { observations, at: scope.at ?? recorded.at });
  const all = found.standing.filter((standing) => isInScope(scope, standing.address));
  const standing = sortedByAddress(input.keepUnchanged ? all : all.filter(({ verdict }) => verdict !== 'unchanged'));
  const counted = countedIn({ changes, standing });
  const { harmDone, owners, lockdowns, openGates } = input;
  const asked = openGates === undefined ? {} : { openGates };
  const known = { ...(owners === undefined ? {} : { owners }), ...(lockdowns === undefined ? {} : { lockdowns }) };
  const earlier = { harmDone, mode: scope.mode, ...asked, ...known };
  const policies = input.judge?.({ changes, standing: all }) ?? [];
  const { consents, at } = recorded;
  const rails = judgeRails({ portals, counted, observations, at: scope.at ?? at, ...earlier });
  const digest = changeDigest(counted, scope, { policies, rails });
  const requests = requestsByPortal(changes);
  return {
    formatVersion: planFormatVersion,
    changeDigest: digest,
    scope,
    changes,
    standing,
    counts: countsOf(changes, all),
    ...(upcoming.length === 0 ? {} : { upcoming }),
    ...(drift.length === 0 ? {} : { drift: sortedByAddress(drift) }),
    ...(freezes.length === 0 ? {} : { freezes }),
    portals: portals.map((portal) => summaryOf(portal, requests.get(portal.name) ?? 0, input.providers)),
    reads: observations.map(readSummary),
    rails: withConsents(rails, { counted, changeDigest: digest, consents, at }),
    ...(policies.length === 0 ? {} : { policies }),
    recorded,
  };
}

function heldInScope(input: AssembleInput, freeze: Freezing): Held {
  const changes: Change[] = [];
  const leftOut: Change[] = [];
  for (const change of input.changes) (isInScope(input.scope, change.address) ? changes : leftOut).push(change);
  const carrying = new Set<string>();
  for (const { portal, kind } of input.declared) {
    if (kind.carriesInvited === true) carrying.add(siteOf(portal.name, kind.kind));
  }
  const carriesInvited = ({ portal, kind }: Address): boolean => carrying.has(siteOf(portal, kind));
  const inScope = freeze.holdTakeOvers({ changes, standing: input.standing });
  return freeze.holdRemovals(holdBack({ ...inScope, leftOut, carriesInvited }));
}

function siteOf(portal: string, kind: string): string {
  return `${portal}/${kind}`;
}

function countsOf(changes: readonly Change[], standing: readonly Standing[]): PlanCounts {
  const counts = { unchanged: 0, waiting: 0, overdue: 0, manual: 0, blocked: 0, unmanaged: 0 };
  for (const one of standing) {
    counts[one.verdict] += 1;
    if (one.verdict === 'waiting' && one.overdue) counts.overdue += 1;
  }
  return { changes: countVerdicts(changes), ...counts };
}

export function countVerdicts(changes: readonly Change[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict } of changes) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

function requestsByPortal(changes: readonly Change[]): Map<string, number> {
  const requests = new Map<string, number>();
  for (const change of changes) {
    const { portal } = change.address;
    requests.set(portal, (requests.get(portal) ?? 0) + change.requests);
  }
  return requests;
}

function summaryOf(portal: PortalDeclaration, requests: number, providers: readonly Provider[]): PortalSummary {
  return {
    name: portal.name,
    provider: portal.provider,
    reality: providers.find((provider) => provider.name === portal.provider)?.reality ?? '',
    requestsPerSecond: portal.limits.requestsPerSecond,
    requests,
  };
}

function readSummary(observation: Observation): ReadSummary {
  const { portal, kind, coverage, pages, rows, problem, pending } = observation;
  const read = { portal: portal.name, kind: kind.kind, coverage, pages, rows, problem };
  return pending === undefined ? read : { ...read, pending };
}
