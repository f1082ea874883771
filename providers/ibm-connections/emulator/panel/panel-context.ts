import type { Hono } from 'hono';
import { isJsonObject } from '../../../../engine/model/json.ts';
import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { Faults } from '../../../kit/emulator-faults.ts';
import type { EmulatorContext, Operation, Route } from '../../../kit/emulator-operation.ts';
import { sandboxWord } from '../credentials.ts';
import type { Tokens } from '../tokens.ts';
import { allResources, findResource, implementsType, thingOf } from './resources.ts';
import type { Panel, Resource, Scope } from './resources.ts';
import { invalid, isRefusal, unknown } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { parseRql } from './rql.ts';
import { wireResource } from './wire.ts';

/** What the routes share. The panel is a function because a reset puts a new one in its place. */
export interface PanelApi {
  readonly app: Hono<EmulatorEnv>;
  readonly operation: (operation: Operation) => Route;
  readonly panel: () => Panel;
  readonly faults: Faults;
  readonly tokens: Tokens<Scope>;
}

/** [ours] The shape of an error of the bus is not published. */
export function refuse(
  c: EmulatorContext,
  { status, text }: { readonly status: number; readonly text: string },
): Response {
  return c.json({ code: status, error: 'APS', message: text }, status as 400);
}

export async function readBody(c: EmulatorContext): Promise<JsonObject | Refusal> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) ? body : invalid('the body must be a JSON object');
  } catch {
    return invalid('the body is no JSON');
  }
}

/** Whose resources the request's token opens; undefined where it is missing, unknown or ended. */
export function scopeOf({ tokens }: Pick<PanelApi, 'tokens'>, c: EmulatorContext): Scope | undefined {
  const token = c.req.header('aps-token') ?? '';
  return token === sandboxWord ? 'provider' : tokens.scopeOf(token);
}

/** The resource that the path names, of the kind that the route is for. */
export function resourceIn<Kind extends Resource['kind']>(
  api: PanelApi,
  c: EmulatorContext,
  kind: Kind,
): Extract<Resource, { kind: Kind }> | Refusal {
  const id = c.req.param('id') ?? '';
  const found = findResource(api.panel(), id, scopeOf(api, c) ?? 'provider');
  if (found?.kind !== kind || !isVisible(api, found)) return unknown(`resource ${id}`);
  return found as Extract<Resource, { kind: Kind }>;
}

/** Everything that the request's token opens and its query means, in pages. */
export function listing(api: PanelApi, c: EmulatorContext, isMeant: (resource: Resource) => boolean): Response {
  const rql = parseRql(new URL(c.req.url).search.slice(1));
  if (isRefusal(rql)) return refuse(c, rql);
  const rows: JsonObject[] = [];
  for (const resource of allResources(api.panel(), scopeOf(api, c) ?? 'provider')) {
    if (!isMeant(resource) || !isVisible(api, resource)) continue;
    if (!rql.types.every((type) => implementsType(api.panel(), resource.kind, type))) continue;
    const row = wireResource(api.panel(), resource);
    if (rql.accepts(row)) rows.push(row);
  }
  const page = rows.slice(rql.offset, rql.offset + rql.count);
  const last = rql.offset + Math.max(page.length - 1, 0);
  return c.json(page, 200, { 'Content-Range': `items ${rql.offset}-${last}/${rows.length}` });
}

/** For faults that strike one page. */
export function pageNumber(c: EmulatorContext): number {
  const rql = parseRql(new URL(c.req.url).search.slice(1));
  return isRefusal(rql) || rql.count === 0 ? 1 : Math.floor(rql.offset / rql.count) + 1;
}

/** New resources may be missing from reads for a while, where a fault says so. */
function isVisible({ faults, panel }: PanelApi, resource: Resource): boolean {
  const hidden = faults.invisibleFor('panel');
  return hidden === 0 || thingOf(resource).createdAt <= panel().directory.world.now() - hidden;
}
