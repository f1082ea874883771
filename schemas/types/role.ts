// Generated from the JSON Schema of the same name by `npm run generate`. Edit the schema, not this file.

/**
 * A named bundle of access on one or several portals.
 */
export interface Role {
  /**
   * The version of the manifest language.
   */
  apiVersion: 'rollcall/v1';
  /**
   * The kind of the document.
   */
  kind: 'Role';
  metadata: Metadata;
  spec: RoleSpec;
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
 * What the bundle gives, or which role of the portal's own it defines; at least one of the two.
 */
export interface RoleSpec {
  /**
   * The roles that everyone gets who has this Role.
   *
   * @minItems 1
   */
  access?: [RoleAccess, ...RoleAccess[]];
  definition?: RoleDefinition;
}
/**
 * One role on one portal.
 */
export interface RoleAccess {
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
}
/**
 * A role of the portal's own, made from another one by leaving rights out.
 */
export interface RoleDefinition {
  /**
   * Name of the Portal document.
   */
  portal: string;
  /**
   * As the portal is to call it.
   */
  role: string;
  /**
   * The account that owns it, where the portal has several.
   */
  account?: string;
  /**
   * The role that it is copied from.
   */
  copyOf: string;
  /**
   * The rights that are left out.
   *
   * Items: A right, as the portal calls it.
   */
  without?: string[];
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
