import type { Verb } from '../../engine/model/change.ts';
import type { Connection, ConnectInput, Outcome, ReadRequest, ReadResult, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
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

/** What can be done with the objects of one kind: everything that its capabilities say, and nothing else. */
interface Site {
  readonly read: (organisation: Organisation, request: ReadRequest) => Promise<ReadResult>;
  readonly poll?: (organisation: Organisation, ref: string) => Promise<Outcome | null>;
  readonly write: Readonly<Partial<Record<Verb, (organisation: Organisation) => Write>>>;
}

const sites: Readonly<Record<string, Site>> = {
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
  const organisation = createOrganisation(input);
  const write = (verb: Verb): Write => {
    return async (change, context) => {
      const make = siteOf(change.address.kind).write[verb];
      if (make !== undefined) return make(organisation)(change, context);
      throw new ProviderError('invalid', `There is no ${verb} of a ${change.address.kind} by an API.`);
    };
  };
  return {
    reader: {
      read: async (kind, request) => siteOf(kind).read(organisation, request),
      estimate: async () => null,
      async poll(kind, ref) {
        const { poll } = siteOf(kind);
        if (poll !== undefined) return poll(organisation, ref);
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
  if (site === undefined) throw new TypeError(`webex has no kind ${kind}`);
  return site;
}
