import type { Clock, Deps, Transport } from '../model/deps.ts';
import { epochOf, type Instant, type Milliseconds } from '../model/instant.ts';

/** A clock of whole milliseconds that stands still while anybody works, and jumps to the next alarm when all sleep. */
export interface VirtualTime {
  readonly clock: Clock;
  readonly sleep: Deps['sleep'];
  /** Lets time pass; sleepers wake in the order of their alarms. */
  readonly pass: (milliseconds: Milliseconds) => Promise<void>;
  /** A transport under which time stands still while a request is on its way. */
  readonly during: (transport: Transport) => Transport;
  /** Nobody wakes any more. */
  readonly stop: () => void;
}

export interface VirtualTimeOptions {
  readonly start: Instant;
  /** Resolves when the event loop has turned once: `setImmediate` of `node:timers/promises`. */
  readonly turn: () => Promise<unknown>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** So many turns without anything new mean that everybody sleeps. */
const quietTurns = 4;
/** A request that takes longer than so many turns waits for time to pass: its portal sleeps too. */
const patientTurns = 200;

interface State {
  readonly turn: () => Promise<unknown>;
  now: number;
  sleepers: Sleeper[];
  /** Requests that are on their way. */
  underWay: number;
  watching: boolean;
  stopped: boolean;
}

export function createVirtualTime({ start, turn }: VirtualTimeOptions): VirtualTime {
  const begun = epochOf(start);
  const state: State = { turn, now: begun, sleepers: [], underWay: 0, watching: false, stopped: false };
  return {
    clock: { now: () => state.now, monotonic: () => state.now - begun },
    sleep: (milliseconds, signal) => sleepUntil(state, state.now + Math.max(0, Math.ceil(milliseconds)), signal),
    pass: (milliseconds) => passUntil(state, state.now + milliseconds),
    during: (transport) => ({ send: (request) => whileUnderWay(state, () => transport.send(request)) }),
    stop: () => {
      state.stopped = true;
    },
  };
}

function sleepUntil(state: State, at: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    const wake = (): void => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const sleeper: Sleeper = { at, wake };
    function leave(): void {
      state.sleepers = state.sleepers.filter((other) => other !== sleeper);
      reject(reasonOf(signal));
    }
    signal?.addEventListener('abort', leave, { once: true });
    state.sleepers.push(sleeper);
    void watch(state);
  });
}

/** Wakes one sleeper after the other, each when nobody works any more. */
async function watch(state: State): Promise<void> {
  if (state.watching) return;
  state.watching = true;
  while (state.sleepers.length > 0 && !state.stopped) {
    await quiet(state);
    wakeNext(state, Number.POSITIVE_INFINITY);
  }
  state.watching = false;
}

async function quiet(state: State): Promise<void> {
  for (let turns = 0, still = 0; still < quietTurns && turns < patientTurns; turns += 1) {
    const before = state.sleepers.length;
    await state.turn();
    still = state.underWay === 0 && state.sleepers.length === before ? still + 1 : 0;
  }
}

/** False where nobody is due by then. */
function wakeNext(state: State, latest: number): boolean {
  const next = state.sleepers.reduce<Sleeper | undefined>(earlier, undefined);
  if (next === undefined || next.at > latest || state.stopped) return false;
  state.sleepers = state.sleepers.filter((other) => other !== next);
  state.now = Math.max(state.now, next.at);
  next.wake();
  return true;
}

async function passUntil(state: State, end: number): Promise<void> {
  while (wakeNext(state, end)) await quiet(state);
  state.now = Math.max(state.now, end);
}

async function whileUnderWay<T>(state: State, act: () => Promise<T>): Promise<T> {
  state.underWay += 1;
  try {
    return await act();
  } finally {
    state.underWay -= 1;
  }
}

function earlier(left: Sleeper | undefined, right: Sleeper): Sleeper {
  return left === undefined || right.at < left.at ? right : left;
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}
