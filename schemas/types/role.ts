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
 * What the bundle gives.
 */
export interface RoleSpec {
  /**
   * The roles that everyone gets who has this Role.
   *
   * @minItems 1
   */
  access: [RoleAccess, ...RoleAccess[]];
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
