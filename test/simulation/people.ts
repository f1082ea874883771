import { createChance } from './chance.ts';
import { emailOf, everybody, strangers } from './simulated-manifest.ts';
import type { World } from './world.ts';

/** A second administrator does something by hand in the pages of a portal. */
export function somebodyMeddles(world: World, size: number): void {
  const chance = createChance(size + Math.floor(world.chance.next() * 2 ** 31));
  const portal = chance.pick(world.portals);
  if (portal === undefined) return;
  const administrator = { who: 'administrator' } as const;
  const name = chance.pick([...everybody, ...strangers, ...strangers]) ?? everybody[0];
  const rows = portal.rows().filter(({ key }) => key.includes('@acme.example'));
  const row = chance.pick(rows);
  const isRemoval = row !== undefined && chance.happens(0.4);
  void world.watch.during(portal, administrator, async () => {
    if (isRemoval) await portal.remove(row);
    else await portal.put(emailOf(name), chance.below(3));
  });
}

/** Somebody who was invited comes in. */
export async function somebodyActs(world: World, size: number): Promise<void> {
  const chance = createChance(size + Math.floor(world.chance.next() * 2 ** 31));
  const portal = chance.pick(world.portals);
  if (portal === undefined) return;
  await world.watch.during(portal, { who: 'person' }, async () => {
    const row = chance.pick(portal.rows().filter(({ presence }) => presence === 'invited'));
    if (row !== undefined) await portal.accept(row);
  });
}

export async function everybodyArrives(world: World): Promise<void> {
  for (const portal of world.portals) {
    const invited = portal.rows().filter(({ presence }) => presence === 'invited');
    for (const row of invited) {
      await world.watch.during(portal, { who: 'person' }, () => portal.accept(row));
    }
  }
}
