import type { Change, EndReason, ManualStanding, Standing } from '../model/change.ts';
import type { Location } from '../model/diagnostic.ts';
import { lastDayOf } from '../model/instant.ts';
import type { Why } from '../model/resource.ts';
import { evidenceText } from './evidence-text.ts';
import { sinceText, shortDate, untilText } from './time-text.ts';
import { lostText } from './field-change-lines.ts';

/** `people/ben.yaml:4` */
export function placeText(at: Location | undefined): string | undefined {
  return at === undefined ? undefined : `${at.file}:${at.line}`;
}

/** `AD-17 "second administrator" (grace)` */
export function whyText(why: Why | undefined): string | undefined {
  if (why === undefined) return undefined;
  const reason = why.reason === undefined ? undefined : `"${why.reason}"`;
  const by = why.requestedBy === undefined ? undefined : `(for ${why.requestedBy})`;
  const parts = [why.ticket, reason, by].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** What a change is about, without its fields: `Full access until 2027-03-31 24:00 UTC`. */
export function aboutChange(change: Change): string {
  const until = change.until === undefined ? '' : ` ${untilText(change.until)}`;
  const evidence = evidenceText(change.evidence);
  const ends = change.ends === undefined ? '' : `: ${endText(change.ends)}`;
  return `${change.summary}${until}${evidence === undefined ? '' : ` (${evidence})`}${ends}`;
}

/** Why something goes: `until 2026-10-31 has passed`. */
export function endText(ends: EndReason): string {
  switch (ends.because) {
    case 'until':
      return `${untilText(ends.at)} has passed`;
    case 'leave':
      return `left on ${lastDayOf(ends.at)}`;
    case 'undeclared':
      return `no longer declared (was by ${ends.was})`;
    case 'replaced':
      return `${ends.was} has another address now`;
    case 'destroy':
      return 'everything that is managed is to end';
    case 'lockdown':
      return 'lockdown';
    case 'retire':
      return 'the portal retires';
  }
}

/** The parts of a change that are not in its summary, one text each. */
export function particularsOf(change: Change): string[] {
  switch (change.verdict) {
    case 'create':
    case 'delete':
      return [];
    case 'invite':
      return change.round > 1 ? [`round ${change.round} of the invitation`] : [];
    case 'update':
      return [
        ...(change.formerKey === undefined ? [] : [`key: ${change.formerKey} → ${change.address.key}`]),
        ...(change.presence === 'invited' ? ['the invitation is not accepted yet, and stays open'] : []),
      ];
    case 'reset':
    case 'sync':
      return [`request ${change.request}`];
    case 'adopt':
      return [];
    case 'take-over':
      return change.lost.map((lost) => `lost there: ${lostText(lost)}`);
    case 'release':
      return [
        change.fields.length === 0
          ? 'nothing is removed: what stands at the portal stays'
          : `nothing is removed: ${change.fields.join(', ')} stays as it is`,
      ];
    case 'notify':
      return [`to ${change.mail.to}: "${change.mail.subject}"`];
  }
}

/** What a standing says in one clause. `now` is the moment of the plan. */
export function aboutStanding(standing: Standing, now: string): string {
  const evidence = evidenceText(standing.evidence);
  const known = evidence === undefined ? '' : ` (${evidence})`;
  switch (standing.verdict) {
    case 'unchanged':
    case 'unmanaged':
      return `${standing.summary}${known}`;
    case 'waiting':
      return `${standing.summary}: ${waitingText(standing.gate, now)}${standing.overdue ? ', overdue' : ''}${known}`;
    case 'manual':
      return manualText(standing, known);
    case 'blocked':
      return standing.summary === '' ? standing.by : `${standing.summary}: ${standing.by}`;
  }
}

function manualText(standing: ManualStanding, known: string): string {
  const { word, summary, until, ends, because } = standing;
  const time = until === undefined ? '' : ` ${untilText(until)}`;
  const reason = ends === undefined ? '' : `; ${endText(ends)}`;
  return `${word} ${summary}${time}${known}${reason}: ${because}`;
}

function waitingText(gate: Extract<Standing, { verdict: 'waiting' }>['gate'], now: string): string {
  const until = gate.until === undefined ? '' : `, until ${shortDate(gate.until, now)}`;
  const since = sinceText(gate.since, now);
  const who = gate.waitingFor.role === 'portal' ? '' : `${gate.waitingFor.name}: `;
  return `${who}${gate.title}, ${since === 'just now' ? 'since' : 'for'} ${since}${until}`;
}
