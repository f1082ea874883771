import type { Change, ManualStanding, Standing } from '../model/change.ts';
import { shortDigest } from '../model/digest.ts';
import type { Plan, PortalSummary, RailVerdict, ReadSummary } from '../model/plan.ts';
import { type Commands, plainCommands } from './commands.ts';
import { compareText } from './compare-text.ts';
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
  const { unchanged, waiting, overdue, manual } = plan.counts;
  const open = waiting + manual;
  const late = overdue > 0 ? `, ${number(overdue)} overdue` : '';
  const waits = open > 0 ? `, ${number(open)} waiting for people${late} (${commands('status')})` : '';
  return `No changes. ${counted(unchanged, 'resource')} as declared${waits}.`;
}

export function headText(plan: Plan): string {
  const { recorded, reads } = plan;
  const parts = [`Rollcall plan`, `workspace ${recorded.workspace}`, `manifests ${commitText(plan)}`, scopeText(plan)];
  const complete = reads.filter((read) => read.coverage === 'complete');
  const portals = new Set(reads.map((read) => read.portal));
  const partly = isAllUnread(plan) ? 'that could not be read' : 'read, not all of it completely';
  const whole = complete.length === reads.length ? 'read completely' : partly;
  const rows = reads.reduce((sum, read) => sum + read.rows, 0);
  const cost = `${counted(rows, 'resource')}, ${counted(recorded.requests, 'request')}, ${durationText(recorded.took)}`;
  parts.push(`${counted(portals.size, 'portal')} ${whole} (${cost})`);
  return parts.filter((part) => part !== '').join(' · ');
}

function commitText(plan: Plan): string {
  const { commit, clean } = plan.recorded;
  if (commit === null) return 'not in Git';
  return `${commit.slice(0, 7)} (${clean === false ? 'with uncommitted changes' : 'clean'})`;
}

function scopeText(plan: Plan): string {
  const { target, exclude, at, mode } = plan.scope;
  const parts: string[] = [];
  if (mode === 'destroy') parts.push('the end of everything that is managed');
  if (mode === 'refresh-only') parts.push('only a look, no changes');
  if (at !== null) parts.push(`as of ${momentText(at)}`);
  if (target.length > 0) parts.push(`only ${target.join(', ')}`);
  if (exclude.length > 0) parts.push(`without ${exclude.join(', ')}`);
  return parts.join(', ');
}

/** What a read did not bring, one sentence each. What was not read is never shown as empty. */
export function readText(read: ReadSummary): string | undefined {
  const what = `${read.kind} of ${read.portal}`;
  const problem = read.problem === null ? '' : `: ${problemText(read.problem)}`;
  switch (read.coverage) {
    case 'complete':
      return undefined;
    case 'known-only':
      return `${what}: the portal has no list; shown is what was recorded or attested, others may be there${problem}`;
    case 'partial':
      return `${what}: read only in part (${counted(read.rows, 'row')}), so nothing counts as missing${problem}`;
    case 'failed':
      return `${what}: could not be read, so nobody knows who is there; nothing is done to it${problem}`;
  }
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

/** `Rails: accounts 1 of 25 %, mails 2 of 50: pass.` Undefined where no rail was touched. */
export function railsText(rails: readonly RailVerdict[]): string | undefined {
  const touched = rails.filter((rail) => rail.verdict !== 'refused' && rail.counted > 0);
  if (touched.length === 0) return undefined;
  const portals = new Set(touched.map((rail) => rail.portal));
  const parts = touched.map((rail) => `${portals.size > 1 ? `${rail.portal} ` : ''}${railText(rail)}`);
  const refused = rails.some((rail) => rail.verdict === 'refused');
  return `Rails: ${parts.join(', ')}${refused ? '' : ': pass'}.`;
}

function railText(rail: RailVerdict): string {
  const facts: string[] = [];
  if (rail.total !== null) facts.push(`of ${number(rail.total)}`);
  if (rail.limit !== 'none') facts.push(`at most ${rail.limit}`);
  if (rail.verdict === 'consented') facts.push('with consent');
  const said = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  return `${rail.rail} ${number(rail.counted)}${said}`;
}

export function digestText(plan: Plan): string {
  return `Digest ${shortDigest(plan.changeDigest)} (valid until ${momentText(plan.recorded.expiresAt)})`;
}

/** What is shown of a plan row by row: the changes, what is by hand or blocked, and what was asked for besides. */
export function shownItems(plan: Plan, show: ReadonlySet<string>): (Change | Standing)[] {
  if (show.has('removals')) return [...plan.changes, ...plan.standing].filter(isRemoval);
  const standing = plan.standing.filter((one) => {
    if (one.verdict === 'manual' || one.verdict === 'blocked') return true;
    return show.has(one.verdict) || show.has('all');
  });
  return [...plan.changes, ...standing];
}

function isRemoval(item: Change | Standing): boolean {
  return item.verdict === 'delete' || (item.verdict === 'manual' && item.wants === 'delete');
}

/** The items of each portal, portals and people in alphabetical order. */
export function byPortal<T extends { readonly address: Change['address'] }>(items: readonly T[]): [string, T[]][] {
  const portals = new Map<string, T[]>();
  for (const item of items) {
    const here = portals.get(item.address.portal);
    if (here === undefined) portals.set(item.address.portal, [item]);
    else here.push(item);
  }
  for (const here of portals.values()) here.sort((left, right) => compareText(left.address.key, right.address.key));
  return [...portals].sort(([left], [right]) => compareText(left, right));
}
