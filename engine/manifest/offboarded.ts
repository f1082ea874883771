import type { Diagnostic } from '../model/diagnostic.ts';
import { epochOf, lastDayOf } from '../model/instant.ts';
import type { Offboarded } from '../model/ledger.ts';
import { placeholders } from '../model/placeholders.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { overlap, type Period } from './grant-period.ts';

type User = ManifestDocument<'User'>;

/** Who was offboarded by hand, as the ledger has it. */
export interface OffboardedPeople {
  /** Undefined for everybody else. By name, or by address: another document with it is the same person. */
  readonly of: (user: User) => Offboarded | undefined;
}

export function offboardedPeople(all: readonly Offboarded[]): OffboardedPeople {
  if (all.length === 0) return { of: () => undefined };
  const byName = new Map(all.map((one) => [one.person, one]));
  const byEmail = new Map(all.flatMap((one) => emailsOf(one).map((email) => [email.toLowerCase(), one])));
  return {
    of: ({ value: { metadata, spec } }) => {
      const emails = [spec.email, ...(spec.formerEmails ?? [])];
      const known = emails.map((email) => byEmail.get(email.toLowerCase())).find((one) => one !== undefined);
      return byName.get(metadata.name) ?? known;
    },
  };
}

function emailsOf({ email, formerEmails = [] }: Offboarded): string[] {
  return [...formerEmails, email].filter((one) => one !== '');
}

/** The person's own period, which ended at the latest when they were offboarded. */
export function endedByHand(own: Period, { at, why }: Offboarded): Period {
  return overlap({ from: undefined, until: epochOf(at), because: 'leave', why: { reason: why } }, own);
}

/** The document gives what nobody gets any more: somebody has to bring the two together. */
export function stillGiven(user: User, { at, who, why, person, email }: Offboarded): Diagnostic {
  const word = email === '' ? person : email;
  return {
    code: 'offboarded',
    severity: 'warning',
    summary: 'Somebody who was offboarded, and whose document still gives access',
    detail: `${user.value.metadata.name} was offboarded at ${momentOf(at)} by ${who} ("${why}"): nothing is given.`,
    cure:
      `Write leave: { on: ${lastDayOf(at)} } into the document, or remove it. If it was a mistake: ` +
      `rollcall offboard ${word} --withdraw --why ${placeholders.reason}`,
    origin: originOf(user, ['spec', 'email']),
  };
}

function momentOf(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
