import { actionsOn } from './account-actions.ts';
import { administratorDenied, administratorsOf } from './administrators.ts';
import { forcedStep } from './first-steps.ts';
import { accountsBelow } from './hierarchy.ts';
import type { Account, Administrator, PortalState } from './portal-state.ts';
import type { FieldProblem } from './refusal.ts';
import { accountActions, accountView, hasRight, manageAdministrators } from './roles.ts';

/** The tiles of the home page. `Account Management` is documented; the others are ours. */
export type Tile = 'Devices' | 'Account Management' | 'Administrators' | 'Access Keys';

export function homeTiles(administrator: Administrator): readonly Tile[] {
  if (forcedStep(administrator) !== null) return [];
  const tiles: Tile[] = ['Devices'];
  if (mayManageAccounts(administrator)) tiles.push('Account Management');
  if (hasRight(administrator, manageAdministrators)) tiles.push('Administrators', 'Access Keys');
  return tiles;
}

/** Documented: partners reach it by the tile on the home page. */
export function openAccountManagement(state: PortalState, administrator: Administrator): readonly FieldProblem[] {
  if (!homeTiles(administrator).includes('Account Management')) {
    return [{ field: 'form', text: 'There is no Account Management tile on your home page.' }];
  }
  administrator.tileOpenedAt ??= state.world.now();
  return [];
}

/** Documented: the first three stay for who lacks the access right to the others. */
export type VisibleAction =
  'Manage As' | 'View' | 'Export' | 'Add Account' | 'Add Partner' | ReturnType<typeof actionsOn>[number];

export interface VisibleAccount {
  readonly account: Account;
  /** How many accounts are below it; partners show the number. */
  readonly managed: number;
  readonly actions: readonly VisibleAction[];
}

/** The rows of the Accounts page, and what this viewer may do with each; none where they may not see the page. */
export function visibleAccounts(state: PortalState, viewer: Administrator): readonly VisibleAccount[] {
  if (!mayManageAccounts(viewer)) return [];
  const mayAct = hasRight(viewer, accountActions);
  return accountsBelow(state, viewer.account).map((account) => {
    const actions: VisibleAction[] = ['Manage As', 'View', 'Export'];
    if (mayAct) actions.push(...actionsOn(account), ...additionsTo(account));
    return { account, managed: accountsBelow(state, account).length, actions };
  });
}

/** What the viewer may add directly below their own account. */
export function ownAdditions(viewer: Administrator): readonly VisibleAction[] {
  return mayManageAccounts(viewer) && hasRight(viewer, accountActions) ? additionsTo(viewer.account) : [];
}

/** The list of administrators. Documented: who is deactivated is not shown, and can be reached by a filter: ours. */
export function visibleAdministrators(
  state: PortalState,
  {
    viewer,
    account,
    inactive,
  }: { readonly viewer: Administrator; readonly account: Account; readonly inactive: boolean },
): readonly Administrator[] {
  if (administratorDenied(viewer, account) !== null) return [];
  return administratorsOf(state, account).filter(({ isActive }) => isActive !== inactive);
}

function additionsTo({ type, status, subPartnersAllowed }: Account): readonly VisibleAction[] {
  if (type !== 'partner' || status !== 'active') return [];
  return subPartnersAllowed ? ['Add Account', 'Add Partner'] : ['Add Account'];
}

function mayManageAccounts(administrator: Administrator): boolean {
  return administrator.account.type === 'partner' && hasRight(administrator, accountView);
}
