import { instantOf } from '../../../../engine/model/instant.ts';
import type { Account } from '../portal-state.ts';
import { typeNames } from './account-words.ts';

const columns = ['Account name', 'Type', 'Status', 'Billing ID', 'Committed licenses', 'Creation date', 'End date'];

/** The documented columns of the list that are emulated, and the end of a trial. */
export function accountCsv(accounts: readonly Account[]): string {
  const rows = accounts.map(({ name, type, status, billingId, committedLicenses, createdAt, endsAt }) => [
    name,
    typeNames[type],
    status,
    billingId,
    String(committedLicenses ?? ''),
    instantOf(createdAt),
    endsAt === null ? '' : instantOf(endsAt),
  ]);
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** RFC 4180. */
function cell(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
