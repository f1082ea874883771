import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { conformanceCases } from '../../engine/conformance/index.ts';
import type { Broken } from './broken/break.ts';
import { brokenDescriptions, brokenForms } from './broken/broken-descriptions.ts';

const all: readonly Broken[] = [...brokenDescriptions, ...brokenForms];

/** Names of the cases that fail for this subject. */
async function failing(broken: Broken): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, skip, run } of conformanceCases(broken.subject, { turn })) {
    if (skip !== undefined) continue;
    try {
      await run();
    } catch {
      failed.push(name);
    }
  }
  return failed;
}

describe('the suite names what is broken in a provider that', () => {
  test.each(all.map((broken) => [broken.what, broken] as const))('%s', async (_, broken) => {
    expect(await failing(broken)).toEqual(broken.fails);
  });
});
