import type { Reader, ReadRequest, ReadResult, ResourceKind } from '../model/provider.ts';
import type { Known } from '../model/resource.ts';
import { neededBy } from './needed-kinds.ts';
import type { StartedPortal } from './subject.ts';

interface Portal {
  readonly started: StartedPortal;
}

/**
 * Reads one kind as the engine does for whatever the ledger knows: by the portal's own ids, and by a connection that has
 * read the kinds that this one needs. At a portal where keys are enough, this is a plain read.
 */
export async function readAsEngine(
  { started, reader }: Portal & { readonly reader: Reader },
  kind: ResourceKind,
  { known, only }: ReadRequest,
): Promise<ReadResult> {
  await readGrounds({ started }, kind, reader);
  const ids = new Map((await identified(started, kind.kind)).map(({ address, id }) => [address.key, id]));
  const withIds = (all: readonly Known[]): readonly Known[] =>
    all.map((one) => ({ ...one, id: one.id ?? ids.get(one.address.key) ?? null }));
  return reader.read(kind.kind, { known: withIds(known), ...(only === undefined ? {} : { only: withIds(only) }) });
}

/** Reads what is there of the kinds that this one needs, where the portal's own ids are needed for it. */
export async function readGrounds({ started }: Portal, kind: ResourceKind, reader: Reader): Promise<void> {
  const { provider, portal } = started;
  for (const other of neededBy(provider.kinds(portal), kind)) {
    const known = await identified(started, other);
    if (known.length > 0) await reader.read(other, { known });
  }
}

async function identified({ portal, probe }: StartedPortal, kind: string): Promise<readonly Known[]> {
  const objects = await probe.objects(kind);
  return objects.flatMap(({ key, id }) => {
    return id === undefined ? [] : [{ address: { portal: portal.name, kind, key }, id }];
  });
}
