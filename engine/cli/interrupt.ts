import { setMaxListeners } from 'node:events';
import { exitCodes } from './exit-codes.ts';

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives SIGINT and SIGTERM back to whoever had them. */
  readonly release: () => void;
}

/**
 * The first SIGINT or SIGTERM aborts the signal: what is under way is finished, nothing more is begun. The second one
 * ends the program at once; the ledger keeps what it promised, and the next apply looks up the rest.
 */
export function listenForInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  // Every request and every wait under way listens, as many as the portals' concurrency allows; each one leaves again.
  setMaxListeners(0, controller.signal);
  const hear = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort(new DOMException('interrupted', 'AbortError'));
    onFirst();
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', hear);
      process.off('SIGTERM', hear);
    },
  };
}
