// Generated from the JSON Schema of the same name by `npm run generate`. Edit the schema, not this file.

/**
 * One tenant of one provider: how to reach it, and what may be done there.
 */
export interface Portal {
  /**
   * The version of the manifest language.
   */
  apiVersion: 'rollcall/v1';
  /**
   * The kind of the document.
   */
  kind: 'Portal';
  metadata: Metadata;
  spec: PortalSpec;
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
 * How to reach the portal, and what may be done there.
 */
export interface PortalSpec {
  /**
   * Name of the provider (`rollcall providers` lists them).
   */
  provider: string;
  /**
   * Where the portal answers: https, or http on the loopback interface.
   */
  baseUrl?: string;
  /**
   * Base URL of each plane, where the provider has several.
   */
  planes?: {
    /**
     * Where the portal answers: https, or http on the loopback interface.
     */
    [k: string]: string;
  };
  /**
   * References to the credentials that the provider asks for, by name.
   */
  credentials?: {
    [k: string]: CredentialReference;
  };
  /**
   * How people log in to the portal: single sign-on, a password of its own, or both.
   */
  login?: 'sso' | 'password' | 'both';
  /**
   * Settings of the provider; which ones there are, its own schema says.
   */
  settings?: {
    [k: string]: unknown;
  };
  limits?: Limits;
  rails?: Rails;
  /**
   * Natural keys that no plan may touch.
   *
   * Items: An e-mail address, or another natural key.
   */
  protected?: string[];
  /**
   * The portal account that the credentials belong to. No plan touches it.
   */
  account?: string;
  contacts?: Contacts;
  mail?: Mail;
  /**
   * Where several grants fill a thing that holds only one value: the first of these that occurs wins.
   *
   * Items: A role as the portal calls it.
   */
  precedence?: string[];
  /**
   * The portal is to be given up: everything that is owned there is removed.
   */
  retire?: boolean;
}
/**
 * Where a credential is to be found when it is needed. Never the credential itself. Exactly one of the three.
 */
export interface CredentialReference {
  /**
   * Name of an environment variable.
   */
  env?: string;
  /**
   * Path of a file that holds nothing else, relative to the workspace.
   */
  file?: string;
  /**
   * The gate that must close first, because the portal's own account does not exist yet.
   */
  pending?: string;
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
 * Whom to ask.
 */
export interface Contacts {
  /**
   * Who owns the tenant.
   */
  owner?: string;
  /**
   * The vendor's support.
   */
  support?: string;
  /**
   * The vendor's success manager.
   */
  successManager?: string;
}
/**
 * How Rollcall sends its own mails to the people of this portal: by which server, in whose name, in which words. The portal's own mails are not touched by it.
 */
export interface Mail {
  server: MailServer;
  user?: CredentialReference;
  password?: CredentialReference;
  from: Sender;
  /**
   * Where answers go, if not to the sender.
   */
  replyTo?: string;
  /**
   * A folder inside the workspace with words of your own: `NAME.LOCALE.liquid`, else `NAME.liquid`, else the built-in text. A first line `Subject: …` and an empty line give the subject. What a template may use stands in the provider's README.
   */
  templates?: string;
}
/**
 * The SMTP server that takes the mails.
 */
export interface MailServer {
  /**
   * Its name, or its address.
   */
  host: string;
  /**
   * 465 with `tls`, 587 with `starttls`, 25 with `none`, where it is left out.
   */
  port?: number;
  /**
   * `tls` from the first byte; `starttls` after the greeting, and no mail without it; `none` only on the loopback interface.
   */
  security?: 'tls' | 'starttls' | 'none';
}
/**
 * In whose name the mails go: the customer's, not Rollcall's.
 */
export interface Sender {
  /**
   * The name that people see.
   */
  name?: string;
  /**
   * An e-mail address, without a name.
   */
  address: string;
}
