import type { Fault, OperationCount } from '../../engine/conformance/index.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';

/** The one way in to a portal in this process: counts who passes, and lets faults happen. */
export interface Turnstile {
  readonly read: <T>(act: () => Promise<T>, page?: number) => Promise<T>;
  readonly write: <T>(act: () => Promise<T>) => Promise<T>;
  readonly operations: () => OperationCount;
  readonly fail: (fault: Fault) => void;
  readonly heal: () => void;
}

export function createTurnstile(): Turnstile {
  let reading = 0;
  let writing = 0;
  let fault: Fault | null = null;

  function enter(page: number): void {
    if (fault?.fault === 'unavailable' || (fault?.fault === 'second-page' && page === 2)) {
      throw new ProviderError('unavailable', 'The portal is closed for a while.', { cure: 'Try again later.' });
    }
  }

  async function write<T>(act: () => Promise<T>): Promise<T> {
    enter(1);
    const lost = fault?.fault;
    if (lost === 'answer-lost' || lost === 'request-lost') fault = null;
    if (lost === 'request-lost') throw new ProviderError('ambiguous', 'No answer came from the portal.');
    const result = await act();
    writing += 1;
    if (lost === 'answer-lost') throw new ProviderError('ambiguous', 'No answer came from the portal.');
    return result;
  }

  async function read<T>(act: () => Promise<T>, page = 1): Promise<T> {
    reading += 1;
    enter(page);
    return act();
  }

  return {
    read,
    write,
    operations: () => ({ reading, writing }),
    fail: (next) => {
      fault = next;
    },
    heal: () => {
      fault = null;
    },
  };
}
