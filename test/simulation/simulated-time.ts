import { setImmediate as turn } from 'node:timers/promises';
import type { Milliseconds } from '../../engine/model/instant.ts';
import type { Chance } from './chance.ts';

/**
 * The one clock of a simulation and its scheduler. It stands still while anybody works; when all wait, it jumps to the
 * next moment that somebody waits for. Who of several that wait for one moment comes first is left to chance.
 */
export interface SimulatedTime {
  /** Since the simulation began. */
  readonly now: () => Milliseconds;
  readonly at: (moment: Milliseconds, wake: () => void) => void;
  /** Time stands still until the work is done, however many turns of the event loop it takes. */
  readonly standingStill: <Value>(work: () => Promise<Value>) => Promise<Value>;
  /** Lets everybody go on until the condition holds. @throws Error where nobody can go on any more. */
  readonly runUntil: (isOver: () => boolean) => Promise<void>;
  /** Lets everybody go on who wakes within so long. */
  readonly pass: (milliseconds: Milliseconds) => Promise<void>;
}

interface Appointment {
  readonly at: Milliseconds;
  readonly rank: number;
  readonly wake: () => void;
}

export function createSimulatedTime(chance: Chance): SimulatedTime {
  const appointments: Appointment[] = [];
  let now = 0;
  let working = 0;

  async function quiet(): Promise<void> {
    do await turn();
    while (working > 0);
  }

  function wakeNext(): void {
    const next = appointments.shift();
    if (next === undefined) return;
    now = Math.max(now, next.at);
    next.wake();
  }

  return {
    now: () => now,
    at: (moment, wake) => insert(appointments, { at: Math.max(now, moment), rank: chance.next(), wake }),
    standingStill: async (work) => {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
      }
    },
    runUntil: async (isOver) => {
      await quiet();
      while (!isOver()) {
        if (appointments.length === 0) throw new Error('Everybody waits for something that never comes.');
        wakeNext();
        await quiet();
      }
    },
    pass: async (milliseconds) => {
      const end = now + milliseconds;
      await quiet();
      while ((appointments[0]?.at ?? Number.POSITIVE_INFINITY) <= end) {
        wakeNext();
        await quiet();
      }
      now = end;
    },
  };
}

function insert(appointments: Appointment[], one: Appointment): void {
  let low = 0;
  let high = appointments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = appointments[middle];
    if (other !== undefined && (other.at < one.at || (other.at === one.at && other.rank <= one.rank))) low = middle + 1;
    else high = middle;
  }
  appointments.splice(low, 0, one);
}
