import type { RecoverInput } from './apply/recover-intents.ts';
import { recoverIntents, sitesOf } from './apply/recover-intents.ts';
import { type Execution, executeChanges, untouched } from './apply/execute-changes.ts';
import { closeGates, openGates, recordFacts, type RunSession, startRun } from './apply/record-run.ts';
import { finishRun, refusedRun, stalePlan } from './apply/finish-run.ts';
import { type ApplyContext, contextOf, isLedgerLost, siteName } from './apply/apply-context.ts';
import { diffKind, type KindDiff } from './diff/diff-kind.ts';
import type { ConsentDeclaration, Workspace } from './model/declaration.ts';
import type { DeclaredKind } from './model/declared.ts';
import type { Deps } from './model/deps.ts';
import type { Diagnostic, Location, Origin } from './model/diagnostic.ts';
import { addTo, type Instant, instantOf } from './model/instant.ts';
import type { Actor, PortalsReached } from './model/ledger-entry.ts';
import { bindingsBySite, type LedgerState, type LedgerWriter } from './model/ledger.ts';
import type { Observation } from './model/observation.ts';
import type { Plan, PlanRecord, PlanScope } from './model/plan.ts';
import type { Connection, Provider } from './model/provider.ts';
import type { Problem } from './model/provider-error.ts';
import type { RunItem, RunReport } from './model/run-report.ts';
import { estimateOrders } from './observe/estimate-orders.ts';
import { observeAll, type ReadLink } from './observe/observe-all.ts';
import { assemblePlan } from './plan/assemble-plan.ts';
import { checkPlan } from './plan/check-plan.ts';
import { checkPortals } from './plan/check-portals.ts';
import { checkRails } from './plan/check-rails.ts';
import { countedIn } from './plan/count-harm.ts';
import { upcomingAccess } from './plan/upcoming-access.ts';

export interface PlanInput {
  readonly workspace: Workspace;
  readonly declared: readonly DeclaredKind[];
  readonly providers: readonly Provider[];
  /** By the portal's name. Readers only: a plan cannot write. */
  readonly links: ReadonlyMap<string, ReadLink>;
  readonly ledger: LedgerState;
  readonly scope: PlanScope;
  /** Consents given besides those that the workspace declares. */
  readonly consents: readonly ConsentDeclaration[];
  readonly source: Pick<PlanRecord, 'engineVersion' | 'portals' | 'commit' | 'clean'>;
  readonly locate: (origin: Origin) => Location;
  readonly keepUnchanged: boolean;
}

export interface PlanResult {
  readonly plan: Plan | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every portal, compares, and puts the answer into one plan. Writes nothing anywhere. */
export async function makePlan(input: PlanInput, deps: Deps): Promise<PlanResult> {
  const { workspace, declared, ledger, scope } = input;
  const diagnostics = checkPortals({ portals: workspace.portals, declared, ledger });
  if (diagnostics.length > 0) return { plan: null, diagnostics };
  const begun = deps.clock.monotonic();
  const at = instantOf(deps.clock.now());
  const observations = await observeAll({ declared, links: input.links, ledger, at });
  const compared = compare(input, observations, at);
  const found = { ...compared, changes: await estimateOrders(compared.changes, input.links) };
  const took = deps.clock.monotonic() - begun;
  const recorded = recordOf(input, { at, took, observations });
  const { portals } = workspace;
  const { providers, keepUnchanged } = input;
  const upcoming = upcomingAccess(portals, { scope, locate: input.locate });
  const facts = { declared, observations, providers, portals, scope, recorded, upcoming };
  const plan = assemblePlan({ ...found, ...facts, keepUnchanged });
  return { plan, diagnostics };
}

function compare(input: PlanInput, observations: readonly Observation[], readAt: Instant): KindDiff {
  const { declared, ledger, locate, scope } = input;
  const bindings = bindingsBySite(ledger);
  const at = scope.at ?? readAt;
  const diffs: KindDiff[] = [];
  for (const [index, wanted] of declared.entries()) {
    const observation = observations[index];
    if (observation === undefined) continue;
    const removeAll = scope.mode === 'destroy' || wanted.portal.retire;
    const owned = bindings.get(siteName({ portal: wanted.portal.name, kind: wanted.kind.kind })) ?? [];
    diffs.push(diffKind({ declared: wanted, observation, ledger, bindings: owned, at, readAt, locate, removeAll }));
  }
  return { changes: diffs.flatMap((diff) => diff.changes), standing: diffs.flatMap((diff) => diff.standing) };
}

function recordOf(
  input: PlanInput,
  read: { readonly at: Instant; readonly took: number; readonly observations: readonly Observation[] },
): PlanRecord {
  const { workspace, ledger, source } = input;
  let requests = 0;
  for (const observation of read.observations) requests += observation.pages;
  return {
    at: read.at,
    expiresAt: addTo(read.at, workspace.planMaxAge),
    ...source,
    workspace: workspace.name,
    manifestDigest: workspace.manifestDigest,
    documents: workspace.documents,
    ledger: { id: ledger.ledgerId, seq: ledger.seq, head: ledger.head },
    consents: [...workspace.consents, ...input.consents],
    requests,
    took: read.took,
  };
}

/** A portal as apply holds it: a whole connection, or the reason why there is none. */
export interface WriteLink {
  readonly connection: Connection | null;
  readonly problem: Problem | null;
}

export interface ApplyInput {
  readonly plan: Plan;
  readonly run: string;
  readonly declared: readonly DeclaredKind[];
  readonly links: ReadonlyMap<string, WriteLink>;
  /** Where these links lead; the ledger remembers it. */
  readonly portals: PortalsReached;
  readonly ledger: LedgerWriter;
  readonly actor: Actor;
  /** Consents given besides those that the plan records. */
  readonly consents: readonly ConsentDeclaration[];
  /** What `recover` found out before this run. */
  readonly recovered: readonly RunItem[];
  /** What was approved and does not hold any more; it is only reported. */
  readonly stale?: readonly RunItem[];
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
  const session = { ...asked, rails, observations };
  if (rails.some((rail) => rail.verdict === 'refused')) return refusedRun(session);
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
    if (!isLedgerLost(session.ledger, error)) throw error;
    return untouched(session.plan.changes);
  }
  return executeChanges(context, session.plan.changes, onItem);
}

function railsNow(input: ApplyInput, observations: readonly Observation[], at: Instant): ReturnType<typeof checkRails> {
  const { plan } = input;
  const portals = [...new Map(input.declared.map(({ portal }) => [portal.name, portal])).values()];
  const consents = [...plan.recorded.consents, ...input.consents];
  return checkRails({ portals, counted: countedIn(plan), observations, changeDigest: plan.changeDigest, consents, at });
}

/** All kinds of the portals that the plan speaks of: rails need the whole of a portal. */
function touchedKinds(declared: readonly DeclaredKind[], plan: Plan): DeclaredKind[] {
  const touched = new Set(plan.portals.map((portal) => portal.name));
  return declared.filter(({ portal }) => touched.has(portal.name));
}

function readLinks(links: ReadonlyMap<string, WriteLink>): Map<string, ReadLink> {
  return new Map(
    [...links].map(([name, { connection, problem }]) => [name, { reader: connection?.reader ?? null, problem }]),
  );
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
