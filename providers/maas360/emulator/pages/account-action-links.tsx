import type { VisibleAction } from '../home.ts';
import type { Account, PortalState } from '../portal-state.ts';
import { pathOf } from './page-context.ts';

/** The last part of each action's address. */
export const actionSlugs: Readonly<Record<VisibleAction, string>> = {
  'Manage As': 'manage-as',
  View: '',
  Export: 'export',
  'Add Account': 'add-account',
  'Add Partner': 'add-partner',
  Extend: 'extend',
  Expire: 'expire',
  Convert: 'convert',
  'Rename Account': 'rename',
  Move: 'move',
  'Delete Account': 'delete',
};

export function additionPath({ billingId }: Account, action: VisibleAction): string {
  return `/accounts/${billingId}/${actionSlugs[action]}`;
}

interface ActionItemProps {
  readonly state: PortalState;
  readonly account: Account;
  readonly action: VisibleAction;
}

/** A way to the page of an action; Manage As is done at once. */
export function ActionItem({ state, account, action }: ActionItemProps) {
  const base = `/accounts/${account.billingId}`;
  const label = `${action}: ${account.name}`;
  if (action === 'Manage As') {
    return (
      <form method="post" action={pathOf(state, `${base}/manage-as`)}>
        <button type="submit" class="link" style="color:var(--act)" aria-label={label}>
          {action}
        </button>
      </form>
    );
  }
  const slug = actionSlugs[action];
  return (
    <a href={pathOf(state, slug === '' ? base : `${base}/${slug}`)} aria-label={label}>
      {action}
    </a>
  );
}
