import { instantOf } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import type { Refusal } from './refusal.ts';
import { malformed } from './refusal.ts';
import type { Row, Tenant } from './tenant.ts';

export type Success = 200 | 201 | 202;

/** The envelope of every answer: `{code, description, transid}` and what else there is, flat beside it. */
export function succeed(c: EmulatorContext, tenant: Tenant, content: JsonObject, status: Success = 200): Response {
  return c.json({ code: '0', description: 'success', transid: tenant.world.newId(), ...content }, status);
}

export function refuse(c: EmulatorContext, tenant: Tenant, refusal: Refusal): Response {
  const { code, description } = refusal;
  return c.json({ code, description, transid: tenant.world.newId() }, refusal.status);
}

export function unauthorized(c: EmulatorContext, tenant: Tenant): Response {
  return c.json({ code: '7001', description: 'Authentication failed', transid: tenant.world.newId() }, 401);
}

/** The rate limit: HTTP 200 with a code in the body, and no word on when to come again. */
export function tooFast(c: EmulatorContext, tenant: Tenant): Response {
  return c.json({ code: '7020', description: 'maximum transaction limit reached', transid: tenant.world.newId() }, 200);
}

/** The JSON object in the body, also of a GET. */
export async function readBody(c: EmulatorContext): Promise<JsonObject | Refusal> {
  const text = c.req.method === 'GET' ? await (c.env.rawBody?.() ?? '') : await c.req.text();
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject) : malformed();
  } catch {
    return malformed();
  }
}

/** One row as the API gives it. */
export function wireRow(row: Row): JsonObject {
  const place = row.levelId === null ? {} : { levelId: row.levelId };
  const shared = { email: row.email, role: row.role, level: row.level, ...place, decryptLogs: row.decryptLogs };
  if (row.status === 'ACTIVE') {
    return { uuid: row.uuid, name: row.name, status: row.status, loginType: row.loginType, ...shared };
  }
  const { inviteId, status } = row;
  return { inviteId, status, ...shared, invitedAt: instantOf(row.invitedAt), expiresAt: instantOf(row.expiresAt) };
}
