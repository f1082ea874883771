import { createHash } from 'node:crypto';

/** A SHA-256 digest as Rollcall writes it everywhere: `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = `sha256:${string}`;

const shape = /^sha256:[0-9a-f]{64}$/;

export function digestOf(text: string | Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

export function isDigest(text: string): text is Digest {
  return shape.test(text);
}

/** The short form for people, `sha256:4be1…09c2`. Never compare by it. */
export function shortDigest(digest: Digest): string {
  return `${digest.slice(0, 11)}…${digest.slice(-4)}`;
}
