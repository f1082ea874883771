import { type Address, type AddressText, formatAddress } from '../model/address.ts';
import type { BlockedStanding, Change, ManualStanding, Standing, WaitingStanding } from '../model/change.ts';
import type { Gate } from '../model/gate.ts';
import { waitingFor } from '../model/waiting-for.ts';

export interface Held {
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
}

export interface HoldBackInput extends Held {
  /** Changes that this plan leaves out: what they would make is not there. */
  readonly leftOut: readonly Change[];
  /** Whether others may stand on this one while it is still invited. */
  readonly carriesInvited: (address: Address) => boolean;
}

/**
 * Holds back the changes that stand on something which is not in use yet: invited, waiting, to be made by hand, blocked,
 * left out, or held back itself. They follow by a later plan. The mail of an invitation goes out with it, and removals
 * wait for nobody. Nor is anybody asked yet for a step by hand that stands on such a thing.
 */
export function holdBack(input: HoldBackInput): Held {
  const { changes, standing } = input;
  const reasons = notInUse(input);
  if (reasons.size === 0) return { changes, standing };
  const dependants = dependantsOf([...changes, ...standing.filter(isUnasked)]);
  const held = new Map<Dependant, AddressText>();
  const open = [...reasons.keys()];
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    for (const change of dependants.get(address) ?? []) {
      const reason = reasons.get(address) ?? unknown;
      if (held.has(change) || (reason === invited && isMailOf(change, address))) continue;
      held.set(change, address);
      if (!makes(change)) continue;
      reasons.set(formatAddress(change.address), { text: 'is held back itself', waits: reason.waits });
      open.push(formatAddress(change.address));
    }
  }
  if (held.size === 0) return { changes, standing };
  const kept = changes.filter((change) => !held.has(change));
  const others = standing.filter((one) => !isUnasked(one) || !held.has(one));
  const later = [...held].map(([change, address]) => heldBy(change, address, reasons.get(address) ?? unknown));
  return { changes: kept, standing: [...others, ...later] };
}

type Dependant = Change | ManualStanding;

/** A step by hand that nobody was asked for yet. What was asked for once stays so. */
function isUnasked(one: Standing): one is ManualStanding {
  return one.verdict === 'manual' && one.opened === null;
}

/** Why something is not in use yet, and whether that is only a matter of somebody doing their part. */
interface Reason {
  readonly text: string;
  readonly waits: boolean;
}

const invited: Reason = { text: 'has first to be accepted', waits: true };
const unknown: Reason = { text: 'is not in use yet', waits: false };

function notInUse(input: HoldBackInput): Map<AddressText, Reason> {
  const reasons = new Map<AddressText, Reason>();
  for (const one of input.standing) {
    const reason = isThere(one) && input.carriesInvited(one.address) ? undefined : reasonOf(one);
    if (reason !== undefined) reasons.set(formatAddress(one.address), reason);
  }
  // What is there and in use stays so, whatever else is said of its address: a request without an answer, say.
  for (const one of [...input.standing, ...input.changes]) if (isInUse(one)) reasons.delete(formatAddress(one.address));
  for (const change of input.changes) {
    if (isInvited(change) && !input.carriesInvited(change.address)) reasons.set(formatAddress(change.address), invited);
  }
  for (const change of input.leftOut) {
    if (isArrival(change))
      reasons.set(formatAddress(change.address), { text: 'is left out of this plan', waits: false });
  }
  return reasons;
}

function reasonOf(one: Standing): Reason | undefined {
  switch (one.verdict) {
    case 'waiting':
      return { text: `waits for ${one.gate.waitingFor.name}`, waits: true };
    case 'manual':
      if (one.wants !== 'create' && one.wants !== 'invite') return undefined;
      return { text: 'waits for a step by hand', waits: true };
    case 'blocked':
      return { text: 'is blocked itself', waits: false };
    case 'unchanged':
    case 'unmanaged':
      return undefined;
  }
}

/** Between two invitations there is nothing that could be stood on. */
function isThere(one: Standing): boolean {
  return one.verdict === 'waiting' && one.gate.step !== 're-invite';
}

function isInUse(one: Standing | Change): boolean {
  switch (one.verdict) {
    case 'unchanged':
    case 'reset':
    case 'sync':
      return true;
    case 'update':
    case 'adopt':
    case 'take-over':
      return one.presence === 'active';
    default:
      return false;
  }
}

function isInvited(change: Change): boolean {
  if (change.verdict === 'invite') return true;
  const isUpdate = change.verdict === 'update' || change.verdict === 'adopt' || change.verdict === 'take-over';
  return isUpdate && change.presence === 'invited';
}

function isArrival(change: Change): boolean {
  return change.verdict === 'create' || change.verdict === 'invite';
}

/** Whether others can stand on what a change leads to. */
function makes(change: Dependant): boolean {
  return change.verdict !== 'notify' && change.verdict !== 'reset' && change.verdict !== 'sync';
}

function isMailOf(change: Dependant, address: AddressText): boolean {
  return change.verdict === 'notify' && formatAddress(change.address) === address;
}

function dependantsOf(changes: readonly Dependant[]): Map<AddressText, Dependant[]> {
  const dependants = new Map<AddressText, Dependant[]>();
  for (const change of changes) {
    if (change.verdict === 'delete' || change.verdict === 'release') continue;
    for (const address of change.dependsOn ?? []) {
      const known = dependants.get(address);
      if (known === undefined) dependants.set(address, [change]);
      else known.push(change);
    }
  }
  return dependants;
}

/** What waits for somebody's step follows by itself; what stands on something blocked is blocked. */
function heldBy(change: Dependant, address: AddressText, reason: Reason): BlockedStanding | WaitingStanding {
  const { identity, summary, evidence, at } = change;
  const by = `needs ${address}, which ${reason.text}`;
  if (!reason.waits) {
    const common = { address: change.address, identity, summary, evidence, ...(at === undefined ? {} : { at }) };
    return { ...common, verdict: 'blocked', by, cure: 'Nothing: it follows when that is done (rollcall status).' };
  }
  const gate: Gate = {
    step: 'follows',
    title: by,
    waitingFor: { role: 'portal', name: change.address.portal },
    since: evidence.at,
    proof: { by: 'read' },
    proves: 'The first plan in which that is in use has it.',
    instructions: ['Nothing to type: it follows when that is done.'],
  };
  return waitingFor(change, gate, evidence.at);
}
