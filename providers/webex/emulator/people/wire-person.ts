import { instantOf } from '../../../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import { stateOf } from '../control-hub-state.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';
import { objectIn, objectsIn, textIn } from '../json-parts.ts';
import { heldBy } from '../licences/holding.ts';
import { roleIds } from '../scim/attributes.ts';
import { wireId } from '../wire-ids.ts';

export interface PersonView {
  /** Roles, licences and sites; documented as left out where people are listed by id. */
  readonly isWhole: boolean;
  readonly withStatus: boolean;
}

/** The same user as `/v1/people` gives it. */
export function wirePerson(hub: ControlHub, user: HubUser, view: PersonView): JsonObject {
  const { attributes } = user;
  const name = objectIn(attributes['name']);
  const { peopleBooleans } = hub.settings.quirks;
  const boolean = (value: boolean): Json => (peopleBooleans === 'texts' ? String(value) : value);
  const state = stateOf(user);
  return {
    id: wireId('PEOPLE', user.id),
    emails: objectsIn(attributes['emails']).map(({ value }) => textIn(value)),
    displayName: textIn(attributes['displayName']),
    ...texts({ nickName: attributes['nickName'], firstName: name['givenName'], lastName: name['familyName'] }),
    ...texts({ title: attributes['title'], timezone: attributes['timezone'] }),
    orgId: wireId('ORGANIZATION', hub.settings.orgId),
    ...(view.isWhole ? administrators(hub, user) : {}),
    created: instantOf(user.createdAt),
    lastModified: instantOf(user.modifiedAt),
    ...(view.withStatus ? { status: user.hasSignedIn ? 'active' : 'pending' } : {}),
    invitePending: boolean(state === 'Not Verified'),
    loginEnabled: boolean(attributes['active'] !== false),
    type: 'person',
  };
}

function administrators(hub: ControlHub, user: HubUser): JsonObject {
  return {
    roles: roleIds(user.attributes).map((id) => wireId('ROLE', id)),
    licenses: heldBy(hub, user),
    siteUrls: [...user.sites].map((site) => `${site}#attendee`),
  };
}

function texts(given: Readonly<Record<string, Json | undefined>>): JsonObject {
  const filled = Object.entries(given).map(([name, value]): [string, string] => [name, textIn(value)]);
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}
