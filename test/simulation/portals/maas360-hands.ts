import { day } from '../../../engine/model/instant.ts';
import { makeAccount } from '../../../providers/maas360/emulator/accounts.ts';
import { changeRoles } from '../../../providers/maas360/emulator/administration.ts';
import { addAdministrator, findAdministrator } from '../../../providers/maas360/emulator/administrators.ts';
import { recordChange } from '../../../providers/maas360/emulator/audit.ts';
import { accountByName } from '../../../providers/maas360/emulator/hierarchy.ts';
import type { Maas360Emulator } from '../../../providers/maas360/emulator/index.ts';
import type { Account, Administrator, HeldRole } from '../../../providers/maas360/emulator/portal-state.ts';
import { availableRoles } from '../../../providers/maas360/emulator/roles.ts';
import type { PortalRow } from '../simulated-portal.ts';

/** The account that a person has of their own. */
export function accountOf(person: string): string {
  return `${person}Foods`;
}

interface ByHand {
  readonly email: string;
  readonly variant: number;
  readonly top: string;
}

/**
 * The second administrator adds somebody or gives another role, makes somebody's account, or expires it and brings it
 * back. Returns the account that is another's doing from now on.
 */
export function addByHand(emulator: Maas360Emulator, { email, variant, top }: ByHand): string | undefined {
  const state = emulator.state();
  const parent = accountByName(state, top);
  if (parent === undefined) return undefined;
  if (variant === 0) {
    const found = findAdministrator(state, email);
    const [given, other] = [rolesNamed(parent, 'Help Desk'), rolesNamed(parent, 'Read-Only')];
    if (found !== undefined) changeRoles(state, { actor: found, administrator: found }, other);
    else
      addAdministrator(state, { userName: email, email, account: parent, roles: given, isPrimary: false, by: 'hand' });
    return undefined;
  }
  const name = accountOf(email.split(/[.@]/u)[0] ?? '');
  const account = accountByName(state, name);
  if (account === undefined) {
    if (variant === 1) makeAccount(state, { parent, wanted: { type: 'trial', name, adminEmail: email }, by: 'hand' });
    return variant === 1 ? name : undefined;
  }
  const now = state.world.now();
  if (account.status === 'active') Object.assign(account, { status: 'expired', endsAt: now });
  else Object.assign(account, { type: 'trial', status: 'active', endsAt: now + 3 * day, committedLicenses: null });
  return name;
}

function rolesNamed(account: Account, name: string): readonly HeldRole[] {
  return availableRoles(account).filter(({ role, inheritedFrom }) => inheritedFrom === null && role.name === name);
}

/** Who is deleted is gone, and the audit says so. The first administrator of an account stays. */
export function removeAtMaas360(emulator: Maas360Emulator, { kind, key }: PortalRow): void {
  const state = emulator.state();
  const found = kind === 'administrator' ? findAdministrator(state, key) : undefined;
  if (found === undefined) return;
  state.administrators.delete(found.userName.toLowerCase());
  recordChange(state, { by: 'hand', operation: 'DELETE', administrator: found, before: found.roles });
}

const profile = { firstName: 'A', lastName: 'B', company: 'Acme', phone: '+49 30 5550100', jobTitle: 'C' };

/** The person follows the mail, and does what the portal then forces upon them. */
export async function acceptAtMaas360(emulator: Maas360Emulator, { kind, id }: PortalRow): Promise<void> {
  const found: Administrator | undefined = findAdministrator(emulator.state(), id);
  if (found === undefined || !kind.endsWith('administrator')) return;
  const { userName, account } = found;
  await emulator.play('log-in', userName, {});
  await emulator.play('change-password', userName, { password: 'Right-Horse7!' });
  if (account.type !== 'partner') return;
  await emulator.play('complete-profile', userName, profile);
  await emulator.play('skip-ibmid', userName, {});
}
