import { canonicalJson } from '../model/canonical-json.ts';
import { factsOf } from '../diff/facts.ts';
import { isWhole } from '../diff/ownership.ts';
import { type Address, formatAddress } from '../model/address.ts';
import { isHeldByFreeze } from '../model/freeze.ts';
import { sameJson } from '../model/canonical-json.ts';
import type { ManualStanding } from '../model/change.ts';
import type { ConsentDeclaration } from '../model/declaration.ts';
import type { Deps } from '../model/deps.ts';
import type { Instant, Milliseconds } from '../model/instant.ts';
import type { Actor, PortalsReached, RunRefusedEntry, RunStartedEntry, Sweep } from '../model/ledger-entry.ts';
import { bindingsBySite, type LedgerWriter, type OpenGate } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan, RailVerdict } from '../model/plan.ts';
import type { PolicyException, PolicyVerdict } from '../model/policy.ts';
import type { RunItem } from '../model/run-report.ts';
import { isInScope, looksOnly } from '../model/plan-scope.ts';
import { isLedgerLost, siteName } from './apply-context.ts';
import { groundsOf, hitBy } from './record.ts';

/** What is known of a run from its start to its report. */
export interface RunSession {
  readonly plan: Plan;
  readonly run: string;
  readonly actor: Actor;
  readonly consents: readonly ConsentDeclaration[];
  readonly portals: PortalsReached;
  readonly ledger: LedgerWriter;
  readonly observations: readonly Observation[];
  readonly rails: readonly RailVerdict[];
  /** What policies said just before the first write. */
  readonly policies?: readonly PolicyVerdict[];
  readonly recovered: readonly RunItem[];
  readonly stale?: readonly RunItem[];
  readonly sweep?: Sweep;
  readonly begun: { readonly at: Instant; readonly monotonic: Milliseconds };
  readonly deps: Deps;
}

/** Says in the ledger who runs which plan, with which consents. A run without changes is evidence too. */
export async function startRun(session: RunSession): Promise<void> {
  const letPass = whatWasLetPass(session);
  await session.ledger.append({
    type: 'run-started',
    ...whatRuns(session),
    ...(letPass.length === 0 ? {} : { letPass }),
  });
}

/** What would have stopped this run but for a consent or an exception: an auditor needs no report for it. */
function whatWasLetPass({ rails, policies = [] }: RunSession): string[] {
  const consented = rails.filter(({ verdict }) => verdict === 'consented');
  const excepted = policies.filter(({ verdict }) => verdict === 'excepted');
  return [
    ...consented.map(({ rail, portal, reason }) => `${rail} on ${portal}: ${reason}`),
    ...excepted.map(({ policy, who, exception }) => `policy ${policy} for ${who}: ${exceptionText(exception)}`),
  ];
}

function exceptionText(exception: PolicyException | undefined): string {
  if (exception === undefined) return 'excepted';
  const { until, why, mitigation } = exception;
  return `excepted until ${until}, why: ${why}; instead: ${mitigation}`;
}

/**
 * One line about a run that was refused as a whole. It has no effect on anything; a ledger that is lost just then is no
 * reason to keep the refusal from the user.
 */
export async function recordRefusal(
  session: RunSession,
  refusal: Pick<RunRefusedEntry, 'exitCode' | 'because'>,
): Promise<void> {
  try {
    await session.ledger.append({ type: 'run-refused', ...whatRuns(session), ...refusal });
  } catch (error) {
    if (!isLedgerLost(session.ledger, error)) throw error;
  }
}

function whatRuns(session: RunSession): Omit<RunStartedEntry, 'type'> {
  const { plan, run, actor, portals } = session;
  const { engineVersion, manifestDigest, commit, clean } = plan.recorded;
  const { changeDigest } = plan;
  const consents = consentsOf(session);
  const sweep = session.sweep === undefined ? {} : { sweep: session.sweep };
  return { run, portals, actor, engineVersion, changeDigest, manifestDigest, commit, clean, consents, ...sweep };
}

/** Those that are to exactly this plan, each once. */
export function consentsOf({ plan, consents }: Pick<RunSession, 'plan' | 'consents'>): ConsentDeclaration[] {
  const all = [...plan.recorded.consents, ...consents];
  const given = new Map(all.map((one) => [canonicalJson({ ...one, origin: null }), one]));
  return [...given.values()].filter((consent) => consent.changeDigest === plan.changeDigest);
}

/** Records what moved at the portals without us since the last run. */
export async function recordFacts(session: RunSession): Promise<void> {
  const { ledger, run, begun } = session;
  const state = ledger.state();
  const bindings = bindingsBySite(state);
  const facts = session.observations.flatMap((observation) => {
    const site = siteName({ portal: observation.portal.name, kind: observation.kind.kind });
    return factsOf({ observation, ledger: state, bindings: bindings.get(site) ?? [], at: begun.at });
  });
  await Promise.all(facts.map((fact) => ledger.append({ ...fact, run })));
}

/** Asks for the steps by hand that the plan names, once: from now on they are waited for. */
export async function openGates(session: RunSession): Promise<void> {
  const { plan, ledger, run, begun } = session;
  if (looksOnly(plan.scope)) return;
  const { openGates: known, spent } = ledger.state();
  const steps = plan.standing.filter((standing) => standing.verdict === 'manual');
  const requests = new Set(steps.map((step) => step.request));
  const asked = new Map<string, Promise<number>>();
  for (const step of steps) {
    const { address, identity, wants, id, before, after, gate, request } = step;
    if (identity === null || (request !== undefined && spent.has(request))) continue;
    const name = gateName(address, gate.step);
    if (asked.has(name) || isAskedAlready(known.get(name), step, requests)) continue;
    const occasion = request === undefined ? {} : { occasion: request };
    const opened = { ...gate, since: step.opened ?? begun.at };
    const place = { run, address, identity, wants, id, before, after };
    const sent = step.question === true ? { sent: true as const } : {};
    const said = { ...occasion, ...sent, ...hitBy(step), ...groundsOf(step) };
    asked.set(name, ledger.append({ type: 'gate-opened', ...place, gate: opened, ...said }));
  }
  await Promise.all(asked.values());
}

/**
 * Asked again only where it is something else by now: an attest says that what the ledger asked for was done. Of two
 * requests for one step the second has its turn when the first is spent.
 */
function isAskedAlready(
  open: OpenGate | undefined,
  step: ManualStanding,
  requests: ReadonlySet<string | undefined>,
): boolean {
  if (open === undefined || open.wants !== step.wants || !sameJson(open.after, step.after)) return false;
  return step.request === undefined || (open.occasion !== undefined && requests.has(open.occasion));
}

/**
 * Closes the steps that were asked for and that nobody needs any more: what they were for is no longer declared, or is
 * there. A step that was asked for after the plan is not its business, nor one where the plan itself could not read:
 * that a later read can says nothing about what the plan would have said.
 */
export async function closeGates(session: RunSession): Promise<void> {
  const { plan, ledger, run, begun } = session;
  if (looksOnly(plan.scope)) return;
  const read = readSites(session);
  const spokenOf = addressesOf(plan);
  const closed: Promise<number>[] = [];
  for (const [name, { seq, address, gate }] of ledger.state().openGates) {
    if (seq > plan.recorded.ledger.seq || !isInScope(plan.scope, address) || !read.has(siteName(address))) continue;
    if (spokenOf.has(formatAddress(address)) || spokenOf.has(name)) continue;
    const evidence = { grade: 'read' as const, at: begun.at, note: 'no longer asked for' };
    const how = 'not-needed';
    closed.push(ledger.append({ type: 'gate-closed', run, address, step: gate.step, evidence, how }));
  }
  await Promise.all(closed);
}

/** Kinds that were read whole, when it was planned and by now. */
function readSites({ plan, observations }: RunSession): Set<string> {
  const planned = new Set(plan.reads.filter(({ coverage }) => isWhole(coverage)).map(siteName));
  const whole = observations.filter(({ coverage }) => isWhole(coverage));
  const sites = whole.map(({ portal, kind }) => siteName({ portal: portal.name, kind: kind.kind }));
  return new Set(sites.filter((site) => planned.has(site)));
}

/** Addresses that the plan changes or cannot judge, and the names of the steps that it waits for. */
function addressesOf(plan: Plan): Set<string> {
  const spokenOf = new Set<string>();
  for (const { address } of plan.changes) spokenOf.add(formatAddress(address));
  for (const standing of plan.standing) {
    // What a freeze holds is still wanted: nothing that was asked for there is closed.
    if (standing.verdict === 'blocked' || isHeldByFreeze(standing)) spokenOf.add(formatAddress(standing.address));
    if (standing.verdict === 'waiting' || standing.verdict === 'manual') {
      spokenOf.add(gateName(standing.address, standing.gate.step));
    }
  }
  return spokenOf;
}

function gateName(address: Address, step: string): string {
  return `${formatAddress(address)}#${step}`;
}
