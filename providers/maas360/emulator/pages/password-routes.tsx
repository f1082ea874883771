import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import { changePassword } from '../first-steps.ts';
import { passwordHint } from '../passwords.ts';
import type { PortalState } from '../portal-state.ts';
import type { FieldProblem } from '../refusal.ts';
import { goTo, inTurn, pathOf, readForm } from './page-context.ts';
import type { Pages, Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';
import type { Session } from './sessions.ts';

/** Documented: forced at once after the login with a temporary password. */
export function addPasswordPages(pages: Pages): void {
  const show = ({ c, state, session }: Visit) => c.html(<PasswordPage state={state} session={session} errors={[]} />);
  pages.app.get('/change-password', inTurn(pages, 'change-password', show));
  pages.app.post('/change-password', inTurn(pages, 'change-password', save));
}

async function save({ c, state, session }: Visit): Promise<Response> {
  const form = await readForm(c);
  const given = { password: form.secret('password'), confirmPassword: form.secret('confirmPassword') };
  const errors = changePassword(state, session.person, given);
  if (errors.length === 0) return goTo(c, state, '/profile?after=password');
  return c.html(<PasswordPage state={state} session={session} errors={errors} />, 400);
}

interface PasswordPageProps {
  readonly state: PortalState;
  readonly session: Session;
  readonly errors: readonly FieldProblem[];
}

function PasswordPage({ state, session, errors }: PasswordPageProps) {
  const ours =
    'That this page follows the first login, and its Save, are the vendor’s; the rules for passwords are ours.';
  return (
    <PortalPage state={state} title="Change password" session={session} narrow ours={ours}>
      <div class="card">
        <h1>Change your password</h1>
        <p>You have logged in with a temporary password. Choose your own before you go on.</p>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(state, '/change-password')} novalidate>
          <TextField
            name="userName"
            label="Username"
            value={session.person.userName}
            autoComplete="username"
            readOnly
          />
          <TextField
            name="password"
            label="New password"
            type="password"
            hint={passwordHint}
            autoComplete="new-password"
            errors={errors}
          />
          <TextField
            name="confirmPassword"
            label="Confirm new password"
            type="password"
            autoComplete="new-password"
            errors={errors}
          />
          <button type="submit">Save</button>
        </form>
      </div>
    </PortalPage>
  );
}
