import { TransportError } from '../model/deps.ts';
import { ProviderError } from '../model/provider-error.ts';
import type { ClosableMailer } from './smtp-mailer.ts';
import { whyHeldBack } from './why-held-back.ts';

/** A mail as the sandbox takes it. */
export interface OwnMail {
  readonly portal: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly from?: string;
}

/** Puts mails into the inbox of the sandbox, beside those of the portals. None leaves this machine. */
export function createSandboxMailer(deliver: (mail: OwnMail) => Promise<void>): ClosableMailer {
  return {
    send: async ({ to, subject, text, from }, portal, demandHeld) => {
      const heldBack = whyHeldBack(demandHeld);
      if (heldBack !== null) throw heldBack;
      try {
        await deliver({ portal, to, subject, text, ...(from === undefined ? {} : { from: from.address }) });
      } catch (error) {
        throw failureOf(error);
      }
    },
    close: async () => undefined,
  };
}

function failureOf(error: unknown): unknown {
  if (error instanceof TransportError) {
    const code = error.delivered === 'no' ? 'unavailable' : 'ambiguous';
    return new ProviderError(code, 'the sandbox did not answer', { cure: 'Look whether it runs: rollcall sandbox.' });
  }
  if (error instanceof Error && error.name === 'SandboxError') return new ProviderError('invalid', error.message);
  return error;
}
