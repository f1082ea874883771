import { day, epochOf, hour } from '../../model/instant.ts';
import type { ResourceKind } from '../../model/provider.ts';
import type { DesiredResource } from '../../model/resource.ts';
import type { PortalCase, Unless } from '../conformance-case.ts';
import { demand } from '../demand.ts';
import {
  applyOnce,
  demandApplied,
  demandNothingToDo,
  objectOf,
  onlyChange,
  planOf,
  settleNeeds,
  unlessDeleted,
  unlessMade,
  unlessUpdated,
} from '../lifecycle.ts';
import { samplesOf, varied } from '../samples.ts';
import type { Stage } from '../stage.ts';

const invites =
  (also: Unless): Unless =>
  (kind, samples) =>
    kind.arrives === 'invite' ? also(kind, samples) : `nobody is invited to ${kind.kind}`;

/** An invitation waits, runs out, is repeated, withdrawn and accepted. */
export const invitationCases: readonly PortalCase[] = [
  { name: 'a pending invitation is waited for, with a gate', needs: [], unless: invites(unlessMade), run: waitedFor },
  { name: 'who has accepted is in use', needs: ['accept'], unless: invites(unlessMade), run: accepted },
  {
    name: 'somebody is invited again only after the invitation ran out',
    needs: ['time', 'expiry'],
    unless: invites(unlessMade),
    run: again,
  },
  {
    name: 'removing somebody withdraws a pending invitation',
    needs: ['removal'],
    unless: invites(unlessDeleted),
    run: withdrawn,
  },
  { name: 'a pending invitation is changed, not sent again', needs: [], unless: invites(unlessUpdated), run: changed },
];

async function waitedFor(stage: Stage, kind: ResourceKind): Promise<void> {
  await inviteFirst(stage, kind);
  const [first] = stage.desired(kind, 1);
  if (first === undefined) return;
  if (kind.reads !== 'none') await demandPending(stage, kind, first);
  const plan = await planOf(stage, kind, [first]);
  demandNothingToDo(plan, 'Somebody was invited');
  const [waiting] = plan.standing.filter((one) => one.verdict === 'waiting' && one.address.kind === kind.kind);
  demand(waiting !== undefined, 'Nobody is waited for.');
}

/** The portal's own reads show that somebody was just invited. */
async function demandPending(stage: Stage, kind: ResourceKind, first: DesiredResource): Promise<void> {
  const result = await stage.read(kind, { known: [{ address: first.address, id: null }] });
  const observed = result.resources.find((one) => one.address.key === first.address.key);
  demand(observed?.presence === 'invited', `Who was just invited is ${observed?.presence ?? 'not there'}.`);
  demand(observed.invitation !== undefined, 'A pending invitation does not say when it was sent.');
  const sent = epochOf(observed.invitation.sentAt);
  demand(
    Math.abs(sent - stage.deps.clock.now()) < hour,
    `It was sent just now, and says ${observed.invitation.sentAt}.`,
  );
}

async function accepted(stage: Stage, kind: ResourceKind): Promise<void> {
  await inviteFirst(stage, kind);
  const [first] = stage.desired(kind, 1);
  if (first === undefined) return;
  await stage.started.probe.accept(first.address);
  const plan = await planOf(stage, kind, [first]);
  demandNothingToDo(plan, 'The invitation was accepted');
  const waiting = plan.standing.some((one) => one.verdict === 'waiting' && one.address.kind === kind.kind);
  demand(!waiting, 'The invitation was accepted, and it is still waited for.');
  demandApplied((await applyOnce(stage, kind, [first])).report);
  demandNothingToDo(await planOf(stage, kind, [first]), 'The acceptance was recorded');
}

async function again(stage: Stage, kind: ResourceKind): Promise<void> {
  await inviteFirst(stage, kind);
  const [first] = stage.desired(kind, 1);
  if (first === undefined) return;
  await stage.time.pass(day);
  demandNothingToDo(await planOf(stage, kind, [first]), 'A day after the invitation');
  await stage.time.pass(60 * day);
  const { plan, report } = await applyOnce(stage, kind, [first]);
  const change = onlyChange(plan, kind);
  demand(change.verdict === 'invite', `After sixty days the plan says ${change.verdict}.`);
  demand(change.round === 2, `The second invitation is round ${change.round}.`);
  demandApplied(report);
  const held = await objectOf(stage, first);
  demand(held?.presence === 'invited', 'The second invitation is not at the portal.');
  demandNothingToDo(await planOf(stage, kind, [first]), 'The second invitation was sent');
}

async function withdrawn(stage: Stage, kind: ResourceKind): Promise<void> {
  await inviteFirst(stage, kind);
  const [first] = stage.desired(kind, 1);
  if (first === undefined) return;
  const { plan, report } = await applyOnce(stage, kind, [], { consent: true });
  const change = onlyChange(plan, kind);
  demand(change.verdict === 'delete', `Withdrawing is planned as ${change.verdict}.`);
  demandApplied(report);
  demand((await objectOf(stage, first)) === undefined, 'The invitation was not withdrawn.');
  demandNothingToDo(await planOf(stage, kind, []), 'The invitation was withdrawn');
}

async function changed(stage: Stage, kind: ResourceKind): Promise<void> {
  await inviteFirst(stage, kind);
  const [update] = samplesOf(stage.subject, kind.kind).updates;
  if (update === undefined) return;
  const next = stage.desiredOf(kind, varied(stage.sample(kind, 0), { [update.field]: update.value }));
  const sent = await sentAt(stage, kind);
  await stage.time.pass(hour);
  const { plan, report } = await applyOnce(stage, kind, [next], { consent: true });
  const change = onlyChange(plan, kind);
  demand(change.verdict === 'update', `A change of a pending invitation is planned as ${change.verdict}.`);
  demandApplied(report);
  const held = await objectOf(stage, next);
  demand(held?.presence === 'invited', `After the change the invitation is ${held?.presence ?? 'gone'}.`);
  demand((await sentAt(stage, kind)) === sent, 'The change of a pending invitation sent it again.');
  demandNothingToDo(await planOf(stage, kind, [next]), 'The pending invitation was changed');
}

/** When the first sample's invitation says that it was sent. */
async function sentAt(stage: Stage, kind: ResourceKind): Promise<string | undefined> {
  const known = stage.desired(kind, 1).map((one) => ({ address: one.address, id: null }));
  const { resources } = await stage.read(kind, { known });
  return resources.find((one) => one.address.key === known[0]?.address.key)?.invitation?.sentAt;
}

async function inviteFirst(stage: Stage, kind: ResourceKind): Promise<void> {
  await settleNeeds(stage, kind);
  const { plan, report } = await applyOnce(stage, kind, stage.desired(kind, 1), { consent: true });
  demand(onlyChange(plan, kind).verdict === 'invite', 'A new one is not planned as invite.');
  demandApplied(report);
}
