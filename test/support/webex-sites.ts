import type { PortalObject } from '../../engine/conformance/index.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import {
  addUser,
  type ControlHub,
  findUser,
  type HubUser,
  removeUser,
  stateOf,
  userNameOf,
  writeAttributes,
} from '../../providers/webex/emulator/control-hub-state.ts';
import type { LicencePool } from '../../providers/webex/emulator/licences/catalogue.ts';
import { giveLicence, takeLicence } from '../../providers/webex/emulator/licences/holding.ts';
import { isRefusal } from '../../providers/webex/emulator/refusal.ts';
import {
  managedOrgs,
  readAttributes,
  roleIds,
  withManagedOrgs,
  withRoles,
} from '../../providers/webex/emulator/scim/attributes.ts';
import { publicId } from '../../providers/webex/ids.ts';
import { premium } from './webex-samples.ts';

/** One kind as the organisation itself holds it. */
export interface Site {
  readonly objects: () => readonly PortalObject[];
  readonly put: (key: string, attributes: JsonObject) => void;
  readonly remove: (key: string) => void;
}

/** Who is deactivated counts as gone: Webex deletes them by itself. */
export function users(hub: ControlHub): Site {
  return {
    objects: () => hereNow(hub).map((user) => ({ ...personOf(user), presence: isIn(user) ? 'active' : 'invited' })),
    put: (email, given) => {
      const user = userAt(hub, email);
      const name = {
        ...objectIn(user.attributes['name']),
        ...named(given, 'givenName'),
        ...named(given, 'familyName'),
      };
      writeAttributes(hub, user, { ...user.attributes, ...named(given, 'displayName'), name });
    },
    remove: (email) => {
      const user = findUser(hub, email);
      if (user !== undefined) removeUser(hub, user);
    },
  };
}

function hereNow(hub: ControlHub): readonly HubUser[] {
  return [...hub.users.values()].filter((user) => stateOf(user) !== 'Inactive');
}

function isIn(user: HubUser): boolean {
  return stateOf(user) === 'Active';
}

function personOf(user: HubUser): Pick<PortalObject, 'key' | 'attributes'> {
  const email = userNameOf(user).toLowerCase();
  const name = objectIn(user.attributes['name']);
  const names = { ...named(name, 'givenName'), ...named(name, 'familyName'), ...named(user.attributes, 'displayName') };
  return { key: email, attributes: { email, ...names, active: true } };
}

/** The user of this address; made, as by an administrator, where there is none. */
function userAt(hub: ControlHub, email: string): HubUser {
  const found = findUser(hub, email);
  if (found !== undefined) return found;
  const attributes = readAttributes({ userName: email, userType: 'user' });
  if (isRefusal(attributes)) throw new Error(attributes.message);
  return addUser(hub, attributes);
}

export function licenses(hub: ControlHub): Site {
  const idOf = (name: string) => [...hub.pools].find(([, pool]) => pool.name === name)?.[0];
  return {
    objects: () => [...hub.pools.values()].map(({ name, units }) => active(name, { part: name, units })),
    put: (name, { units }) => {
      const pool: LicencePool = {
        offer: 'X',
        name,
        units: typeof units === 'number' ? units : 1,
        subscriptionId: 'Sub-2',
      };
      const id = idOf(name) ?? publicId('LICENSE', `${hub.settings.orgId}:X_${name.replaceAll(' ', '-')}`);
      hub.pools.set(id, pool);
      hub.holders.set(id, hub.holders.get(id) ?? new Set());
    },
    remove: (name) => void hub.pools.delete(idOf(name) ?? ''),
  };
}

/** Of the one licence that is declared; nobody asks after the others. */
export function assignments(hub: ControlHub): Site {
  const id = [...hub.pools].find(([, pool]) => pool.name === premium)?.[0] ?? '';
  const holders = () => [...hub.users.values()].filter((user) => hub.holders.get(id)?.has(user.id) === true);
  return {
    objects: () =>
      holders().map((user) => active(`${userNameOf(user)}/${premium}`, { email: userNameOf(user), part: premium })),
    put: (key) => giveLicence(hub, userAt(hub, split(key).email), id),
    remove: (key) => takeLicence(hub, userAt(hub, split(key).email), id),
  };
}

export function roles(hub: ControlHub): Site {
  return {
    objects: () =>
      hereNow(hub).flatMap((user) => {
        const email = userNameOf(user);
        return roleIds(user.attributes).map((role) => active(`${email}/${role}`, { email, role }));
      }),
    put: (key) => {
      const user = userAt(hub, split(key).email);
      writeAttributes(
        hub,
        user,
        withRoles(user.attributes, [...new Set([...roleIds(user.attributes), split(key).rest])]),
      );
    },
    remove: (key) => {
      const user = userAt(hub, split(key).email);
      const kept = roleIds(user.attributes).filter((id) => id !== split(key).rest);
      writeAttributes(hub, user, withRoles(user.attributes, kept));
    },
  };
}

export function partnerAdmins(hub: ControlHub): Site {
  return {
    objects: () =>
      hereNow(hub).flatMap((user) => {
        const email = userNameOf(user);
        return managedOrgs(user.attributes).map((customer) => active(`${email}/${customer}`, { email, customer }));
      }),
    put: (key) => {
      const user = userAt(hub, split(key).email);
      const orgs = [...new Set([...managedOrgs(user.attributes), split(key).rest])];
      writeAttributes(hub, user, withManagedOrgs(user.attributes, orgs));
    },
    remove: (key) => {
      const user = userAt(hub, split(key).email);
      const kept = managedOrgs(user.attributes).filter((id) => id !== split(key).rest);
      writeAttributes(hub, user, withManagedOrgs(user.attributes, kept));
    },
  };
}

function split(key: string): { readonly email: string; readonly rest: string } {
  const slash = key.indexOf('/');
  return { email: key.slice(0, slash), rest: key.slice(slash + 1) };
}

function active(key: string, attributes: JsonObject): PortalObject {
  return { key, presence: 'active', attributes };
}

function named(given: JsonObject, name: string): JsonObject {
  const value = given[name];
  return typeof value === 'string' && value !== '' ? { [name]: value } : {};
}

function objectIn(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
