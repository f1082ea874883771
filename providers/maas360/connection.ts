import type { Connection, ConnectInput } from '../../engine/model/provider.ts';
import { type Site, siteConnection } from '../kit/site-connection.ts';
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

const sites: Readonly<Record<string, Site<Tenant>>> = {
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
  return siteConnection({ provider: 'maas360', tenant, sites });
}
