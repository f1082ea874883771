import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { isAtOrBelow } from '../hierarchy.ts';
import { openAccountManagement, visibleAccounts } from '../home.ts';
import type { VisibleAccount } from '../home.ts';
import type { Account } from '../portal-state.ts';
import { notAllowed } from './not-allowed.tsx';
import { behindHome, goTo } from './page-context.ts';
import type { Answer, Pages, Visit } from './page-context.ts';

/** A page of Account Management: only for who has its tile. */
export function inAccounts(pages: Pages, show: (visit: Visit) => Answer): (c: EmulatorContext) => Answer {
  return behindHome(pages, (visit) => {
    const [denied] = openAccountManagement(visit.state, visit.session.person);
    return denied === undefined ? show(visit) : notAllowed(visit, `${denied.text} ${whomToAsk}`);
  });
}

const whomToAsk = 'If you need access to it, ask your primary administrator to change your roles.';

export interface AccountVisit extends Visit {
  readonly row: VisibleAccount;
}

/** A page about one account within the viewer's hierarchy; any other leads back to the list. */
export function onAccount(pages: Pages, show: (visit: AccountVisit) => Answer): (c: EmulatorContext) => Answer {
  return inAccounts(pages, (visit) => {
    const id = visit.c.req.param('id') ?? '';
    const row = visibleAccounts(visit.state, visit.session.person).find(({ account }) => account.billingId === id);
    return row === undefined ? goTo(visit.c, visit.state, '/accounts') : show({ ...visit, row });
  });
}

/** The rows below the account that is managed at the moment. */
export function rowsBelowManaged({ state, session }: Visit): readonly VisibleAccount[] {
  const { person, managed } = session;
  return visibleAccounts(state, person).filter(({ account }) => account !== managed && isAtOrBelow(account, managed));
}

/** Partner accounts that this person sees, their own first. */
export function partnersOf({ state, session }: Visit): readonly Account[] {
  const below = visibleAccounts(state, session.person).map(({ account }) => account);
  return [session.person.account, ...below].filter(({ type }) => type === 'partner');
}
