// Generated from the JSON Schema of the same name by `npm run generate`. Edit the schema, not this file.

/**
 * An override for exactly one plan. It is no part of the desired state.
 */
export interface Consent {
  /**
   * The version of the manifest language.
   */
  apiVersion: 'rollcall/v1';
  /**
   * The kind of the document.
   */
  kind: 'Consent';
  metadata: Metadata;
  spec: ConsentSpec;
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
 * Which plan, who, why, and until when.
 */
export interface ConsentSpec {
  /**
   * The digest of the plan, as `rollcall plan` prints it.
   */
  changeDigest: string;
  /**
   * Last day, or the instant at which it ends.
   */
  expires: string;
  /**
   * Who consents.
   */
  who: string;
  /**
   * Why, in a sentence.
   */
  why: string;
}
