import { SelectField, TextField } from '../../../kit/sandbox/form-fields.tsx';
import type { VisibleAccount, VisibleAction } from '../home.ts';
import type { PortalState } from '../portal-state.ts';
import { additionPath, ActionItem } from './account-action-links.tsx';
import { typeAndStatus } from './account-words.ts';
import { moment } from './moment.ts';
import { pathOf } from './page-context.ts';
import type { Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';
import { wholeWords } from './whole-words.ts';

export interface AccountFilter {
  readonly search: string;
  readonly type: string;
}

export interface AccountsPageProps {
  readonly visit: Visit;
  /** Those that the filter lets through. */
  readonly rows: readonly VisibleAccount[];
  /** How many there are without it. */
  readonly all: number;
  readonly filter: AccountFilter;
  readonly additions: readonly VisibleAction[];
}

/** [ours] The vendor's number of rows is not known. */
const shownRows = 100;

/** Customer, Trial and Partner accounts within the viewer's hierarchy. */
export function AccountsPage(props: AccountsPageProps) {
  const { visit, additions } = props;
  const { state, session } = visit;
  const ours = 'Columns, search and the names of the actions are the vendor’s, who shows more columns.';
  return (
    <PortalPage state={state} title="Accounts" session={session} ours={ours}>
      <h1>Accounts</h1>
      <p class="row">
        {additions.map((action) => (
          <a class="button" href={pathOf(state, additionPath(session.managed, action))}>
            {action}
          </a>
        ))}
        <a class="button plain" href={pathOf(state, exportPath(props.filter))}>
          Export
        </a>
      </p>
      <section>
        <Search state={state} filter={props.filter} />
        <List {...props} />
      </section>
    </PortalPage>
  );
}

function exportPath({ search, type }: AccountFilter): string {
  return `/accounts/export?${new URLSearchParams({ search, type }).toString()}`;
}

function Search({ state, filter: { search, type } }: { state: PortalState; filter: AccountFilter }) {
  const choices = [
    { value: '', label: 'All' },
    { value: 'customer', label: 'Customer' },
    { value: 'trial', label: 'Trial' },
    { value: 'partner', label: 'Partner' },
  ];
  return (
    <form method="get" action={pathOf(state, '/accounts')} role="search" style="margin-bottom:1rem">
      <div class="row">
        <TextField name="search" label="Account name or Billing ID" value={search} />
        <SelectField name="type" label="Account type" choices={choices} value={type} />
        <button type="submit" class="plain">
          Search
        </button>
      </div>
    </form>
  );
}

function List({ visit, rows, all, filter }: AccountsPageProps) {
  if (all === 0) return <p>{`There are no accounts below ${visit.session.managed.name} yet.`}</p>;
  if (rows.length === 0) {
    const what = filter.search === '' ? 'this type' : `“${filter.search}”`;
    return <p role="status">{`No account fits ${what}.`}</p>;
  }
  const more = rows.length > shownRows ? `, of which the first ${shownRows} are shown: search for the others` : '';
  const noun = all === 1 ? 'account' : 'accounts';
  const count = rows.length === all ? `${all} ${noun}` : `${rows.length} of ${all} ${noun}`;
  return (
    <table>
      <caption>{`${count} below ${visit.session.managed.name}${more}`}</caption>
      <thead>
        <tr>
          <th scope="col">ACCOUNT NAME</th>
          <th scope="col">TYPE</th>
          <th scope="col">BILLING ID</th>
          <th scope="col">COMMITTED LICENSES</th>
          <th scope="col">CREATION DATE</th>
          <th scope="col">ACTIONS</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, shownRows).map((row) => (
          <Line visit={visit} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ visit: { state, session }, row }: { visit: Visit; row: VisibleAccount }) {
  const { account, managed } = row;
  const { name, parent, type, endsAt, billingId, committedLicenses, createdAt } = account;
  return (
    <tr>
      <td>
        <a href={pathOf(state, `/accounts/${billingId}`)}>
          <strong>{name}</strong>
        </a>
        {type === 'partner' ? <span>{` (${managed})`}</span> : null}
        {parent === session.managed ? null : <div class="soft">{`below ${parent?.name ?? ''}`}</div>}
      </td>
      <td style={wholeWords} data-label="Type">
        {typeAndStatus(account)}
        {type === 'trial' && endsAt !== null ? <div class="soft">{`until ${moment(endsAt).slice(0, 10)}`}</div> : null}
      </td>
      <td style={wholeWords} data-label="Billing ID">
        {billingId}
      </td>
      <td style={wholeWords} data-label="Committed licenses">
        {committedLicenses ?? '–'}
      </td>
      <td style={wholeWords} class="when" data-label="Creation date">
        {moment(createdAt).slice(0, 10)}
      </td>
      <td style={wholeWords}>
        <details>
          <summary style="cursor:pointer;color:var(--act)" aria-label={`Actions for ${name}`}>
            Actions
          </summary>
          <ul style="list-style:none;margin:.25rem 0 0;padding:0">
            {row.actions.map((action) => (
              <li style="padding:.15rem 0">
                <ActionItem state={state} account={account} action={action} />
              </li>
            ))}
          </ul>
        </details>
      </td>
    </tr>
  );
}
