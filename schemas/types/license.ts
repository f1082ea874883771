// Generated from the JSON Schema of the same name by `npm run generate`. Edit the schema, not this file.

/**
 * A product bought on a portal: ordered once, then given to people seat by seat.
 */
export interface License {
  /**
   * The version of the manifest language.
   */
  apiVersion: 'rollcall/v1';
  /**
   * The kind of the document.
   */
  kind: 'License';
  metadata: Metadata;
  spec: LicenseSpec;
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
 * What is bought, how much of it, and what becomes of it.
 */
export interface LicenseSpec {
  /**
   * Name of the Portal document it is bought on.
   */
  portal: string;
  /**
   * What people call it: it stands in mails and plans.
   */
  product?: string;
  /**
   * Part number at the marketplace where it is ordered.
   */
  mpn?: string;
  /**
   * Part number at the service itself, where that is another one.
   */
  part?: string;
  /**
   * How many seats there are to be.
   */
  seats?: number;
  /**
   * In place of a number: as many seats as people are given the licence.
   */
  fit?: 'people';
  /**
   * With `fit`: how many seats more than people.
   */
  spare?: number;
  /**
   * With `fit`: more seats than this are never ordered.
   */
  max?: number;
  /**
   * For how long it is bought.
   */
  term?: string;
  /**
   * How often it is billed.
   */
  billing?: string;
  /**
   * Whether it renews itself when the term is over. Left out, it stays as the portal has it.
   */
  renewal?: 'automatic' | 'none';
  /**
   * Last day of the subscription, that day included, where the portal lets one set it.
   */
  expires?: string;
  /**
   * Name of the License that its holders must have first.
   */
  addOnOf?: string;
  /**
   * What becomes of the subscription when this document goes: `keep` leaves it as it is, `cancel` ends it.
   */
  onRemove?: 'keep' | 'cancel';
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
