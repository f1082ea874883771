import { formatAddress } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import type { ResourceKind } from '../model/provider.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Unless } from './conformance-case.ts';
import { ConformanceError, demand, demandNone } from './demand.ts';
import type { ApplyOptions } from './engine-session.ts';
import type { PortalObject } from './portal-probe.ts';
import type { Stage } from './stage.ts';

/** A kind that the engine cannot make, change or remove has no life cycle by API. */
export const unlessMade: Unless = (kind) => {
  const arrival = kind.capabilities[kind.arrives === 'invite' ? 'invite' : 'create'];
  return arrival.can ? undefined : `${kind.kind} cannot be made by API: ${arrival.why}`;
};

export const unlessUpdated: Unless = (kind, samples) => {
  const update = kind.capabilities.update;
  if (!update.can) return `${kind.kind} cannot be updated by API: ${update.why}`;
  return samples.updates.length > 0 ? unlessMade(kind, samples) : 'the subject has no update for it';
};

export const unlessDeleted: Unless = (kind, samples) => {
  const removal = kind.capabilities.delete;
  return removal.can ? unlessMade(kind, samples) : `${kind.kind} cannot be deleted by API: ${removal.why}`;
};

/** Plans and applies, with consent, until nothing changes any more; every invited person accepts in between. */
export async function settle(stage: Stage, kind: ResourceKind, wanted: readonly DesiredResource[]): Promise<Plan> {
  const declared = stage.declare(kind, wanted);
  for (let round = 1; round <= 6; round += 1) {
    const plan = await stage.engine.plan(declared);
    // A run without changes still records who has accepted.
    demandApplied(await stage.engine.apply(plan, { consent: true }));
    const accepted = await acceptAll(stage);
    if (plan.changes.length > 0 || accepted > 0) continue;
    demandNothingToDo(plan, 'Everything was applied');
    return plan;
  }
  const plan = await stage.engine.plan(declared);
  throw new ConformanceError(
    `After six applies there is still something to do:\n${plan.changes.map(lineOf).join('\n')}`,
  );
}

/** Plans and applies once. */
export async function applyOnce(
  stage: Stage,
  kind: ResourceKind,
  wanted: readonly DesiredResource[],
  options?: ApplyOptions,
): Promise<{ readonly plan: Plan; readonly report: RunReport }> {
  const plan = await stage.engine.plan(stage.declare(kind, wanted));
  return { plan, report: await stage.engine.apply(plan, options) };
}

export async function planOf(stage: Stage, kind: ResourceKind, wanted: readonly DesiredResource[]): Promise<Plan> {
  return stage.engine.plan(stage.declare(kind, wanted));
}

/** Settles everything but this kind's samples: what they need is there. */
export async function settleNeeds(stage: Stage, kind: ResourceKind): Promise<void> {
  if (kind.dependsOnKinds.length > 0) await settle(stage, kind, []);
}

export function demandApplied(report: RunReport): void {
  const bad = report.items.filter(({ result }) => result.result !== 'done' && result.result !== 'waiting');
  demandNone(
    bad.map((item) => `${item.verdict} ${formatAddress(item.address)}: ${JSON.stringify(item.result)}`),
    'Apply:',
  );
  demand(report.ending === 'finished', `The run ended as "${report.ending}": ${JSON.stringify(report.rails)}`);
}

export function demandNothingToDo(plan: Plan, when: string): void {
  demandNone(plan.changes.map(lineOf), `${when}, and there is something to do:`);
  const blocked = plan.standing.filter((one) => one.verdict === 'blocked');
  demandNone(
    blocked.map((one) => `${formatAddress(one.address)} by ${one.by}`),
    `${when}, and something is blocked:`,
  );
}

/** The one change of the kind in the plan. */
export function onlyChange(plan: Plan, kind: ResourceKind): Change {
  const changes = plan.changes.filter((change) => change.address.kind === kind.kind && change.verdict !== 'notify');
  const [change] = changes;
  if (change === undefined || changes.length !== 1) {
    const found = [...changes.map(lineOf), ...plan.standing.filter((one) => one.verdict !== 'unchanged').map(lineOf)];
    throw new ConformanceError(`One change was expected, and there are ${changes.length}:\n${found.join('\n')}`);
  }
  return change;
}

export async function objectOf(stage: Stage, wanted: DesiredResource): Promise<PortalObject | undefined> {
  const objects = await stage.started.probe.objects(wanted.address.kind);
  return objects.find((object) => object.key === wanted.address.key);
}

/** Not at the portal any more, or left there as what a removal leaves behind. */
export async function isGone(stage: Stage, kind: ResourceKind, wanted: DesiredResource): Promise<boolean> {
  const held = await objectOf(stage, wanted);
  return held === undefined || kind.isSpent(kind.normalize(held.attributes));
}

/** Without what removals left behind. */
export async function countOf(stage: Stage, kind: ResourceKind): Promise<number> {
  const objects = await stage.started.probe.objects(kind.kind);
  return objects.filter(({ attributes }) => !kind.isSpent(kind.normalize(attributes))).length;
}

function lineOf(one: { readonly verdict: string; readonly address: Change['address'] }): string {
  const fields = 'fields' in one ? ` ${JSON.stringify(one.fields)}` : '';
  const by = 'by' in one ? ` by ${String(one.by)}` : '';
  return `  - ${one.verdict} ${formatAddress(one.address)}${fields}${by}`;
}

async function acceptAll(stage: Stage): Promise<number> {
  if (stage.subject.cannot.accept !== undefined) return 0;
  const { provider, portal, probe } = stage.started;
  let accepted = 0;
  for (const { kind } of provider.kinds(portal)) {
    for (const object of await probe.objects(kind)) {
      if (object.presence !== 'invited') continue;
      await probe.accept({ portal: portal.name, kind, key: object.key });
      accepted += 1;
    }
  }
  return accepted;
}
