import { ownAdditions, visibleAccounts } from '../home.ts';
import type { VisibleAction } from '../home.ts';
import type { Account } from '../portal-state.ts';
import { accountCsv } from './account-csv.ts';
import { AccountPage } from './account-page.tsx';
import { inAccounts, onAccount, rowsBelowManaged } from './account-visit.ts';
import { AccountsPage } from './accounts-page.tsx';
import type { AccountFilter } from './accounts-page.tsx';
import { behindHome, goTo } from './page-context.ts';
import type { Answer, Pages, Visit } from './page-context.ts';

/** The Accounts page, View, Export and Manage As. */
export function addAccountsPages(pages: Pages): void {
  const { app } = pages;
  app.get('/accounts', inAccounts(pages, showList));
  app.get(
    '/accounts/export',
    inAccounts(pages, (visit) => exported(visit, found(visit))),
  );
  app.get(
    '/accounts/:id',
    onAccount(pages, (visit) => {
      const done = visit.c.req.query('done') ?? '';
      return visit.c.html(<AccountPage visit={visit} done={done} />);
    }),
  );
  app.get(
    '/accounts/:id/export',
    onAccount(pages, (visit) => exported(visit, [visit.row.account])),
  );
  app.post(
    '/manage-as/own',
    behindHome(pages, ({ c, state, session }) => {
      session.managed = session.person.account;
      return goTo(c, state, '/home');
    }),
  );
  app.post(
    '/accounts/:id/manage-as',
    onAccount(pages, ({ c, state, session, row }) => {
      session.managed = row.account;
      return goTo(c, state, '/home');
    }),
  );
}

function showList(visit: Visit): Answer {
  const filter = filterOf(visit);
  const rows = rowsBelowManaged(visit);
  const shown = new Set(found(visit));
  const matches = rows.filter(({ account }) => shown.has(account));
  return visit.c.html(
    <AccountsPage visit={visit} rows={matches} all={rows.length} filter={filter} additions={additionsOf(visit)} />,
  );
}

/** Documented: the search is by account name or billing id. */
function found(visit: Visit): readonly Account[] {
  const { search, type } = filterOf(visit);
  const wanted = search.toLowerCase();
  return rowsBelowManaged(visit)
    .map(({ account }) => account)
    .filter(({ name, billingId }) => name.toLowerCase().includes(wanted) || billingId.startsWith(wanted))
    .filter((account) => type === '' || account.type === type);
}

function filterOf({ c }: Visit): AccountFilter {
  return { search: (c.req.query('search') ?? '').trim(), type: c.req.query('type') ?? '' };
}

/** What can be added directly below the account that is managed. */
function additionsOf({ state, session }: Visit): readonly VisibleAction[] {
  const { person, managed } = session;
  if (managed === person.account) return ownAdditions(person);
  const row = visibleAccounts(state, person).find(({ account }) => account === managed);
  return row?.actions.filter((action) => action === 'Add Account' || action === 'Add Partner') ?? [];
}

function exported({ c }: Visit, accounts: readonly Account[]): Answer {
  return c.body(accountCsv(accounts), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="accounts.csv"',
  });
}
