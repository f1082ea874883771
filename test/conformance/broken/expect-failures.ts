import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { conformanceCases } from '../../../engine/conformance/index.ts';
import type { Broken } from './break.ts';

/** `npm test` takes one in twenty; `npm run test:slow` all of them. */
const every = process.env['ROLLCALL_SLOW'] === '1' ? 1 : 20;

/** One test for each broken subject: exactly the cases that it names fail. */
export function expectFailures(broken: readonly Broken[]): void {
  const chosen = broken.filter((_, index) => index % every === 0);
  test.each(chosen.map((one) => [one.what, one] as const))('%s', async (_, one) => {
    const failed = await failing(one);
    if (one.andMore === true) expect(failed).toEqual(expect.arrayContaining([...one.fails]));
    else expect(failed).toEqual(one.fails);
  });
}

/** Names of the cases that fail for this subject, without the kind, each once. */
async function failing({ subject, kind }: Broken): Promise<string[]> {
  const failed = new Set<string>();
  for (const { name, skip, run } of conformanceCases(subject, { turn })) {
    if (skip !== undefined || (kind !== undefined && !name.startsWith(`${kind}: `))) continue;
    await run().catch(() => failed.add(withoutKind(name)));
  }
  return [...failed];
}

export function withoutKind(name: string): string {
  return name.replace(/^[a-z-]+: /, '');
}
