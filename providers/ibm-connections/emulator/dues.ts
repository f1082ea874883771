/** What falls due at some moment of the sandbox's clock: an order is completed, a service is ready. */
export interface Dues {
  /** `act` is called once, with the moment at which it was due, which may be a while ago. */
  readonly add: (at: number, act: (at: number) => void) => void;
  /** Carries out what is due by now, earliest first, also what falls due while doing so. */
  readonly pass: (now: number) => void;
}

interface Due {
  readonly at: number;
  readonly act: (at: number) => void;
}

export function createDues(): Dues {
  const waiting: Due[] = [];

  return {
    add: (at, act) => {
      const later = waiting.findIndex((due) => due.at > at);
      waiting.splice(later < 0 ? waiting.length : later, 0, { at, act });
    },
    pass: (now) => {
      let due = waiting[0];
      while (due !== undefined && due.at <= now) {
        waiting.shift();
        due.act(due.at);
        due = waiting[0];
      }
    },
  };
}
