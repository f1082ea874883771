import type { RecoverInput } from './apply/recover-intents.ts';
import { recoverIntents, sitesOf } from './apply/recover-intents.ts';
import { executeChanges } from './apply/execute-changes.ts';
import { openGates, recordFacts, startRun } from './apply/record-run.ts';
import { finishRun, refusedRun } from './apply/finish-run.ts';
import { siteName } from './apply/apply-context.ts';
import { diffKind } from './diff/diff-kind.ts';
import type { ConsentDeclaration, Workspace } from './model/declaration.ts';
import type { DeclaredKind } from './model/declared.ts';
import type { Deps } from './model/deps.ts';
import type { Diagnostic, Location, Origin } from './model/diagnostic.ts';
import { addTo, type Instant, instantOf } from './model/instant.ts';
import type { Actor } from './model/ledger-entry.ts';
import type { LedgerState, LedgerWriter } from './model/ledger.ts';
import type { Observation } from './model/observation.ts';
import type { Plan, PlanRecord, PlanScope } from './model/plan.ts';
import type { Connection, Provider } from './model/provider.ts';
import type { Problem } from './model/provider-error.ts';
import type { RunItem, RunReport } from './model/run-report.ts';
import { observeAll, type ReadLink } from './observe/observe-all.ts';
import { assemblePlan } from './plan/assemble-plan.ts';
import { checkPortals } from './plan/check-portals.ts';
import { checkRails } from './plan/check-rails.ts';
import { countedIn } from './plan/count-harm.ts';
import { holdBack } from './plan/hold-back.ts';

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
  readonly source: Pick<PlanRecord, 'engineVersion' | 'commit' | 'clean'>;
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
  const diagnostics = checkPortals(workspace.portals, ledger);
  if (diagnostics.length > 0) return { plan: null, diagnostics };
  const begun = deps.clock.monotonic();
  const at = instantOf(deps.clock.now());
  const observations = await observeAll({ declared, links: input.links, ledger, at });
  const diffs = observations.map((observation, index) => diffOf(input, { observation, declared: declared[index], at }));
  const found = holdBack(diffs.flatMap((diff) => diff.changes), diffs.flatMap((diff) => diff.standing));
  const took = deps.clock.monotonic() - begun;
  const recorded = recordOf(input, { at, took, observations });
  const { portals } = workspace;
  const { providers, keepUnchanged } = input;
  const plan = assemblePlan({ ...found, declared, observations, providers, portals, scope, recorded, keepUnchanged });
  return { plan, diagnostics };
}

interface Compared {
  readonly observation: Observation;
  readonly declared: DeclaredKind | undefined;
  readonly at: Instant;
}

function diffOf(input: PlanInput, compared: Compared): ReturnType<typeof diffKind> {
  const { observation, declared, at } = compared;
  if (declared === undefined) return { changes: [], standing: [] };
  const removeAll = input.scope.mode === 'destroy' || declared.portal.retire;
  const { ledger, locate } = input;
  return diffKind({ declared, observation, ledger, at, locate, removeAll });
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
  readonly ledger: LedgerWriter;
  readonly actor: Actor;
  /** Consents given besides those that the plan records. */
  readonly consents: readonly ConsentDeclaration[];
  /** What `recover` found out before this run. */
  readonly recovered: readonly RunItem[];
  readonly onItem: (item: RunItem) => void;
}

/**
 * Does what the plan says, and nothing else: reads again, lets the rails judge on fresh totals, then carries out each
 * change that still stands as it was planned. What was shown is what runs.
 */
export async function applyPlan(input: ApplyInput, deps: Deps): Promise<RunReport> {
  const { plan, ledger, run } = input;
  const begun = { at: instantOf(deps.clock.now()), monotonic: deps.clock.monotonic() };
  const links = readLinks(input.links);
  const declared = touchedKinds(input.declared, plan);
  const observations = await observeAll({ declared, links, ledger: ledger.state(), at: begun.at });
  const rails = railsNow(input, observations, begun.at);
  const session = { ...input, rails, begun, observations, deps };
  if (rails.some((rail) => rail.verdict === 'refused')) return refusedRun(session);
  await startRun(session);
  await recordFacts(session);
  await openGates(session);
  const sites = sitesFor(input);
  const byName = new Map(observations.map((one) => [siteName({ portal: one.portal.name, kind: one.kind.kind }), one]));
  const context = { run, deps, ledger, sites, observations: byName };
  const execution = await executeChanges(context, plan.changes, input.onItem);
  return finishRun(session, execution);
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
  return new Map([...links].map(([name, { connection, problem }]) => [name, { reader: connection?.reader ?? null, problem }]));
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
