import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import { findUser, stateOf, userNameOf } from '../control-hub-state.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';
import { heldBy } from '../licences/holding.ts';
import type { FieldProblem } from '../password-rules.ts';
import { signIn } from '../sign-in.ts';
import { HubPage, pathOf } from './hub-page.tsx';
import { goTo, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { textIn } from '../json-parts.ts';

export function addSignInPages({ app, hub, sessions }: Pages): void {
  app.get('/', (c) => goTo(c, hub(), sessions.current(c) === undefined ? '/sign-in' : '/welcome'));
  app.get('/sign-in', (c) => c.html(<SignInPage hub={hub()} email="" errors={[]} />));
  app.post('/sign-in', async (c) => {
    const form = await readForm(c);
    const email = form('email').trim();
    const errors = signIn(hub(), { email, password: form('password') });
    const user = findUser(hub(), email);
    if (errors.length > 0 || user === undefined) {
      return c.html(<SignInPage hub={hub()} email={email} errors={errors} />, 400);
    }
    sessions.start(c, user);
    return goTo(c, hub(), '/welcome');
  });
  app.post('/sign-out', (c) => {
    sessions.end(c);
    return goTo(c, hub(), '/sign-in');
  });
  app.get('/welcome', (c) => {
    const user = sessions.current(c);
    return user === undefined ? goTo(c, hub(), '/sign-in') : c.html(<WelcomePage hub={hub()} user={user} />);
  });
}

interface SignInProps {
  readonly hub: ControlHub;
  readonly email: string;
  readonly errors: readonly FieldProblem[];
}

function SignInPage({ hub, email, errors }: SignInProps) {
  return (
    <HubPage hub={hub} title="Sign in" narrow ours="Nothing here is real.">
      <div class="card">
        <h1>Sign in</h1>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(hub, '/sign-in')} novalidate>
          <TextField name="email" label="Email" type="email" value={email} autoComplete="username" errors={errors} />
          <TextField name="password" label="Password" type="password" autoComplete="current-password" errors={errors} />
          <button type="submit">SIGN IN</button>
        </form>
      </div>
    </HubPage>
  );
}

function WelcomePage({ hub, user }: { hub: ControlHub; user: HubUser }) {
  const licences = heldBy(hub, user).map((id) => hub.pools.get(id)?.name ?? id);
  return (
    <HubPage hub={hub} title="Welcome" user={user} narrow ours="The vendor shows its home page here.">
      <div class="card">
        <h1>{`Welcome, ${textIn(user.attributes['displayName'])}`}</h1>
        <p class="notice" role="status">
          You are signed in.
        </p>
        <dl>
          <dt>Account</dt>
          <dd>{userNameOf(user)}</dd>
          <dt>Status</dt>
          <dd>{stateOf(user)}</dd>
          <dt>Licenses</dt>
          <dd>{licences.join(', ') || 'none'}</dd>
        </dl>
      </div>
    </HubPage>
  );
}
