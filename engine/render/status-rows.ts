import type { Address } from '../model/address.ts';
import type { BlockedStanding, ManualStanding, WaitingStanding } from '../model/change.ts';
import { isHeldByFreeze } from '../model/freeze.ts';
import type { Gate } from '../model/gate.ts';
import type { LedgerState } from '../model/ledger.ts';
import { attestCommand } from './attest-command.ts';
import type { Plan } from '../model/plan.ts';
import { isApplicable } from './applicable.ts';
import { type BlockedGroup, blockedGroups, manyBlocked } from './blocked-groups.ts';
import { type Commands, plainCommands } from './commands.ts';
import { compareText } from './compare-text.ts';
import { shortDate, sinceText } from './time-text.ts';
import { counted } from './words.ts';

/** One line of `status`: who is waited for, for what, since when, until when, and the next thing to do. */
export interface StatusRow {
  readonly who: string;
  readonly portal: string;
  readonly waitingFor: string;
  readonly since: string;
  readonly until: string;
  readonly next: string;
  readonly overdue: boolean;
}

/** Occasions (mails, resets) of which nobody knows whether they were done: they are never repeated by themselves. */
export type UnknownOccasions = readonly string[];

export interface Status {
  readonly plan: Plan;
  readonly unknown: UnknownOccasions;
  /** By occasion, the mails among them: somebody may say whether they came. */
  readonly unknownMails?: LedgerState['unknownMails'];
}

/** From how many on things that nobody has to do anything for are not listed one by one. */
const manyAlike = 2;

/** Overdue first, then by portal and person. Many that are blocked, or wait, for one reason are one row. */
export function statusRows(plan: Plan, commands: Commands = plainCommands): StatusRow[] {
  const waiting = plan.standing.filter((one) => one.verdict === 'waiting' || one.verdict === 'manual');
  const blocked = plan.standing.filter((one) => one.verdict === 'blocked');
  const unread = new Set(plan.reads.flatMap(({ portal, pending }) => (pending === undefined ? [] : [portal])));
  const options = { now: plan.recorded.at, commands, applicable: isApplicable(plan), unread };
  const rows = [
    ...waitingGroups(waiting).flatMap((all) => {
      const [first] = all;
      if (first === undefined || all.length < manyAlike) return all.map((one) => rowOf(one, options));
      return [{ ...rowOf(first, options), who: counted(all.length, 'object') }];
    }),
    ...blockedGroups(blocked).flatMap((group) => {
      return group.all.length >= manyBlocked ? [groupRow(group, commands)] : group.all.map(blockedRow);
    }),
  ];
  return rows.sort(inOrder);
}

/** Those that wait for one and the same thing, and for nothing that anybody does for them in particular. */
function waitingGroups(
  waiting: readonly (WaitingStanding | ManualStanding)[],
): readonly (readonly (WaitingStanding | ManualStanding)[])[] {
  const groups = new Map<string, (WaitingStanding | ManualStanding)[]>();
  for (const [index, one] of waiting.entries()) {
    const { gate, address } = one;
    const alike = one.verdict === 'waiting' && (gate.step === 'follows' || gate.step === 'credentials');
    const name = alike ? JSON.stringify([address.portal, gate.step, gate.title]) : String(index);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function blockedRow({ address, by, cure }: BlockedStanding): StatusRow {
  return { ...blockedCells, who: nameOf(address), portal: address.portal, next: `${by}: ${cure}` };
}

/** People are known by their address; of anything else it is said what it is. */
function nameOf({ kind, key }: Address): string {
  return key.includes('@') ? key : `${kind} ${key}`;
}

function groupRow({ portal, kind, by, cure, all }: BlockedGroup, commands: Commands): StatusRow {
  const next = `${by.replace(/\.$/, '')}: ${cure} Who: ${commands('plan --show blocked')}`;
  return { ...blockedCells, who: counted(all.length, kind), portal, next };
}

const blockedCells = { waitingFor: 'blocked', since: '–', until: '–', overdue: false };

interface RowOptions {
  readonly now: string;
  readonly commands: Commands;
  readonly applicable: boolean;
  /** Portals that nobody can read yet. */
  readonly unread: ReadonlySet<string>;
}

function rowOf(standing: WaitingStanding | ManualStanding, options: RowOptions): StatusRow {
  const { now } = options;
  const { portal, key } = standing.address;
  const { gate } = standing;
  const overdue = standing.verdict === 'waiting' && standing.overdue;
  return {
    who: nameOf(standing.address),
    portal,
    waitingFor: awaited(gate, key),
    since: standing.verdict === 'manual' && standing.opened === null ? '–' : sinceText(gate.since, now),
    until: gate.until === undefined ? '–' : shortDate(gate.until, now),
    next: nextText(standing, options),
    overdue,
  };
}

/** Who has to do what; of a portal, what is known: nobody can be asked to do it. */
function awaited(gate: Gate, key: string): string {
  const { name, role } = gate.waitingFor;
  return name === key || role === 'portal' ? gate.title : `${name}: ${gate.title}`;
}

function nextText(standing: WaitingStanding | ManualStanding, { commands, applicable, unread }: RowOptions): string {
  if (standing.verdict === 'manual' && standing.opened === null) {
    return applicable ? `${commands('apply')} asks for it` : `not asked for yet: ${commands('plan')} says why`;
  }
  const { gate } = standing;
  if (gate.waitingFor.role === 'portal' || gate.step === 'credentials' || isHeldByFreeze(standing))
    return gate.instructions.join(' ');
  const late = standing.verdict === 'waiting' && standing.overdue ? `overdue: ask ${gate.waitingFor.name}; ` : '';
  return `${late}${closesText(gate, commands(attestCommand(standing.address, gate)), unread.has(standing.address.portal))}`;
}

function closesText(gate: Gate, attest: string, unread: boolean): string {
  switch (gate.proof.by) {
    case 'read':
      return unread ? 'nothing to type: seen when the portal can be read' : 'nothing to type: the next plan sees it';
    case 'evidence':
      return `closes with a ${gate.proof.fact} that the portal shows, or ${attest}`;
    case 'attest':
      return attest;
  }
}

function inOrder(left: StatusRow, right: StatusRow): number {
  if (left.overdue !== right.overdue) return left.overdue ? -1 : 1;
  return compareText(left.portal, right.portal) || compareText(left.who, right.who);
}
