import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LedgerState } from '../model/ledger.ts';
import { reportFile, runsFolder } from './apply-report.ts';

/** How far a report says that the ledger went. */
interface Witness {
  readonly file: string;
  readonly seq: number;
  readonly head: string;
}

/** Some are written for runs that were killed, and those do not say. */
const mostReports = 20;

/**
 * The chain cannot show that its own end is gone. The newest report of a run remembers how far the ledger went: says
 * what is missing, or undefined where nothing is known to be.
 */
export async function missingEnd(folder: string, state: LedgerState): Promise<string | undefined> {
  const witness = await newestWitness(folder, state.ledgerId);
  if (witness === undefined || witness.seq < state.seq) return undefined;
  const { file, seq, head } = witness;
  if (seq > state.seq) return `The ledger ends with entry ${state.seq}, and ${file} knows ${seq}: its end is gone`;
  return head === state.head ? undefined : `Entry ${seq} of the ledger is not the one that ${file} knows`;
}

/** Of several runs that began within one second the names do not tell which was later: how far they knew does. */
async function newestWitness(folder: string, ledgerId: string | null): Promise<Witness | undefined> {
  const names = await readdir(join(folder, runsFolder)).catch((): string[] => []);
  const runs = names.filter((name) => name.endsWith('.json')).sort();
  let newest: Witness | undefined;
  for (const name of runs.slice(-mostReports).reverse()) {
    const file = reportFile(name.slice(0, -'.json'.length));
    if (newest !== undefined && secondOf(newest.file) !== secondOf(file)) break;
    const said = ledgerIn(await readFile(join(folder, file), 'utf8').catch(() => ''));
    if (said === undefined || said.id !== ledgerId) continue;
    if (newest === undefined || said.seq > newest.seq) newest = { file, ...said };
  }
  return newest;
}

/** `2026-11-21T091402Z` of the report's name. */
function secondOf(file: string): string {
  return basename(file).slice(0, '2026-11-21T091402Z'.length);
}

/** Undefined for what is no report, or one of an earlier version. */
function ledgerIn(text: string): { readonly id: string; readonly seq: number; readonly head: string } | undefined {
  try {
    const report = JSON.parse(text) as { readonly ledger?: Readonly<Record<string, unknown>> } | null;
    const { id, seq, head } = report?.ledger ?? {};
    return typeof id === 'string' && typeof seq === 'number' && typeof head === 'string'
      ? { id, seq, head }
      : undefined;
  } catch {
    return undefined;
  }
}
