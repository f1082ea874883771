/** One moment in the life of an invitation's round; the link's token names the round. */
export interface Deadline {
  readonly at: number;
  readonly joinToken: string;
}

/** First in, first due: every deadline in one queue lies the same time after its start. */
export interface Deadlines {
  readonly add: (deadline: Deadline) => void;
  /** Takes out what is due by now. */
  readonly takeDue: (now: number) => readonly Deadline[];
}

export function createDeadlines(): Deadlines {
  let queue: Deadline[] = [];
  let first = 0;

  return {
    add: (deadline) => {
      queue.push(deadline);
    },
    takeDue: (now) => {
      const start = first;
      while ((queue[first]?.at ?? Number.POSITIVE_INFINITY) <= now) first += 1;
      const due = queue.slice(start, first);
      if (first > 10_000 && first > queue.length / 2) {
        queue = queue.slice(first);
        first = 0;
      }
      return due;
    },
  };
}
