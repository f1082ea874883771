import * as actions from './account-actions.ts';
import type { AccountActing } from './account-actions.ts';
import { addAccount } from './accounts.ts';
import type { NewAccount } from './accounts.ts';
import type { Account, Administrator, PortalState } from './portal-state.ts';
import { problemsOf } from './refusal.ts';
import type { FieldProblem } from './refusal.ts';

type Problems = readonly FieldProblem[];

/** The actions of the Accounts page: the same rules as the API's, with problems at their fields. */
export function addAccountByForm(
  state: PortalState,
  actor: Administrator,
  given: { readonly parent: Account; readonly wanted: NewAccount },
): Problems {
  return problemsOf(addAccount(state, actor, given));
}

export function extendByForm(state: PortalState, acting: AccountActing, days: number | undefined): Problems {
  return problemsOf(actions.extendAccount(state, acting, days));
}

export function convertByForm(_state: PortalState, acting: AccountActing, committedLicenses: number): Problems {
  return problemsOf(actions.convertAccount(acting, committedLicenses));
}

export function expireByForm(state: PortalState, acting: AccountActing): Problems {
  return problemsOf(actions.expireAccount(state, acting));
}

export function renameAccount(state: PortalState, acting: AccountActing, name: string): Problems {
  return problemsOf(actions.renameAccount(state, acting, name));
}

export function moveAccount(_state: PortalState, acting: AccountActing, to: Account): Problems {
  return problemsOf(actions.moveAccount(acting, to));
}

export function deleteAccount(state: PortalState, acting: AccountActing): Problems {
  return problemsOf(actions.deleteAccount(state, acting));
}
