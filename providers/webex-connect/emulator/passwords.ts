import { scrypt, timingSafeEqual } from 'node:crypto';
import { day } from '../../../engine/model/instant.ts';
import type { Milliseconds } from '../../../engine/model/instant.ts';

/** A password as it is kept: never the text. */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: Buffer;
  readonly setAt: number;
}

/** Documented: a password has to be changed at the next login after so long. */
export const passwordLifetime: Milliseconds = 150 * day;

/** The documented rules that the text breaks, each as a sentence for the person; empty where it is good. */
export function brokenPasswordRules(password: string): readonly string[] {
  const broken: string[] = [];
  const length = [...password].length;
  if (length < 8) broken.push('The password is too short: use at least 8 characters.');
  if (length > 20) broken.push('The password is too long: use at most 20 characters.');
  if (!/\p{Lu}/u.test(password)) broken.push('Add an uppercase letter.');
  if (!/\p{Nd}/u.test(password)) broken.push('Add a number.');
  if (!/[^\p{L}\p{N}\s]/u.test(password)) broken.push('Add a special character, for example ! or #.');
  return broken;
}

/** The salt must be new for every password. */
export async function hashPassword(password: string, salt: string, now: number): Promise<PasswordHash> {
  return { salt, hash: await derive(password, salt), setAt: now };
}

export async function isPassword(password: string, kept: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, kept.salt), kept.hash);
}

export async function wasUsedBefore(password: string, kept: readonly PasswordHash[]): Promise<boolean> {
  for (const one of kept) {
    if (await isPassword(password, one)) return true;
  }
  return false;
}

/** A low cost on purpose: thousands of emulated people join in one test, and nothing here is real. */
function derive(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, { N: 1024 }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
