import type { ResourceKind } from '../model/provider.ts';
import type { Stage } from './stage.ts';

/** Puts what one sample needs into the portal, behind the provider's back. */
export async function putNeeds(stage: Stage, kind: ResourceKind, index: number): Promise<void> {
  const { provider, portal } = stage.started;
  for (const need of stage.sample(kind, index).needs ?? []) {
    const other = provider.kinds(portal).find((one) => one.kind === need.kind);
    if (other === undefined) continue;
    const place = stage.desired(other).findIndex((one) => one.identity.name === need.name);
    const desired = stage.desired(other)[place];
    if (desired === undefined) continue;
    const held = await stage.started.probe.objects(other.kind);
    if (held.some((object) => object.key === desired.address.key)) continue;
    await putNeeds(stage, other, place);
    await stage.started.probe.put(desired.address, desired.attributes);
  }
}
