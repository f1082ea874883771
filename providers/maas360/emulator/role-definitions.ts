import { changeRoles } from './administration.ts';
import { administratorDenied } from './administrators.ts';
import { isAtOrBelow } from './hierarchy.ts';
import type { Account, Administrator, PortalState, Role } from './portal-state.ts';
import { problemsOf, refusal } from './refusal.ts';
import type { FieldProblem, Refusal } from './refusal.ts';
import { availableRoles, labelOf, rightsOf } from './roles.ts';

export interface RoleCopy {
  readonly account: Account;
  readonly name: string;
  /** As the portal shows it. */
  readonly copyOf: string;
  /** Access rights that the new role does not get. */
  readonly without: readonly string[];
}

/** Documented: from another role, and then access rights are picked, of those that the maker has. */
export function createRoleByCopy(
  _state: PortalState,
  actor: Administrator,
  { account, name, copyOf, without }: RoleCopy,
): readonly FieldProblem[] {
  const denied = administratorDenied(actor, account) ?? nameRefusal(account, name);
  if (denied !== null) return problemsOf(denied);
  const from = availableRoles(account).find((held) => labelOf(held) === copyOf)?.role;
  if (from === undefined) return problem('copyOf', `${account.name} has no role ${copyOf}.`);
  const unknown = without.filter((right) => !from.rights.includes(right));
  if (unknown.length > 0) return problem('without', `${copyOf} has no access right ${unknown.join(', ')}.`);
  const rights = from.rights.filter((right) => !without.includes(right));
  const own = rightsOf(actor);
  const more = rights.filter((right) => !own.has(right));
  if (more.length > 0) return problem('without', `You do not have ${more.join(', ')} yourself.`);
  account.roles.push({ name: name.trim(), owner: account, rights });
  return [];
}

/** Documented: whose only role it was is inactive from then on. */
export function deleteRole(
  state: PortalState,
  actor: Administrator,
  { account, name }: { readonly account: Account; readonly name: string },
): readonly FieldProblem[] {
  const denied = administratorDenied(actor, account);
  if (denied !== null) return problemsOf(denied);
  const role = account.roles.find((one) => one.name === name);
  if (role === undefined) return problem('name', `${account.name} owns no role ${name}.`);
  account.roles.splice(account.roles.indexOf(role), 1);
  for (const administrator of holdersOf(state, role, account)) {
    const left = administrator.roles.filter((held) => held.role !== role);
    changeRoles(state, { actor, administrator }, left);
  }
  return [];
}

function holdersOf({ administrators }: PortalState, role: Role, owner: Account): readonly Administrator[] {
  return [...administrators.values()].filter(
    ({ account, roles }) => isAtOrBelow(account, owner) && roles.some((held) => held.role === role),
  );
}

function nameRefusal(account: Account, name: string): Refusal | null {
  const wanted = name.trim();
  if (wanted === '' || /[,()]/u.test(wanted)) {
    return refusal('invalid', 'name', 'Enter a name without commas and brackets.');
  }
  const isTaken = availableRoles(account).some(({ role, inheritedFrom }) => {
    return inheritedFrom === null && role.name.toLowerCase() === wanted.toLowerCase();
  });
  return isTaken ? refusal('duplicate', 'name', `${account.name} has a role ${wanted} already.`) : null;
}

function problem(field: string, text: string): readonly FieldProblem[] {
  return [{ field, text }];
}
