import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../model/declaration.ts';
import { epochOf } from '../model/instant.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { RunReport } from '../model/run-report.ts';
import { type LedgerRun, readRuns } from '../ledger/read-runs.ts';
import { keepReport, reportFile } from './apply-report.ts';
import { exitCodes } from './exit-codes.ts';
import { ledgerFilesAt } from './ledger-access.ts';

/**
 * Writes the reports that earlier runs could not write because they were killed, as the ledger tells them: of runs that
 * never said that they finished, and of the last one, which may have been killed just after it said so. Gives the files
 * that it wrote.
 */
export async function reportCrashedRuns(workspace: Workspace, state: LedgerState): Promise<string[]> {
  const { id, path } = workspace.ledger;
  const missing = new Set<string>();
  const last = state.runs.at(-1)?.run;
  for (const { run, finishedAt } of state.runs) {
    if (finishedAt !== null && run !== last) continue;
    if (!(await isThere(join(workspace.folder, reportFile(run))))) missing.add(run);
  }
  if (missing.size === 0 || id === undefined) return [];
  const source = { files: ledgerFilesAt({ folder: workspace.folder, path }), ledgerId: id };
  const written: string[] = [];
  for (const run of await readRuns(source, missing)) {
    written.push(await keepReport(workspace.folder, reportOf(run)));
  }
  return written;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

function reportOf({ started, startedAt, lastAt, items, exitCode, waiting }: LedgerRun): RunReport {
  return {
    formatVersion: '1.0',
    run: started.run,
    actor: started.actor,
    startedAt,
    finishedAt: lastAt,
    took: Math.max(0, epochOf(lastAt) - epochOf(startedAt)),
    portals: started.portals,
    changeDigest: started.changeDigest,
    consents: started.consents,
    ending: exitCode === null ? 'crashed' : 'finished',
    exitCode: exitCode ?? exitCodes.error,
    rails: [],
    items,
    recovered: [],
    waiting,
  };
}
