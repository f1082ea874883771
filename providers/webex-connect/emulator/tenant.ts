import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import type { AccessRole, Level } from './access-roles.ts';
import { createAuditLog } from './audit-log.ts';
import type { AuditLog } from './audit-log.ts';
import { createDeadlines } from './deadlines.ts';
import type { Deadlines } from './deadlines.ts';
import type { PasswordHash } from './passwords.ts';

/** Who asks: the bearer of a token, or the person logged in on a page. */
export interface Actor {
  readonly email: string;
  readonly role: AccessRole;
}

interface RowCommon {
  readonly email: string;
  role: AccessRole;
  readonly level: Level;
  readonly levelId: string | null;
  decryptLogs: boolean;
  readonly createdAt: number;
}

export interface InvitationRow extends RowCommon {
  readonly status: 'INVITED';
  readonly inviteId: string;
  readonly invitedBy: string;
  /** In the link of the mail; a new one with each round. */
  joinToken: string;
  invitedAt: number;
  expiresAt: number;
  /** Page 1 of the join pages, kept until page 2 is sent. */
  draft: JoinDraft | null;
}

export interface JoinDraft {
  readonly name: string;
  readonly phone: string;
  readonly password: PasswordHash;
}

export interface TeammateRow extends RowCommon {
  readonly status: 'ACTIVE';
  readonly uuid: string;
  name: string;
  phone: string;
  readonly loginType: 'password' | 'sso';
  /** Newest last; none may be used again. */
  readonly passwords: PasswordHash[];
  readonly jobRole: string;
  readonly interests: readonly string[];
}

export type Row = InvitationRow | TeammateRow;

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly details: string;
}

export interface Team extends Group {
  readonly groupId: string;
}

export interface TenantSettings {
  readonly portal: string;
  /** The product, as mails and pages call it. */
  readonly product: string;
  readonly owner: string;
  readonly login: 'sso' | 'password' | 'both';
  /** Exact domains; empty allows all. */
  readonly emailDomains: readonly string[];
  readonly timezone: string;
  /** Whether this is a contact centre tenant, whose roles are kept the same as Control Hub's. */
  readonly roleSync: boolean;
  /** The Control Hub of this sandbox that has the same people; null where none is named. */
  readonly controlHub: string | null;
}

/** All state of one emulated tenant. Rows are kept by lower-case e-mail, in the order in which they came. */
export interface Tenant {
  readonly world: SandboxWorld;
  readonly settings: TenantSettings;
  readonly rows: Map<string, Row>;
  readonly byUuid: Map<string, string>;
  readonly byInviteId: Map<string, string>;
  /** E-mail of every join link ever sent, so that a dead link can be told from an unknown one. */
  readonly byJoinToken: Map<string, string>;
  /** Links with which somebody sets a password outside the join pages; spent when used. */
  readonly passwordLinks: Map<string, string>;
  readonly groups: Map<string, Group>;
  readonly teams: Map<string, Team>;
  readonly auditLog: AuditLog;
  /** People who are known to Control Hub, as the bus told. */
  readonly inControlHub: Set<string>;
  readonly reminders: Deadlines;
  readonly expiries: Deadlines;
  /** Counts the rows that came and went, so that lists can be kept. */
  version: number;
}

export function createTenant(settings: TenantSettings, world: SandboxWorld): Tenant {
  return {
    world,
    settings,
    rows: new Map(),
    byUuid: new Map(),
    byInviteId: new Map(),
    byJoinToken: new Map(),
    passwordLinks: new Map(),
    groups: new Map(),
    teams: new Map(),
    auditLog: createAuditLog(world),
    inControlHub: new Set(),
    reminders: createDeadlines(),
    expiries: createDeadlines(),
    version: 0,
  };
}

/** Takes a row in. One that stood under the same e-mail gives way, and the new one takes its place in the list. */
export function putRow(tenant: Tenant, row: Row): void {
  forgetIds(tenant, row.email);
  tenant.rows.set(row.email, row);
  if (row.status === 'ACTIVE') tenant.byUuid.set(row.uuid, row.email);
  else tenant.byInviteId.set(row.inviteId, row.email);
  tenant.version += 1;
}

export function removeRow(tenant: Tenant, email: string): void {
  forgetIds(tenant, email);
  tenant.rows.delete(email);
  tenant.version += 1;
}

function forgetIds(tenant: Tenant, email: string): void {
  const row = tenant.rows.get(email);
  if (row?.status === 'ACTIVE') tenant.byUuid.delete(row.uuid);
  if (row?.status === 'INVITED') tenant.byInviteId.delete(row.inviteId);
}

export function findTeammate(tenant: Tenant, uuid: string): TeammateRow | undefined {
  const row = tenant.rows.get(tenant.byUuid.get(uuid) ?? '');
  return row?.status === 'ACTIVE' ? row : undefined;
}

export function findInvitation(tenant: Tenant, inviteId: string): InvitationRow | undefined {
  const row = tenant.rows.get(tenant.byInviteId.get(inviteId) ?? '');
  return row?.status === 'INVITED' ? row : undefined;
}
