import { expect, test } from 'vitest';
import { day } from '../../../engine/model/instant.ts';
import { isCorpusThere, readVersions, type Version } from './corpus.ts';
import { historyWorld, type Stop } from './history-world.ts';

/** What a stop counts, and of that what earlier runs did: how many runs, since when. */
function told({ at, rails }: Stop): string[] {
  return rails.map(({ rail, portal, counted, total, earlier }) => {
    const share = `${at.slice(0, 10)} ${portal} ${rail} ${counted} of ${total}`;
    if (earlier === undefined) return share;
    return `${share}, ${earlier.counted} of them in ${earlier.runs} runs since ${earlier.since.slice(0, 10)}`;
  });
}

async function stopsOf(world: Awaited<ReturnType<typeof historyWorld>>, versions: readonly Version[]) {
  const stops: string[] = [];
  for (const version of versions) {
    const stop = await world.replay(version);
    if (stop !== null) stops.push(...told(stop));
  }
  return stops;
}

/** The versions that touched one of these organisations, without what they did to others. */
function versionsOf(...organisations: readonly string[]): Version[] {
  const versions = readVersions().map(({ at, events }) => {
    return { at, events: events.filter(({ org }) => organisations.includes(org)) };
  });
  return versions.filter(({ events }) => events.length > 0);
}

// The largest share besides is 24 % (287 of 1,194 in kubernetes-sigs, on the same day in 2024), also with the runs before.
test.skipIf(!isCorpusThere)('the window of ten runs within seven days stops no other version', async () => {
  const world = await historyWorld({ accounts: { percent: 25 }, minimumSize: 0 });
  expect(await stopsOf(world, readVersions())).toEqual([
    '2020-09-30 kubernetes-incubator accounts 146 of 155',
    '2024-02-16 kubernetes accounts 649 of 1791',
  ]);
});

test.skipIf(!isCorpusThere)('a window of a year adds up what small organisations lose bit by bit', async () => {
  const window = { runs: 10, within: 365 * day };
  const world = await historyWorld({ accounts: { percent: 25 }, minimumSize: 0, window });
  expect(await stopsOf(world, versionsOf('kubernetes-retired', 'kubernetes-incubator'))).toEqual([
    '2019-06-12 kubernetes-retired accounts 3 of 11, 2 of them in 2 runs since 2018-09-19',
    '2020-09-30 kubernetes-incubator accounts 168 of 177, 22 of them in 4 runs since 2019-11-04',
  ]);
});
