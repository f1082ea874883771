import type { Mail } from '../../engine/model/change.ts';
import type { Mailer } from '../../engine/model/deps.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { SimulatedProgram } from './simulated-program.ts';
import type { Point } from './troubles.ts';

const point: Omit<Point, 'side'> = { place: 'request', writes: true };

/** A mail server that takes everything, unless the network fails before or after. */
export function simulatedMailer(program: SimulatedProgram, taken: Mail[]): Mailer {
  return {
    send: async (mail) => {
      const trouble = program.troubles.take({ ...point, side: 'before' }, [
        'refused-connection',
        'reset-before',
        'reset-after',
        'timeout-after',
      ]);
      const isTaken = trouble === undefined || trouble.what === 'reset-after' || trouble.what === 'timeout-after';
      await program.touch(point, () => {
        if (isTaken) taken.push(mail);
      });
      if (trouble?.what === 'refused-connection') throw new ProviderError('unavailable', 'The server is not there.');
      if (trouble !== undefined) throw new ProviderError('ambiguous', 'The mail server did not answer.');
    },
  };
}
