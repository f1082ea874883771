import type { Change, Standing, WaitingStanding } from '../model/change.ts';
import type { Gate } from '../model/gate.ts';
import { addTo, type Instant } from '../model/instant.ts';
import { formatAddress, formatIdentity } from '../model/address.ts';
import type { Binding, LapsedInvitation } from '../model/ledger.ts';
import type { DesiredResource } from '../model/resource.ts';
import { visibleFrom } from '../model/visibility.ts';
import { buildChange } from './build-change.ts';
import type { DiffContext } from './diff-context.ts';
import { blocked, readNow, unlessAsked, untilThereAreCredentials, visibilityGate, waiting } from './standings.ts';

/** Declared and surely not there: it is made, unless an earlier one may still appear or must first run out. */
export function judgeAbsent(
  context: DiffContext,
  desired: DesiredResource,
  binding: Binding | undefined,
): (Change | Standing)[] {
  const { kind } = context.declared;
  const { address, identity } = desired;
  if (binding !== undefined && visibleFrom(kind, binding.since) > context.at) {
    const gate = visibilityGate(context, binding.since);
    return [waiting(context, { desired, address, identity, gate, evidence: readNow(context) })];
  }
  // A trial that has ended: to make one would give anew what is over, and mail about it.
  if (kind.isSpent(desired.attributes)) {
    const coming = whatMayCome(context, desired);
    if (coming !== undefined) return [coming];
    const by = 'it is to be out of use, and is not there: nothing is made for that';
    return [blocked(context, { address, identity, desired, by, cure: 'Take it out of the manifests.' })];
  }
  return kind.arrives === 'invite' ? judgeInvitation(context, desired, binding) : [creation(context, desired)];
}

/** Where nobody can look, or a call for it went out that nobody can look up, it may be there, or yet come. */
function whatMayCome(context: DiffContext, desired: DesiredResource): WaitingStanding | undefined {
  const { address, identity } = desired;
  const evidence = readNow(context);
  const unread = untilThereAreCredentials(context, { address, identity, desired, evidence });
  if (unread !== undefined) return unread;
  const open = context.openGates.get(formatAddress(address))?.find(({ sent }) => sent === true);
  return open === undefined ? undefined : waiting(context, { address, identity, desired, gate: open.gate, evidence });
}

function creation(context: DiffContext, desired: DesiredResource): Change | Standing {
  const { address, identity, attributes } = desired;
  const evidence = readNow(context);
  const intention = {
    address,
    identity,
    id: null,
    before: null,
    after: attributes,
    presence: 'absent' as const,
    evidence,
  };
  const change = buildChange(context, { ...intention, verb: 'create', desired }, (common) => {
    return { ...common, verdict: 'create', before: null, after: attributes };
  });
  return unlessAsked(context, change, desired);
}

function judgeInvitation(
  context: DiffContext,
  desired: DesiredResource,
  binding: Binding | undefined,
): (Change | Standing)[] {
  const lapsed = earlierInvitation(context, desired, binding);
  if (lapsed === undefined) return [invitation(context, desired, undefined)];
  const { invitationRounds, invitationCooldown } = context.declared.portal.limits;
  const { address, identity } = desired;
  if (lapsed.round >= invitationRounds) {
    const by = `${lapsed.round} invitations ran out unanswered (the most is ${invitationRounds})`;
    const cure = 'Ask the person; then raise limits.invitationRounds of the portal, or remove the person.';
    return [blocked(context, { address, identity, desired, by, cure })];
  }
  const cooled = addTo(lapsed.sentAt, invitationCooldown);
  const earliest = lapsed.expiresAt !== null && lapsed.expiresAt > cooled ? lapsed.expiresAt : cooled;
  if (earliest <= context.at) return [invitation(context, desired, lapsed)];
  const gate = pauseGate(context, lapsed, earliest);
  return [waiting(context, { desired, address, identity, gate, evidence: readNow(context, lapsed) })];
}

/** An invitation is gone, and the next one is not due yet. Why it is gone nobody can say, only what is known of it. */
function pauseGate(context: DiffContext, lapsed: LapsedInvitation, earliest: Instant): Gate {
  const { name } = context.declared.portal;
  const { sentAt, expiresAt } = lapsed;
  const ranOut = expiresAt !== null && expiresAt <= context.at;
  const sent = `invitation of ${sentAt.slice(0, 10)}`;
  return {
    step: 're-invite',
    title: ranOut ? `${sent} ran out unanswered` : `${sent} is no longer there`,
    waitingFor: { role: 'portal', name },
    since: sentAt,
    until: earliest,
    proof: { by: 'read' },
    proves: 'Only that the earlier invitation is not at the portal any more, and that nobody has accepted it.',
    instructions: [
      ...(ranOut ? [] : [`Somebody withdrew it at ${name}, or ${name} lost it: it had not run out yet.`]),
      `Nothing to type: the first apply after ${earliest.slice(0, 16).replace('T', ' ')} UTC invites again.`,
    ],
  };
}

/** An invitation that was sent and is no longer there, accepted or not, is what rounds and cool-down count from. */
function earlierInvitation(
  context: DiffContext,
  desired: DesiredResource,
  binding: Binding | undefined,
): LapsedInvitation | undefined {
  if (binding === undefined) return context.ledger.lapsed.get(formatIdentity(desired.identity));
  if (binding.presence !== 'invited' || binding.invitation === null) return undefined;
  const { sentAt, expiresAt } = binding.invitation;
  return { round: binding.round, sentAt, expiresAt: expiresAt ?? null };
}

function invitation(
  context: DiffContext,
  desired: DesiredResource,
  lapsed: LapsedInvitation | undefined,
): Change | Standing {
  const round = (lapsed?.round ?? 0) + 1;
  const { address, identity, attributes } = desired;
  const evidence = readNow(context, lapsed);
  const intention = {
    address,
    identity,
    id: null,
    before: null,
    after: attributes,
    presence: 'absent' as const,
    evidence,
  };
  const change = buildChange(context, { ...intention, verb: 'invite', round, desired }, (common) => {
    return { ...common, verdict: 'invite', before: null, after: attributes, round };
  });
  return unlessAsked(context, change, desired);
}
