import type { UserDeclaration } from '../model/declaration.ts';
import { epochOf, type Instant } from '../model/instant.ts';
import type { Why } from '../model/resource.ts';
import { UserFact } from '../policy/facts.ts';
import { WhyFact } from '../policy/why-fact.ts';

/** Somebody who is declared, with the address in the form that all addresses are compared in. */
export interface KnownPerson {
  readonly name: string;
  readonly email: string;
  readonly leaves: Instant | undefined;
  readonly why: Why | undefined;
}

/** Everybody a rule may meet: who is declared, and who was found at a portal. */
export interface People {
  readonly named: (name: string) => KnownPerson | undefined;
  /** By the address, or by one from before. */
  readonly at: (email: string) => KnownPerson | undefined;
  /** The one who holds something; a stranger becomes known by it. */
  readonly of: (email: string, name: string) => UserFact;
  readonly all: () => UserFact[];
}

export function createPeople(users: readonly UserDeclaration[]): People {
  const byName = new Map<string, KnownPerson>();
  const byEmail = new Map<string, KnownPerson>();
  const facts = new Map<string, UserFact>();
  for (const user of users) {
    const email = user.email.trim().toLowerCase();
    const person: KnownPerson = { name: user.name, email, leaves: user.leaves, why: user.why };
    byName.set(user.name, person);
    facts.set(`name:${user.name}`, declared(user, person));
  }
  // An address of today counts before one that somebody had earlier.
  for (const { name, formerEmails } of users) {
    const person = byName.get(name);
    if (person !== undefined) for (const former of formerEmails) byEmail.set(former.trim().toLowerCase(), person);
  }
  for (const person of byName.values()) byEmail.set(person.email, person);
  const of = (email: string, name: string): UserFact => {
    const key = name === '' ? `email:${email}` : `name:${name}`;
    const known = facts.get(key) ?? stranger(email, name);
    facts.set(key, known);
    return known;
  };
  return {
    named: (name) => byName.get(name),
    at: (email) => byEmail.get(email),
    of,
    all: () => [...facts.values()],
  };
}

function declared(user: UserDeclaration, { email, leaves }: KnownPerson): UserFact {
  return new UserFact({
    name: user.name,
    email,
    declared: true,
    service: user.service,
    leaves: leaves === undefined ? undefined : new Date(epochOf(leaves)),
    why: new WhyFact(user.why),
  });
}

/** Found at a portal; `name` is that of a document that is gone, where Rollcall still owns something for it. */
function stranger(email: string, name: string): UserFact {
  return new UserFact({ name, email, declared: false, service: false, leaves: undefined, why: new WhyFact() });
}
