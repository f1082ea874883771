// Generated from the JSON Schema of the same name by `npm run generate`. Edit the schema, not this file.

/**
 * The file `rollcall.yaml`: one customer or one company, its ledger, and where its manifests are.
 */
export interface Workspace {
  /**
   * The version of the manifest language.
   */
  apiVersion: 'rollcall/v1';
  /**
   * The kind of the document.
   */
  kind: 'Workspace';
  /**
   * What the workspace is called in plans and mails.
   */
  workspace: string;
  ledger?: Ledger;
  /**
   * Folder of the manifests, relative to the workspace.
   */
  manifests?: string;
  /**
   * Time zone of dates without a time, as an IANA name.
   */
  timezone?: string;
  /**
   * How old a plan may be when it is applied (24 hours by default).
   */
  planMaxAge?: string;
  defaults?: Defaults;
}
/**
 * Where the history is kept.
 */
export interface Ledger {
  /**
   * Written by `rollcall init`. It ties the workspace to its ledger, so that a lost ledger is noticed.
   */
  id?: string;
  /**
   * Kind of store. Files are the only one so far.
   */
  store?: 'file';
  /**
   * Folder of the ledger, relative to the workspace.
   */
  path?: string;
}
/**
 * What portals and people get where their own document says nothing.
 */
export interface Defaults {
  /**
   * Language of mails and pages, as a BCP 47 tag.
   */
  locale?: string;
  /**
   * How people log in to the portal: single sign-on, a password of its own, or both.
   */
  login?: 'sso' | 'password' | 'both';
  limits?: Limits;
  rails?: Rails;
}
/**
 * What the engine allows itself at a portal.
 */
export interface Limits {
  /**
   * Requests per second, over all planes of the portal.
   */
  requestsPerSecond?: number;
  /**
   * Requests under way at the same time.
   */
  concurrency?: number;
  /**
   * How long the steps that depend on it wait for something the portal only accepted.
   */
  settle?: string;
  /**
   * How long one request may take.
   */
  requestTimeout?: string;
  /**
   * The most invitations that one person is sent, the first included.
   */
  invitationRounds?: number;
  /**
   * The least time between two invitations of one person.
   */
  invitationCooldown?: string;
}
/**
 * Limits on harm. A class that is left out has its default.
 */
export interface Rails {
  /**
   * Percentages count only where the portal holds at least so many.
   */
  minimumSize?: number;
  accounts?: Rail;
  seats?: Rail;
  'role-assignments'?: Rail;
  'partner-links'?: Rail;
  'withdrawn-invitations'?: Rail;
  'take-overs'?: Rail;
  mails?: Rail;
  resets?: Rail;
  orders?: Rail;
}
/**
 * The most of one class of harm that one plan may do.
 */
export interface Rail {
  /**
   * At most so many.
   */
  count?: number;
  /**
   * At most so many in a hundred of what the portal holds; counts from `minimumSize` upward.
   */
  percent?: number;
}
