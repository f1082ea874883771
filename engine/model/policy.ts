import type { Location, Origin } from './diagnostic.ts';
import type { Instant } from './instant.ts';
import type { Json, JsonObject } from './json.ts';

/** What a policy looks at, one after the other. */
export type PolicySubject = 'user' | 'grant' | 'change' | 'portal';

export type PolicySeverity = 'error' | 'warn';

/** A rule over the planned state: what would be so after the plan, whoever gave it. */
export interface PolicyDeclaration {
  readonly name: string;
  /** `error` stops the plan before its first write, `warn` is only said. */
  readonly severity: PolicySeverity;
  readonly each: PolicySubject;
  /** CEL: which of them it speaks of; left out, all. */
  readonly where?: string;
  /** CEL: what must be true of each of these. */
  readonly rule: string;
  /** CEL: a list of texts, whom to name where the rule does not hold; left out, only the subject. */
  readonly names?: string;
  readonly message: string;
  /** What the expressions know as `params`. */
  readonly params: JsonObject;
  readonly exceptions: readonly PolicyException[];
  /** The shipped policy that the rule is from; left out where the document says the rule itself. */
  readonly use?: string;
  /** The rule in its document, or the name of the shipped one. */
  readonly origin: Origin;
}

/** Somebody or something that a policy lets pass for a while, and what is done about the risk instead. */
export interface PolicyException {
  /**
   * A User's name or the address of somebody unknown, a portal's name, or `portal/kind/key`, as the subject of the
   * policy is called. Of grants and changes a User's name stands for all that are theirs.
   */
  readonly for: string;
  readonly until: Instant;
  readonly why: string;
  readonly mitigation: string;
}

/** What one policy said of one subject that it does not hold for. */
export interface PolicyVerdict {
  readonly policy: string;
  readonly severity: PolicySeverity;
  /** `excepted` where a dated exception lets it pass; `broken` where the expression could not be evaluated for it. */
  readonly verdict: 'refused' | 'warned' | 'excepted' | 'broken';
  readonly subject: PolicySubject;
  /** The User's name, the address, or the portal's name. */
  readonly who: string;
  /** Whom the policy names besides. */
  readonly names?: readonly string[];
  readonly message: string;
  /** The rule in CEL: part of what a plan's digest binds. */
  readonly rule: string;
  /** The exception that counts, or that has run out. */
  readonly exception?: PolicyException;
  /** Where the policy is declared. */
  readonly at?: Location;
}

/** Whether a verdict stops the whole plan before its first write. What cannot be evaluated has not been passed. */
export function stopsPlan({ severity, verdict }: PolicyVerdict): boolean {
  return severity === 'error' && (verdict === 'refused' || verdict === 'broken');
}

/** A policy that comes with Rollcall: `use: NAME` in a document, with its own params. */
export interface ShippedPolicy {
  readonly name: string;
  /** What it demands, in one sentence. */
  readonly summary: string;
  readonly severity: PolicySeverity;
  readonly each: PolicySubject;
  readonly where?: string;
  readonly rule: string;
  readonly names?: string;
  readonly message: string;
  readonly params: readonly ShippedParam[];
}

export interface ShippedParam {
  readonly name: string;
  readonly text: string;
  readonly form: 'text' | 'texts' | 'pairs' | 'number';
  /** Left out where a document must say it. */
  readonly default?: Json;
}
