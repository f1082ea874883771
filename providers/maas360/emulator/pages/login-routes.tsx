import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import { logIn, logInWithIbmId, requestIbmIdCode } from '../first-steps.ts';
import type { PortalState } from '../portal-state.ts';
import { isProblems } from '../refusal.ts';
import type { FieldProblem } from '../refusal.ts';
import { InboxLink } from './inbox-link.tsx';
import { Notice } from './notice.tsx';
import { goTo, pathOf, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';

/** Where the Administrator Account Details mail leads; and the way in of who has linked an IBMid. */
export function addLoginPages(pages: Pages): void {
  const { app, state, sessions } = pages;
  app.get('/', (c) => goTo(c, state(), '/home'));
  app.get('/login', (c) => c.html(<LoginPage state={state()} userName="" errors={[]} />));
  app.post('/login', async (c) => {
    const form = await readForm(c);
    const userName = form.text('userName');
    state().world.settle();
    const result = logIn(state(), { userName, password: form.secret('password') });
    if (isProblems(result)) return c.html(<LoginPage state={state()} userName={userName} errors={result} />, 400);
    sessions.start(c, result);
    return goTo(c, state(), '/home');
  });
  app.post('/logout', (c) => {
    sessions.end(c);
    return goTo(c, state(), '/login');
  });
  addIbmIdLogin(pages);
}

function addIbmIdLogin({ app, state, sessions }: Pages): void {
  app.get('/login/ibmid', (c) => {
    return c.html(<IbmIdPage state={state()} ibmId="" isLinked={c.req.query('linked') === 'yes'} errors={[]} />);
  });
  app.post('/login/ibmid', async (c) => {
    const ibmId = (await readForm(c)).text('ibmId');
    const errors = requestIbmIdCode(state(), ibmId);
    if (errors.length === 0) return goTo(c, state(), `/login/ibmid/code?${new URLSearchParams({ ibmId }).toString()}`);
    return c.html(<IbmIdPage state={state()} ibmId={ibmId} isLinked={false} errors={errors} />, 400);
  });
  app.get('/login/ibmid/code', (c) => {
    return c.html(<CodePage state={state()} ibmId={c.req.query('ibmId') ?? ''} errors={[]} />);
  });
  app.post('/login/ibmid/code', async (c) => {
    const form = await readForm(c);
    const ibmId = form.text('ibmId');
    state().world.settle();
    const result = logInWithIbmId(state(), { ibmId, code: form.text('code') });
    if (isProblems(result)) return c.html(<CodePage state={state()} ibmId={ibmId} errors={result} />, 400);
    sessions.start(c, result);
    return goTo(c, state(), '/home');
  });
}

interface FormProps {
  readonly state: PortalState;
  readonly errors: readonly FieldProblem[];
}

function LoginPage({ state, userName, errors }: FormProps & { readonly userName: string }) {
  return (
    <PortalPage state={state} title="Log in" narrow ours="The layout of this page is ours.">
      <div class="card">
        <h1>Log in</h1>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(state, '/login')} novalidate>
          <TextField name="userName" label="Username" value={userName} autoComplete="username" errors={errors} />
          <TextField name="password" label="Password" type="password" autoComplete="current-password" errors={errors} />
          <p class="row">
            <button type="submit">Log in</button>
            <a class="button plain" href={pathOf(state, '/login/ibmid')}>
              Log in with IBMid
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}

const oursOfIbm = 'IBM’s own login page is not emulated: a one-time code, sent to the sandbox’s inbox, stands for it.';

interface IbmIdProps extends FormProps {
  readonly ibmId: string;
}

function IbmIdPage({ state, ibmId, isLinked, errors }: IbmIdProps & { readonly isLinked: boolean }) {
  return (
    <PortalPage state={state} title="Log in with IBMid" narrow ours={oursOfIbm}>
      <div class="card">
        <h1>Log in with IBMid</h1>
        <Notice text={isLinked ? 'Your account is linked. Log in again with your IBMid.' : undefined} />
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(state, '/login/ibmid')} novalidate>
          <TextField
            name="ibmId"
            label="IBMid"
            type="email"
            value={ibmId}
            hint="Your e-mail address at IBM."
            autoComplete="username"
            errors={errors}
          />
          <p class="row">
            <button type="submit">Continue</button>
            <a class="button plain" href={pathOf(state, '/login')}>
              Back
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}

function CodePage({ state, ibmId, errors }: IbmIdProps) {
  return (
    <PortalPage state={state} title="Log in with IBMid" narrow ours={oursOfIbm}>
      <div class="card">
        <h1>Log in with IBMid</h1>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(state, '/login/ibmid/code')} novalidate>
          <TextField name="ibmId" label="IBMid" value={ibmId} autoComplete="username" errors={errors} readOnly />
          <TextField
            name="code"
            label="One-time passcode"
            hint={`It was sent to ${ibmId}.`}
            autoComplete="one-time-code"
            errors={errors}
          />
          <InboxLink to={ibmId} />
          <p class="row">
            <button type="submit">Log in</button>
            <a class="button plain" href={pathOf(state, '/login/ibmid')}>
              Back
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}
