import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describedQuirks, liveQuirks } from '../../providers/webex/emulator/quirks.ts';
import type { HubLab } from '../webex-emulator/support/hub-lab.ts';
import { always, idle, ofLiveServers, unexplained } from './support/deviations.ts';
import { webexDescription } from './support/webex-description.ts';
import { tellStory } from './support/webex-story.ts';

const isHere = webexDescription !== null;

/** Every operation that the emulator has, by the name of its journal. */
function operationsOf({ emulator }: HubLab): readonly string[] {
  return Object.keys(emulator.journal.counts().operations).sort();
}

describe.skipIf(!isHere)('the emulated Control Hub keeps to Cisco’s description', () => {
  const check = webexDescription?.check ?? (() => []);

  test('to the letter, with its quirks off', async () => {
    const lab = await tellStory({ quirks: describedQuirks });
    const problems = lab.exchanges.flatMap(check);
    expect(unexplained(problems, always)).toEqual([]);
    expect(idle(problems, always)).toEqual([]);
  });

  test('but for what live servers are known for, with its quirks on', async () => {
    const lab = await tellStory({ quirks: liveQuirks });
    const problems = lab.exchanges.flatMap(check);
    expect(unexplained(problems, [...always, ...ofLiveServers])).toEqual([]);
    expect(idle(problems, ofLiveServers)).toEqual([]);
  });

  test('in every operation that it has', async () => {
    const lab = await tellStory({});
    const without = ['unknown'];
    expect(operationsOf(lab)).toEqual(lab.emulator.operations.filter((name) => !without.includes(name)).sort());
  });
});

test.skipIf(!isHere)('the description itself is the one that was looked at', () => {
  const text = readFileSync(new URL('../../../shared/openapi/README.md', import.meta.url), 'utf8');
  expect(existsSync(new URL('../../../shared/openapi/webex-admin.json', import.meta.url))).toBe(true);
  expect(text).toContain('commit 1be83326');
});
