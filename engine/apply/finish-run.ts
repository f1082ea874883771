import { type AddressText, formatAddress } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { LedgerLoss } from '../ledger/ledger-loss.ts';
import { isHeldByFreeze } from '../model/freeze.ts';
import { mailAskedAbout } from '../model/mail.ts';
import { stopsPlan } from '../model/policy.ts';
import type { RunItem, RunReport, RunResult } from '../model/run-report.ts';
import { lossOf, now } from './apply-context.ts';
import { type Execution, itemsOf } from './execute-changes.ts';
import { consentsOf, recordRefusal, type RunSession } from './record-run.ts';

type Ending = RunReport['ending'];

/** Nothing was written at any portal: a rail refused it, or whatever else is said. The ledger keeps that it was tried. */
export async function refusedRun(
  session: RunSession,
  because: readonly string[] = railReasons(session),
): Promise<RunReport> {
  await recordRefusal(session, { exitCode: 4, because });
  return reportOf(session, { items: [], ending: 'refused', exitCode: 4 });
}

function railReasons({ rails, policies = [], plan }: RunSession): string[] {
  const refused = rails.filter(({ verdict }) => verdict === 'refused');
  return [
    ...refused.map(({ rail, portal, reason }) => `${rail} on ${portal}: ${reason}`),
    ...policies.filter(stopsPlan).map(({ policy, who, message }) => `policy ${policy} on ${who}: ${message}`),
    ...(plan.idleConsents ?? []).map(({ text }) => text),
  ];
}

/** A plan that as a whole can no longer be applied: nothing was read, and nothing written at any portal. */
export async function stalePlan(session: RunSession, objections: readonly Diagnostic[]): Promise<RunReport> {
  const because = objections.map(({ summary, detail }) => (detail === undefined ? summary : `${summary}: ${detail}`));
  const text = because.join(' ');
  await recordRefusal(session, { exitCode: 6, because });
  const items = [...(session.stale ?? []), ...itemsOf(session.plan.changes, { result: 'stale', text })];
  return reportOf(session, { items, ending: 'refused', exitCode: 6 });
}

/** Says in the ledger how the run ended, and makes its report. */
export async function finishRun(session: RunSession, execution: Execution): Promise<RunReport> {
  const items = [...(session.stale ?? []), ...execution.items];
  const ending: Ending =
    execution.lost !== null ? 'lease-lost' : session.deps.signal.aborted ? 'interrupted' : 'finished';
  const exitCode = exitCodeOf(session, { items, ending });
  const stopped = execution.lost ?? (await recordEnd(session, { items, exitCode }));
  return stopped === null
    ? reportOf(session, { items, ending, exitCode })
    : reportOf(session, { items, ending: 'lease-lost', exitCode: 1, stopped });
}

/** Why the ledger was lost before the end could be written, null where it was not; the report is made all the same. */
async function recordEnd(
  session: RunSession,
  end: { readonly items: readonly RunItem[]; readonly exitCode: number },
): Promise<LedgerLoss | null> {
  try {
    // The one number that the report and the screen say too: not the changes, but who is waited for.
    const counts = { ...countResults(end.items), waiting: waitingNow(session) };
    await session.ledger.append({ type: 'run-finished', run: session.run, exitCode: end.exitCode, counts });
    return null;
  } catch (error) {
    const lost = lossOf(session.ledger, error);
    if (lost === null) throw error;
    return lost;
  }
}

function reportOf(session: RunSession, end: Pick<RunReport, 'items' | 'ending' | 'exitCode' | 'stopped'>): RunReport {
  const { run, actor, plan, begun, rails, recovered, deps, ledger, portals, policies = [] } = session;
  const { ledgerId: id, seq, head } = ledger.state();
  const held = plan.standing.filter(isHeldByFreeze).length;
  return {
    formatVersion: '1.0',
    run,
    actor,
    startedAt: begun.at,
    finishedAt: now(session),
    took: Math.round(deps.clock.monotonic() - begun.monotonic),
    portals,
    changeDigest: plan.changeDigest,
    consents: consentsOf(session),
    ledger: { id, seq, head },
    ending: end.ending,
    ...(end.stopped === undefined ? {} : { stopped: end.stopped }),
    exitCode: end.exitCode,
    rails,
    ...(policies.length === 0 ? {} : { policies }),
    items: end.items,
    recovered,
    asked: askedIn(session),
    scope: plan.scope,
    ...(session.sweep === undefined ? {} : { sweep: session.sweep }),
    ...(plan.remains === undefined ? {} : { remains: plan.remains }),
    ...(held === 0 ? {} : { held }),
    waiting: waitingNow(session),
  };
}

/** Steps that are open since this run. */
function askedIn({ ledger, begun }: RunSession): number {
  return [...ledger.state().openGates.values()].filter(({ opened }) => opened >= begun.at).length;
}

/**
 * How many are waited for now, each once: who has an invitation to accept, of whom a step was asked, who has to say
 * whether a mail came, and who was waited for in the plan and owns nothing since.
 */
function waitingNow({ ledger, plan }: RunSession): number {
  const { openGates, unknownMails, bindings, owners } = ledger.state();
  const waiting = new Set<AddressText>();
  for (const { address } of openGates.values()) waiting.add(formatAddress(address));
  // Nobody is asked any more about a mail to somebody who is gone.
  for (const { address } of unknownMails.values())
    if (owners.has(formatAddress(address))) waiting.add(formatAddress(address));
  for (const { presence, address } of bindings.values())
    if (presence === 'invited') waiting.add(formatAddress(address));
  for (const one of plan.standing) {
    const address = formatAddress(one.address);
    if (one.verdict !== 'waiting' || isHeldByFreeze(one)) continue;
    if (!owners.has(address) || mailAskedAbout(one.gate.step) !== undefined) waiting.add(address);
  }
  return waiting.size;
}

export function countResults(items: readonly RunItem[]): Record<RunResult['result'], number> {
  const counts = { done: 0, waiting: 0, failed: 0, stale: 0, unknown: 0, 'not-tried': 0 };
  for (const item of items) counts[item.result.result] += 1;
  return counts;
}

/**
 * 0 all done · 1 nothing done, and something failed · 5 partly, or something could not even be read or planned ·
 * 6 wholly stale · 130 interrupted. The ledger says the same number that the program ends with.
 */
function exitCodeOf(session: RunSession, run: { readonly items: readonly RunItem[]; readonly ending: Ending }): number {
  const { items, ending } = run;
  if (ending === 'interrupted') return 130;
  if (ending === 'lease-lost') return 1;
  const counts = countResults(items);
  const good = counts.done + counts.waiting;
  if (good === items.length) return isWhole(session) ? 0 : 5;
  if (good > 0) return 5;
  return counts.stale === items.length ? 6 : 1;
}

/**
 * Whether all that the plan speaks of was read, now as then, nothing of it was blocked, and no mail of an earlier run
 * turned out to have no answer. A call that could not be looked up blocks its own address.
 */
function isWhole({ plan, observations, recovered }: RunSession): boolean {
  if (plan.counts.blocked > 0) return false;
  if (recovered.some(({ verdict, result }) => verdict === 'notify' && result.result === 'unknown')) return false;
  return [...plan.reads, ...observations].every(({ coverage }) => coverage === 'complete' || coverage === 'known-only');
}
