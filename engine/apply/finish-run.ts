import { LeaseLostError } from '../model/ledger.ts';
import type { RunItem, RunReport, RunResult } from '../model/run-report.ts';
import type { Execution } from './execute-changes.ts';
import { now } from './apply-context.ts';
import type { RunSession } from './record-run.ts';

type Ending = RunReport['ending'];

/** The report of a run that a rail refused: nothing was written, at no portal and not in the ledger. */
export function refusedRun(session: RunSession): RunReport {
  return reportOf(session, { items: [], ending: 'refused', exitCode: 4 });
}

/** Says in the ledger how the run ended, and makes its report. */
export async function finishRun(session: RunSession, execution: Execution): Promise<RunReport> {
  const { items, leaseLost } = execution;
  const ending: Ending = leaseLost ? 'lease-lost' : session.deps.signal.aborted ? 'interrupted' : 'finished';
  const exitCode = exitCodeOf(items, ending);
  if (ending !== 'lease-lost') await recordEnd(session, { items, exitCode });
  return reportOf(session, { items, ending, exitCode });
}

async function recordEnd(
  session: RunSession,
  end: { readonly items: readonly RunItem[]; readonly exitCode: number },
): Promise<void> {
  try {
    const counts = countResults(end.items);
    await session.ledger.append({ type: 'run-finished', run: session.run, exitCode: end.exitCode, counts });
  } catch (error) {
    if (!(error instanceof LeaseLostError)) throw error;
  }
}

function reportOf(
  session: RunSession,
  end: { readonly items: readonly RunItem[]; readonly ending: Ending; readonly exitCode: number },
): RunReport {
  const { run, actor, plan, begun, rails, recovered, deps } = session;
  return {
    formatVersion: '1.0',
    run,
    actor,
    startedAt: begun.at,
    finishedAt: now(session),
    took: deps.clock.monotonic() - begun.monotonic,
    changeDigest: plan.changeDigest,
    ending: end.ending,
    exitCode: end.exitCode,
    rails,
    items: end.items,
    recovered,
    waiting: waitingAfter(session, end.items),
  };
}

/** Who is waited for now: who was before, and everybody who has just been invited. */
function waitingAfter(session: RunSession, items: readonly RunItem[]): number {
  const { counts } = session.plan;
  const invited = items.filter((item) => item.verdict === 'invite' && item.result.result === 'done').length;
  const handed = items.filter((item) => item.result.result === 'waiting').length;
  return counts.waiting + counts.manual + invited + handed;
}

export function countResults(items: readonly RunItem[]): Record<RunResult['result'], number> {
  const counts = { done: 0, waiting: 0, failed: 0, stale: 0, unknown: 0, 'not-tried': 0 };
  for (const item of items) counts[item.result.result] += 1;
  return counts;
}

/** 0 all done · 1 nothing done, and something failed · 5 partly · 6 wholly stale · 130 interrupted. */
function exitCodeOf(items: readonly RunItem[], ending: Ending): number {
  if (ending === 'interrupted') return 130;
  if (ending === 'lease-lost') return 1;
  const counts = countResults(items);
  const good = counts.done + counts.waiting;
  if (good === items.length) return 0;
  if (good > 0) return 5;
  return counts.stale === items.length ? 6 : 1;
}
