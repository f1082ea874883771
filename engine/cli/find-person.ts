import { nearest } from '../manifest/nearest.ts';
import type { LedgerState } from '../model/ledger.ts';
import { CliFailure } from './cli-failure.ts';
import type { Session } from './session.ts';

/** One person, as a document or, without one, only the ledger knows them. */
export interface Person {
  /** `metadata.name` of the User. */
  readonly name: string;
  /** Empty where the ledger knows none. */
  readonly email: string;
  /** Every address, the former ones included, in lower case. */
  readonly emails: ReadonlySet<string>;
}

/** @throws CliFailure with the nearest name or address where nobody has this one. */
export function findPerson(word: string, session: Pick<Session, 'users'>, ledger: LedgerState): Person {
  const users = session.users();
  const lower = word.toLowerCase();
  const named = users.find(({ name }) => name === word);
  const declared = named ?? users.find((user) => emailsOf(user).some((email) => email === lower));
  if (declared !== undefined) return { ...declared, emails: new Set(emailsOf(declared)) };
  const owned = ownedPeople(ledger);
  const found = owned.find(({ name, emails }) => name === word || emails.has(lower));
  if (found !== undefined) return found;
  const all = [
    ...users.flatMap(({ name, email }) => [name, email]),
    ...owned.flatMap(({ name, email }) => [name, email]),
  ];
  const near = nearest(word, all);
  throw new CliFailure(
    `Nobody is called ${word}, in the manifests or in the ledger${near === undefined ? '' : `; did you mean ${near}?`}`,
    {
      cure: 'Write the address, or the name of the User document.',
    },
  );
}

function emailsOf({
  email,
  formerEmails,
}: {
  readonly email: string;
  readonly formerEmails: readonly string[];
}): string[] {
  return [email, ...formerEmails].map((one) => one.toLowerCase());
}

/** Who has something of Rollcall's, or is asked for, whether or not a document still names them. */
function ownedPeople({ bindings, openGates }: LedgerState): Person[] {
  const people = new Map<string, { name: string; email: string; emails: Set<string> }>();
  for (const { identity, address } of [...bindings.values(), ...openGates.values()]) {
    if (identity.document !== 'User') continue;
    const person = people.get(identity.name) ?? { name: identity.name, email: '', emails: new Set<string>() };
    people.set(identity.name, person);
    if (!/^[^\s/#]+@[^\s/#]+$/.test(address.key)) continue;
    if (person.email === '') person.email = address.key;
    person.emails.add(address.key.toLowerCase());
  }
  return [...people.values()];
}
