import { consentOccasion } from '../model/consent-occasion.ts';
import type { ConsentDeclaration } from '../model/declaration.ts';
import { type Digest, isDigest, shortDigest } from '../model/digest.ts';
import type { Instant } from '../model/instant.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { IdleConsent, Plan } from '../model/plan.ts';
import { beneficiariesOf, isBeneficiary } from './beneficiaries.ts';
import { type Counted, countedIn } from './count-harm.ts';

/** What a consent is held against: one plan at one moment. */
export interface Consented {
  readonly changeDigest: Digest;
  readonly counted: readonly Counted[];
  readonly at: Instant;
}

type Runs = Pick<LedgerState, 'usedConsents' | 'runs'>;

/** The one that covers this plan now: to its very digest, not run out, and not by whom it makes privileged. */
export function coveringConsent(
  consents: readonly ConsentDeclaration[],
  plan: Consented,
): ConsentDeclaration | undefined {
  return consents.find((consent) => consent.changeDigest === plan.changeDigest && obstacle(consent, plan) === null);
}

/** Those that no run has used. */
export function unusedConsents(
  consents: readonly ConsentDeclaration[],
  ledger: Pick<Runs, 'usedConsents'>,
): ConsentDeclaration[] {
  return consents.filter((consent) => !ledger.usedConsents.has(consentOccasion(consent)));
}

/** A refused plan with those at hand that do not cover it; any other plan as it is. */
export function withIdleConsents(
  plan: Plan,
  given: { readonly consents: readonly ConsentDeclaration[]; readonly ledger: Runs; readonly at: Instant },
): Plan {
  const { idleConsents: _earlier, ...rest } = plan;
  if (!plan.rails.some(({ verdict }) => verdict === 'refused')) return rest;
  const { changeDigest } = plan;
  const { ledger, at } = given;
  const held = { changeDigest, counted: countedIn(plan), at, ledger };
  const idle = given.consents.flatMap((consent) => idleConsent(consent, held) ?? []);
  return idle.length === 0 ? rest : { ...rest, idleConsents: idle };
}

export function idleConsent(
  consent: ConsentDeclaration,
  plan: Consented & { readonly ledger: Runs },
): IdleConsent | null {
  const { name, who, changeDigest } = consent;
  const common = { name, who, changeDigest };
  const title = `Consent ${name} by ${who}`;
  const { usedConsents, runs } = plan.ledger;
  const used = usedConsents.get(consentOccasion(consent));
  if (used !== undefined) {
    const text = `${title} was used by run ${used.run} on ${dayOf(used.at)}: each is for one run`;
    return { ...common, because: 'used', text };
  }
  if (changeDigest !== plan.changeDigest) {
    const run = runs.findLast((one) => one.changeDigest === changeDigest);
    const by = run === undefined ? '' : `, which run ${run.run} applied on ${dayOf(run.startedAt)}`;
    const text = `${title} is to another plan (${digestText(changeDigest)}${by}); this one is ${digestText(plan.changeDigest)}`;
    return { ...common, because: 'foreign', text };
  }
  const because = obstacle(consent, plan);
  if (because === null) return null;
  if (because === 'expired') return { ...common, because, text: `${title} ran out ${dayOf(consent.expires)}` };
  const text = `${title} does not count: this plan makes ${who} privileged, so somebody else has to consent`;
  return { ...common, because, text };
}

function obstacle(consent: ConsentDeclaration, { at, counted }: Consented): 'expired' | 'beneficiary' | null {
  if (consent.expires <= at) return 'expired';
  return isBeneficiary(consent.who, beneficiariesOf(counted)) ? 'beneficiary' : null;
}

function dayOf(at: Instant): string {
  return at.slice(0, 10);
}

function digestText(digest: string): string {
  return isDigest(digest) ? shortDigest(digest) : digest;
}
