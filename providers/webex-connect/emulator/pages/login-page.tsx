import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import type { FieldProblem } from '../join.ts';
import type { TeammateRow, Tenant } from '../tenant.ts';
import { PortalPage, pathOf } from './portal-page.tsx';

export interface LoginPageProps {
  readonly tenant: Tenant;
  readonly email: string;
  readonly errors: readonly FieldProblem[];
}

/** Which boxes there are depends on the tenant's login option. */
export function LoginPage({ tenant, email, errors }: LoginPageProps) {
  const { login } = tenant.settings;
  const ours = 'Single sign-on is played: whoever gives an e-mail address is taken for that person.';
  return (
    <PortalPage tenant={tenant} title="Log in" narrow ours={login === 'password' ? 'Nothing here is real.' : ours}>
      <div class="card">
        <h1>Log in</h1>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(tenant, '/login')} novalidate>
          <TextField name="email" label="EMAIL ID" type="email" value={email} autoComplete="username" errors={errors} />
          <TextField name="password" label="PASSWORD" type="password" autoComplete="current-password" errors={errors} />
          <p class="row">
            <button type="submit" name="by" value="password">
              LOG IN
            </button>
            {login === 'password' ? null : (
              <button type="submit" class="plain" name="by" value="sso">
                LOG IN WITH SINGLE SIGN-ON
              </button>
            )}
          </p>
        </form>
      </div>
    </PortalPage>
  );
}

export function WelcomePage({ tenant, person }: { tenant: Tenant; person: TeammateRow }) {
  return (
    <PortalPage tenant={tenant} title="Welcome" person={person} narrow ours="The vendor shows its home page here.">
      <div class="card">
        <h1>{`Welcome, ${person.name}`}</h1>
        <p class="notice" role="status">
          You are logged in.
        </p>
        <dl>
          <dt>Account</dt>
          <dd>{person.email}</dd>
          <dt>Permissions</dt>
          <dd>{person.role}</dd>
        </dl>
        <p>
          <a class="button" href={pathOf(tenant, '/settings/teammates')}>
            Settings → Teammates
          </a>
        </p>
      </div>
    </PortalPage>
  );
}
