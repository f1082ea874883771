import { ErrorSummary, TextField } from '../../../../kit/sandbox/form-fields.tsx';
import { PageFrame } from '../../../../kit/sandbox/page-frame.tsx';
import type { Directory } from '../directory.ts';
import { signInAtIbm } from '../mycp.ts';
import type { FieldProblem } from '../mycp.ts';
import { pathOf, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';

/** IBM's own sign-in page. A ticket says that the person came by the panel's Login button. */
export function addIbmPortalPages({ app, directory, tickets }: Pages): void {
  app.get('/ibm/sign-in', (c) => {
    const ticket = c.req.query('from') ?? '';
    return c.html(<SignInPage directory={directory()} ticket={ticket} email={tickets.get(ticket) ?? ''} errors={[]} />);
  });
  app.post('/ibm/sign-in', async (c) => {
    const form = await readForm(c);
    const email = form('email').trim();
    const ticket = form('from');
    const fromPanel = tickets.get(ticket)?.toLowerCase() === email.toLowerCase();
    const errors = signInAtIbm(directory(), { email, password: form('password'), fromPanel });
    if (errors.length > 0) {
      return c.html(<SignInPage directory={directory()} ticket={ticket} email={email} errors={errors} />, 400);
    }
    tickets.delete(ticket);
    return c.html(<InsidePage email={email} />);
  });
}

interface SignInProps {
  readonly directory: Directory;
  readonly ticket: string;
  readonly email: string;
  readonly errors: readonly FieldProblem[];
}

function SignInPage({ directory, ticket, email, errors }: SignInProps) {
  return (
    <IbmPage title="Sign in">
      <h1>IBM Connections Cloud</h1>
      <ErrorSummary errors={errors} />
      <form method="post" action={pathOf(directory, '/ibm/sign-in')} novalidate>
        <input type="hidden" name="from" value={ticket} />
        <TextField name="email" label="User ID" value={email} autoComplete="username" errors={errors} />
        <TextField name="password" label="Password" type="password" autoComplete="current-password" errors={errors} />
        <button type="submit">Sign in</button>
      </form>
    </IbmPage>
  );
}

function InsidePage({ email }: { email: string }) {
  return (
    <IbmPage title="Home">
      <h1>You are in</h1>
      <p class="notice" role="status">
        {`You are signed in to the IBM Connections portal as ${email}.`}
      </p>
      <p>From now on you can sign in here directly.</p>
    </IbmPage>
  );
}

function IbmPage({ title, children }: { title: string; children?: unknown }) {
  return (
    <PageFrame title={`${title} · IBM Connections Cloud`} narrow bar={<strong>IBM Connections Cloud</strong>}>
      <div class="card">{children}</div>
      <p class="soft">Our emulation of IBM’s portal: the fields and the button are the article’s, the rest is ours.</p>
    </PageFrame>
  );
}
