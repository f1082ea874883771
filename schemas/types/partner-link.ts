// Generated from the JSON Schema of the same name by `npm run generate`. Edit the schema, not this file.

/**
 * An account in a partner's hierarchy: the business partner itself, a sub-partner, a customer or a trial, with its primary administrator.
 */
export interface PartnerLink {
  /**
   * The version of the manifest language.
   */
  apiVersion: 'rollcall/v1';
  /**
   * The kind of the document.
   */
  kind: 'PartnerLink';
  metadata: Metadata;
  spec: PartnerLinkSpec;
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
 * Which account it is, under which other, and who looks after it.
 */
export interface PartnerLinkSpec {
  /**
   * Name of the Portal document.
   */
  portal: string;
  /**
   * `partner` may have accounts below it; `customer` is bought; `trial` ends by itself.
   */
  type: 'partner' | 'customer' | 'trial';
  /**
   * Name of the account, as the portal calls it; the document's own name where it is left out.
   */
  account?: string;
  /**
   * Name of the PartnerLink above it. Left out for the business partner at the top.
   */
  parent?: string;
  /**
   * Name of the User who becomes its primary administrator.
   */
  primary: string;
  /**
   * Whether the primary administrator's login is tied to an IBMid.
   */
  ibmId?:
    | string
    | {
        /**
         * The IBMid that it is to be linked to, an e-mail address.
         */
        link?: string;
        /**
         * By which day it is to be linked.
         */
        due?: string;
        /**
         * By which day it is owed, where it is skipped for now.
         */
        later?: string;
      };
  /**
   * Last day of a trial, that day included.
   */
  until?: string;
  /**
   * What becomes of the account when this document goes: `keep` leaves it as it is, `expire` ends it (no portal deletes it).
   */
  onRemove?: 'keep' | 'expire';
  /**
   * Further attributes of the account; which ones there are, the portal's provider says.
   */
  with?: {
    [k: string]: unknown;
  };
  why?: Why;
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
