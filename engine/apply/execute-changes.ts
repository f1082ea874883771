import PQueue from 'p-queue';
import type { Change } from '../model/change.ts';
import { LeaseLostError } from '../model/ledger.ts';
import { problemOf } from '../model/provider-error.ts';
import type { RunItem, RunResult } from '../model/run-report.ts';
import { type ApplyContext, siteOf } from './apply-context.ts';
import { type ChangeGraph, changeGraph } from './change-graph.ts';
import { runChange } from './run-change.ts';

export interface Execution {
  readonly items: readonly RunItem[];
  readonly leaseLost: boolean;
}

/** Changes of one portal that may start, in order; a queue of its own keeps the portal's concurrency. */
interface Lane {
  readonly ready: number[];
  next: number;
  readonly queue: PQueue;
}

interface State {
  readonly context: ApplyContext;
  readonly graph: ChangeGraph;
  readonly waitsFor: number[];
  readonly items: (RunItem | undefined)[];
  readonly lanes: Map<string, Lane>;
  readonly onItem: (item: RunItem) => void;
  readonly onEnd: () => void;
  running: number;
  leaseLost: boolean;
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
  let leaseLost = false;
  await new Promise<void>((resolve) => {
    const begin = { context, graph, items, onItem, waitsFor: [...graph.waitsFor], lanes: new Map<string, Lane>() };
    const state: State = { ...begin, running: 0, leaseLost: false, onEnd };
    changes.forEach((_, index) => {
      if (state.waitsFor[index] === 0) enqueue(state, index);
    });
    pump(state);

    function onEnd(): void {
      leaseLost = state.leaseLost;
      resolve();
    }
  });
  const because = reasonNotTried(context, leaseLost);
  return { items: changes.map((change, index) => items[index] ?? itemOf(change, { result: 'not-tried', because })), leaseLost };
}

function enqueue(state: State, index: number): void {
  const change = state.graph.changes[index];
  if (change !== undefined) laneOf(state, change).ready.push(index);
}

function laneOf(state: State, change: Change): Lane {
  const { portal } = change.address;
  const known = state.lanes.get(portal);
  if (known !== undefined) return known;
  const concurrency = siteOf(state.context, change.address)?.declared.portal.limits.concurrency ?? 1;
  const lane = { ready: [], next: 0, queue: new PQueue({ concurrency }) };
  state.lanes.set(portal, lane);
  return lane;
}

/** Starts what may start; ends when nothing runs and nothing can be started any more. */
function pump(state: State): void {
  const stopped = state.leaseLost || state.context.deps.signal.aborted;
  for (const lane of state.lanes.values()) {
    while (!stopped && lane.next < lane.ready.length && hasRoom(lane)) {
      const index = lane.ready[lane.next];
      lane.next += 1;
      if (index !== undefined) start(state, lane, index);
    }
  }
  if (state.running === 0) state.onEnd();
}

/** Tasks are handed to a queue only when it can start them: a hundred thousand waiting promises would cost memory. */
function hasRoom(lane: Lane): boolean {
  return lane.queue.pending + lane.queue.size < lane.queue.concurrency;
}

function start(state: State, lane: Lane, index: number): void {
  const change = state.graph.changes[index];
  if (change === undefined) return;
  state.running += 1;
  void lane.queue.add(() => attempt(state.context, change)).then((result) => {
    state.running -= 1;
    if (result === 'lease-lost') state.leaseLost = true;
    else settle(state, index, result);
    pump(state);
  });
}

async function attempt(context: ApplyContext, change: Change): Promise<RunResult | 'lease-lost'> {
  try {
    return await runChange(context, change);
  } catch (error) {
    if (error instanceof LeaseLostError) return 'lease-lost';
    if (context.deps.signal.aborted) return { result: 'not-tried', because: 'interrupted' };
    return { result: 'failed', problem: problemOf(error) };
  }
}

/** Records a result, and lets go or gives up everything that stands on it. */
function settle(state: State, index: number, result: RunResult): void {
  const open: { readonly index: number; readonly result: RunResult }[] = [{ index, result }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const change = state.graph.changes[one.index];
    if (change === undefined || state.items[one.index] !== undefined) continue;
    const item = itemOf(change, one.result);
    state.items[one.index] = item;
    state.onItem(item);
    for (const dependant of state.graph.dependants[one.index] ?? []) {
      if (one.result.result === 'done') release(state, dependant);
      else open.push({ index: dependant, result: { result: 'not-tried', because: `needs ${change.address.key}` } });
    }
  }
}

function release(state: State, index: number): void {
  const left = (state.waitsFor[index] ?? 0) - 1;
  state.waitsFor[index] = left;
  if (left === 0 && state.items[index] === undefined) enqueue(state, index);
}

function reasonNotTried(context: ApplyContext, leaseLost: boolean): string {
  if (leaseLost) return 'the ledger is held by somebody else now';
  return context.deps.signal.aborted ? 'interrupted' : 'it stands on something that was not done';
}

function itemOf(change: Change, result: RunResult): RunItem {
  const { address, verdict, word, summary, at } = change;
  return { address, verdict, word, summary, ...(at === undefined ? {} : { at }), result };
}
