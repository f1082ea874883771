import type { ControlHub, HubUser } from '../control-hub-state.ts';
import type { LicencePool } from './catalogue.ts';

/** Ids of the licences that a user has, in the order in which they were bought. */
export function heldBy({ pools, holders }: ControlHub, user: HubUser): readonly string[] {
  return [...pools.keys()].filter((id) => holders.get(id)?.has(user.id) === true);
}

/** Users with this licence, active or not, and people of other organisations who accepted it. */
export function consumedUnits({ holders, strangers }: ControlHub, id: string): number {
  let strange = 0;
  for (const { accepted } of strangers.values()) if (accepted.has(id)) strange += 1;
  return (holders.get(id)?.size ?? 0) + strange;
}

export function hasFreeUnit(hub: ControlHub, id: string, pool: LicencePool): boolean {
  return pool.units === 'free' || consumedUnits(hub, id) < pool.units;
}

export function giveLicence({ holders }: ControlHub, user: HubUser, id: string): void {
  holders.get(id)?.add(user.id);
}

export function takeLicence({ holders }: ControlHub, user: HubUser, id: string): void {
  holders.get(id)?.delete(user.id);
}

/** [ours] Every user has them from the start. */
export function giveImplicitLicences(hub: ControlHub, user: HubUser): void {
  for (const [id, pool] of hub.pools) if (pool.isImplicit === true) giveLicence(hub, user, id);
}
