import { putRow } from './tenant.ts';
import type { TeammateRow, Tenant } from './tenant.ts';

export type NewTeammate = Pick<TeammateRow, 'email' | 'role'> & Partial<TeammateRow>;

/** An active teammate who did not come by an invitation: seeded, or by role sync. */
export function addTeammate(tenant: Tenant, given: NewTeammate): TeammateRow {
  const email = given.email.toLowerCase();
  const teammate: TeammateRow = {
    level: 'client',
    levelId: null,
    decryptLogs: given.role === 'Owner',
    createdAt: Number.NEGATIVE_INFINITY,
    uuid: tenant.world.newId(),
    name: nameFromEmail(email),
    phone: '',
    loginType: tenant.settings.login === 'sso' ? 'sso' : 'password',
    passwords: [],
    jobRole: '',
    interests: [],
    ...given,
    email,
    status: 'ACTIVE',
  };
  putRow(tenant, teammate);
  return teammate;
}

/** `ada.lovelace@acme.example` is called Ada Lovelace until somebody says otherwise. */
export function nameFromEmail(email: string): string {
  const words = email
    .slice(0, email.indexOf('@'))
    .split(/[._-]+/u)
    .filter((word) => word !== '');
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
}
