import type { Change } from '../model/change.ts';
import type { Outcome, ResourceKind } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { RunReport } from '../model/run-report.ts';
import { demand } from './demand.ts';
import { demandApplied, onlyChange, planOf, settleNeeds } from './lifecycle.ts';
import type { Fault } from './portal-probe.ts';
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

/** Calls the writer past the engine. */
export async function callWriter(stage: Stage, change: Change): Promise<Outcome> {
  const { writer } = stage.connect();
  const verb = change.verdict === 'invite' ? 'invite' : 'create';
  return writer[verb](change, { occasion: 'conformance/1', signal: stage.deps.signal });
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
