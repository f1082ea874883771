import { driftOf } from '../diff/drift.ts';
import { diffKind, type KindDiff } from '../diff/diff-kind.ts';
import type { ConsentDeclaration, Workspace } from '../model/declaration.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Deps } from '../model/deps.ts';
import type { Diagnostic, Location, Origin } from '../model/diagnostic.ts';
import { addTo, type Instant, instantOf } from '../model/instant.ts';
import { bindingsBySite, type LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { Drift, Plan, PlanRecord, PlanScope } from '../model/plan.ts';
import type { Provider } from '../model/provider.ts';
import { estimateOrders } from '../observe/estimate-orders.ts';
import { observeAll, type ReadLink } from '../observe/observe-all.ts';
import { type AssembleInput, assemblePlan } from './assemble-plan.ts';
import { checkPortals } from './check-portals.ts';
import { policyJudge } from './policy-judge.ts';
import { unusedConsents, withIdleConsents } from './consent-standing.ts';
import { keepProtected } from './keep-protected.ts';
import { keepInLockdown } from './lockdown.ts';
import { withRemains } from './remains.ts';
import { onlyAbout, sharedWithout } from './only-the-person.ts';
import { upcomingAccess } from './upcoming-access.ts';

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
  /** Of an offboarding: every address of the person, in lower case. */
  readonly emails?: ReadonlySet<string>;
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
  const compared = compare({ ...input, declared: sharedWithout(declared, observations, input) }, observations, at);
  const { portals } = workspace;
  const locked = keepInLockdown(compared, input);
  const { kept: guarded, ...wanted } = keepProtected(locked, { scope, portals });
  const kept = [...locked.kept, ...guarded];
  const theirs = { changes: onlyAbout(wanted.changes, input), standing: onlyAbout(wanted.standing, input) };
  const found = { ...theirs, changes: await estimateOrders(theirs.changes, input.links) };
  const took = Math.round(deps.clock.monotonic() - begun);
  const recorded = recordOf(input, { at, took, observations });
  const { providers, keepUnchanged } = input;
  const upcoming = upcomingAccess(portals, { scope, locate: input.locate });
  const drift = drifted(input, observations, at);
  const { harmDone, owners, lockdowns, openGates } = ledger;
  const { freezes = [] } = workspace;
  const facts = { declared, observations, providers, portals, scope, recorded, upcoming, drift, freezes };
  const judge = await judgeOf(input, observations, scope.at ?? at);
  const plan = assemblePlan({ ...found, ...facts, judge, harmDone, owners, lockdowns, openGates, keepUnchanged });
  const whole = withRemains(plan, { ...input, portals, kept, standing: wanted.standing });
  const consents = [...workspace.consents, ...input.consents];
  return { plan: withIdleConsents(whole, { consents, ledger, at }), diagnostics };
}

/** What the workspace's policies say of a plan on what was just read. */
async function judgeOf(
  { workspace, locate, declared, ledger, scope }: PlanInput,
  observations: readonly Observation[],
  at: Instant,
): Promise<NonNullable<AssembleInput['judge']>> {
  const judge = await policyJudge({ workspace, locate });
  return (planned) => judge({ ...planned, scope, declared, observations, ledger, at });
}

function compare(input: PlanInput, observations: readonly Observation[], readAt: Instant): KindDiff {
  const { declared, ledger, locate, scope } = input;
  const bindings = bindingsBySite(ledger);
  const at = scope.at ?? readAt;
  const diffs: KindDiff[] = [];
  for (const [index, wanted] of declared.entries()) {
    const observation = observations[index];
    if (observation === undefined) continue;
    const removeAll = scope.mode === 'destroy' || scope.mode === 'lockdown' || wanted.portal.retire;
    const owned = bindings.get(`${wanted.portal.name}/${wanted.kind.kind}`) ?? [];
    diffs.push(diffKind({ declared: wanted, observation, ledger, bindings: owned, at, readAt, locate, removeAll }));
  }
  return { changes: diffs.flatMap((diff) => diff.changes), standing: diffs.flatMap((diff) => diff.standing) };
}

/** Whatever the manifests say by now, and whatever this plan is aimed at. */
function drifted({ ledger }: PlanInput, observations: readonly Observation[], at: Instant): Drift[] {
  const bindings = bindingsBySite(ledger);
  return observations.flatMap((observation) => {
    const owned = bindings.get(`${observation.portal.name}/${observation.kind.kind}`) ?? [];
    return driftOf({ observation, ledger, bindings: owned, at });
  });
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
    consents: unusedConsents([...workspace.consents, ...input.consents], ledger),
    requests,
    took: read.took,
  };
}
