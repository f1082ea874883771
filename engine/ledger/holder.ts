/** One running program, as exactly as its machine can tell. Null where the machine cannot. */
export interface Holder {
  /** For people: the actor's name. */
  readonly name: string;
  readonly host: string;
  /** Differs after each start of the machine, and between machines. */
  readonly bootId: string | null;
  readonly pid: number;
  /** Process numbers mean something only inside their namespace. */
  readonly pidNamespace: string | null;
  /** When the program started, in the machine's own count: tells it from a later one with the same number. */
  readonly started: string | null;
}

/** Who opens a ledger, and what it can find out about another who held it. */
export interface LedgerHolder {
  readonly self: Holder;
  /**
   * Whether that program surely does not run any more. Never true on a guess: on another machine, in another
   * namespace, or where the machine does not say, the answer is false.
   */
  readonly isDead: (other: Holder) => boolean;
}

/** Who only looks at a ledger, and whose machine can tell of some programs whether they run. */
export interface LedgerOnlooker extends Pick<LedgerHolder, 'isDead'> {
  /** Whether `isDead` knows: where it is false of one that can be seen, that program runs. */
  readonly canSee: (other: Holder) => boolean;
}

export function describeHolder(holder: Holder): string {
  return `${holder.name} (process ${holder.pid} on ${holder.host})`;
}
