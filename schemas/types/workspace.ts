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
  /**
   * Times in which nothing is removed: what is due is held until the end, everything else goes on.
   */
  freeze?: Freeze[];
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
   * How far back the rails look: a limit is for all these runs together, and this plan is one of them.
   */
  window?: {
    /**
     * The last so many runs that did such harm, the one that is planned included; 1 looks at each plan alone.
     */
    runs?: number;
    /**
     * Runs longer ago than this do not count: `12h`, `7d`, at most `365d`.
     */
    within?: string;
  };
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
 * The most of one class of harm that the runs of one window may do.
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
/**
 * A time in which nothing is removed. Offboardings and lockdowns go on: security goes first.
 */
export interface Freeze {
  /**
   * First day, or the instant at which it begins.
   */
  from: string;
  /**
   * Last day, or the instant at which it ends.
   */
  until: string;
  /**
   * Why nothing is to be removed; plans and `status` say it.
   */
  why: string;
  /**
   * Names of Portal documents; left out for all.
   *
   * @minItems 1
   *
   * Items: Lower-case letters, digits and hyphens, starting with a letter or digit; at most 63 characters.
   */
  portals?: [string, ...string[]];
}
