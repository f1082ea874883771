import type { Write, Writer } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { createEntitlement, deleteEntitlement } from './entitlement-writer.ts';
import { createGroup, deleteGroup, updateGroup } from './group-writer.ts';
import type { Server } from './server.ts';
import { createUser, deleteUser, updateUser } from './user-writer.ts';
import type { WriteTo } from './write-to.ts';

type Verbs = Readonly<Partial<Record<'create' | 'update' | 'delete', WriteTo>>>;

const verbs: Readonly<Record<string, Verbs>> = {
  user: { create: createUser, update: updateUser, delete: deleteUser },
  group: { create: createGroup, update: updateGroup, delete: deleteGroup },
  entitlement: { create: createEntitlement, delete: deleteEntitlement },
};

/** @param server Throws where the portal cannot be reached at all. */
export function createWriter(server: () => Server): Writer {
  const call =
    (verb: 'create' | 'update' | 'delete'): Write =>
    async (change, context) => {
      const write = verbs[change.address.kind]?.[verb];
      return write === undefined ? impossible(change, context) : write(server(), change, context);
    };
  return {
    create: call('create'),
    update: call('update'),
    delete: call('delete'),
    invite: impossible,
    reset: impossible,
    sync: impossible,
  };
}

const impossible: Write = async (change) => {
  throw new ProviderError('invalid', `SCIM has no ${change.verdict} of a ${change.address.kind} such as this.`);
};
