import type { Connection, ConnectInput } from '../../engine/model/provider.ts';
import { type Site, siteConnection } from '../kit/site-connection.ts';
import { assignmentKind } from './kinds/license-assignment.ts';
import { licenseKind } from './kinds/license.ts';
import { partnerAdminKind } from './kinds/partner-admin.ts';
import { roleKind } from './kinds/role.ts';
import { userKind } from './kinds/user.ts';
import { readAssignments, readLicenses } from './license-reader.ts';
import { giveLicense, takeLicense } from './license-writer.ts';
import { createOrganisation, type Organisation } from './organisation.ts';
import { assignCustomer, readPartnerAdmins, unassignCustomer } from './partner-access.ts';
import { giveRole, readRoles, takeRole } from './role-access.ts';
import { pollActivationMails, sendActivationMails } from './activation-mails.ts';
import { readUsers } from './user-reader.ts';
import { changeUser, makeUser, removeUser } from './user-writer.ts';

const sites: Readonly<Record<string, Site<Organisation>>> = {
  [userKind]: {
    read: readUsers,
    poll: pollActivationMails,
    write: { invite: makeUser, update: changeUser, reset: sendActivationMails, delete: removeUser },
  },
  [licenseKind]: { read: readLicenses, write: {} },
  [assignmentKind]: { read: readAssignments, write: { create: giveLicense, delete: takeLicense } },
  [roleKind]: { read: readRoles, write: { create: giveRole, delete: takeRole } },
  [partnerAdminKind]: { read: readPartnerAdmins, write: { create: assignCustomer, delete: unassignCustomer } },
};

/** Nothing is asked of Webex before something is read or written. */
export function connect(input: ConnectInput): Connection {
  const tenant = createOrganisation(input);
  return siteConnection({ provider: 'webex', tenant, sites });
}
