import { expect, test } from 'vitest';
import { settled, storyLab, type StoryLab } from './support/story-lab.ts';

/** What one reading of the organisation takes here: a token, users, licences, their holders, one customer. */
const reading = 1 + 1 + 1 + 3 + 1;

function estimated(plan: Awaited<ReturnType<StoryLab['plan']>>): number {
  return plan.portals.find(({ name }) => name === 'acme-hub')?.requests ?? 0;
}

/** Requests that an act sends to the organisation. */
async function sent(lab: StoryLab, act: () => Promise<unknown>): Promise<number> {
  lab.hub.journal.clear();
  await act();
  return lab.hub.journal.entries().length;
}

test(
  'a plan reads the organisation once, and one request for those who have not come in',
  { timeout: 60_000 },
  async () => {
    const lab = await storyLab();
    expect(await sent(lab, () => lab.plan())).toBe(reading);
    await lab.converge();
    expect(await sent(lab, () => lab.plan())).toBe(reading + 1);
  },
);

test('an apply sends what its plan has estimated, besides one reading', { timeout: 60_000 }, async () => {
  const lab = await storyLab();
  const first = await lab.plan();
  // Eight users, seven licences, four roles, a customer; the token and the licences' list once more.
  expect(await sent(lab, () => lab.apply(first))).toBe(reading + 1 + 8 + 7 + 4 + 1);
  expect(estimated(first)).toBe(8 + 7 + 2 * 4 + 2);
});

test('people who leave take a look and a change each', { timeout: 60_000 }, async () => {
  const lab = await settled();
  lab.edit('people/gil.yaml', (text) => text.replace('on: 2035-03-31', 'on: 2026-11-19'));
  lab.edit('people/hal.yaml', (text) => text.replace(/^ {2}access:\n.*\n/mu, '  licenses: [messaging]\n'));
  const plan = await lab.plan();
  const requests = await sent(lab, () => lab.apply(plan));
  expect(requests - reading).toBeGreaterThan(plan.changes.length);
  expect(requests - reading).toBeLessThanOrEqual(estimated(plan) + 1);
});
