import type { JsonObject } from '../../../../engine/model/json.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';
import { textIn, textsIn } from '../json-parts.ts';
import { changeUser, createUser } from '../lifecycle.ts';
import { assignLicences } from '../licences/assign.ts';
import { heldBy } from '../licences/holding.ts';
import { badRequest, isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { readPerson } from './read-person.ts';

/** Makes a person. Licences that cannot be given are left out without a word, as documented. */
export function createPerson(hub: ControlHub, body: JsonObject): HubUser | Refusal {
  const isNamed = ['displayName', 'firstName', 'lastName'].some((name) => textIn(body[name]) !== '');
  if (!isNamed) return badRequest('One of displayName, firstName or lastName is required.');
  const attributes = readPerson(hub, body);
  if (isRefusal(attributes)) return attributes;
  const user = createUser(hub, attributes);
  if (isRefusal(user)) return user;
  const licences = textsIn(body['licenses']);
  const calling = licences.filter((id) => hub.pools.get(id)?.isCalling === true);
  const { extension, locationId } = body;
  const properties = { extension: textIn(extension), locationId: textIn(locationId) };
  assignLicences(
    hub,
    user,
    licences.map((id) => ({ id, properties })),
  );
  const isComplete = properties.extension !== '' && properties.locationId !== '';
  // Documented: the person stands nevertheless.
  return calling.length > 0 && !isComplete ? badRequest('extension and locationId are required for calling.') : user;
}

/** Everything is replaced: what the body does not say is gone. Implicit licences must be said, as documented. */
export function replacePerson(hub: ControlHub, user: HubUser, body: JsonObject): Refusal | null {
  if (textIn(body['displayName']) === '') return badRequest('displayName is required.');
  const attributes = readPerson(hub, { emails: [textIn(user.attributes['userName'])], ...body });
  if (isRefusal(attributes)) return attributes;
  const wanted = new Set(textsIn(body['licenses']));
  const held = heldBy(hub, user);
  const missing = held.find((id) => hub.pools.get(id)?.isImplicit === true && !wanted.has(id));
  if (missing !== undefined) return badRequest(`The implicit license ${missing} cannot be removed.`);
  const refusal = changeUser(hub, user, { ...kept(user), ...attributes });
  if (refusal !== null) return refusal;
  const removed = held.filter((id) => !wanted.has(id)).map((id) => ({ id, operation: 'remove' }));
  assignLicences(hub, user, [...removed, ...[...wanted].map((id) => ({ id }))]);
  return null;
}

/** What `/v1/people` does not know of a user stays. */
function kept({ attributes }: HubUser): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name.startsWith('urn:')));
}
