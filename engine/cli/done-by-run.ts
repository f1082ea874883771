import type { LedgerState } from '../model/ledger.ts';
import type { Plan } from '../model/plan.ts';
import type { RunItem } from '../model/run-report.ts';

interface Found {
  /** What a plan of this moment does not hold any more. */
  readonly stale: readonly RunItem[];
  readonly state: Pick<LedgerState, 'runs'>;
}

/** The run that did all of this plan, where nothing of it is left; a run ends with 0 only when all was done. */
export function doneByRun({ changes, changeDigest }: Plan, { stale, state }: Found): string | undefined {
  if (changes.length === 0 || stale.length < changes.length) return undefined;
  return state.runs.findLast((run) => run.changeDigest === changeDigest && run.exitCode === 0)?.run;
}
