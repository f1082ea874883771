import { day, epochOf, instantOf } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import { linkNext, numberIn, refuse, succeed } from './answers.ts';
import type { Api } from './api-context.ts';
import { auditCategories } from './audit.ts';
import { findUser, userNameOf } from './control-hub-state.ts';
import type { AuditRecord, ControlHub } from './control-hub-state.ts';
import { textIn } from './json-parts.ts';
import { badRequest, isRefusal, notFound } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { readOrgId, readWireId, wireId } from './wire-ids.ts';

/** What administrators did: newest first, at most a year at a time. */
export function addAuditRoutes(api: Api): void {
  const { app, operation } = api;
  app.get('/v1/adminAudit/events', operation({ name: 'audit.events', writes: false, act: (c) => events(api, c) }));
  const categories = (c: EmulatorContext): Response => succeed(api.voice(c), { eventCategories: auditCategories });
  app.get('/v1/adminAudit/eventCategories', operation({ name: 'audit.categories', writes: false, act: categories }));
}

function events(api: Api, c: EmulatorContext): Response {
  const hub = api.hub();
  const found = selected(hub, c);
  if (isRefusal(found)) return refuse(api.voice(c), found);
  const most = Math.min(200, hub.settings.mostPerPage);
  const max = numberIn(c.req.query('max'), { least: 1, most, byDefault: Math.min(100, most) });
  const offset = numberIn(c.req.query('offset'), { least: 0, most: Number.MAX_SAFE_INTEGER, byDefault: 0 });
  if (offset + max < found.length) linkNext(c, { offset: String(offset + max) });
  return succeed(api.voice(c), { items: found.slice(offset, offset + max).map((one) => wireEvent(hub, one)) });
}

function selected(hub: ControlHub, c: EmulatorContext): readonly AuditRecord[] | Refusal {
  const { orgId = '', from = '', to = '', actorId } = c.req.query();
  if (readOrgId(orgId) !== hub.settings.orgId) return notFound('The organization');
  const [start, end] = [epochOf(from), epochOf(to)];
  if (Number.isNaN(start) || Number.isNaN(end)) return badRequest('from and to are required, in ISO 8601.');
  if (end - start > 366 * day) return badRequest('At most one year of events can be returned per request.');
  const categories = (c.req.queries('eventCategories') ?? []).flatMap((text) => text.split(','));
  const actor = actorId === undefined ? undefined : hub.users.get(readWireId('PEOPLE', actorId) ?? '');
  if (actorId !== undefined && actor === undefined) return notFound('The actor');
  const found = hub.audit.filter(({ at, category, actor: by }) => {
    if (at < start || at > end) return false;
    if (actor !== undefined && by.toLowerCase() !== userNameOf(actor).toLowerCase()) return false;
    return categories.length === 0 || categories.includes(category);
  });
  return found.reverse();
}

function wireEvent(hub: ControlHub, { id, at, actor, category, action, object }: AuditRecord): JsonObject {
  const { orgId, orgName } = hub.settings;
  const user = findUser(hub, actor);
  const actorName = textIn(user?.attributes['displayName']) || actor;
  return {
    id: Buffer.from(id).toString('base64url'),
    created: instantOf(at),
    actorOrgId: wireId('ORGANIZATION', orgId),
    actorId: Buffer.from(user?.id ?? actor).toString('base64url'),
    data: {
      actorOrgName: orgName,
      actorName,
      actorEmail: actor,
      adminRoles: [actor === hub.settings.owner ? 'Full_Admin' : 'User'],
      eventCategory: category,
      eventDescription: action,
      actionText: `${actorName}: ${action} (${object})`,
      targetType: 'TargetResourceType.USER',
      targetName: object,
      targetOrgId: wireId('ORGANIZATION', orgId),
      targetOrgName: orgName,
      trackingId: `ATLAS_${id}_0`,
    },
  };
}
