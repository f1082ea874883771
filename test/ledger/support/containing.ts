import { expect } from 'vitest';

/** Any text with this in it, where an expected value is wanted. */
export function containing(part: string | RegExp): string {
  const matcher: unknown = typeof part === 'string' ? expect.stringContaining(part) : expect.stringMatching(part);
  return matcher as string;
}
