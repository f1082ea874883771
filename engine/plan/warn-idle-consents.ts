import type { ConsentDeclaration } from '../model/declaration.ts';
import type { Diagnostic, Location, Origin } from '../model/diagnostic.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { IdleConsent, Plan } from '../model/plan.ts';
import { idleConsent } from './consent-standing.ts';
import { countedIn } from './count-harm.ts';

export interface IdleConsentInput {
  /** Those that the manifests declare. */
  readonly consents: readonly ConsentDeclaration[];
  readonly plan: Plan;
  readonly ledger: Pick<LedgerState, 'usedConsents' | 'runs'>;
  readonly locate: (origin: Origin) => Location;
}

/** Consents in the manifests that cover nothing of what is planned. A plan of some addresses judges no consent to all. */
export function warnIdleConsents({ consents, plan, ledger, locate }: IdleConsentInput): Diagnostic[] {
  const { changeDigest, scope, recorded } = plan;
  const counted = countedIn(plan);
  const isWhole = scope.target.length === 0 && scope.exclude.length === 0 && scope.at === null;
  return consents.flatMap((consent) => {
    const idle = idleConsent(consent, { changeDigest, counted, at: recorded.at, ledger });
    if (idle === null || (idle.because === 'foreign' && !(isWhole && scope.mode === 'normal'))) return [];
    const { origin } = consent;
    const diagnostic: Diagnostic = {
      code: `consent-${idle.because}`,
      severity: 'warning',
      summary: summaries[idle.because],
      detail: `${idle.text}.`,
      cure: cures[idle.because],
      ...(origin === undefined ? {} : { origin, at: locate(origin) }),
    };
    return [diagnostic];
  });
}

const summaries: Readonly<Record<IdleConsent['because'], string>> = {
  used: 'a consent that was used',
  foreign: 'a consent to another plan',
  expired: 'a consent that has run out',
  beneficiary: 'a consent by whom the plan makes privileged',
};

const cures: Readonly<Record<IdleConsent['because'], string>> = {
  used: 'Remove the document: the ledger keeps who consented and why. To do the same again, write another.',
  foreign: 'Remove the document, or look at this plan and consent to its digest.',
  expired: 'Remove the document, or look at this plan again and write another.',
  beneficiary: 'Somebody else has to look at this plan and write a consent.',
};
