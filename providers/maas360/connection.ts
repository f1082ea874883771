import type { Verb } from '../../engine/model/change.ts';
import type { Connection, ConnectInput, Outcome, ReadRequest, ReadResult, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { readAccounts } from './account-reader.ts';
import { endAccount, makeAccount, moveAccount, pollAccount } from './account-writer.ts';
import { readAdministrators } from './administrator-reader.ts';
import { addAdministrator, expectPrimary, recordPrimary } from './administrator-writer.ts';
import { accountKind } from './kinds/account-attributes.ts';
import { administratorKind, primaryAdministratorKind } from './kinds/administrator-attributes.ts';
import { apiAccessKind } from './kinds/api-access.ts';
import { ibmIdKind } from './kinds/ibmid.ts';
import { roleKind } from './kinds/role.ts';
import { subPartnerRightKind } from './kinds/sub-partner-right.ts';
import { readApiAccess, readNothing, readPrimaryAdministrators, readSubPartnerRights } from './other-readers.ts';
import { createTenant, type Tenant } from './tenant.ts';

/** What can be done with the objects of one kind: everything that its capabilities say, and nothing else. */
interface Site {
  readonly read: (tenant: Tenant, request: ReadRequest) => Promise<ReadResult>;
  readonly poll?: (tenant: Tenant, ref: string) => Promise<Outcome | null>;
  readonly write: Readonly<Partial<Record<Verb, (tenant: Tenant) => Write>>>;
}

const sites: Readonly<Record<string, Site>> = {
  [accountKind]: {
    read: readAccounts,
    poll: pollAccount,
    write: { create: makeAccount, update: moveAccount, delete: endAccount },
  },
  [subPartnerRightKind]: { read: readSubPartnerRights, write: {} },
  [roleKind]: { read: readNothing, write: {} },
  [administratorKind]: { read: readAdministrators, write: { invite: addAdministrator } },
  [primaryAdministratorKind]: {
    read: readPrimaryAdministrators,
    write: { invite: expectPrimary, update: recordPrimary },
  },
  [ibmIdKind]: { read: readNothing, write: {} },
  [apiAccessKind]: { read: readApiAccess, write: {} },
};

/** Nothing is asked of the portal before something is read or written there. */
export function connect(input: ConnectInput): Connection {
  const tenant = createTenant(input);
  const write =
    (verb: Verb): Write =>
    (change, context) => {
      const make = siteOf(change.address.kind).write[verb];
      if (make !== undefined) return make(tenant)(change, context);
      throw new ProviderError('invalid', `There is no ${verb} of a ${change.address.kind}.`);
    };
  return {
    reader: {
      read: async (kind, request) => siteOf(kind).read(tenant, request),
      estimate: async () => null,
      async poll(kind, ref) {
        const { poll } = siteOf(kind);
        if (poll !== undefined) return poll(tenant, ref);
        throw new ProviderError('contract', `A ${kind} is answered at once: there is nothing to ask after.`);
      },
    },
    writer: {
      create: write('create'),
      invite: write('invite'),
      update: write('update'),
      reset: write('reset'),
      sync: write('sync'),
      delete: write('delete'),
    },
  };
}

function siteOf(kind: string): Site {
  const site = Object.hasOwn(sites, kind) ? sites[kind] : undefined;
  if (site === undefined) throw new TypeError(`maas360 has no kind ${kind}`);
  return site;
}
