import * as crypto from 'node:crypto';

/** A SHA-256 digest as Rollcall writes it everywhere: `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`;

const shape = /^sha256:[0-9a-f]{64}$/;

export function digestOf(text: string | Uint8Array): Digest {
  return `sha256:${sha256(text, 'hex')}`;
}

/** The bare digest in an encoding of one's own, where very many are kept. */
export function sha256(data: string | Uint8Array, encoding: 'hex' | 'base64'): string {
  return hashAtOnce(data, encoding);
}

/** In one call where Node has it (from 20.12 on): half the time for something as short as a line of a ledger. */
const hashAtOnce: typeof sha256 =
  'hash' in crypto
    ? (data, encoding) => crypto.hash('sha256', data, encoding)
    : (data, encoding) => crypto.createHash('sha256').update(data).digest(encoding);

export function isDigest(text: string): text is Digest {
  return shape.test(text);
}

/** The short form for people, `sha256:4be1…09c2`. Never compare by it. */
export function shortDigest(digest: Digest): string {
  return `${digest.slice(0, 11)}…${digest.slice(-4)}`;
}
