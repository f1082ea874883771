import { ChoiceField, ErrorSummary, SelectField, TextField } from '../../../kit/sandbox/form-fields.tsx';
import { interests, jobRoles } from '../join.ts';
import type { FieldProblem, FirstPage, SecondPage } from '../join.ts';
import type { InvitationRow, Tenant } from '../tenant.ts';
import { passwordHint } from './password-hint.ts';
import { PortalPage, pathOf } from './portal-page.tsx';

export interface JoinFormProps<Values> {
  readonly tenant: Tenant;
  readonly invitation: InvitationRow;
  readonly values: Values;
  readonly errors: readonly FieldProblem[];
}

/** Page 1: fields and buttons as seen on the vendor's screen. */
export function FirstJoinPage(props: JoinFormProps<NameAndPhoneValues>) {
  const { tenant, invitation, values, errors } = props;
  const ours = 'Fields, button and password rules are the vendor’s.';
  return (
    <PortalPage tenant={tenant} title="Join the team" narrow ours={ours}>
      <div class="card">
        <p class="step">Step 1 of 2</p>
        <h1>{`Welcome to ${tenant.settings.product}`}</h1>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(tenant, `/join/${invitation.joinToken}`)} novalidate>
          <NameAndPhone values={values} errors={errors} />
          <FixedEmail invitation={invitation} />
          <TextField
            name="password"
            label="PASSWORD"
            type="password"
            hint={passwordHint}
            autoComplete="new-password"
            errors={errors}
          />
          <TextField
            name="confirmPassword"
            label="CONFIRM PASSWORD"
            type="password"
            autoComplete="new-password"
            errors={errors}
          />
          <button type="submit">NEXT</button>
        </form>
      </div>
    </PortalPage>
  );
}

/** Page 2. YOUR ROLE is the person's job, not their access. */
export function SecondJoinPage({ tenant, invitation, values, errors }: JoinFormProps<SecondPage>) {
  const ours = 'Only the first job role of the list was seen at the vendor’s; the others are ours.';
  return (
    <PortalPage tenant={tenant} title="One more thing" narrow ours={ours}>
      <div class="card">
        <p class="step">Step 2 of 2</p>
        <h1>One more thing</h1>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(tenant, `/join/${invitation.joinToken}/more`)} novalidate>
          <SelectField
            name="jobRole"
            label="YOUR ROLE"
            placeholder="Choose your role"
            choices={jobRoles}
            value={values.jobRole}
            errors={errors}
          />
          <ChoiceField
            name="interests"
            label="WHAT ARE YOU LOOKING FOR?"
            choices={interests}
            chosen={values.interests}
            errors={errors}
          />
          <TextField name="otherInterest" label="If other, what?" value={values.otherInterest} errors={errors} />
          <button type="submit">NEXT</button>
        </form>
      </div>
    </PortalPage>
  );
}

/** Single sign-on: name and phone are taken at the first login, and there is no password. */
export function FirstSsoLoginPage(props: JoinFormProps<NameAndPhoneValues>) {
  const { tenant, invitation, values, errors } = props;
  const ours = 'That name and phone are asked for here is the vendor’s; the layout is ours.';
  return (
    <PortalPage tenant={tenant} title="First login" narrow ours={ours}>
      <div class="card">
        <h1>{`Welcome to ${tenant.settings.product}`}</h1>
        <p>You are logged in with single sign-on. There is no password to set.</p>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(tenant, `/first-login/${invitation.joinToken}`)} novalidate>
          <NameAndPhone values={values} errors={errors} />
          <FixedEmail invitation={invitation} />
          <button type="submit">NEXT</button>
        </form>
      </div>
    </PortalPage>
  );
}

export function LinkEndedPage({ tenant, state }: { tenant: Tenant; state: 'ended' | 'unknown' }) {
  return (
    <PortalPage tenant={tenant} title="This link cannot be used" narrow ours="The words of this page are ours.">
      <div class="card">
        <h1>This link cannot be used</h1>
        <p>
          {state === 'ended'
            ? 'It was used already, or withdrawn, replaced by a newer one, or its seven days are over.'
            : 'It is not a link of this account, or it was used already.'}
        </p>
        <p>If you have joined, log in. If not, ask the person who invited you for a new invitation.</p>
        <p>
          <a class="button" href={pathOf(tenant, '/login')}>
            LOG IN
          </a>
        </p>
      </div>
    </PortalPage>
  );
}

type NameAndPhoneValues = Pick<FirstPage, 'name' | 'phone'>;

function FixedEmail({ invitation }: { invitation: InvitationRow }) {
  const { email } = invitation;
  return <TextField name="email" label="EMAIL ID" type="email" value={email} autoComplete="username" readOnly />;
}

interface NameAndPhoneProps {
  readonly values: NameAndPhoneValues;
  readonly errors: readonly FieldProblem[];
}

function NameAndPhone({ values, errors }: NameAndPhoneProps) {
  return (
    <>
      <TextField name="name" label="NAME" value={values.name} autoComplete="name" errors={errors} />
      <TextField
        name="phone"
        label="PHONE NUMBER (optional)"
        type="tel"
        value={values.phone}
        autoComplete="tel"
        errors={errors}
      />
    </>
  );
}
