import { day, instantOf } from '../../../engine/model/instant.ts';
import type { Instant } from '../../../engine/model/instant.ts';
import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import type { AccessRole } from './access-roles.ts';

/** The documented verbs about teammates, spelt as documented. There is none for deleting a group or a team. */
export type AuditVerb =
  | 'getUsers'
  | 'createInviteUser'
  | 'updateInviteUser'
  | 'reinviteUser'
  | 'cancelInviteUser'
  | 'updateUser'
  | 'deleteUserByUUID'
  | 'integrationSyncUserUpdate'
  | 'createGroup'
  | 'updateGroup'
  | 'createTeam'
  | 'login'
  | 'logout'
  | 'changePassword'
  | 'getTenantSettings';

/** One row as the published route gives it. `actorEmail` is who acted; nothing here names who it was done to. */
export interface AuditRecord {
  readonly created: Instant;
  readonly actorEmail: string;
  readonly adminRoles: readonly string[];
  readonly eventDescription: AuditVerb;
  readonly actionText: string;
  readonly statusOfAction: 'SUCCESS' | 'FAILURE';
  readonly eventCategory: 'SUCCESS' | 'FAILURE';
  readonly groupId: string;
  readonly serviceId: string;
  readonly actorIp: string;
  readonly transid: string;
}

export interface AuditQuery {
  readonly from: number;
  readonly to: number;
  readonly verbs: ReadonlySet<string> | null;
  readonly actors: ReadonlySet<string> | null;
  readonly roles: ReadonlySet<string> | null;
}

export interface AuditActor {
  readonly email: string;
  readonly role: AccessRole;
}

export interface AuditLog {
  readonly record: (actor: AuditActor, verb: AuditVerb, failed?: 'failed') => void;
  /** Oldest first [ours: the order is not documented]; nothing older than 30 days. */
  readonly query: (query: AuditQuery) => readonly AuditRecord[];
}

const keptFor = 30 * day;

export function createAuditLog(world: SandboxWorld): AuditLog {
  let records: { readonly at: number; readonly record: AuditRecord }[] = [];

  return {
    record: (actor, verb, failed) => {
      const status = failed === undefined ? 'SUCCESS' : 'FAILURE';
      const record: AuditRecord = {
        created: instantOf(world.now()),
        actorEmail: actor.email,
        adminRoles: [actor.role],
        eventDescription: verb,
        actionText: actionTexts[verb],
        statusOfAction: status,
        eventCategory: status,
        groupId: '0',
        serviceId: '0',
        actorIp: '127.0.0.1',
        transid: '',
      };
      records.push({ at: world.now(), record });
    },
    query: (query) => {
      const oldest = world.now() - keptFor;
      if (records[0] !== undefined && records[0].at < oldest) records = records.filter(({ at }) => at >= oldest);
      const found: AuditRecord[] = [];
      for (const { at, record } of records) {
        if (at >= query.from && at <= query.to && matches(record, query)) found.push(record);
      }
      return found;
    },
  };
}

function matches(record: AuditRecord, { verbs, actors, roles }: AuditQuery): boolean {
  if (verbs !== null && !verbs.has(record.eventDescription)) return false;
  if (actors !== null && !actors.has(record.actorEmail)) return false;
  return roles === null || record.adminRoles.some((role) => roles.has(role));
}

/** [ours] The field is documented, its words are not. They name no target person, as the documented fields do not. */
const actionTexts: Readonly<Record<AuditVerb, string>> = {
  getUsers: 'Teammates listed',
  createInviteUser: 'Teammate invited',
  updateInviteUser: 'Invitation changed',
  reinviteUser: 'Invitation sent again',
  cancelInviteUser: 'Invitation cancelled',
  updateUser: 'Teammate changed',
  deleteUserByUUID: 'Teammate deleted',
  integrationSyncUserUpdate: 'Role synchronised with Control Hub',
  createGroup: 'Group created',
  updateGroup: 'Group changed',
  createTeam: 'Team created',
  login: 'Logged in',
  logout: 'Logged out',
  changePassword: 'Password changed',
  getTenantSettings: 'Tenant settings viewed',
};
