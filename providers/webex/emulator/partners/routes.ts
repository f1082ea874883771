import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { emptySuccess, refuse, succeed } from '../answers.ts';
import type { Api } from '../api-context.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';
import { objectIn, objectsIn, textIn } from '../json-parts.ts';
import { badRequest, isRefusal, notFound } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { managesAll } from '../roles.ts';
import { managedOrgs, roleIds } from '../scim/attributes.ts';
import { readOrgId, readWireId, wireId } from '../wire-ids.ts';
import { assignPartner, revokePartner, unassignPartner } from './partner-admins.ts';

/** Who of the partner's people manages which customer. */
export function addPartnerRoutes(api: Api): void {
  const { app, operation } = api;
  const base = '/v1/partner/organizations';
  const admin = `${base}/:org/partnerAdmin/:person`;
  app.get(base, operation({ name: 'partners.organizations', writes: false, act: (c) => managed(api, c) }));
  app.get(
    `${base}/:org/partnerAdmins`,
    operation({ name: 'partners.admins', writes: false, act: (c) => adminsOf(api, c) }),
  );
  app.post(
    `${admin}/assign`,
    operation({ name: 'partners.assign', writes: true, act: (c) => change(api, c, assignPartner) }),
  );
  app.delete(
    `${admin}/unassign`,
    operation({ name: 'partners.unassign', writes: true, act: (c) => change(api, c, unassignPartner) }),
  );
  app.delete(
    `${base}/partnerAdmin/:person`,
    operation({ name: 'partners.revoke', writes: true, act: (c) => revoke(api, c) }),
  );
}

/** Of somebody who manages every customer there is no list: that is an error, as documented. */
function managed(api: Api, c: EmulatorContext): Response {
  const person = personIn(api.hub(), c.req.query('managedBy') ?? '');
  if (isRefusal(person)) return refuse(api.voice(c), person);
  if (roleIds(person.attributes).some((id) => managesAll.has(id))) {
    const text = 'The user already has access to all customers managed by their partner organization.';
    return refuse(api.voice(c), badRequest(text));
  }
  const items = managedOrgs(person.attributes).map((orgId) => {
    return { orgId: wireId('ORGANIZATION', orgId), role: wireId('ROLE', 'id_full_admin') };
  });
  return succeed(api.voice(c), { items });
}

function adminsOf(api: Api, c: EmulatorContext): Response {
  const hub = api.hub();
  const customer = customerIn(hub, c);
  if (typeof customer !== 'string') return refuse(api.voice(c), customer);
  const admins = [...hub.users.values()].filter(({ attributes }) => managedOrgs(attributes).includes(customer));
  return succeed(api.voice(c), { items: admins.map(wireAdmin) });
}

function wireAdmin({ id, attributes }: HubUser): JsonObject {
  const name = objectIn(attributes['name']);
  return {
    id: wireId('PEOPLE', id),
    displayName: textIn(attributes['displayName']),
    firstName: textIn(name['givenName']),
    lastName: textIn(name['familyName']),
    emails: objectsIn(attributes['emails']).map(({ value }) => textIn(value)),
    roleInCustomerOrg: 'id_full_admin',
  };
}

type Change = (hub: ControlHub, person: HubUser, customer: string) => Refusal | null;

function change(api: Api, c: EmulatorContext, act: Change): Response {
  const hub = api.hub();
  const customer = customerIn(hub, c);
  if (typeof customer !== 'string') return refuse(api.voice(c), customer);
  const person = personIn(hub, c.req.param('person') ?? '');
  if (isRefusal(person)) return refuse(api.voice(c), person);
  const refusal = act(hub, person, customer);
  return refusal === null ? emptySuccess(api.voice(c), 200) : refuse(api.voice(c), refusal);
}

function revoke(api: Api, c: EmulatorContext): Response {
  const person = personIn(api.hub(), c.req.param('person') ?? '');
  if (isRefusal(person)) return refuse(api.voice(c), person);
  revokePartner(api.hub(), person);
  return emptySuccess(api.voice(c), 204);
}

function customerIn({ settings }: ControlHub, c: EmulatorContext): string | Refusal {
  const id = readOrgId(c.req.param('org') ?? '');
  return settings.customers.find(({ orgId }) => orgId === id)?.orgId ?? notFound('The customer organization');
}

function personIn({ users }: ControlHub, wire: string): HubUser | Refusal {
  return users.get(readWireId('PEOPLE', wire) ?? '') ?? notFound('The person');
}
