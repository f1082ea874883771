import { consentOccasion } from '../model/consent-occasion.ts';
import type { ConsentDeclaration } from '../model/declaration.ts';
import type { Diagnostic, Location, Origin } from '../model/diagnostic.ts';
import type { LedgerState } from '../model/ledger.ts';

export interface UsedConsentInput {
  readonly consents: readonly ConsentDeclaration[];
  readonly ledger: Pick<LedgerState, 'spent'>;
  readonly locate: (origin: Origin) => Location;
}

/** Consents that still stand in the manifests although a run has used them: they count no more. */
export function warnUsedConsents({ consents, ledger, locate }: UsedConsentInput): Diagnostic[] {
  return consents
    .filter((consent) => ledger.spent.has(consentOccasion(consent)))
    .map(({ name, origin }) => ({
      code: 'consent-used',
      severity: 'warning',
      summary: 'A consent that was used',
      detail: `A run has done what ${name} consents to; each consent is for one run.`,
      cure: 'Remove the document: the ledger keeps who consented and why. To do the same again, write another.',
      ...(origin === undefined ? {} : { origin, at: locate(origin) }),
    }));
}
