import type { Location, Origin } from './diagnostic.ts';
import type { Instant } from './instant.ts';
import type { JsonObject } from './json.ts';

/** What a policy looks at, one after the other. */
export type PolicySubject = 'user' | 'grant' | 'change' | 'portal';

/** A rule over the planned state: what would be so after the plan, whoever gave it. */
export interface PolicyDeclaration {
  readonly name: string;
  /** `error` stops the plan before its first write, `warn` is only said. */
  readonly severity: 'error' | 'warn';
  readonly each: PolicySubject;
  /** CEL: which of them it speaks of; left out, all. */
  readonly where?: string;
  /** CEL: what must be true of each of these. */
  readonly rule: string;
  readonly message: string;
  /** What the expressions know as `params`. */
  readonly params: JsonObject;
  readonly exceptions: readonly PolicyException[];
  readonly origin: Origin;
}

/** Somebody or something that a policy lets pass for a while, and what is done about the risk instead. */
export interface PolicyException {
  /** A User's name, an address, or the portal's name, as the subject of the policy is called. */
  readonly for: string;
  readonly until: Instant;
  readonly why: string;
  readonly mitigation: string;
}

/** What one policy said of one subject that it does not hold for. */
export interface PolicyVerdict {
  readonly policy: string;
  readonly severity: 'error' | 'warn';
  /** `excepted` where a dated exception lets it pass; `broken` where the expression could not be evaluated for it. */
  readonly verdict: 'refused' | 'warned' | 'excepted' | 'broken';
  readonly subject: PolicySubject;
  /** The User's name, the address, or the portal's name. */
  readonly who: string;
  readonly message: string;
  /** The exception that counts, or that has run out. */
  readonly exception?: PolicyException;
  /** Where the policy is declared. */
  readonly at?: Location;
}
