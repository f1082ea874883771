import PQueue from 'p-queue';

/** Work of several portals that may start, in order: each portal has a lane of its own with its own concurrency. */
export interface Lanes {
  readonly enqueue: (lane: string, index: number) => void;
  /** Starts what has room, until `mayStart` says no. */
  readonly pump: (mayStart: () => boolean) => void;
  readonly isEmpty: () => boolean;
}

interface Lane {
  readonly ready: number[];
  next: number;
  readonly queue: PQueue;
}

export interface LanesOptions {
  readonly concurrencyOf: (lane: string) => number;
  /** Resolves when the next one of the lane may start. */
  readonly start: (index: number) => Promise<void>;
  /** Something has ended, and there may be room. */
  readonly onRoom: () => void;
}

export function createLanes(options: LanesOptions): Lanes {
  const lanes = new Map<string, Lane>();

  function laneOf(name: string): Lane {
    const known = lanes.get(name);
    if (known !== undefined) return known;
    const lane = { ready: [], next: 0, queue: new PQueue({ concurrency: options.concurrencyOf(name) }) };
    lanes.set(name, lane);
    return lane;
  }

  return {
    enqueue: (name, index) => void laneOf(name).ready.push(index),
    pump: (mayStart) => {
      for (const lane of lanes.values()) {
        while (mayStart() && hasRoom(lane)) {
          const index = lane.ready[lane.next];
          if (index === undefined) break;
          lane.next += 1;
          void lane.queue.add(() => options.start(index)).then(options.onRoom);
        }
      }
    },
    isEmpty: () => [...lanes.values()].every((lane) => lane.next >= lane.ready.length),
  };
}

/** Work is handed to a queue only when it can start it: a hundred thousand waiting promises would cost memory. */
function hasRoom(lane: Lane): boolean {
  return lane.queue.pending + lane.queue.size < lane.queue.concurrency;
}
