import type { ReadRequest, Reader, ReadResult } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { readEntitlements } from './entitlement-reader.ts';
import { readGroups } from './group-reader.ts';
import type { Server } from './server.ts';
import { readUsers } from './user-reader.ts';

const readers: Readonly<Record<string, (server: Server, request: ReadRequest) => Promise<ReadResult>>> = {
  user: readUsers,
  group: readGroups,
  entitlement: readEntitlements,
};

/** @param server Throws where the portal cannot be reached at all, such as for want of a credential. */
export function createReader(server: () => Server): Reader {
  return {
    async read(kind, request) {
      const read = readers[kind];
      if (read === undefined) throw new TypeError(`scim has no kind ${kind}`);
      return read(server(), request);
    },
    estimate: async () => null,
    async poll() {
      throw new ProviderError('contract', 'A SCIM server answers at once: there is nothing to ask after.');
    },
  };
}
