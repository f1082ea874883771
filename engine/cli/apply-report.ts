import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsentDeclaration } from '../model/declaration.ts';
import { type Instant, instantOf } from '../model/instant.ts';
import type { Actor } from '../model/ledger-entry.ts';
import type { Plan } from '../model/plan.ts';
import type { RunItem, RunReport } from '../model/run-report.ts';
import type { Deps } from '../model/deps.ts';
import { consentsOf } from '../apply/record-run.ts';
import { exitCodes } from './exit-codes.ts';

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

/** Writes the report, for this user only. Gives its path from the workspace on. */
export async function keepReport(workspace: string, report: RunReport): Promise<string> {
  const file = reportFile(report.run);
  await mkdir(join(workspace, runsFolder), { recursive: true, mode: 0o700 });
  await writeFile(join(workspace, file), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  return file;
}

export interface CrashFacts {
  readonly run: string;
  readonly actor: Actor;
  readonly plan: Plan;
  readonly consents: readonly ConsentDeclaration[];
  readonly startedAt: Instant;
  readonly items: readonly RunItem[];
  readonly recovered: readonly RunItem[];
  readonly deps: Pick<Deps, 'clock'>;
}

/** The report of a run that something unexpected ended: what is known to have been done until then. */
export function crashReport(facts: CrashFacts): RunReport {
  const { plan, deps, startedAt, run, actor, items, recovered } = facts;
  const finished = deps.clock.now();
  return {
    formatVersion: '1.0',
    run,
    actor,
    startedAt,
    finishedAt: instantOf(finished),
    took: Math.max(0, finished - Date.parse(startedAt)),
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
