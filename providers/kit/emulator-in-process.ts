import { TransportError } from '../../engine/model/deps.ts';
import type { EmulatorBindings } from './emulator.ts';

/** Anything that answers like a Hono app: an emulator's, or a whole sandbox. */
export interface InProcessApp {
  readonly fetch: (request: Request, bindings: EmulatorBindings) => Response | Promise<Response>;
}

/**
 * An emulator or a sandbox as a function, for a transport in the same process. A cut connection becomes a thrown
 * `TransportError`, since there is no socket to destroy.
 */
export function emulatorInProcess(app: InProcessApp): (request: Request) => Promise<Response> {
  return async (request) => {
    let wasCut = false;
    const response = await app.fetch(request, {
      cut: () => {
        wasCut = true;
      },
    });
    if (wasCut) throw new TransportError('the connection was cut', { delivered: 'maybe' });
    return response;
  };
}
