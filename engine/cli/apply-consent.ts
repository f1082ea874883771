import type { ConsentDeclaration } from '../model/declaration.ts';
import { type Digest, isDigest } from '../model/digest.ts';
import { hour, instantOf } from '../model/instant.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Actor } from '../model/ledger-entry.ts';
import { placeholders } from '../model/placeholders.ts';
import type { Plan } from '../model/plan.ts';
import { idleConsent } from '../plan/consent-standing.ts';
import { countedIn } from '../plan/count-harm.ts';
import { CliFailure } from './cli-failure.ts';
import { demandOwnWords } from './demand-own-words.ts';
import { exitCodes } from './exit-codes.ts';

export interface ConsentWords {
  readonly consent?: string;
  readonly why?: string;
}

/** The digest that `--consent` names; undefined where it was not given. */
export function consentedDigest({ consent, why }: ConsentWords): Digest | undefined {
  if (consent === undefined) return undefined;
  if (!isDigest(consent)) {
    throw new CliFailure(`--consent takes the whole digest of a plan, not ${consent}`, {
      cure: 'rollcall plan prints it below a refusal: sha256: and 64 digits.',
    });
  }
  if (why === undefined || why.trim() === '') {
    throw new CliFailure('--consent needs --why: the ledger keeps the reason', {
      cure: `Add --why ${placeholders.reason}.`,
    });
  }
  demandOwnWords('--why', why);
  return consent;
}

export interface ConsentGiven {
  readonly words: ConsentWords;
  readonly actor: Actor;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What was given on the command line, as a consent that holds for this run. */
export function consentsGiven({ words, actor, now }: ConsentGiven): ConsentDeclaration[] {
  const changeDigest = consentedDigest(words);
  if (changeDigest === undefined) return [];
  const why = words.why ?? '';
  return [{ name: 'command-line', changeDigest, expires: instantOf(now + hour), who: actor.name, why }];
}

/** A consent is to one plan, and to no other, and nobody consents to privileged access of their own. */
export function demandConsentFits(
  plan: Plan,
  consents: readonly ConsentDeclaration[],
  ledger: Pick<LedgerState, 'usedConsents' | 'runs'>,
): void {
  const { changeDigest, recorded } = plan;
  const held = { changeDigest, counted: countedIn(plan), at: recorded.at, ledger };
  for (const consent of consents) {
    const idle = idleConsent(consent, held);
    if (idle === null) continue;
    const cure =
      idle.because === 'beneficiary'
        ? 'Somebody else has to look at this plan and consent to it.'
        : 'Look at this plan; if it is what you want, consent to it.';
    throw new CliFailure(idle.text, { cure, exitCode: exitCodes.refused });
  }
}
