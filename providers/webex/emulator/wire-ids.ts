/*
 * Ids outside SCIM are base64url, without padding, of `ciscospark://us/<TYPE>/<id>` (observed). SCIM has raw UUIDs for
 * the same objects.
 */

export type IdType = 'PEOPLE' | 'ORGANIZATION' | 'LICENSE' | 'ROLE' | 'JOB_ID';

export function wireId(type: IdType, id: string): string {
  return Buffer.from(`ciscospark://us/${type}/${id}`).toString('base64url');
}

/** What stands in an id of this type; undefined where it is another type's, or no id. A raw UUID is none. */
export function readWireId(type: IdType, wire: string): string | undefined {
  const text = Buffer.from(wire, 'base64url').toString('utf8');
  const start = `ciscospark://us/${type}/`;
  return text.startsWith(start) && text.length > start.length ? text.slice(start.length) : undefined;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** The UUID of an organisation in either form; undefined where it is neither. */
export function readOrgId(text: string): string | undefined {
  if (uuid.test(text)) return text.toLowerCase();
  return readWireId('ORGANIZATION', text)?.toLowerCase();
}
