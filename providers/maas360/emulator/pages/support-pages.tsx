import type { Child } from 'hono/jsx';
import { PageFrame } from '../../../kit/sandbox/page-frame.tsx';
import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import { administratorsOf } from '../administrators.ts';
import type { Account, PortalState } from '../portal-state.ts';
import type { FieldProblem } from '../refusal.ts';
import { moment } from './moment.ts';
import { Notice } from './notice.tsx';
import { pathOf } from './page-context.ts';

export interface DeskForm {
  readonly ticket: string;
  readonly accountName: string;
  readonly adminEmail: string;
  readonly country: string;
  readonly language: string;
}

export interface DeskProps {
  readonly state: PortalState;
  readonly values: DeskForm;
  readonly errors: readonly FieldProblem[];
}

export function DeskPage({ state, values, errors }: DeskProps) {
  return (
    <SupportPage state={state} title="Support desk">
      <h1>Support desk</h1>
      <p>
        Here you play IBM MaaS360 support: whoever asked for a business partner by a support case gets it from this
        page.
      </p>
      <section aria-labelledby="create">
        <h2 id="create">Create a business partner</h2>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(state, '/support')} novalidate style="max-width:32rem">
          <TextField name="ticket" label="Support case" value={values.ticket} hint="Such as TS0173." errors={errors} />
          <TextField
            name="accountName"
            label="Account name"
            value={values.accountName}
            hint="Letters and digits, without special characters."
            errors={errors}
          />
          <TextField
            name="adminEmail"
            label="E-mail of the primary administrator"
            type="email"
            value={values.adminEmail}
            errors={errors}
          />
          <div class="row" style="margin-bottom:1.1rem">
            <TextField name="country" label="Default country (optional)" value={values.country} errors={errors} />
            <TextField name="language" label="Default language (optional)" value={values.language} errors={errors} />
          </div>
          <button type="submit">Create</button>
        </form>
      </section>
      <Partners state={state} />
    </SupportPage>
  );
}

function Partners({ state }: { readonly state: PortalState }) {
  const partners = [...state.accounts.values()].filter(({ type }) => type === 'partner');
  return (
    <section aria-labelledby="partners">
      <h2 id="partners">Partner accounts</h2>
      {partners.length === 0 ? <p>There is none yet.</p> : <PartnerTable state={state} partners={partners} />}
    </section>
  );
}

function PartnerTable({ state, partners }: { state: PortalState; partners: readonly Account[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">ACCOUNT NAME</th>
          <th scope="col">ACCOUNT ID</th>
          <th scope="col">BELOW</th>
          <th scope="col">SUB-PARTNERS</th>
        </tr>
      </thead>
      <tbody>
        {partners.map((account) => (
          <tr>
            <td>
              <a href={pathOf(state, `/support/accounts/${account.billingId}`)}>{account.name}</a>
            </td>
            <td data-label="Account ID">{account.billingId}</td>
            <td data-label="Below">{account.parent?.name ?? '–'}</td>
            <td data-label="Sub-partners">{account.subPartnersAllowed ? 'on' : 'off'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface AnswerProps {
  readonly state: PortalState;
  readonly account: Account;
  /** Empty where the account was not made here. */
  readonly ticket: string;
  readonly done: string;
}

const notices: Readonly<Record<string, string>> = {
  on: 'Sub-partners are switched on: Add Partner is there from now on.',
  off: 'Sub-partners are switched off.',
};

/** What support answers, to be carried back to who asked. */
export function AnswerPage({ state, account, ticket, done }: AnswerProps) {
  const { name, billingId, createdAt, subPartnersAllowed } = account;
  const primary = administratorsOf(state, account).find(({ isPrimary }) => isPrimary);
  return (
    <SupportPage state={state} title={name} narrow>
      <div class="card">
        <h1>{ticket === '' ? name : `Answer to ${ticket}`}</h1>
        <Notice text={notices[done]} />
        <dl>
          <dt>Account name</dt>
          <dd>{name}</dd>
          <dt>Account ID</dt>
          <dd id="billing-id">{billingId}</dd>
          <dt>Created</dt>
          <dd>{moment(createdAt)}</dd>
          <dt>Primary</dt>
          <dd>{primary === undefined ? 'none' : `${primary.userName}, ${primary.email}`}</dd>
          <dt>Sub-partners</dt>
          <dd>{subPartnersAllowed ? 'on' : 'off'}</dd>
        </dl>
        {account.parent === null ? <CarryBack {...{ billingId, ticket, email: primary?.email ?? '' }} /> : null}
        <form method="post" action={pathOf(state, `/support/accounts/${billingId}/sub-partners`)}>
          <input type="hidden" name="allowed" value={subPartnersAllowed ? 'no' : 'yes'} />
          <p class="row">
            <button type="submit">{`Switch sub-partners ${subPartnersAllowed ? 'off' : 'on'}`}</button>
            <a class="button plain" href={pathOf(state, '/support')}>
              Back
            </a>
          </p>
        </form>
      </div>
    </SupportPage>
  );
}

interface CarryBackProps {
  readonly billingId: string;
  readonly ticket: string;
  readonly email: string;
}

function CarryBack({ billingId, ticket, email }: CarryBackProps) {
  return (
    <>
      <p>
        {`Carry the account ID back when you attest the step: `}
        <code>{`--set billingId=${billingId}${ticket === '' ? '' : ` --evidence ${ticket}`}`}</code>
      </p>
      {email === '' ? null : (
        <p>
          {'The welcome mail and the Administrator Account Details went to '}
          <a href={`/_sandbox/mails?to=${encodeURIComponent(email)}`}>{email}</a>.
        </p>
      )}
    </>
  );
}

interface SupportPageProps {
  readonly state: PortalState;
  readonly title: string;
  readonly narrow?: boolean;
  readonly children?: Child;
}

function SupportPage({ state, title, narrow, children }: SupportPageProps) {
  const bar = <strong>{`Stand-in for IBM MaaS360 support · ${state.portal}`}</strong>;
  return (
    <PageFrame title={`${title} · Support`} narrow={narrow === true} bar={bar}>
      <div style="overflow-wrap:break-word">{children}</div>
      <p class="soft">
        Rollcall's emulation. IBM's support has no such page: it answers cases, and this stands for it.
      </p>
    </PageFrame>
  );
}
