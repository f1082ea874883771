import {
  convertByForm,
  deleteAccount,
  expireByForm,
  extendByForm,
  moveAccount,
  renameAccount,
} from '../account-forms.ts';
import type { AccountActing } from '../account-actions.ts';
import type { VisibleAction } from '../home.ts';
import type { Account, PortalState } from '../portal-state.ts';
import type { FieldProblem } from '../refusal.ts';
import { moment } from './moment.ts';
import type { SentForm } from './page-context.ts';

type Field =
  | { readonly name: string; readonly label: string; readonly value: (account: Account) => string }
  | { readonly name: string; readonly label: string; readonly partners: true };

/** The page of one action on an account: what it does, the one thing that it asks for, and what is done. */
export interface AccountActionForm {
  readonly action: VisibleAction;
  readonly slug: string;
  readonly says: (account: Account) => string;
  readonly field: Field | null;
  readonly isDanger: boolean;
  readonly act: (state: PortalState, acting: AccountActing, text: SentForm['text']) => readonly FieldProblem[];
}

/** What each does is documented. */
export const accountActionForms: readonly AccountActionForm[] = [
  {
    action: 'Extend',
    slug: 'extend',
    says: whatExtendDoes,
    field: { name: 'days', label: 'Days', value: ({ parent }) => String(parent?.trialDays ?? '') },
    isDanger: false,
    act: (state, acting, text) => {
      const days = text('days');
      return extendByForm(state, acting, days === '' ? undefined : Number(days));
    },
  },
  {
    action: 'Convert',
    slug: 'convert',
    says: () => 'The trial becomes a customer account. Its configuration, devices and policies are kept.',
    field: { name: 'committedLicenses', label: 'Committed licenses', value: () => '' },
    isDanger: false,
    act: (state, acting, text) => convertByForm(state, acting, Number(text('committedLicenses'))),
  },
  {
    action: 'Expire',
    slug: 'expire',
    says: () => 'Its users can no longer log in. Devices that are enrolled stay managed.',
    field: null,
    isDanger: true,
    act: expireByForm,
  },
  {
    action: 'Rename Account',
    slug: 'rename',
    says: () => 'The billing ID stays as it is.',
    field: { name: 'name', label: 'Account name', value: ({ name }) => name },
    isDanger: false,
    act: (state, acting, text) => renameAccount(state, acting, text('name')),
  },
  {
    action: 'Move',
    slug: 'move',
    says: ({ parent }) => `It is below ${parent?.name ?? 'nobody'} now.`,
    field: { name: 'to', label: 'Move to', partners: true },
    isDanger: false,
    act: (state, acting, text) => {
      const to = state.accounts.get(text('to'));
      return to === undefined ? [{ field: 'to', text: 'Choose a partner account.' }] : moveAccount(state, acting, to);
    },
  },
  {
    action: 'Delete Account',
    slug: 'delete',
    says: () => 'The account and all that is in it are deleted. This cannot be undone.',
    field: null,
    isDanger: true,
    act: deleteAccount,
  },
];

function whatExtendDoes({ type, status, endsAt }: Account): string {
  if (type === 'customer') return 'The expired customer account becomes a trial, with a new trial period.';
  if (status === 'expired' || endsAt === null) return 'The expired trial is active again for so many days from now.';
  return `The trial ends on ${moment(endsAt)}, and so many days later then.`;
}
