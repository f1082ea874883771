import { createHash, scryptSync, timingSafeEqual } from 'node:crypto';
import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';

/** What a run of Rollcall against the sandbox has in the place of every credential. */
export const sandboxWord = 'sandbox';

/** A password as it is kept: never the text. */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: Buffer;
}

/** [ours] The instructions for a new password are not published. */
export const passwordHint =
  'At least 8 characters, with an uppercase and a lowercase letter, a digit and a special character.';

/** Each broken rule as a sentence for the person; empty where the password is good. */
export function brokenPasswordRules(password: string): readonly string[] {
  const broken: string[] = [];
  if ([...password].length < 8) broken.push('Use at least 8 characters.');
  if (!/\p{Lu}/u.test(password)) broken.push('Add an uppercase letter.');
  if (!/\p{Ll}/u.test(password)) broken.push('Add a lowercase letter.');
  if (!/\p{Nd}/u.test(password)) broken.push('Add a digit.');
  if (!/[^\p{L}\p{N}\s]/u.test(password)) broken.push('Add a special character, for example ! or #.');
  return broken;
}

/** A low cost on purpose: many emulated people set passwords in one test, and nothing here is real. */
export function hashPassword(password: string, salt: string): PasswordHash {
  return { salt, hash: scryptSync(password.normalize('NFC'), salt, 32, { N: 256 }) };
}

export function isPassword(password: string, kept: PasswordHash): boolean {
  return timingSafeEqual(hashPassword(password, kept.salt).hash, kept.hash);
}

/** [ours] Twelve characters that keep the rules and differ each time. */
export function newTemporaryPassword(world: Pick<SandboxWorld, 'newId'>): string {
  return `Tm-${secretText(world, 'temporary password').slice(0, 8)}7a`;
}

/** Letters and digits that nobody has seen before, out of a new id: 40 of them. */
export function secretText(world: Pick<SandboxWorld, 'newId'>, purpose: string): string {
  return createHash('sha256').update(`${purpose}:${world.newId()}`).digest('hex').slice(0, 40);
}
