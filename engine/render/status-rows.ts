import { formatAddress } from '../model/address.ts';
import type { BlockedStanding, ManualStanding, Standing, WaitingStanding } from '../model/change.ts';
import type { Gate } from '../model/gate.ts';
import type { Plan } from '../model/plan.ts';
import { compareText } from './compare-text.ts';
import { evidenceText } from './evidence-text.ts';
import { shortDate, sinceText } from './time-text.ts';

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
}

type Open = WaitingStanding | ManualStanding | BlockedStanding;

/** Overdue first, then by portal and person. */
export function statusRows(plan: Plan): StatusRow[] {
  const open = plan.standing.filter(isOpen);
  return open.map((one) => rowOf(one, plan.recorded.at)).sort(inOrder);
}

function isOpen(standing: Standing): standing is Open {
  return standing.verdict === 'waiting' || standing.verdict === 'manual' || standing.verdict === 'blocked';
}

function rowOf(standing: Open, now: string): StatusRow {
  const { portal, key } = standing.address;
  if (standing.verdict === 'blocked') {
    const known = evidenceText(standing.evidence);
    const next = `${standing.by}${known === undefined ? '' : ` (${known})`}: ${standing.cure}`;
    return { who: key, portal, waitingFor: 'blocked', since: '–', until: '–', next, overdue: false };
  }
  const { gate } = standing;
  const overdue = standing.verdict === 'waiting' && standing.overdue;
  return {
    who: key,
    portal,
    waitingFor: gate.waitingFor.name === key ? gate.title : `${gate.waitingFor.name}: ${gate.title}`,
    since: standing.verdict === 'manual' && standing.opened === null ? '–' : sinceText(gate.since, now),
    until: gate.until === undefined ? '–' : shortDate(gate.until, now),
    next: nextText(standing),
    overdue,
  };
}

function nextText(standing: WaitingStanding | ManualStanding): string {
  if (standing.verdict === 'manual' && standing.opened === null) return 'rollcall apply asks for it';
  const { gate } = standing;
  const late = standing.verdict === 'waiting' && standing.overdue ? `overdue: ask ${gate.waitingFor.name}; ` : '';
  return `${late}${closesText(gate, formatAddress(standing.address))}`;
}

function closesText(gate: Gate, address: string): string {
  const attest = `rollcall attest ${address} --step ${gate.step} --evidence TICKET`;
  switch (gate.proof.by) {
    case 'read':
      return 'nothing to type: the next plan sees it';
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
