import { memberIds } from './group-row.ts';
import type { Server } from './server.ts';

export interface Leaving {
  readonly group: string;
  /** As the group showed them. */
  readonly keys: readonly string[];
}

/**
 * The ids of whoever is to leave a group. Where several accounts have one key, only the group itself says which of
 * them is in it: it is read for that, and each of them that it shows goes.
 */
export async function idsOfLeaving(server: Server, { group, keys }: Leaving): Promise<readonly string[]> {
  const { directory } = server;
  const isShared = keys.some((key) => directory.idsOf(key).length > 1);
  const shown = isShared ? memberIds(await server.read('Group', group)) : undefined;
  return keys.flatMap((key) => {
    const ids = directory.idsOf(key);
    // Somebody who is nobody's account stands there by an id.
    if (ids.length === 0) return [key];
    return ids.length === 1 || shown === undefined ? ids : ids.filter((id) => shown.includes(id));
  });
}
