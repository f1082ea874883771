import { day, epochOf } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import type { Api } from './api-context.ts';
import type { AuditQuery } from './audit-log.ts';
import { readBody, refuse, succeed } from './envelope.ts';
import { pageOf } from './listing.ts';
import { forbidden, invalid, isRefusal, missing } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** Documented numbers. */
const pageRule = { standard: 2_000, largest: 10_000 };

/**
 * The published route. Its page shows a request body while its metadata says GET, so both methods are understood.
 * That only an Owner's token is allowed is inferred from the portal's page, which is for Owners only.
 */
export function addAuditRoutes(api: Api): void {
  const read = api.operation({ name: 'auditlogs.read', writes: false, act: (c) => readAuditLogs(api, c) });
  api.app.post('/auditlogs', read);
  api.app.get('/auditlogs', read);
}

async function readAuditLogs(api: Api, c: EmulatorContext): Promise<Response> {
  const tenant = api.tenant();
  const body = await readBody(c);
  if (isRefusal(body)) return refuse(c, tenant, body);
  if (api.actor(c).role !== 'Owner') return refuse(c, tenant, forbidden('audit logs are for Owners only'));
  const page = pageOf({ offset: body['offset'], max: body['max'] }, pageRule);
  if (isRefusal(page)) return refuse(c, tenant, page);
  const query = queryOf(body, tenant.world.now());
  if (isRefusal(query)) return refuse(c, tenant, query);
  const found = tenant.auditLog.query(query);
  const records = found.slice(page.offset, page.offset + page.max);
  return succeed(c, tenant, {
    totalRecords: found.length,
    resultSize: records.length,
    auditLogs: records.map((record) => ({ ...record })),
  });
}

function queryOf(body: JsonObject, now: number): AuditQuery | Refusal {
  const from = momentOf(body, 'from');
  if (typeof from !== 'number') return from;
  const to = momentOf(body, 'to');
  if (typeof to !== 'number') return to;
  const window = windowOf(body['range'] ?? 'custom', { from, to, now });
  if (isRefusal(window)) return window;
  const verbs = commaList(body['eventCategories']);
  return { ...window, verbs, actors: commaList(body['actorIds']), roles: commaList(body['adminRoles']) };
}

function momentOf(body: JsonObject, name: 'from' | 'to'): number | Refusal {
  const text = body[name];
  if (text === undefined || text === null || text === '') return missing(name);
  const moment = typeof text === 'string' && isoMoment.test(text) ? epochOf(text) : Number.NaN;
  return Number.isNaN(moment) ? invalid(`${name} must be a date in ISO 8601`) : moment;
}

const isoMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/u;

/**
 * `0` yesterday, `1` today, `6` the last six days and today; `custom` is from `from` to `to`. That the days are days
 * of UTC is inferred.
 */
function windowOf(
  range: unknown,
  given: { readonly from: number; readonly to: number; readonly now: number },
): { from: number; to: number } | Refusal {
  const today = Math.floor(given.now / day) * day;
  switch (String(range)) {
    case 'custom':
      return { from: given.from, to: given.to };
    case '0':
      return { from: today - day, to: today - 1 };
    case '1':
      return { from: today, to: given.now };
    case '6':
      return { from: today - 6 * day, to: given.now };
    default:
      return invalid('range must be 0, 1, 6 or custom');
  }
}

function commaList(value: unknown): ReadonlySet<string> | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  return new Set(value.split(',').map((part) => part.trim()));
}
