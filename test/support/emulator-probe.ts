import type { Fault, PortalObject, PortalProbe } from '../../engine/conformance/index.ts';
import type { Emulator } from '../../providers/kit/emulator.ts';
import type { FaultRule } from '../../providers/kit/emulator-faults.ts';

export interface EmulatorProbeOptions {
  readonly emulator: Emulator;
  /** Operation names of the emulator. */
  readonly lists: readonly string[];
  readonly writes: readonly string[];
  /** What only this portal can say about itself. */
  readonly objects: (kind: string) => readonly PortalObject[];
  readonly put: PortalProbe['put'];
  readonly remove: PortalProbe['remove'];
  readonly accept: PortalProbe['accept'];
}

/** The back door to a portal that is emulated over HTTP: its journal counts, its faults strike. */
export function emulatorProbe(options: EmulatorProbeOptions): PortalProbe {
  const { journal, faults } = options.emulator;
  return {
    operations: () => ({ reading: journal.counts().reads, writing: journal.counts().landed }),
    fail: (fault) => {
      for (const rule of rulesFor(fault, options)) faults.inject(rule);
    },
    heal: () => faults.clear(),
    objects: async (kind) => options.objects(kind),
    put: options.put,
    remove: options.remove,
    accept: options.accept,
  };
}

function rulesFor(fault: Fault, { lists, writes }: EmulatorProbeOptions): FaultRule[] {
  switch (fault.fault) {
    case 'second-page':
      return lists.map((operation) => {
        return { operation, page: 2, times: 'always', fault: { effect: 'answer', status: 503 } };
      });
    case 'too-many-requests':
      return [{ fault: { effect: 'rate-limit', retryAfter: fault.retryAfter / 1000 } }];
    case 'portal-limit':
      return [{ fault: { effect: 'busy' } }];
    case 'answer-lost':
      return writes.map((operation) => ({ operation, fault: { effect: 'cut', acting: 'after' } }));
    case 'request-lost':
      return writes.map((operation) => ({ operation, fault: { effect: 'cut', acting: 'before' } }));
    case 'unavailable':
      return [{ times: 'always', fault: { effect: 'answer', status: 503 } }];
  }
}
