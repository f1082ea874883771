import type { DemandHeld } from '../model/deps.ts';
import { ProviderError } from '../model/provider-error.ts';

/** Why a mail may not leave any more, which surely was not sent then; null where it may. */
export function whyHeldBack(demandHeld: DemandHeld | undefined): ProviderError | null {
  try {
    demandHeld?.();
    return null;
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    const cure = 'It surely was not sent; the next apply tries it again.';
    return new ProviderError('unavailable', `the mail was held back: ${because}`, { cure });
  }
}
