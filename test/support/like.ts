import { expect } from 'vitest';

/** Matchers inside of expected values, with a type that lets nothing slip through. */

export function containing(text: string): unknown {
  return expect.stringContaining(text) as unknown;
}

export function withoutText(text: string): unknown {
  return expect.not.stringContaining(text) as unknown;
}

export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern) as unknown;
}

export const anyText = expect.any(String) as unknown;

export const anything = expect.anything() as unknown;
