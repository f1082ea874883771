/** Something that falls due; it finds out itself whether it still applies. */
export interface DueAct {
  readonly at: number;
  readonly act: (at: number) => void;
}

/** What will happen by itself, in the order in which it falls due. */
export interface Due {
  readonly add: (act: DueAct) => void;
  /** Does what is due by now, also what that brings about. */
  readonly passTime: (now: number) => void;
  /** While something is done that was due: when it was due. Otherwise null. */
  readonly actingAt: () => number | null;
}

export function createDue(): Due {
  const queue: DueAct[] = [];
  let acting: number | null = null;

  return {
    add: (act) => {
      queue.splice(placeFor(queue, act.at), 0, act);
    },
    passTime: (now) => {
      for (let next = queue[0]; next !== undefined && next.at <= now; next = queue[0]) {
        queue.shift();
        acting = next.at;
        next.act(next.at);
      }
      acting = null;
    },
    actingAt: () => acting,
  };
}

/** The first place after everything that is due at this moment or before. */
function placeFor(queue: readonly DueAct[], at: number): number {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((queue[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
