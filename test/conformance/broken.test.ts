import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { conformanceCases } from '../../engine/conformance/index.ts';
import { exoticSubject } from '../support/exotic/subject.ts';
import { memorySubject } from '../support/memory-subject.ts';
import { webexConnectSubject } from '../support/webex-connect-subject.ts';
import type { Broken } from './broken/break.ts';
import { brokenDescriptions, brokenForms } from './broken/broken-descriptions.ts';
import { brokenLives } from './broken/broken-lives.ts';
import { brokenReaders } from './broken/broken-readers.ts';
import { brokenWriters } from './broken/broken-writers.ts';

const all: readonly Broken[] = [...brokenDescriptions, ...brokenForms, ...brokenReaders, ...brokenWriters, ...brokenLives];

/** Names of the cases that fail for this subject, without the kind, each once. */
async function failing({ subject, kind }: Broken): Promise<string[]> {
  const failed = new Set<string>();
  for (const { name, skip, run } of conformanceCases(subject, { turn })) {
    if (skip !== undefined || (kind !== undefined && !name.startsWith(`${kind}: `))) continue;
    await run().catch(() => failed.add(bare(name)));
  }
  return [...failed];
}

function bare(name: string): string {
  return name.replace(/^[a-z-]+: /, '');
}

describe('the suite names what is broken in a provider that', () => {
  test.each(all.map((broken) => [broken.what, broken] as const))('%s', async (_, broken) => {
    const failed = await failing(broken);
    if (broken.andMore === true) expect(failed).toEqual(expect.arrayContaining([...broken.fails]));
    else expect(failed).toEqual(broken.fails);
  });
});

test('every case of the suite is shown to be able to fail', () => {
  const subjects = [memorySubject(), exoticSubject(), webexConnectSubject('adapter')];
  const names = subjects.flatMap((subject) => conformanceCases(subject, { turn }).map(({ name }) => bare(name)));
  const shown = new Set(all.flatMap((broken) => broken.fails));
  expect([...new Set(names)].filter((name) => !shown.has(name))).toEqual([]);
});
