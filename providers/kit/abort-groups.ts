/** Tells those who wait when the signal that they wait under is aborted. */
export interface AbortGroups<Waiter> {
  readonly watch: (signal: AbortSignal, waiter: Waiter) => void;
  readonly forget: (waiter: Waiter) => void;
}

interface Group<Waiter> {
  readonly waiters: Set<Waiter>;
  readonly listener: () => void;
}

/** One listener per signal however many wait for it: a listener each would be walked through for every new one. */
export function createAbortGroups<Waiter>(leave: (waiter: Waiter, reason: unknown) => void): AbortGroups<Waiter> {
  const groups = new Map<AbortSignal, Group<Waiter>>();
  const signals = new Map<Waiter, AbortSignal>();

  function groupOf(signal: AbortSignal): Group<Waiter> {
    const known = groups.get(signal);
    if (known !== undefined) return known;
    const waiters = new Set<Waiter>();
    const listener = (): void => {
      groups.delete(signal);
      for (const waiter of waiters) {
        signals.delete(waiter);
        leave(waiter, signal.reason);
      }
    };
    const group = { waiters, listener };
    groups.set(signal, group);
    signal.addEventListener('abort', listener, { once: true });
    return group;
  }

  return {
    watch(signal, waiter) {
      signals.set(waiter, signal);
      groupOf(signal).waiters.add(waiter);
    },
    forget(waiter) {
      const signal = signals.get(waiter);
      const group = signal === undefined ? undefined : groups.get(signal);
      if (signal === undefined || group === undefined) return;
      signals.delete(waiter);
      group.waiters.delete(waiter);
      if (group.waiters.size > 0) return;
      groups.delete(signal);
      signal.removeEventListener('abort', group.listener);
    },
  };
}
