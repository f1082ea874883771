import { setMaxListeners } from 'node:events';
import { exitCodes } from './exit-codes.ts';

const heard = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives the signals back to whoever had them. */
  readonly release: () => void;
}

/**
 * The first SIGINT, SIGTERM or SIGHUP (a terminal that is closed) aborts the signal: what is under way is finished,
 * nothing more is begun. A second SIGINT or SIGTERM ends the program at once; the ledger keeps what it promised, and the
 * next apply looks up the rest. A second SIGHUP is nobody's wish: a shell and the system may both tell of one terminal.
 */
export function listenForInterrupt(onFirst: () => void): Interrupt {
  // Every request and every wait under way listens to a signal, as many as the portals' concurrency allows, and each one
  // leaves again: more than Node's ten are no leak. This is for all signals made from now on.
  setMaxListeners(0);
  const controller = new AbortController();
  const hear = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted && name === 'SIGHUP') return;
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort(new DOMException('interrupted', 'AbortError'));
    onFirst();
  };
  for (const name of heard) process.on(name, hear);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of heard) process.off(name, hear);
    },
  };
}
