import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsentDeclaration } from '../model/declaration.ts';
import { type Instant, instantOf } from '../model/instant.ts';
import type { Actor, PortalsReached } from '../model/ledger-entry.ts';
import type { Plan } from '../model/plan.ts';
import type { RunItem, RunReport } from '../model/run-report.ts';
import type { Deps } from '../model/deps.ts';
import { consentsOf } from '../apply/record-run.ts';
import { safeJson } from '../render/safe-text.ts';
import { CliFailure } from './cli-failure.ts';
import { exitCodes } from './exit-codes.ts';
import { systemReason } from './file-failure.ts';
import { writeWholeFile } from './whole-file.ts';

/** Where reports are kept, from the workspace on. */
export const runsFolder = join('.rollcall', 'runs');

/** `2026-11-21T091402Z-1f2e3d4c`: sorts by time, and is a file name everywhere. */
export function newRunId(deps: Pick<Deps, 'clock' | 'newId'>): string {
  const moment = instantOf(deps.clock.now()).slice(0, 19).replaceAll(':', '');
  return `${moment}Z-${deps.newId().replaceAll('-', '').slice(0, 8)}`;
}

/** Where the report of a run stands, from the workspace on. */
export function reportFile(run: string): string {
  return join(runsFolder, `${run}.json`);
}

/**
 * Writes the report, for this user only. Gives its path from the workspace on.
 *
 * @throws CliFailure where it cannot be written.
 */
export async function keepReport(workspace: string, report: RunReport): Promise<string> {
  const file = reportFile(report.run);
  try {
    await mkdir(join(workspace, runsFolder), { recursive: true, mode: 0o700 });
    writeWholeFile({
      path: join(workspace, file),
      text: `${safeJson(JSON.stringify(report, null, 2))}\n`,
      mode: 0o600,
    });
  } catch (error) {
    throw notKept(report, file, error);
  }
  return file;
}

export type Kept =
  { readonly file: string; readonly failure: null } | { readonly file: null; readonly failure: CliFailure };

/** The same for a run whose result must be shown whatever becomes of its report. `ledger` is where its history is. */
export async function tryToKeep(workspace: string, report: RunReport, ledger: string): Promise<Kept> {
  try {
    return { file: await keepReport(workspace, report), failure: null };
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    const cure = `What the run did is done: it stands in the ledger (${ledger}). Mend this; ${laterReport}`;
    return { file: null, failure: new CliFailure(error.message, { cure }) };
  }
}

const laterReport = 'the next apply writes the report from there.';

/** No defect, and no failure of the run: its history is the ledger's. */
function notKept({ run }: RunReport, file: string, error: unknown): CliFailure {
  return new CliFailure(`The report of the run ${run} could not be kept in ${file}: ${systemReason(error)}`, {
    cure: `What the run did is done: it stands in the ledger. Mend this; ${laterReport}`,
  });
}

export interface CrashFacts {
  readonly run: string;
  readonly actor: Actor;
  readonly portals: PortalsReached;
  readonly plan: Plan;
  readonly consents: readonly ConsentDeclaration[];
  readonly startedAt: Instant;
  readonly items: readonly RunItem[];
  readonly recovered: readonly RunItem[];
  readonly deps: Pick<Deps, 'clock'>;
}

/** The report of a run that something unexpected ended: what is known to have been done until then. */
export function crashReport(facts: CrashFacts): RunReport {
  const { plan, deps, startedAt, run, actor, portals, items, recovered } = facts;
  const finished = deps.clock.now();
  return {
    formatVersion: '1.0',
    run,
    actor,
    startedAt,
    finishedAt: instantOf(finished),
    took: Math.max(0, finished - Date.parse(startedAt)),
    portals,
    changeDigest: plan.changeDigest,
    consents: consentsOf(facts),
    ending: 'crashed',
    exitCode: exitCodes.error,
    rails: [],
    items,
    recovered,
    waiting: plan.counts.waiting + plan.counts.manual,
  };
}
