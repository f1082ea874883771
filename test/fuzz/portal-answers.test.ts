import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConformanceSubject } from '../../engine/conformance/index.ts';
import { ibmConnectionsSubject } from '../support/ibm-connections-subject.ts';
import { maas360Subject } from '../support/maas360-subject.ts';
import { scimmySubject } from '../support/scim-scimmy-subject.ts';
import { webexConnectSubject } from '../support/webex-connect-subject.ts';
import { webexSubject } from '../support/webex-subject.ts';
import { type AnswerStage, type FuzzedRead, openAnswerStage, type ReadOutcome } from './support/answer-stage.ts';
import { answerDamage } from './support/broken-answer.ts';
import { fuzzRuns, longestCase, longestRun } from './support/fuzz-runs.ts';

const fuzzedRead: fc.Arbitrary<FuzzedRead> = fc.record({
  kind: fc.nat(20),
  answer: fc.nat(60),
  lasting: fc.boolean(),
  only: fc.boolean(),
  damage: answerDamage,
});

const subjects: readonly (readonly [name: string, subject: () => ConformanceSubject])[] = [
  ['Webex Connect by an adapter', () => webexConnectSubject('adapter')],
  ['Webex Connect by hand', () => webexConnectSubject('manual')],
  ['Webex', () => webexSubject()],
  ['IBM Connections by the panel', () => ibmConnectionsSubject('panel')],
  ['IBM Connections at IBM itself', () => ibmConnectionsSubject('service')],
  ['MaaS360', () => maas360Subject()],
  ['SCIM', () => scimmySubject({ leavers: 'delete' })],
];

describe.each(subjects)('whatever %s answers', (_name, subject) => {
  let stage: AnswerStage;
  beforeAll(async () => {
    stage = await openAnswerStage(subject());
  });
  afterAll(() => stage.close());

  test(
    'a read ends soon, with a list that lacks nothing or with a problem in words',
    { timeout: longestRun },
    async () => {
      const polluted = Object.keys(Object.prototype).length;
      await fc.assert(
        fc.asyncProperty(fuzzedRead, async (fuzzed) => {
          const begun = performance.now();
          const outcome = await stage.read(fuzzed);
          expect(performance.now() - begun, outcome.told).toBeLessThan(longestCase);
          expectWords(outcome);
          expectWhole(outcome, await stage.honest(fuzzed));
          expect(Object.keys(Object.prototype)).toHaveLength(polluted);
        }),
        fuzzRuns({ short: 5, long: 1_000 }),
      );
    },
  );
});

/** A defect of ours, a stack, or an endless text is no answer to a portal that misbehaves. */
function expectWords({ kind, observation, told }: ReadOutcome): void {
  const { problem, coverage } = observation;
  if (problem === null) return;
  const said = JSON.stringify(problem);
  const shown = said.slice(0, 1_000);
  expect(problem.code, `${kind} (${coverage}): ${shown}\n${told}`).not.toBe('bug');
  expect(shown, told).not.toMatch(/\bat \S+ \(|node:internal|\.ts:\d+/u);
  expect(said.length, told).toBeLessThan(4_000);
}

/** Nothing that is there may seem to be gone: neither left out of a whole list, nor given as surely absent. */
function expectWhole({ kind, observation, told, mayBeTrue }: ReadOutcome, honest: ReadOutcome): void {
  if (mayBeTrue) return;
  const { coverage, resources, absent } = observation;
  if (coverage === 'complete') {
    expect(resources.size, `${kind}: a short list is given as complete\n${told}`).toBeGreaterThanOrEqual(
      honest.observation.resources.size,
    );
  }
  const wrongly = [...absent].filter((key) => honest.observation.resources.has(key));
  expect(wrongly, `${kind}: what is there is given as absent\n${told}`).toEqual([]);
}
