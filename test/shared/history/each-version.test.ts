import { expect, test } from 'vitest';
import { isCorpusThere, readFinalFacts, readVersions } from './corpus.ts';
import { historyWorld, type Stop } from './history-world.ts';

function told({ at, rails }: Stop): string[] {
  return rails.map(({ rail, portal, counted, total }) => `${at.slice(0, 10)} ${portal} ${rail} ${counted} of ${total}`);
}

/** `org login role` of every seat at the last version, as an independent program worked it out. */
function finalSeats(): string[] {
  const seats = readFinalFacts().filter(({ scope }) => scope === 'org');
  return seats
    .map(({ org, who, role }) => {
      return `${org} ${who.toLowerCase()}@k8s.example ${role === 'admin' ? 'administrator' : 'member'}`;
    })
    .sort();
}

test.skipIf(!isCorpusThere)('two versions of eight years stop at a rail of 25 % for each by itself', async () => {
  const world = await historyWorld({ accounts: { percent: 25 }, minimumSize: 0, window: { runs: 1 } });
  const versions = readVersions();
  const stops: string[] = [];
  for (const version of versions) {
    const stop = await world.replay(version);
    if (stop !== null) stops.push(...told(stop));
  }
  expect(versions).toHaveLength(2768);
  expect(stops).toEqual([
    '2020-09-30 kubernetes-incubator accounts 146 of 155',
    '2024-02-16 kubernetes accounts 649 of 1791',
  ]);
  expect(await world.held()).toEqual(finalSeats());
});
