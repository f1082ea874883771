// Generated from the JSON Schema of the same name by `npm run generate`. Edit the schema, not this file.

/**
 * Name of a Role document, alone or with its dates.
 */
export type RoleGrant =
  | string
  | {
      /**
       * Name of the Role document.
       */
      name: string;
      /**
       * First day, or first instant, on which it is in force.
       */
      from?: string;
      /**
       * Last day on which it is in force, that day included; or the instant at which it ends.
       */
      until?: string;
      why?: Why;
    };
/**
 * Name of a License document, alone or with its dates.
 */
export type LicenseGrant =
  | string
  | {
      /**
       * Name of the License document.
       */
      name: string;
      /**
       * First day, or first instant, on which it is in force.
       */
      from?: string;
      /**
       * Last day on which it is in force, that day included; or the instant at which it ends.
       */
      until?: string;
      why?: Why;
    };

/**
 * A person, or a service, and everything they are given.
 */
export interface User {
  /**
   * The version of the manifest language.
   */
  apiVersion: 'rollcall/v1';
  /**
   * The kind of the document.
   */
  kind: 'User';
  metadata: Metadata;
  spec: UserSpec;
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
 * Who it is, and what they are given.
 */
export interface UserSpec {
  /**
   * An e-mail address. It is kept as written; upper and lower case are the same when addresses are compared.
   */
  email: string;
  /**
   * Addresses the same person had before: an account found under one of them is renamed, not doubled.
   *
   * Items: An e-mail address. It is kept as written; upper and lower case are the same when addresses are compared.
   */
  formerEmails?: string[];
  name?: PersonName;
  /**
   * Language of mails and pages, as a BCP 47 tag.
   */
  locale?: string;
  /**
   * True for an account that no person logs in to.
   */
  service?: boolean;
  /**
   * Roles: bundles of access, by the names of their documents.
   */
  roles?: RoleGrant[];
  /**
   * Licences, by the names of their documents: one seat of each.
   */
  licenses?: LicenseGrant[];
  /**
   * Single roles on single portals, for which no Role document is needed.
   */
  access?: AccessGrant[];
  /**
   * First day of everything here.
   */
  from?: string;
  /**
   * Last day of everything here, that day included.
   */
  until?: string;
  leave?: Leave;
  /**
   * Things to be done once.
   */
  requests?: PersonRequest[];
  why?: Why;
}
/**
 * What the person is called.
 */
export interface PersonName {
  /**
   * Given name.
   */
  given?: string;
  /**
   * Family name.
   */
  family?: string;
}
/**
 * Why it is so, for reviewers and for auditors a year later. At least one of the three.
 */
export interface Why {
  /**
   * The ticket or request that asked for it.
   */
  ticket?: string;
  /**
   * The reason in a few words.
   */
  reason?: string;
  /**
   * Who asked for it: a name or an e-mail address.
   */
  requestedBy?: string;
}
/**
 * One role on one portal.
 */
export interface AccessGrant {
  /**
   * Name of the Portal document.
   */
  portal: string;
  /**
   * The role as the portal itself calls it.
   */
  role: string;
  /**
   * The owning account, where the portal has several.
   */
  account?: string;
  /**
   * Further attributes of the grant; which ones there are, the portal's provider says.
   */
  with?: {
    [k: string]: unknown;
  };
  /**
   * First day, or first instant, on which it is in force.
   */
  from?: string;
  /**
   * Last day on which it is in force, that day included; or the instant at which it ends.
   */
  until?: string;
  why?: Why;
}
/**
 * The person leaves: everything here ends.
 */
export interface Leave {
  /**
   * Last day, that day included.
   */
  on: string;
  why?: Why;
  /**
   * What is to become of the person's data, at portals that let one choose: `soft` keeps it for a while, `hard` deletes it.
   */
  data?: 'soft' | 'hard';
}
/**
 * Something to be done once.
 */
export interface PersonRequest {
  /**
   * What is to be done: `reset` the password or session, or `sync` a second copy with its first.
   */
  do: 'reset' | 'sync';
  /**
   * Name of the Portal document.
   */
  on: string;
  /**
   * Tells this request from an earlier one: each is done once per person, portal, verb and id.
   */
  id: string;
  /**
   * It is never done after this day.
   */
  notAfter?: string;
  why?: Why;
}
