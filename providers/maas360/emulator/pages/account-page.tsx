import type { Account } from '../portal-state.ts';
import { ActionItem } from './account-action-links.tsx';
import type { AccountVisit } from './account-visit.ts';
import { eulaChoices, typeAndStatus } from './account-words.ts';
import { moment } from './moment.ts';
import { Notice } from './notice.tsx';
import { pathOf } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';

const notices: Readonly<Record<string, string>> = {
  added: 'The account is made. Its administrator gets the login by mail.',
  extend: 'The account is extended.',
  convert: 'The account is a customer account now.',
  expire: 'The account is expired. Its users cannot log in; its devices stay managed.',
  rename: 'The account is renamed.',
  move: 'The account is moved.',
  delete: 'The deletion is initiated.',
};

/** View: the account's details, and what this viewer may do with it. */
export function AccountPage({ visit, done }: { readonly visit: AccountVisit; readonly done: string }) {
  const { state, session, row } = visit;
  const { account, actions } = row;
  const ours = 'The names of the fields and of the actions are the vendor’s.';
  return (
    <PortalPage state={state} title={account.name} session={session} narrow ours={ours}>
      <div class="card">
        <h1>{account.name}</h1>
        <Notice text={notices[done]} />
        <dl>
          {detailsOf(account, row.managed).map(({ label, value }) => (
            <>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        <h2>Actions</h2>
        <div style="display:flex;flex-wrap:wrap;gap:.5rem 1.25rem">
          {actions
            .filter((action) => action !== 'View')
            .map((action) => (
              <ActionItem state={state} account={account} action={action} />
            ))}
        </div>
      </div>
      <p>
        <a href={pathOf(state, '/accounts')}>Accounts</a>
      </p>
    </PortalPage>
  );
}

interface Detail {
  readonly label: string;
  readonly value: string;
}

function detailsOf(account: Account, managed: number): readonly Detail[] {
  const { type, endsAt, status } = account;
  const shared = [
    { label: 'Type', value: typeAndStatus(account) },
    { label: 'Billing ID', value: account.billingId },
    { label: 'Below', value: account.parent?.name ?? '' },
    { label: 'Created', value: moment(account.createdAt) },
    { label: status === 'expired' ? 'Expired' : 'Ends', value: endsAt === null ? '' : moment(endsAt) },
    { label: 'Committed licenses', value: String(account.committedLicenses ?? '') },
    { label: 'Default country', value: account.country },
    { label: 'Default language', value: account.language },
    { label: 'Customer vertical', value: account.vertical },
    { label: 'Accept EULA', value: eulaChoices[account.acceptEula] ?? '' },
  ];
  const ofPartners = [
    { label: 'Display name', value: account.displayName },
    { label: 'Unique code', value: account.code },
    { label: 'Trial period', value: `${account.trialDays} days` },
    { label: 'Accounts', value: String(managed) },
    { label: 'Sub-partners', value: account.subPartnersAllowed ? 'on' : 'off' },
  ];
  return [...shared, ...(type === 'partner' ? ofPartners : [])].filter(({ value }) => value !== '');
}
