import { day } from '../../../engine/model/instant.ts';
import type { Json } from '../../../engine/model/json.ts';
import { recordAudit } from './audit.ts';
import { addUser, userNameOf } from './control-hub-state.ts';
import type { ControlHub, HubUser } from './control-hub-state.ts';
import { isDomainVerified } from './lifecycle.ts';
import { giveImplicitLicences } from './licences/holding.ts';
import type { FieldProblem } from './password-rules.ts';
import { publishPerson } from './role-sync.ts';
import { readAttributes } from './scim/attributes.ts';
import { isRefusal } from './refusal.ts';

/* What an administrator, or a person of another organisation, does on pages that the API does not have. */

/** Documented: a claimed person comes over within 14 days. */
const claimTime = 14 * day;

/** Brings a person of another organisation over. The domain must be verified, and the other side must let go. */
export function claimPerson(hub: ControlHub, email: string): readonly FieldProblem[] {
  const stranger = hub.strangers.get(email.toLowerCase());
  if (stranger === undefined)
    return [{ field: 'email', text: 'Nobody with this address lives in another organisation.' }];
  if (!isDomainVerified(hub, email)) return [{ field: 'email', text: 'Verify the domain first.' }];
  if (!stranger.isClaimable) {
    const text = 'Users of an organisation with single sign-on or directory synchronisation cannot be claimed.';
    return [{ field: 'email', text }];
  }
  const attributes = readAttributes({ userName: stranger.email, userType: 'user' });
  if (isRefusal(attributes)) return [{ field: 'email', text: attributes.message }];
  hub.strangers.delete(stranger.email);
  const claimedUntil = hub.world.now() + claimTime;
  const user = addUser(hub, attributes, { isVerified: true, hasSignedIn: true, claimedUntil });
  giveImplicitLicences(hub, user);
  recordAudit(hub, { category: 'USERS', action: 'claimed', object: userNameOf(user) });
  publishPerson(hub, user);
  return [];
}

/** A claimed person need not wait for the end of the 14 days. */
export function comeOver(user: HubUser): readonly FieldProblem[] {
  if (user.claimedUntil === null) return [{ field: 'email', text: 'This person was not claimed.' }];
  user.claimedUntil = null;
  return [];
}

/** A person of another organisation takes the licences that were offered. */
export function acceptLicences({ strangers }: ControlHub, email: string): readonly FieldProblem[] {
  const stranger = strangers.get(email.toLowerCase());
  if (stranger === undefined || stranger.pending.size === 0) {
    return [{ field: 'email', text: 'Nothing was offered to this person.' }];
  }
  for (const id of stranger.pending) stranger.accepted.add(id);
  stranger.pending.clear();
  return [];
}

/** Bought through Cisco or a partner; there is no API for it. */
export function buyLicences({ pools }: ControlHub, name: string, units: Json | undefined): readonly FieldProblem[] {
  const pool = [...pools.values()].find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (pool === undefined) return [{ field: 'email', text: `There is no licence called ${name}.` }];
  const isNumber = typeof units === 'number' && Number.isSafeInteger(units);
  if (!isNumber || pool.units === 'free' || pool.units + units < 0) {
    return [{ field: 'units', text: 'Say how many units more, as a whole number.' }];
  }
  pool.units += units;
  return [];
}
