import type { PersonDeclaration, PortalDeclaration } from '../model/declaration.ts';
import type { Diagnostic, Origin } from '../model/diagnostic.ts';

/**
 * Two people of one portal with one e-mail address, upper and lower case being the same; and a former address of one
 * that is the address of another, for then nobody can say whose account is found there.
 */
export function addressClaims(portal: PortalDeclaration): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const byEmail = new Map<string, PersonDeclaration>();
  for (const person of portal.people) {
    const email = person.email.toLowerCase();
    const first = byEmail.get(email);
    if (first === undefined) byEmail.set(email, person);
    else diagnostics.push(sameEmail(person, first, portal));
  }
  for (const person of portal.people) {
    for (const [index, former] of person.formerEmails.entries()) {
      const holder = byEmail.get(former.toLowerCase());
      if (holder === undefined) continue;
      const origin = { ...person.origin, path: ['spec', 'formerEmails', index] };
      diagnostics.push(formerEmail({ person, holder, origin, portal }));
    }
  }
  return diagnostics;
}

function sameEmail(person: PersonDeclaration, first: PersonDeclaration, portal: PortalDeclaration): Diagnostic {
  return {
    code: 'duplicate-email',
    severity: 'error',
    summary: 'Two people with one e-mail address on one portal',
    detail: `${person.name} and ${first.name} both have ${person.email} on ${portal.name}.`,
    cure: 'Correct one address, or put everything into one document where it is one person.',
    origin: person.origin,
    related: [{ text: `${first.name} has it here`, origin: first.origin }],
  };
}

interface FormerEmail {
  readonly person: PersonDeclaration;
  readonly holder: PersonDeclaration;
  readonly origin: Origin;
  readonly portal: PortalDeclaration;
}

function formerEmail({ person, holder, origin, portal }: FormerEmail): Diagnostic {
  const own = person === holder;
  const address = holder.email;
  return {
    code: 'former-email-in-use',
    severity: 'error',
    summary: 'A former e-mail address that somebody has now',
    detail: own
      ? `${address} is the present address of ${person.name} too.`
      : `${address} was ${person.name}'s and is ${holder.name}'s now, so nobody can say whose account is found on ${portal.name}.`,
    cure: own
      ? 'Remove it from formerEmails.'
      : `Once the account of ${person.name} is renamed, remove it from formerEmails.`,
    origin,
    ...(own ? {} : { related: [{ text: `${holder.name} has it here`, origin: holder.origin }] }),
  };
}
