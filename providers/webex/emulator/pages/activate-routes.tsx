import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { userNameOf } from '../control-hub-state.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';
import { passwordHint } from '../password-rules.ts';
import type { FieldProblem } from '../password-rules.ts';
import { choosePassword, verifyAddress } from '../sign-in.ts';
import { HubPage, pathOf } from './hub-page.tsx';
import { goTo, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';

type Answer = Response | Promise<Response>;

/** From the link in the mail to the first sign-in: first the address, then a password. */
export function addActivatePages({ app, hub, sessions }: Pages): void {
  const route = (act: (c: EmulatorContext, user: HubUser) => Answer) => (c: EmulatorContext) => {
    const user = linkedUser(hub(), c.req.param('token') ?? '');
    return user === undefined ? c.html(<LinkEndedPage hub={hub()} />, 404) : act(c, user);
  };
  app.get(
    '/activate/:token',
    route((c, user) => c.html(<ActivatePage hub={hub()} user={user} errors={[]} />)),
  );
  app.post(
    '/activate/:token/verify',
    route((c, user) => {
      verifyAddress(hub(), user);
      return goTo(c, hub(), `/activate/${user.activation ?? ''}`);
    }),
  );
  app.post(
    '/activate/:token/password',
    route(async (c, user) => {
      const form = await readForm(c);
      const given = { password: form('password'), again: form('confirmPassword') };
      const errors = choosePassword(hub(), user, given);
      if (errors.length > 0) return c.html(<ActivatePage hub={hub()} user={user} errors={errors} />, 400);
      sessions.start(c, user);
      return goTo(c, hub(), '/welcome');
    }),
  );
}

/** A used link, or one that a newer mail replaced, opens nothing. */
function linkedUser({ users }: ControlHub, token: string): HubUser | undefined {
  return [...users.values()].find(({ activation }) => activation !== null && activation === token);
}

interface ActivateProps {
  readonly hub: ControlHub;
  readonly user: HubUser;
  readonly errors: readonly FieldProblem[];
}

function ActivatePage(props: ActivateProps) {
  const { hub, user } = props;
  return (
    <HubPage hub={hub} title="Activate" narrow ours="The two steps are the vendor's, their words and rules are ours.">
      <div class="card">
        <p class="step">{user.isVerified ? 'Step 2 of 2' : 'Step 1 of 2'}</p>
        {user.isVerified ? <PasswordStep {...props} /> : <VerifyStep {...props} />}
      </div>
    </HubPage>
  );
}

function VerifyStep({ hub, user }: ActivateProps) {
  return (
    <>
      <h1>Verify your e-mail address</h1>
      <p>{`You were added to ${hub.settings.orgName} as ${userNameOf(user)}.`}</p>
      <form method="post" action={pathOf(hub, `/activate/${user.activation ?? ''}/verify`)}>
        <button type="submit">VERIFY</button>
      </form>
    </>
  );
}

function PasswordStep({ hub, user, errors }: ActivateProps) {
  return (
    <>
      <h1>Create your password</h1>
      <ErrorSummary errors={errors} />
      <form method="post" action={pathOf(hub, `/activate/${user.activation ?? ''}/password`)} novalidate>
        <TextField name="email" label="Email" type="email" value={userNameOf(user)} autoComplete="username" readOnly />
        <TextField
          name="password"
          label="Password"
          type="password"
          hint={passwordHint}
          autoComplete="new-password"
          errors={errors}
        />
        <TextField
          name="confirmPassword"
          label="Confirm password"
          type="password"
          autoComplete="new-password"
          errors={errors}
        />
        <button type="submit">SAVE AND SIGN IN</button>
      </form>
    </>
  );
}

function LinkEndedPage({ hub }: { hub: ControlHub }) {
  return (
    <HubPage hub={hub} title="This link cannot be used" narrow ours="The words of this page are ours.">
      <div class="card">
        <h1>This link cannot be used</h1>
        <p>It was used already, or a newer mail replaced it. If you have a password, sign in.</p>
        <p>
          <a class="button" href={pathOf(hub, '/sign-in')}>
            SIGN IN
          </a>
        </p>
      </div>
    </HubPage>
  );
}
