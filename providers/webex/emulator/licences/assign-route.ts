import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { readBody, refuse, succeed } from '../answers.ts';
import type { Api } from '../api-context.ts';
import { findUser, userNameOf } from '../control-hub-state.ts';
import type { ControlHub, HubUser, Stranger } from '../control-hub-state.ts';
import { objectsIn, textIn } from '../json-parts.ts';
import { badRequest, isRefusal, notFound } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { readOrgId, readWireId, wireId } from '../wire-ids.ts';
import { assignLicences, assignSites, offerLicences, unknownSites } from './assign.ts';
import type { Assigned } from './assign.ts';
import { heldBy } from './holding.ts';
import type { LicenceProblem } from './rules.ts';

/** `PATCH /v1/licenses/users`: 200 all, 206 some, 400 none. */
export async function assign(api: Api, c: EmulatorContext): Promise<Response> {
  const hub = api.hub();
  const body = await readBody(c);
  const asked = isRefusal(body) ? body : checkRequest(hub, body);
  if (isRefusal(body) || isRefusal(asked)) return refuse(api.voice(c), isRefusal(asked) ? asked : badRequest(''));
  const wanted = objectsIn(body['licenses']);
  if ('user' in asked) {
    const { user } = asked;
    const assigned = assignLicences(hub, user, wanted);
    return conclude(api, c, assigned, () => {
      assignSites(user, body);
      return wireAssignment(hub, user);
    });
  }
  const { stranger } = asked;
  return conclude(api, c, offerLicences(hub, stranger, wanted), () => wireOffer(hub, stranger));
}

type Person = { readonly user: HubUser } | { readonly stranger: Stranger };

function checkRequest(hub: ControlHub, body: JsonObject): Person | Refusal {
  const { email, personId, orgId } = body;
  if (textIn(email) === '' && textIn(personId) === '') return badRequest('email or personId is required.');
  if (orgId !== undefined && readOrgId(textIn(orgId)) !== hub.settings.orgId) return notFound('The organization');
  const sites = unknownSites(hub, body);
  if (sites.length > 0) {
    const description = `Request contains invalid attendee siteUrls: ${sites.join(', ')}`;
    return badRequest('Invalid site URL', { description, errorCode: 400216 });
  }
  const id = readWireId('PEOPLE', textIn(personId));
  const user = textIn(personId) === '' ? findUser(hub, textIn(email)) : hub.users.get(id ?? '');
  if (user !== undefined) return { user };
  const stranger = hub.strangers.get(textIn(email).toLowerCase());
  return stranger === undefined ? notFound('The user') : { stranger };
}

/** Which status tells of the licences that were not applied: documented for some, and for want of seats a quirk. */
function conclude(api: Api, c: EmulatorContext, { applied, problems }: Assigned, body: () => JsonObject): Response {
  const { noSeats } = api.hub().settings.quirks;
  const isVisible = ({ code }: LicenceProblem): boolean => code !== null || noSeats !== 'silent';
  const [first] = problems.filter(({ code }) => code !== null || noSeats === 'refused');
  if (first !== undefined && applied.length === 0) return refuse(api.voice(c), licenceRefusal(first));
  return succeed(api.voice(c), body(), problems.some(isVisible) ? 206 : 200);
}

function licenceRefusal({ code, text }: LicenceProblem): Refusal {
  const message = code === 400000 ? 'License not recognized' : 'License assignment failed';
  return badRequest(message, { description: text, ...(code === null ? {} : { errorCode: code }) });
}

function wireAssignment(hub: ControlHub, user: HubUser): JsonObject {
  const siteUrls = [...user.sites].map((siteUrl) => ({ siteUrl, accountType: 'attendee' }));
  return {
    orgId: wireId('ORGANIZATION', hub.settings.orgId),
    personId: wireId('PEOPLE', user.id),
    email: userNameOf(user),
    licenses: heldBy(hub, user),
    siteUrls,
  };
}

function wireOffer(hub: ControlHub, { email, pending, accepted }: Stranger): JsonObject {
  const orgId = wireId('ORGANIZATION', hub.settings.orgId);
  return { orgId, email, licenses: [...accepted], pendingLicenses: [...pending], pendingSiteUrls: [] };
}
