import type { RecoverInput } from './apply/recover-intents.ts';
import { recoverIntents, sitesOf } from './apply/recover-intents.ts';
import { type Execution, executeChanges, untouched } from './apply/execute-changes.ts';
import { closeGates, openGates, recordFacts, type RunSession, startRun } from './apply/record-run.ts';
import { finishRun, refusedRun, stalePlan } from './apply/finish-run.ts';
import { type ApplyContext, contextOf, lossOf } from './apply/apply-context.ts';
import type { ConsentDeclaration } from './model/declaration.ts';
import type { DeclaredKind } from './model/declared.ts';
import type { Deps } from './model/deps.ts';
import { type Instant, instantOf } from './model/instant.ts';
import type { Actor, PortalsReached, Sweep } from './model/ledger-entry.ts';
import type { LedgerWriter } from './model/ledger.ts';
import type { Observation } from './model/observation.ts';
import type { Plan } from './model/plan.ts';
import { type PolicyVerdict, stopsPlan } from './model/policy.ts';
import type { Connection } from './model/provider.ts';
import type { Problem } from './model/provider-error.ts';
import type { RunItem, RunReport } from './model/run-report.ts';
import { observeAll, type ReadLink, readLinkOf } from './observe/observe-all.ts';
import { checkPlan } from './plan/check-plan.ts';
import { checkRails } from './plan/check-rails.ts';
import { coveringConsent, unusedConsents, withIdleConsents } from './plan/consent-standing.ts';
import { countedIn } from './plan/count-harm.ts';
import { type PolicyGround, policyJudge } from './plan/policy-judge.ts';

export { makePlan, type PlanInput, type PlanResult } from './plan/make-plan.ts';

/** A portal as apply holds it: a whole connection, or the reason why there is none. */
export interface WriteLink {
  readonly connection: Connection | null;
  readonly problem: Problem | null;
  /** The step that must first be done before there are credentials. */
  readonly pending?: string;
}

export interface ApplyInput {
  readonly plan: Plan;
  readonly run: string;
  readonly declared: readonly DeclaredKind[];
  readonly links: ReadonlyMap<string, WriteLink>;
  /** Where these links lead; the ledger remembers it. */
  readonly portals: PortalsReached;
  /** The rules over what would be so, and where they stand; none where it is left out. */
  readonly ground?: PolicyGround;
  readonly ledger: LedgerWriter;
  readonly actor: Actor;
  /** Consents given besides those that the plan records. */
  readonly consents: readonly ConsentDeclaration[];
  /** What `recover` found out before this run. */
  readonly recovered: readonly RunItem[];
  /** What was approved and does not hold any more; it is only reported. */
  readonly stale?: readonly RunItem[];
  /** Why it takes more than the manifests ask for; left out of ordinary runs. */
  readonly sweep?: Sweep;
  readonly onItem: (item: RunItem) => void;
}

/**
 * Does what the plan says, and nothing else: reads again, lets the rails judge on fresh totals, then carries out each
 * change that still stands as it was planned. What was shown is what runs.
 */
export async function applyPlan(input: ApplyInput, deps: Deps): Promise<RunReport> {
  const { plan, ledger, run } = input;
  const begun = { at: instantOf(deps.clock.now()), monotonic: deps.clock.monotonic() };
  const objections = checkPlan(plan, { ledger: ledger.state(), at: begun.at });
  const asked = { ...input, rails: [], begun, observations: [], deps };
  if (objections.length > 0) return stalePlan(asked, objections);
  const observations = await observeAll({
    declared: touchedKinds(input.declared, plan),
    links: readLinks(input.links),
    ledger: ledger.state(),
    at: begun.at,
  });
  const rails = railsNow(input, observations, begun.at);
  const held = { consents: consentsFor(input), ledger: ledger.state(), at: begun.at };
  const policies = await policiesNow(input, observations, begun.at);
  const consents = consentsThatCover(input, begun.at);
  const judged = withIdleConsents({ ...plan, rails, recorded: { ...plan.recorded, consents } }, held);
  const session = { ...asked, consents, plan: judged, rails, policies, observations };
  if (rails.some((rail) => rail.verdict === 'refused') || policies.some(stopsPlan)) return refusedRun(session);
  const context = contextOf({ run, deps, ledger, sites: sitesFor(input), observations, plannedAt: plan.recorded.at });
  return finishRun(session, await carryOut(session, context, input.onItem));
}

/** Announces the run, records what was seen, and does the changes. A ledger that is lost on the way ends the run. */
async function carryOut(session: RunSession, context: ApplyContext, onItem: ApplyInput['onItem']): Promise<Execution> {
  try {
    await startRun(session);
    await recordFacts(session);
    await openGates(session);
    await closeGates(session);
  } catch (error) {
    const lost = lossOf(session.ledger, error);
    if (lost === null) throw error;
    return untouched(session.plan.changes, lost);
  }
  return executeChanges(context, session.plan.changes, onItem);
}

function railsNow(input: ApplyInput, observations: readonly Observation[], at: Instant): ReturnType<typeof checkRails> {
  const { plan } = input;
  const portals = [...new Map(input.declared.map(({ portal }) => [portal.name, portal])).values()];
  const consents = unusedConsents(consentsFor(input), input.ledger.state());
  const { changeDigest } = plan;
  const { harmDone, owners, lockdowns, openGates } = input.ledger.state();
  const earlier = { harmDone, owners, lockdowns, openGates, mode: plan.scope.mode, seen: plan.rails };
  return checkRails({ portals, counted: countedIn(plan), observations, changeDigest, consents, at, ...earlier });
}

/** The ledger keeps these: what they covered is not counted again, so those that cover nothing are none. */
function consentsThatCover(input: ApplyInput, at: Instant): ConsentDeclaration[] {
  const { changeDigest } = input.plan;
  const given = { changeDigest, counted: countedIn(input.plan), at };
  return consentsFor(input).filter((one) => coveringConsent([one], given) !== undefined);
}

function consentsFor({ plan, consents }: ApplyInput): ConsentDeclaration[] {
  return [...plan.recorded.consents, ...consents];
}

/** The policies on what was just read: the plan may be hours old, and others give access too. */
async function policiesNow(
  { plan, ground, declared, ledger }: ApplyInput,
  observations: readonly Observation[],
  at: Instant,
): Promise<readonly PolicyVerdict[]> {
  if (ground === undefined) return [];
  const judge = await policyJudge(ground);
  const { changes, standing, scope } = plan;
  const touched = touchedKinds(declared, plan);
  return judge({ changes, standing, scope, declared: touched, observations, ledger: ledger.state(), at });
}

/** All kinds of the portals that the plan speaks of: rails need the whole of a portal. */
function touchedKinds(declared: readonly DeclaredKind[], plan: Plan): DeclaredKind[] {
  const touched = new Set(plan.portals.map((portal) => portal.name));
  return declared.filter(({ portal }) => touched.has(portal.name));
}

function readLinks(links: ReadonlyMap<string, WriteLink>): Map<string, ReadLink> {
  return new Map([...links].map(([name, link]) => [name, readLinkOf(link)]));
}

function sitesFor(input: Pick<ApplyInput, 'declared' | 'links'>): RecoverInput['sites'] {
  return sitesOf(input.declared, ({ portal }) => {
    return input.links.get(portal.name) ?? { connection: null, problem: null };
  });
}

/** Before anything new: finds out what became of the calls that earlier runs never saw answered. */
export function recover(
  input: Pick<ApplyInput, 'run' | 'declared' | 'links' | 'ledger'>,
  deps: Deps,
): Promise<RunItem[]> {
  const { run, ledger } = input;
  return recoverIntents({ run, ledger, sites: sitesFor(input) }, deps);
}
