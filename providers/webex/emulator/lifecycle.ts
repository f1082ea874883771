import type { JsonObject } from '../../../engine/model/json.ts';
import { recordAudit } from './audit.ts';
import {
  addUser,
  findUser,
  inactiveLifetime,
  removeUser,
  stateOf,
  userNameOf,
  writeAttributes,
} from './control-hub-state.ts';
import type { ControlHub, HubUser } from './control-hub-state.ts';
import { isSame, textIn } from './json-parts.ts';
import { giveImplicitLicences } from './licences/holding.ts';
import { sendActivationMail } from './mails.ts';
import { conflict, invalidValue, isRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { publishPerson, publishRoles } from './role-sync.ts';
import { readAttributes, roleIds } from './scim/attributes.ts';

/** A new user, by whatever way. Nobody is created inactive, and no address belongs to two organisations. */
export function createUser(hub: ControlHub, body: JsonObject): HubUser | Refusal {
  const attributes = readAttributes(body);
  if (isRefusal(attributes)) return attributes;
  if (attributes['active'] === false) return invalidValue('A user cannot be created inactive.');
  const userName = textIn(attributes['userName']);
  const taken = takenBy(hub, userName);
  if (taken !== null) return taken;
  const isVerified = isDomainVerified(hub, userName);
  const refusal = rolesTooEarly(hub, { isVerified, roles: roleIds(attributes) });
  if (refusal !== null) return refusal;
  const user = addUser(hub, attributes, { isVerified });
  giveImplicitLicences(hub, user);
  recordAudit(hub, { category: 'USERS', action: 'created', object: userName });
  welcome(hub, user);
  return user;
}

export function isDomainVerified({ verifiedDomains }: ControlHub, userName: string): boolean {
  return verifiedDomains.has(userName.slice(userName.lastIndexOf('@') + 1).toLowerCase());
}

/** What follows from a new user: the mail, unless switched off, and that Webex Connect hears of it. */
export function welcome(hub: ControlHub, user: HubUser): void {
  if (hub.settings.activationMails) sendActivationMail(hub, user);
  publishPerson(hub, user);
  publishRoles(hub, user, roleIds(user.attributes));
}

/** New attributes for a user, checked; an unchanged user keeps its version. */
export function changeUser(hub: ControlHub, user: HubUser, wanted: JsonObject): Refusal | null {
  const attributes = readAttributes(wanted);
  if (isRefusal(attributes)) return attributes;
  if (isSame(attributes, user.attributes)) return null;
  const userName = textIn(attributes['userName']);
  const isRenamed = userName.toLowerCase() !== userNameOf(user).toLowerCase();
  const taken = isRenamed ? takenBy(hub, userName) : null;
  const given = roleIds(attributes).filter((id) => !roleIds(user.attributes).includes(id));
  const refusal = taken ?? rolesTooEarly(hub, { isVerified: user.isVerified, roles: given });
  if (refusal !== null) return refusal;
  writeAttributes(hub, user, attributes);
  recordAudit(hub, { category: 'USERS', action: 'changed', object: userName });
  setActive(hub, user, attributes['active'] !== false);
  publishRoles(hub, user, given);
  return null;
}

/** Deactivated, a user keeps everything for 30 days; reactivated, it is what it was. */
function setActive(hub: ControlHub, user: HubUser, isActive: boolean): void {
  if (isActive === (user.inactiveSince === null)) return;
  user.inactiveSince = isActive ? null : hub.world.now();
  const action = isActive ? 'reactivated' : 'deactivated';
  recordAudit(hub, { category: 'USERS', action, object: userNameOf(user) });
}

export function deleteUser(hub: ControlHub, user: HubUser): void {
  removeUser(hub, user);
  recordAudit(hub, { category: 'USERS', action: 'deleted', object: userNameOf(user) });
}

/** Inactive users whose 30 days are over, and claimed ones who have come over. */
export function passUserTime(hub: ControlHub, now: number): void {
  for (const user of [...hub.users.values()]) {
    if (user.claimedUntil !== null && user.claimedUntil <= now) user.claimedUntil = null;
    if (user.inactiveSince !== null && user.inactiveSince + inactiveLifetime <= now) deleteUser(hub, user);
  }
}

/** Whether an activation mail is for such as this one: documented for Not Verified and Verified. */
export function waitsForActivation(user: HubUser): boolean {
  const state = stateOf(user);
  return state === 'Not Verified' || state === 'Verified';
}

/** [third party] The words; that a clash fails until the person is claimed is documented. */
function takenBy(hub: ControlHub, userName: string): Refusal | null {
  const isTaken = findUser(hub, userName) !== undefined || hub.strangers.has(userName.toLowerCase());
  return isTaken ? conflict('User already exists.') : null;
}

function rolesTooEarly(
  { settings }: ControlHub,
  { isVerified, roles }: { readonly isVerified: boolean; readonly roles: readonly string[] },
): Refusal | null {
  if (isVerified || roles.length === 0 || settings.quirks.rolesBeforeVerified === 'accepted') return null;
  return invalidValue('An administrator role can be assigned only once the user has verified the address.');
}
