import {
  convertToScriptOnly,
  deactivateAdministrator,
  deleteAdministrator,
  markAsPrimary,
  reactivateAdministrator,
  resetPassword,
} from '../administration.ts';
import type { Administration } from '../administration.ts';
import type { Administrator, PortalState } from '../portal-state.ts';
import type { FieldProblem } from '../refusal.ts';

/** One thing that is done to an administrator, after a word of warning. */
export interface AdministratorAction {
  readonly label: string;
  readonly slug: string;
  readonly says: (administrator: Administrator) => string;
  readonly done: string;
  readonly isDanger: boolean;
  readonly act: (state: PortalState, whom: Administration) => readonly FieldProblem[];
}

/** Their names are documented. */
export const administratorActions: readonly AdministratorAction[] = [
  {
    label: 'Reset Password',
    slug: 'reset-password',
    says: ({ email }) => `A new temporary password will be sent to ${email}.`,
    done: 'A new temporary password is on its way.',
    isDanger: false,
    act: resetPassword,
  },
  {
    label: 'Deactivate',
    slug: 'deactivate',
    says: () => 'They can no longer log in, and are no longer in the list. They can be reactivated.',
    done: 'The administrator is deactivated.',
    isDanger: true,
    act: deactivateAdministrator,
  },
  {
    label: 'Reactivate',
    slug: 'reactivate',
    says: () => 'They can log in again.',
    done: 'The administrator is reactivated.',
    isDanger: false,
    act: reactivateAdministrator,
  },
  {
    label: 'Delete',
    slug: 'delete',
    says: () => 'This cannot be undone. The user name is free again afterwards.',
    done: 'The administrator is deleted.',
    isDanger: true,
    act: deleteAdministrator,
  },
  {
    label: 'Mark as Primary',
    slug: 'primary',
    says: () => 'There is one primary administrator: whoever it is now is not any more.',
    done: 'The administrator is the primary one now.',
    isDanger: false,
    act: markAsPrimary,
  },
  {
    label: 'Convert to Script Only',
    slug: 'script-only',
    says: () => 'They can use the API only from then on, and never log in to the portal again.',
    done: 'The administrator is script-only now.',
    isDanger: true,
    act: convertToScriptOnly,
  },
];

/** What makes no sense as things stand is left out; all else is for the rules to refuse, with a reason. */
export function isOffered(
  { slug }: AdministratorAction,
  { isActive, isPrimary, isScriptOnly }: Administrator,
): boolean {
  if (slug === 'reactivate') return !isActive;
  if (slug === 'delete') return true;
  if (!isActive) return false;
  if (slug === 'primary') return !isPrimary && !isScriptOnly;
  return slug !== 'script-only' || !isScriptOnly;
}
