import type { Instant } from '../model/instant.ts';
import type { IntentEntry, LedgerEntry, LedgerLine, RunStartedEntry } from '../model/ledger-entry.ts';
import { type RunItem, runItemOf, type RunResult } from '../model/run-report.ts';
import { type ChainSource, readChain } from './read-chain.ts';

/** One run as the ledger tells it. */
export interface LedgerRun {
  readonly started: RunStartedEntry;
  readonly startedAt: Instant;
  /** The last moment that the ledger has of it. */
  readonly lastAt: Instant;
  /** One for each intent, with what became of it by now. */
  readonly items: readonly RunItem[];
  /** Null where it never said that it finished. */
  readonly exitCode: number | null;
  /** How many were waited for when it finished. */
  readonly waiting: number;
}

interface OpenRun {
  readonly started: RunStartedEntry;
  readonly startedAt: Instant;
  lastAt: Instant;
  exitCode: number | null;
  waiting: number;
  readonly items: RunItem[];
}

interface Announced {
  readonly run: OpenRun;
  readonly index: number;
}

function undecided(): RunResult {
  return { result: 'unknown', problem: { code: 'ambiguous', text: 'the run ended before it had an answer' } };
}

/** What the ledger says of these runs: for the report that a run could not write because it was killed. */
export async function readRuns(source: ChainSource, wanted: ReadonlySet<string>): Promise<LedgerRun[]> {
  const runs = new Map<string, OpenRun>();
  const intents = new Map<number, Announced>();
  await readChain(source, (line) => {
    follow(line, { runs, intents, wanted });
  });
  return [...runs.values()];
}

interface Following {
  readonly runs: Map<string, OpenRun>;
  readonly intents: Map<number, Announced>;
  readonly wanted: ReadonlySet<string>;
}

function follow({ seq, at, entry }: LedgerLine, { runs, intents, wanted }: Following): void {
  if (entry.type === 'run-started' && wanted.has(entry.run)) {
    runs.set(entry.run, { started: entry, startedAt: at, lastAt: at, exitCode: null, waiting: 0, items: [] });
  }
  const run = 'run' in entry ? runs.get(entry.run) : undefined;
  if (run !== undefined) run.lastAt = at;
  if (run !== undefined && entry.type === 'run-finished') {
    run.exitCode = entry.exitCode;
    run.waiting = entry.counts['waiting'] ?? 0;
  }
  if (entry.type === 'intent' && run !== undefined) {
    intents.set(seq, { run, index: run.items.length });
    run.items.push(itemOf(entry));
  }
  if (!('intent' in entry)) return;
  const announced = intents.get(entry.intent);
  if (announced === undefined) return;
  const { items } = announced.run;
  const item = items[announced.index];
  if (item !== undefined) items[announced.index] = { ...item, result: resultOf(entry) };
}

function itemOf(intent: IntentEntry): RunItem {
  const { after, before, declaredAt } = intent;
  const role = (after ?? before)?.['role'];
  const where = declaredAt === undefined ? {} : { at: declaredAt };
  return runItemOf({ ...intent, ...where, summary: typeof role === 'string' ? role : '' }, undecided());
}

type OutcomeEntry = Extract<LedgerEntry, { readonly intent: number }>;

function resultOf(entry: OutcomeEntry): RunResult {
  switch (entry.type) {
    case 'done':
      return { result: 'done' };
    case 'accepted':
      return { result: 'waiting', text: 'the portal accepted it and works on it' };
    case 'gated':
      return { result: 'waiting', text: `${entry.gate.waitingFor.name}: ${entry.gate.title}` };
    case 'failed':
      return { result: 'failed', problem: entry.problem };
    case 'unknown':
      return { result: 'unknown', problem: entry.problem };
  }
}
