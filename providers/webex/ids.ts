/** What a public id stands for. */
export type IdType = 'ORGANIZATION' | 'PEOPLE' | 'LICENSE' | 'ROLE' | 'JOB_ID';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** The id as `/v1` has it: base64url, without padding, of `ciscospark://us/TYPE/…`. */
export function publicId(type: IdType, raw: string): string {
  return Buffer.from(`ciscospark://us/${type}/${raw}`, 'utf8').toString('base64url');
}

/**
 * The id as SCIM has it: the part behind `ciscospark://us/TYPE/`, UUIDs in lower case. A text that is no public id is
 * taken as raw already.
 */
export function rawId(id: string): string {
  const text = id.trim();
  const decoded = Buffer.from(text, 'base64url').toString('utf8');
  const raw = /^ciscospark:\/\/[^/]+\/[A-Z_]+\/(.+)$/u.exec(decoded)?.[1] ?? text;
  return uuid.test(raw.toLowerCase()) ? raw.toLowerCase() : raw;
}

/**
 * An id for what a person holds, such as a role: Webex gives it none, and its key holds the address, which changes.
 * Null where an answer does not say who the person is.
 */
export function heldId(person: string | null, held: string): string | null {
  return person === null ? null : `${rawId(person)}/${held}`;
}

/** Whom an id is about: a person's own one, or that of something the person holds. */
export function personIn(id: string): string {
  const slash = id.indexOf('/');
  return slash < 0 ? id : id.slice(0, slash);
}

/** Whether a text names an organisation or a person, in either form. */
export function isUuidId(id: string): boolean {
  return uuid.test(rawId(id));
}
