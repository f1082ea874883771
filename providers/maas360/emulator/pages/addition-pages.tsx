import type { Child } from 'hono/jsx';
import { ErrorSummary, SelectField, TextField } from '../../../kit/sandbox/form-fields.tsx';
import type { Account } from '../portal-state.ts';
import type { FieldProblem } from '../refusal.ts';
import { eulaChoices } from './account-words.ts';
import { pathOf } from './page-context.ts';
import type { Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';

/** Everything that one of the two forms asks for, as it was typed. */
export interface AdditionForm {
  readonly type: string;
  readonly name: string;
  readonly adminEmail: string;
  readonly country: string;
  readonly language: string;
  readonly vertical: string;
  readonly acceptEula: string;
  readonly committedLicenses: string;
  readonly days: string;
  readonly displayName: string;
  readonly code: string;
  readonly trialDays: string;
}

export interface AdditionPageProps {
  readonly visit: Visit;
  /** The account that the new one comes below. */
  readonly parent: Account;
  readonly values: AdditionForm;
  readonly errors: readonly FieldProblem[];
}

/** For customers and trials. */
export function AddAccountPage(props: AdditionPageProps) {
  const { parent, values, errors } = props;
  const types = [
    { value: 'customer', label: 'Customer' },
    { value: 'trial', label: 'Trial' },
  ];
  const agreements = eulaChoices.map((label, number) => ({ value: String(number), label }));
  return (
    <AdditionFrame {...props} action="Add Account" slug="add-account">
      <SelectField name="type" label="Account type" choices={types} value={values.type} errors={errors} />
      <TextField
        name="name"
        label="Account name"
        value={values.name}
        hint="Letters and digits, without special characters. It must be unique."
        errors={errors}
      />
      <TextField
        name="adminEmail"
        label="Administrator email address"
        type="email"
        value={values.adminEmail}
        hint="Gets the notifications and the login credentials."
        errors={errors}
      />
      <TextField
        name="committedLicenses"
        label="Committed licenses (customers only)"
        value={values.committedLicenses}
        errors={errors}
      />
      <TextField
        name="days"
        label="Trial duration in days (trials only)"
        value={values.days}
        hint={`${parent.trialDays} where you leave it empty, and ${parent.maximumTrialDays} at most.`}
        errors={errors}
      />
      <CountryAndLanguage {...props} />
      <TextField name="vertical" label="Customer vertical (optional)" value={values.vertical} errors={errors} />
      <SelectField
        name="acceptEula"
        label="Force admins to accept EULA"
        choices={agreements}
        value={values.acceptEula}
        errors={errors}
      />
    </AdditionFrame>
  );
}

export function AddPartnerPage(props: AdditionPageProps) {
  const { parent, values, errors } = props;
  return (
    <AdditionFrame {...props} action="Add Partner" slug="add-partner">
      <TextField
        name="name"
        label="Unique user name"
        value={values.name}
        hint="The account name: letters and digits, without special characters."
        errors={errors}
      />
      <TextField name="displayName" label="Display user name (optional)" value={values.displayName} errors={errors} />
      <TextField name="adminEmail" label="Email address" type="email" value={values.adminEmail} errors={errors} />
      <TextField
        name="code"
        label="Unique code (optional)"
        value={values.code}
        hint="Exactly 8 letters and digits."
        errors={errors}
      />
      <CountryAndLanguage {...props} />
      <TextField
        name="trialDays"
        label="Default trial period for accounts, in days"
        value={values.trialDays}
        hint={`At most ${parent.trialDays}, as for ${parent.name}.`}
        errors={errors}
      />
      <p class="hint">{`The account setup is copied from ${parent.name}.`}</p>
    </AdditionFrame>
  );
}

function CountryAndLanguage({ values, errors }: AdditionPageProps) {
  return (
    <div class="row" style="margin-bottom:1.1rem">
      <TextField name="country" label="Default country" value={values.country} errors={errors} />
      <TextField name="language" label="Default language" value={values.language} errors={errors} />
    </div>
  );
}

interface AdditionFrameProps extends AdditionPageProps {
  readonly action: string;
  readonly slug: string;
  readonly children?: Child;
}

function AdditionFrame({ visit, parent, errors, action, slug, children }: AdditionFrameProps) {
  const { state, session } = visit;
  const ours = 'The names of the fields are the vendor’s; what may be left out is ours.';
  return (
    <PortalPage state={state} title={action} session={session} narrow ours={ours}>
      <div class="card">
        <h1>{action}</h1>
        <p>{`Below ${parent.name}, ${parent.billingId}.`}</p>
        <ErrorSummary errors={errors} />
        <form id="form" method="post" action={pathOf(state, `/accounts/${parent.billingId}/${slug}`)} novalidate>
          {children}
          <p class="row">
            <button type="submit">Add</button>
            <a class="button plain" href={pathOf(state, '/accounts')}>
              Back
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}
