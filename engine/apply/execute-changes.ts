import type { LedgerLoss } from '../ledger/ledger-loss.ts';
import type { Change } from '../model/change.ts';
import { problemOf } from '../model/provider-error.ts';
import { type RunItem, runItemOf, type RunResult } from '../model/run-report.ts';
import { type ApplyContext, lossOf, problemOfEnd } from './apply-context.ts';
import { type ChangeGraph, changeGraph } from './change-graph.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { runChange } from './run-change.ts';

export interface Execution {
  readonly items: readonly RunItem[];
  /** Why the run stopped: nothing could be written in the ledger any more. Null where it did not stop for that. */
  readonly lost: LedgerLoss | null;
}

interface State {
  readonly context: ApplyContext;
  readonly graph: ChangeGraph;
  readonly waitsFor: number[];
  readonly items: (RunItem | undefined)[];
  readonly lanes: Lanes;
  readonly onItem: (item: RunItem) => void;
  running: number;
  lost: LedgerLoss | null;
}

/**
 * Carries out all changes by their graph, not by levels: each portal goes at its own pace, and a failure stops only
 * what stands on it. After an abort nothing new is started, and what is in flight is finished.
 */
export async function executeChanges(
  context: ApplyContext,
  changes: readonly Change[],
  onItem: (item: RunItem) => void,
): Promise<Execution> {
  const graph = changeGraph(changes);
  const items: (RunItem | undefined)[] = changes.map(() => undefined);
  const lost = await new Promise<LedgerLoss | null>((resolve, reject) => {
    const concurrency = concurrencyByPortal(context);
    const lanes = createLanes({
      concurrencyOf: (portal) => concurrency.get(portal) ?? 1,
      start: (index) => start(state, index, { onEnd: goOn, onBug: reject }),
      onRoom: goOn,
    });
    const state: State = {
      context,
      graph,
      items,
      onItem,
      lanes,
      waitsFor: [...graph.waitsFor],
      running: 0,
      lost: null,
    };
    graph.waitsFor.forEach((count, index) => {
      if (count === 0) enqueue(state, index);
    });
    goOn();

    function goOn(): void {
      lanes.pump(() => !isStopped(state));
      if (state.running === 0 && (isStopped(state) || lanes.isEmpty())) resolve(state.lost);
    }
  });
  const because = reasonNotTried(context, lost);
  return {
    items: changes.map((change, index) => items[index] ?? runItemOf(change, { result: 'not-tried', because })),
    lost,
  };
}

/** Where the ledger was lost before the first change. */
export function untouched(changes: readonly Change[], lost: LedgerLoss): Execution {
  return { items: itemsOf(changes, { result: 'not-tried', because: ledgerLost }), lost };
}

/** One result for all. */
export function itemsOf(changes: readonly Change[], result: RunResult): RunItem[] {
  return changes.map((change) => runItemOf(change, result));
}

function concurrencyByPortal(context: ApplyContext): Map<string, number> {
  const concurrency = new Map<string, number>();
  for (const { declared } of context.sites.values()) {
    concurrency.set(declared.portal.name, Math.max(1, declared.portal.limits.concurrency));
  }
  return concurrency;
}

function isStopped(state: State): boolean {
  return state.lost !== null || state.context.deps.signal.aborted;
}

function enqueue(state: State, index: number): void {
  const change = state.graph.changes[index];
  if (change !== undefined) state.lanes.enqueue(change.address.portal, index);
}

interface Ends {
  readonly onEnd: () => void;
  /** What a listener throws, say. */
  readonly onBug: (error: unknown) => void;
}

/** Resolves when the lane may go on, which is before the end where the portal only works on what it accepted. */
function start(state: State, index: number, { onEnd, onBug }: Ends): Promise<void> {
  const change = state.graph.changes[index];
  if (change === undefined) return Promise.resolve();
  state.running += 1;
  return new Promise<void>((resolve) => {
    attempt(state, change, resolve)
      .then((result) => {
        state.running -= 1;
        if (result !== null) settle(state, index, result);
        onEnd();
      })
      .catch(onBug)
      .finally(resolve);
  });
}

/** Null where it was surely not tried. */
async function attempt(state: State, change: Change, onAccepted: () => void): Promise<RunResult | null> {
  const { context } = state;
  const progress = { called: false, onAccepted };
  try {
    return await runChange(context, change, progress);
  } catch (error) {
    const loss = lossOf(context.ledger, error);
    // The first reason: those after it follow from it.
    if (loss !== null) state.lost ??= loss;
    else if (!progress.called && !context.deps.signal.aborted) return { result: 'failed', problem: problemOf(error) };
    return progress.called ? { result: 'unknown', problem: problemOfEnd(context, error) } : null;
  }
}

/** Records a result, and lets go or gives up everything that stands on it. */
function settle(state: State, index: number, result: RunResult): void {
  const open: { readonly index: number; readonly result: RunResult }[] = [{ index, result }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const change = state.graph.changes[one.index];
    if (change === undefined || state.items[one.index] !== undefined) continue;
    const item = runItemOf(change, one.result);
    state.items[one.index] = item;
    state.onItem(item);
    const given = givenUp(change, one.result);
    for (const dependant of state.graph.dependants[one.index] ?? []) {
      if (given === null) release(state, dependant);
      else open.push({ index: dependant, result: given });
    }
  }
}

/** What becomes of those who stand on a change that did not come true; null where it did. */
function givenUp(change: Change, result: RunResult): RunResult | null {
  switch (result.result) {
    case 'done':
      return null;
    case 'waiting':
      return { result: 'waiting', text: `needs ${change.address.key}, which is waited for` };
    case 'failed':
    case 'stale':
    case 'unknown':
    case 'not-tried':
      return { result: 'not-tried', because: `needs ${change.address.key}` };
  }
}

function release(state: State, index: number): void {
  const left = (state.waitsFor[index] ?? 0) - 1;
  state.waitsFor[index] = left;
  if (left === 0) enqueue(state, index);
}

const ledgerLost = 'the ledger can no longer be written by this run';

function reasonNotTried(context: ApplyContext, lost: LedgerLoss | null): string {
  if (lost !== null) return ledgerLost;
  return context.deps.signal.aborted ? 'interrupted' : 'it stands on something that was not done';
}
