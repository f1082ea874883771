import { instantOf } from '../../../engine/model/instant.ts';
import type { PeopleSummary, PersonSummary } from '../../kit/emulator.ts';
import type { Row, Tenant } from './tenant.ts';

/** For the sandbox's start page: those who still have to join first, in the order in which they were invited. */
export function summarizePeople(tenant: Tenant, limit: number): PeopleSummary {
  const invited: Row[] = [];
  const active: Row[] = [];
  for (const row of tenant.rows.values()) (row.status === 'INVITED' ? invited : active).push(row);
  const shown = [...invited.slice(0, limit), ...active.slice(0, Math.max(0, limit - invited.length))];
  return {
    total: tenant.rows.size,
    states: { active: active.length, invited: invited.length },
    rows: shown.map((row) => summarize(tenant, row)),
  };
}

function summarize(tenant: Tenant, row: Row): PersonSummary {
  if (row.status === 'ACTIVE') return { who: row.email, state: `active, ${row.role}`, waitingFor: '' };
  const bySso = tenant.settings.login === 'sso';
  return {
    who: row.email,
    state: `invited, ${row.role}`,
    waitingFor: bySso ? 'first login with single sign-on' : 'JOIN THE TEAM',
    until: instantOf(row.expiresAt),
    link: tenant.world.urlOf(tenant.settings.portal, bySso ? '/login' : `/join/${row.joinToken}`),
  };
}
