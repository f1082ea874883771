import { scryptSync, timingSafeEqual } from 'node:crypto';

/** Whose password it is to be: none of this may stand in it. */
export interface PasswordOwner {
  readonly email: string;
}

/** The documented rules that the text breaks, each as a sentence for the person; empty where it is good. */
export function brokenPasswordRules(password: string, { email }: PasswordOwner): readonly string[] {
  const broken: string[] = [];
  const letters = password.match(/\p{L}/gu)?.length ?? 0;
  const characters = [...password].length;
  if (characters < 8) broken.push('Use at least 8 characters.');
  if (letters < 4) broken.push('Use at least 4 letters.');
  if (letters === characters) broken.push('Use at least 1 character that is no letter.');
  if (/\s/u.test(password)) broken.push('Use no spaces.');
  if (/(.)\1\1/u.test(password)) broken.push('Do not repeat a character more than twice in a row.');
  if (holdsName(password, email)) broken.push('Use neither your name nor your e-mail address.');
  return broken;
}

/** [inferred] What the rules call the user name is taken to be the part of the address before the `@`. */
function holdsName(password: string, email: string): boolean {
  const name = email.split('@')[0] ?? '';
  return name !== '' && password.toLowerCase().includes(name.toLowerCase());
}

/** A password as it is kept: never the text. Those of one person share a salt, so that a history costs one derivation. */
export type PasswordHash = Buffer;

/** A low cost on purpose: many emulated people sign in in one test, and nothing here is real. */
export function hashPassword(password: string, salt: string): PasswordHash {
  return scryptSync(password.normalize('NFC'), salt, 32, { N: 256 });
}

export function isSamePassword(one: PasswordHash, other: PasswordHash | null): boolean {
  return other !== null && timingSafeEqual(one, other);
}
