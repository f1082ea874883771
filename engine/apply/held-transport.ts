import { type Transport, TransportError } from '../model/deps.ts';
import type { LedgerWriter } from '../model/ledger.ts';

export interface HeldTransport {
  readonly transport: Transport;
  /** Until then nothing that writes is sent at all. */
  readonly holdBy: (ledger: Pick<LedgerWriter, 'assertHeld'>) => void;
}

/**
 * Looks at the ledger's lease at the very moment a write leaves. Before it a request may wait for long: for its turn,
 * for a token, for the end of a limit. A program that is paused meanwhile may find that another one has done the same.
 * What is held back was surely not delivered, so it is tried again, and succeeds where the heartbeat has come back.
 */
export function heldTransport(transport: Transport): HeldTransport {
  let ledger: Pick<LedgerWriter, 'assertHeld'> | undefined;
  const demandHeld = (): void => {
    try {
      if (ledger === undefined) throw new Error('The ledger is not held yet.');
      ledger.assertHeld();
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      throw new TransportError(`held back: ${because}`, { delivered: 'no', heldBack: true, cause: error });
    }
  };
  return {
    transport: {
      send: async (request) => {
        if (request.writes === true) demandHeld();
        return transport.send(request);
      },
    },
    holdBy: (held) => {
      ledger = held;
    },
  };
}
