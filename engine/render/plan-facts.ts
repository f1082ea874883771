import { formatAddress } from '../model/address.ts';
import type { ManualStanding } from '../model/change.ts';
import { shortDigest } from '../model/digest.ts';
import type { Plan, PortalSummary, ReadSummary } from '../model/plan.ts';
import { type Commands, plainCommands } from './commands.ts';
import { sweepScopeText } from './sweep-text.ts';
import { durationText, momentText } from './time-text.ts';
import { counted, number } from './words.ts';

/** Whether there is nothing to apply, nothing to mend and nothing that could not be seen. */
export function isNothingToDo(plan: Plan): boolean {
  return plan.changes.length === 0 && plan.counts.blocked === 0 && newSteps(plan).length === 0 && !isUnread(plan);
}

/** Whether something that was asked for could not be seen, or not whole. */
export function isUnread({ reads }: Plan): boolean {
  return reads.some((read) => read.coverage === 'failed' || read.coverage === 'partial');
}

/** Whether nothing at all could be seen. */
export function isAllUnread({ reads }: Plan): boolean {
  return reads.length > 0 && reads.every((read) => read.coverage === 'failed');
}

/** Steps by hand that apply would write down and ask for. */
export function newSteps(plan: Plan): ManualStanding[] {
  return plan.standing.filter((one): one is ManualStanding => one.verdict === 'manual' && one.opened === null);
}

/** `No changes. 1,509 resources as declared, 2 waiting for people (rollcall status).` */
export function noChangesText(plan: Plan, commands: Commands = plainCommands): string {
  const { unchanged, overdue, unmanaged } = plan.counts;
  const open = openCount(plan);
  const late = overdue > 0 ? `, ${number(overdue)} overdue` : '';
  const parts = [`${counted(unchanged, 'resource')} as declared`];
  if (open > 0) parts.push(`${number(open)} waiting for people${late} (${commands('status')})`);
  if (unmanaged > 0) parts.push(`${number(unmanaged)} unmanaged (${commands('plan --show unmanaged')})`);
  const later = upcomingText(plan);
  if (later !== undefined) parts.push(`${later} (${commands('plan --show upcoming')})`);
  const seen = plan.reads.every((read) => read.coverage === 'complete') ? '' : ' in what could be read';
  const sweep = sweepScopeText(plan.scope);
  return `No changes${seen}${sweep === '' ? '' : ` (${sweep})`}. ${parts.join(', ')}.`;
}

/** How many are waited for, each once, whatever they are waited for. */
export function openCount(plan: Plan): number {
  const open = plan.standing.filter((one) => one.verdict === 'waiting' || one.verdict === 'manual');
  return new Set(open.map((one) => formatAddress(one.address))).size;
}

/** `1 begins later`; undefined where nobody does. */
export function upcomingText({ upcoming = [] }: Plan): string | undefined {
  if (upcoming.length === 0) return undefined;
  return `${number(upcoming.length)} ${upcoming.length === 1 ? 'begins' : 'begin'} later`;
}

export function headText(plan: Plan): string {
  const { recorded, reads } = plan;
  const where = recorded.portals === 'sandbox' ? 'at the sandbox' : '';
  const manifests = `manifests ${commitText(plan)}`;
  const parts = [`Rollcall plan`, `workspace ${recorded.workspace}`, where, manifests, scopeText(plan)];
  const portals = new Set(reads.map((read) => read.portal));
  const rows = reads.reduce((sum, read) => sum + read.rows, 0);
  const cost = `${counted(rows, 'resource')}, ${counted(recorded.requests, 'request')}, ${durationText(recorded.took)}`;
  parts.push(`${counted(portals.size, 'portal')} ${howRead(plan)} (${cost})`);
  return parts.filter((part) => part !== '').join(' · ');
}

function howRead(plan: Plan): string {
  const { reads } = plan;
  if (reads.every((read) => read.coverage === 'complete')) return 'read completely';
  if (reads.every((read) => read.coverage === 'known-only')) {
    return plan.recorded.requests > 0 ? 'read one by one, for they have no lists' : 'known only by what is recorded';
  }
  return isAllUnread(plan) ? 'that could not be read' : 'read, not all of it completely';
}

function commitText(plan: Plan): string {
  const { commit, clean } = plan.recorded;
  if (commit === null) return 'not in Git';
  return `${commit.slice(0, 7)} (${clean === false ? 'with uncommitted changes' : 'clean'})`;
}

function scopeText(plan: Plan): string {
  const { target, exclude, at, mode } = plan.scope;
  const sweep = sweepScopeText(plan.scope);
  const parts: string[] = sweep === '' ? [] : [sweep];
  if (mode === 'refresh-only') parts.push('only a look, no changes');
  if (at !== null) parts.push(`as of ${momentText(at)}`);
  if (target.length > 0 && mode !== 'offboard') parts.push(`only ${target.join(', ')}`);
  if (exclude.length > 0) parts.push(`without ${exclude.join(', ')}`);
  return parts.join(', ');
}

export function problemText(problem: NonNullable<ReadSummary['problem']>): string {
  const said = problem.portalText === undefined ? '' : ` The portal says: "${problem.portalText}".`;
  const cure = problem.cure === undefined ? '' : ` → ${problem.cure}`;
  return `${problem.text}${said}${cure}`;
}

const order = ['create', 'invite', 'update', 'reset', 'sync', 'adopt', 'take-over', 'release', 'delete', 'notify'];
const labels: Readonly<Record<string, string>> = {
  'take-over': 'to take over',
  notify: 'to be mailed',
};

/** `2 to invite, 1 to update, 1 to delete` */
export function countsText(plan: Plan): string {
  const parts: string[] = [];
  for (const verdict of order) {
    const count = plan.counts.changes[verdict] ?? 0;
    if (count > 0) parts.push(`${number(count)} ${labels[verdict] ?? `to ${verdict}`}`);
  }
  const steps = newSteps(plan).length;
  if (steps > 0) parts.push(`${counted(steps, 'step')} by hand to ask for`);
  if (parts.length > 0) return parts.join(', ');
  if (isAllUnread(plan)) return 'nothing could be planned';
  return isUnread(plan) ? 'no changes where it could be read' : 'no changes';
}

/** `3 waiting (1 overdue) · 1,504 unchanged · 2 unmanaged · nothing blocked` */
export function standingText(plan: Plan): string {
  const { waiting, overdue, manual, unchanged, unmanaged, blocked } = plan.counts;
  const parts: string[] = [];
  if (waiting > 0) parts.push(`${number(waiting)} waiting${overdue > 0 ? ` (${number(overdue)} overdue)` : ''}`);
  if (manual > 0) parts.push(`${number(manual)} by hand`);
  parts.push(`${number(unchanged)} unchanged`);
  if (unmanaged > 0) parts.push(`${number(unmanaged)} unmanaged`);
  parts.push(blocked > 0 ? `${number(blocked)} blocked` : 'nothing blocked');
  const later = upcomingText(plan);
  if (later !== undefined) parts.push(later);
  return parts.join(' · ');
}

/** `About 7 requests, 2 s at 5/s.` Portals are worked on side by side, so the slowest one counts. */
export function costText(portals: readonly PortalSummary[]): string {
  const busy = portals.filter((portal) => portal.requests > 0);
  if (busy.length === 0) return 'No requests.';
  let requests = 0;
  let slowest = 0;
  for (const portal of busy) {
    requests += portal.requests;
    slowest = Math.max(slowest, portal.requests / portal.requestsPerSecond);
  }
  const [only] = busy;
  const limit = busy.length === 1 && only !== undefined ? ` at ${only.requestsPerSecond}/s` : '';
  return `About ${counted(requests, 'request')}, ${durationText(Math.ceil(slowest) * 1000)}${limit}.`;
}

export function digestText(plan: Plan): string {
  return `Digest ${shortDigest(plan.changeDigest)} (valid until ${momentText(plan.recorded.expiresAt)})`;
}
