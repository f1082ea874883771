// Generated from the JSON Schema of the same name by `npm run generate`. Edit the schema, not this file.

/**
 * A rule over the planned state: what would be so after the plan, whoever gave it.
 */
export interface Policy {
  /**
   * The version of the manifest language.
   */
  apiVersion: 'rollcall/v1';
  /**
   * The kind of the document.
   */
  kind: 'Policy';
  metadata: Metadata;
  spec: PolicySpec;
}
/**
 * What the document is called.
 */
export interface Metadata {
  /**
   * Lower-case letters, digits and hyphens, starting with a letter or digit; at most 63 characters.
   */
  name: string;
}
/**
 * The rule itself (each, rule, message), or one that comes with Rollcall (use).
 */
export interface PolicySpec {
  /**
   * The name of a policy that comes with Rollcall; `rollcall policies` lists them. Then each, where and rule are left out.
   */
  use?: string;
  /**
   * `error` stops a plan before its first write; `warn` is only said. Left out: error, or what the shipped policy says.
   */
  severity?: 'error' | 'warn';
  /**
   * What the rule looks at, one after the other.
   */
  each?: 'user' | 'grant' | 'change' | 'portal';
  /**
   * CEL: which of them the rule speaks of. Left out: all.
   */
  where?: string;
  /**
   * CEL: what must be true of each of these. docs/policies.md lists the variables.
   */
  rule?: string;
  /**
   * CEL: a list of texts, whom to name where the rule does not hold: the people of a portal, say. Left out: only what the rule looked at.
   */
  names?: string;
  /**
   * What is wrong where the rule does not hold, in a sentence for whoever reads the plan.
   */
  message?: string;
  /**
   * Values that the expressions know as params.
   */
  params?: {
    [k: string]: unknown;
  };
  /**
   * Whom the rule lets pass for a while, and what is done about the risk instead.
   */
  exceptions?: PolicyException[];
}
/**
 * One exception: for whom, until when, why, and what is done instead.
 */
export interface PolicyException {
  /**
   * A User's name, a Portal's name, or an address (portal/kind/key), as the plan names it.
   */
  for: string;
  /**
   * Last day, or the instant at which it ends.
   */
  until: string;
  /**
   * Why it is let pass, in a sentence.
   */
  why: string;
  /**
   * What is done about the risk in the meantime.
   */
  mitigation: string;
}
