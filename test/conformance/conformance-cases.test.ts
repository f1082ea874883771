import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { conformanceCases, describeConformance } from '../../engine/conformance/index.ts';
import { exoticSubject } from '../support/exotic/subject.ts';
import { memorySubject } from '../support/memory-subject.ts';
import { webexConnectSubject } from '../support/webex-connect-subject.ts';
import { brokenDescriptions, brokenForms } from './broken/broken-descriptions.ts';
import { brokenFaults } from './broken/broken-faults.ts';
import { brokenLives } from './broken/broken-lives.ts';
import { brokenReaders } from './broken/broken-readers.ts';
import { brokenWriters } from './broken/broken-writers.ts';
import { withoutKind } from './broken/expect-failures.ts';

const subjects = [memorySubject(), exoticSubject(), webexConnectSubject('adapter')];
const cases = subjects.flatMap((subject) => conformanceCases(subject, { turn }));

describe('the suite', () => {
  test('has every case shown to be able to fail', () => {
    const broken = [brokenDescriptions, brokenForms, brokenReaders, brokenWriters, brokenFaults, brokenLives].flat();
    const shown = new Set(broken.flatMap((one) => one.fails));
    const names = new Set(cases.map(({ name }) => withoutKind(name)));
    expect([...names].filter((name) => !shown.has(name))).toEqual([]);
    expect([...shown].filter((name) => !names.has(name))).toEqual([]);
  });

  test('runs each case for at least one of our providers', () => {
    const run = new Set(cases.filter(({ skip }) => skip === undefined).map(({ name }) => withoutKind(name)));
    expect(cases.map(({ name }) => withoutKind(name)).filter((name) => !run.has(name))).toEqual([]);
  });

  test('gives each case of a subject a name of its own', () => {
    const names = conformanceCases(memorySubject(), { turn }).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('says why it leaves a case out', () => {
    const skipped = conformanceCases(webexConnectSubject('manual'), { turn }).flatMap(({ skip }) => skip ?? []);
    expect(skipped).toContain('in manual mode nothing of teammates can be read');
    expect(skipped.every((reason) => reason.length > 10)).toBe(true);
  });

  test('registers every case with the runner, the ones left out with their reason', () => {
    const seen: string[] = [];
    const note = (name: string): void => void seen.push(name);
    const runner = {
      describe: (_: string, body: () => void) => body(),
      test: Object.assign(note, { skip: note }),
      turn,
    };
    describeConformance(memorySubject(), runner);
    expect(seen).toHaveLength(conformanceCases(memorySubject(), { turn }).length);
    expect(seen.some((name) => name.includes('left out: a portal in memory has no credentials'))).toBe(true);
  });

  test('says that a kind without samples has none', async () => {
    const poor = { ...memorySubject(), samples: {} };
    const [first] = conformanceCases(poor, { turn }).filter(
      ({ name }) => name === 'account: a second apply writes nothing',
    );
    await expect(first?.run()).rejects.toThrow('no samples of account');
  });
});
