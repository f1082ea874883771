import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { policyReference } from './reference.ts';

test('the reference page lists exactly what expressions know, and the policies that come along', () => {
  const page = readFileSync(new URL('../../docs/policies.md', import.meta.url), 'utf8');
  expect(page.slice(page.indexOf('### What every expression knows')).trim()).toBe(policyReference().trim());
});
