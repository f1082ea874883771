import type { Deps } from '../../engine/model/deps.ts';
import { epochOf, hour, type Milliseconds, minute, second } from '../../engine/model/instant.ts';
import type { Chance } from './chance.ts';
import type { SimulatedTime } from './simulated-time.ts';
import { anywhereTroubles, type Point, type Trouble, type TroubleList } from './troubles.ts';

/** One running Rollcall, which can be killed, stopped for a while, and told to end. */
export interface SimulatedProgram {
  /** Number of the program at its machine. */
  readonly pid: number;
  readonly deps: Pick<Deps, 'clock' | 'sleep' | 'random' | 'newId' | 'signal'>;
  /**
   * Something that the program does to the world: it takes a moment before and after, and anything may happen there.
   * Once the program is dead, nothing is done any more and nobody hears of it.
   */
  readonly touch: <Value>(point: Omit<Point, 'side'>, act: () => Promise<Value> | Value) => Promise<Value>;
  readonly rest: (milliseconds: Milliseconds) => Promise<void>;
  readonly troubles: TroubleList;
  readonly kill: () => void;
  readonly isDead: () => boolean;
}

export interface ProgramInput {
  readonly pid: number;
  readonly time: SimulatedTime;
  readonly chance: Chance;
  readonly troubles: TroubleList;
  /** What happens to others, or at the portals, at a point of this program. */
  readonly happen: (trouble: Trouble) => void;
  readonly newId: () => string;
}

/** When every simulation begins. */
export const simulationStart = epochOf('2026-11-21T09:00:00.000Z');

export function createProgram(input: ProgramInput): SimulatedProgram {
  const { time, chance, troubles } = input;
  const interrupted = new AbortController();
  let isDead = false;
  let stoppedUntil: Milliseconds = 0;
  const clock = clockOf(time, troubles);
  /** At so many more reads from portals does somebody change what is read. */
  let restless = 0;

  /** Who is dead never wakes; who is stopped wakes when they go on. */
  function wakeAt(moment: Milliseconds, wake: () => void): void {
    time.at(moment, () => {
      if (isDead) return;
      if (stoppedUntil > time.now()) wakeAt(stoppedUntil, wake);
      else wake();
    });
  }

  const rest = (milliseconds: Milliseconds): Promise<void> =>
    new Promise((resolve) => wakeAt(time.now() + milliseconds, resolve));

  async function pass(point: Point): Promise<void> {
    const trouble = troubles.take(point, mine);
    if (trouble !== undefined) strike(trouble);
    else if (restless > 0 && point.place === 'request' && !point.writes && point.side === 'after') {
      restless -= 1;
      input.happen({ at: 0, what: 'meddling', size: restless });
    }
    if (isDead || stoppedUntil > time.now()) await rest(0);
  }

  function strike(trouble: Trouble): void {
    const { what, size } = trouble;
    if (what === 'crash') isDead = true;
    else if (what === 'pause') stoppedUntil = time.now() + pauseOf(size);
    else if (what === 'interrupt' || what === 'interrupt-twice') interrupted.abort(new Error('interrupted'));
    else if (what === 'clock-back') clock.move((-size * hour) / 100);
    else if (what === 'clock-forward') clock.move((size * hour) / 100);
    else if (what === 'restless-lists') restless = 2 + (size % 6);
    else input.happen(trouble);
    // The second signal ends the program at once.
    if (what === 'interrupt-twice') time.at(time.now() + size * 10, () => (isDead = true));
  }

  return {
    pid: input.pid,
    troubles,
    rest,
    isDead: () => isDead,
    kill: () => {
      isDead = true;
    },
    touch: async (where, act) => {
      troubles.next();
      await rest(chance.below(5));
      await pass({ ...where, side: 'before' });
      const done = await settled(() => time.standingStill(async () => act()));
      await pass({ ...where, side: 'after' });
      await rest(chance.below(20));
      return done();
    },
    deps: {
      clock: { now: clock.now, monotonic: time.now },
      sleep: (milliseconds, signal) => sleepOf({ wakeAt, time, milliseconds, signal }),
      random: chance.next,
      newId: input.newId,
      signal: interrupted.signal,
    },
  };
}

/** What is the network's or the disk's own is taken there. */
const mine = anywhereTroubles.filter((what) => what !== 'clock-skew');

/** A clock on the wall: wrong by up to two minutes where so the trouble wants it, and set by hand at any time. */
function clockOf(time: SimulatedTime, troubles: TroubleList) {
  const skew = troubles.take({ place: 'sleep', writes: false, side: 'before' }, ['clock-skew']);
  let off = skew === undefined ? 0 : (skew.size - 50) * 2.4 * second;
  return {
    // Clocks tell whole milliseconds.
    now: (): Milliseconds => Math.floor(simulationStart + time.now() + off),
    move: (by: Milliseconds): void => {
      off += by;
    },
  };
}

/** Most are far shorter than a lease, some far longer. */
function pauseOf(size: number): Milliseconds {
  return size < 50 ? size * second : size * minute;
}

async function settled<Value>(act: () => Promise<Value>): Promise<() => Value> {
  try {
    const value = await act();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

interface Sleep {
  readonly wakeAt: (moment: Milliseconds, wake: () => void) => void;
  readonly time: SimulatedTime;
  readonly milliseconds: Milliseconds;
  readonly signal: AbortSignal | undefined;
}

function sleepOf({ wakeAt, time, milliseconds, signal }: Sleep): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal?.reason as Error);
    if (signal?.aborted === true) {
      leave();
      return;
    }
    signal?.addEventListener('abort', leave, { once: true });
    wakeAt(time.now() + Math.max(0, milliseconds), () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    });
  });
}
