import { instantOf } from '../../../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';
import { objectIn, objectsIn, textIn } from '../json-parts.ts';
import { roleById } from '../roles.ts';
import { ciscoUser, coreUser, enterpriseUser } from './urns.ts';

/** One user as the SCIM routes give it. */
export function wireUser(hub: ControlHub, user: HubUser): JsonObject {
  const { attributes } = user;
  const { roles: held, ...others } = attributes;
  const roles = objectsIn(held).map((role) => wireRole(hub, role));
  const extension = ciscoExtension(hub, user);
  return {
    schemas: [coreUser, ciscoUser, ...(enterpriseUser in attributes ? [enterpriseUser] : [])],
    id: user.id,
    ...others,
    ...(roles.length === 0 ? {} : { roles }),
    ...(Object.keys(extension).length === 0 ? {} : { [ciscoUser]: extension }),
    meta: metaOf(hub, user),
  };
}

/** The weak ETag of what `wireUser` gives. */
export function versionOf(user: HubUser): string {
  return `W/"${user.createdAt % 1_000_000}${user.version}"`;
}

function wireRole({ settings }: ControlHub, { value, type }: JsonObject): JsonObject {
  const asInText = type === 'cirole' ? 'ciRole' : 'serviceRole';
  const name = roleById(textIn(value))?.name ?? textIn(value);
  return { value: textIn(value), type: settings.quirks.roleType === 'cirole' ? textIn(type) : asInText, display: name };
}

function ciscoExtension({ settings }: ControlHub, user: HubUser): JsonObject {
  const { quirks, orgId } = settings;
  const isActive = user.hasSignedIn && user.claimedUntil === null;
  const status = isActive ? 'active' : 'pending';
  const shown: Json = quirks.accountStatus === 'list' ? [status] : status;
  return {
    ...(isActive && quirks.activeStatus === 'absent' ? {} : { accountStatus: shown }),
    ...objectIn(user.attributes[ciscoUser]),
    meta: { organizationId: orgId },
  };
}

function metaOf({ world, settings }: ControlHub, user: HubUser): JsonObject {
  return {
    resourceType: 'User',
    location: world.urlOf(settings.portal, `/identity/scim/${settings.orgId}/v2/Users/${user.id}`),
    version: versionOf(user),
    created: instantOf(user.createdAt),
    lastModified: instantOf(user.modifiedAt),
  };
}
