import type { Account, Administrator, HeldRole, Role } from './portal-state.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/**
 * Access rights. `Account Actions Control` and `Manage Policies` are documented by name; the others stand for what the
 * documents say of a role in a sentence. Only the first three decide anything here.
 */
export const accountActions = 'Account Actions Control';
export const accountView = 'Account Management';
export const manageAdministrators = 'Manage Administrators';
export const webServices = 'Web Services';

const view = ['Device View - Read-only'];
const device = [...view, 'Device Actions', 'Manage Devices', 'Manage Policies'];

function builtIn(name: string, rights: readonly string[]): Role {
  return { name, owner: null, rights };
}

/** Documented by name; `Web Services` and `Partner Administrator` on other pages than the rest. */
const builtInRoles: readonly Role[] = [
  builtIn('Read-Only', view),
  builtIn('Help Desk', [...view, 'Device Actions']),
  builtIn('Administrator', [...view, 'Device Actions', 'Manage Devices']),
  builtIn('Administrator Level 2', device),
  builtIn('Service Administrator', [...device, manageAdministrators, webServices]),
  builtIn('Web Services', [webServices]),
];

/** Only partner accounts have it. */
const partnerAdministrator = builtIn('Partner Administrator', [
  ...device,
  manageAdministrators,
  accountView,
  accountActions,
]);

/** [ours] What the first administrator of an account gets. Documented: the primary one is a Service Administrator. */
export function firstRoles(account: Pick<Account, 'type'>): readonly HeldRole[] {
  const wanted =
    account.type === 'partner' ? ['Partner Administrator', 'Service Administrator'] : [serviceAdministrator];
  return ownRoles({ type: account.type, roles: [] })
    .filter(({ name }) => wanted.includes(name))
    .map((role) => ({ role, inheritedFrom: null }));
}

const serviceAdministrator = 'Service Administrator';

export function isServiceAdministrator({ roles }: Pick<Administrator, 'roles'>): boolean {
  return roles.some(({ role }) => role.owner === null && role.name === serviceAdministrator);
}

/** Every role that can be given in an account: its own, and those of the accounts above it. */
export function availableRoles(account: Account): readonly HeldRole[] {
  const held: HeldRole[] = ownRoles(account).map((role) => ({ role, inheritedFrom: null }));
  for (let above = account.parent; above !== null; above = above.parent) {
    const { billingId } = above;
    for (const role of ownRoles(above)) {
      if (role.name === partnerAdministrator.name && account.type !== 'partner') continue;
      held.push({ role, inheritedFrom: billingId });
    }
  }
  return held;
}

function ownRoles({ type, roles }: Pick<Account, 'type' | 'roles'>): readonly Role[] {
  return [...builtInRoles, ...(type === 'partner' ? [partnerAdministrator] : []), ...roles];
}

/** Documented: `Administrator`, `Administrator (Inherited from account number 11122233)`. */
export function labelOf({ role, inheritedFrom }: HeldRole): string {
  return inheritedFrom === null ? role.name : `${role.name} (Inherited from account number ${inheritedFrom})`;
}

export function rightsOf({ roles }: Pick<Administrator, 'roles'>): ReadonlySet<string> {
  return new Set(roles.flatMap(({ role }) => role.rights));
}

export function hasRight(administrator: Pick<Administrator, 'roles'>, right: string): boolean {
  return rightsOf(administrator).has(right);
}

/** The roles that these labels mean in an account, if the giver holds at least their rights. */
export function rolesToGive(
  giver: Pick<Administrator, 'roles'>,
  account: Account,
  labels: readonly string[],
): readonly HeldRole[] | Refusal {
  if (labels.length === 0) return refusal('invalid', 'roles', 'Choose at least one role.');
  const available = availableRoles(account);
  const rights = rightsOf(giver);
  const given: HeldRole[] = [];
  for (const label of new Set(labels)) {
    const held = available.find((one) => labelOf(one) === label);
    if (held === undefined) return refusal('invalid', 'roles', `${account.name} has no role ${label}.`);
    if (!held.role.rights.every((right) => rights.has(right))) {
      return refusal(
        'denied',
        'roles',
        `You can give only roles that are equal to or less than your own: not ${label}.`,
      );
    }
    given.push(held);
  }
  return given;
}
