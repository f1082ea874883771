import type { ConsentDeclaration } from '../model/declaration.ts';
import type { LedgerState } from '../model/ledger.ts';
import { looksOnly } from '../model/plan-scope.ts';
import type { Plan, PlanScope } from '../model/plan.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { stopsPlan } from '../model/policy.ts';
import type { WriteLink } from '../pipeline.ts';
import { makePlan } from '../plan/make-plan.ts';
import { isUnread, newSteps } from '../render/plan-facts.ts';
import { callsToLookUp } from './calls-to-look-up.ts';
import { Unmended } from './cli-failure.ts';
import { engineVersion } from './engine-version.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { GitFacts } from './git-facts.ts';
import { readLinksOf } from './links.ts';
import type { Runtime } from './runtime.ts';
import type { Session } from './session.ts';

export interface PlanningOptions {
  readonly session: Session;
  readonly runtime: Runtime;
  readonly links: ReadonlyMap<string, WriteLink>;
  readonly ledger: LedgerState;
  readonly scope: PlanScope;
  readonly consents?: readonly ConsentDeclaration[];
  readonly keepUnchanged?: boolean;
  /** Of an offboarding: every address of the person. */
  readonly emails?: ReadonlySet<string> | undefined;
  /** Asked for as early as can be: Git looks through the folder while the manifests are read. */
  readonly git: Promise<GitFacts>;
}

/** @throws Unmended where the plan cannot be made for what the manifests say. */
export async function planNow(options: PlanningOptions): Promise<Plan> {
  const { session, runtime, ledger, scope } = options;
  const { workspace, declared, providers, locate } = session;
  const source = { engineVersion: engineVersion(), portals: session.reached, ...(await options.git) };
  const links = readLinksOf(options.links);
  const { consents = [], keepUnchanged = false, emails } = options;
  const theirs = emails === undefined ? {} : { emails };
  const input = {
    workspace,
    declared,
    providers,
    links,
    ledger,
    scope,
    consents,
    source,
    locate,
    keepUnchanged,
    ...theirs,
  };
  const { plan, diagnostics } = await makePlan(input, runtime.deps);
  if (plan === null || hasErrors(diagnostics)) throw new Unmended(diagnostics, session.sourceLine);
  return plan;
}

export interface PlanEnd {
  readonly detailed: boolean;
  readonly ledger: Pick<LedgerState, 'openIntents'>;
}

/** What a finished plan means to a script. A portal that could not be read is an error whatever else is planned. */
export function planExitCode(plan: Plan, options: PlanEnd): ExitCode {
  if (isUnread(plan)) return exitCodes.error;
  if (isRefused(plan)) return exitCodes.refused;
  if (!options.detailed) return exitCodes.done;
  const looked = looksOnly(plan.scope) && (plan.drift ?? []).length > 0;
  if (looked || plan.changes.length > 0 || newSteps(plan).length > 0) return exitCodes.changes;
  // Nothing else looks it up: a pipeline that applies only what has changes would leave it open for ever.
  if (callsToLookUp(plan, options.ledger).length > 0) return exitCodes.changes;
  return plan.standing.some((one) => one.verdict !== 'unchanged' && one.verdict !== 'unmanaged')
    ? exitCodes.waiting
    : exitCodes.done;
}

export function isRefused(plan: Plan): boolean {
  return plan.rails.some((rail) => rail.verdict === 'refused') || (plan.policies ?? []).some(stopsPlan);
}
