import type { Change } from '../model/change.ts';
import type { Outcome, ResourceKind } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { RunReport } from '../model/run-report.ts';
import { demand } from './demand.ts';
import { demandApplied, onlyChange, planOf, settleNeeds } from './lifecycle.ts';
import type { Fault } from './portal-probe.ts';
import { readGrounds } from './read-as-engine.ts';
import type { Stage } from './stage.ts';

export interface Creation {
  readonly wanted: DesiredResource;
  readonly change: Change;
}

/** The planned change that makes the first sample; what it needs is there. */
export async function creation(stage: Stage, kind: ResourceKind): Promise<Creation> {
  const [wanted] = stage.desired(kind, 1);
  demand(wanted !== undefined, `The subject has no sample of ${kind.kind}.`);
  await settleNeeds(stage, kind);
  return { wanted, change: onlyChange(await planOf(stage, kind, [wanted]), kind) };
}

/** Calls the writer of a connection past the engine: by then it has read what the object stands on. */
export async function readyWriter(stage: Stage, kind: ResourceKind): Promise<(change: Change) => Promise<Outcome>> {
  const { reader, writer } = stage.connect();
  await readGrounds(stage, kind, reader);
  const context = { occasion: 'conformance/1', signal: stage.deps.signal };
  return (change) => (change.verdict === 'invite' ? writer.invite(change, context) : writer.create(change, context));
}

/** What the portal only accepted is asked after until it is done, or somebody has to do something first. */
export async function finished(stage: Stage, kind: ResourceKind, first: Outcome): Promise<Outcome> {
  let outcome = first;
  const deadline = stage.deps.clock.monotonic() + stage.started.portal.limits.settle;
  while (outcome.outcome === 'accepted') {
    demand(outcome.ref.trim() !== '', 'What was accepted has no reference to ask after.');
    demand(outcome.checkAfter > 0, 'What was accepted is to be asked after at once and for ever.');
    demand(stage.deps.clock.monotonic() < deadline, 'What was accepted is still under way after limits.settle.');
    await stage.deps.sleep(outcome.checkAfter);
    outcome = (await stage.connect().reader.poll(kind.kind, outcome.ref)) ?? outcome;
  }
  return outcome;
}

export interface Created {
  readonly wanted: DesiredResource;
  readonly report: RunReport;
  readonly written: () => number;
}

/** Creates the first sample through the engine while something goes wrong. */
export async function createUnder(stage: Stage, kind: ResourceKind, fault: Fault): Promise<Created> {
  const { wanted } = await creation(stage, kind);
  const plan = await planOf(stage, kind, [wanted]);
  const written = writesFromNow(stage);
  stage.started.probe.fail(fault);
  const report = await stage.engine.apply(plan, { consent: true });
  stage.started.probe.heal();
  if (fault.fault === 'answer-lost') demandApplied(report);
  return { wanted, written, report };
}

/** Counts the writing operations from this moment on. */
export function writesFromNow(stage: Stage): () => number {
  const { writing } = stage.started.probe.operations();
  return () => stage.started.probe.operations().writing - writing;
}
