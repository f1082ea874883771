import { factsOf } from '../diff/facts.ts';
import type { ConsentDeclaration } from '../model/declaration.ts';
import type { Deps } from '../model/deps.ts';
import type { Instant, Milliseconds } from '../model/instant.ts';
import type { Actor } from '../model/ledger-entry.ts';
import type { LedgerWriter } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { Plan, RailVerdict } from '../model/plan.ts';
import type { RunItem } from '../model/run-report.ts';

/** What is known of a run from its start to its report. */
export interface RunSession {
  readonly plan: Plan;
  readonly run: string;
  readonly actor: Actor;
  readonly consents: readonly ConsentDeclaration[];
  readonly ledger: LedgerWriter;
  readonly observations: readonly Observation[];
  readonly rails: readonly RailVerdict[];
  readonly recovered: readonly RunItem[];
  readonly begun: { readonly at: Instant; readonly monotonic: Milliseconds };
  readonly deps: Deps;
}

/** Says in the ledger who runs which plan, with which consents. A run without changes is evidence too. */
export async function startRun(session: RunSession): Promise<void> {
  const { plan, run, actor, ledger } = session;
  const { engineVersion, manifestDigest, commit } = plan.recorded;
  const consents = [...plan.recorded.consents, ...session.consents].filter(
    (consent) => consent.changeDigest === plan.changeDigest,
  );
  const { changeDigest } = plan;
  await ledger.append({ type: 'run-started', run, actor, engineVersion, changeDigest, manifestDigest, commit, consents });
}

/** Records what moved at the portals without us since the last run. */
export async function recordFacts(session: RunSession): Promise<void> {
  const { ledger, run, begun } = session;
  const facts = session.observations.flatMap((one) => factsOf(one, ledger.state(), begun.at));
  await Promise.all(facts.map((fact) => ledger.append({ ...fact, run })));
}

/** Asks for the steps by hand that the plan names, once: from now on they are waited for. */
export async function openGates(session: RunSession): Promise<void> {
  const { plan, ledger, run, begun } = session;
  const asked = plan.standing.map((standing) => {
    if (standing.verdict !== 'manual' || standing.opened !== null || standing.identity === null) return undefined;
    const { address, identity, wants, id, before, after, gate } = standing;
    const opened = { ...gate, since: begun.at };
    return ledger.append({ type: 'gate-opened', run, address, identity, wants, id, before, after, gate: opened });
  });
  await Promise.all(asked);
}
