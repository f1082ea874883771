import { ErrorSummary, TextField } from '../../../../kit/sandbox/form-fields.tsx';
import type { Directory, PanelUser } from '../directory.ts';
import { setPanelPassword } from '../mycp.ts';
import type { FieldProblem } from '../mycp.ts';
import { panelPasswordHint } from '../password-rules.ts';
import { pathOf, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { PanelPage } from './panel-page.tsx';

/** Where the link of the mail leads. */
export function addMycpPasswordPages({ app, directory }: Pages): void {
  app.get('/mycp/set-password/:token', (c) => {
    const token = c.req.param('token');
    const user = directory().passwordLinks.get(token);
    if (user === undefined) return c.html(<DeadLinkPage directory={directory()} />, 404);
    return c.html(<PasswordPage directory={directory()} user={user} token={token} errors={[]} />);
  });
  app.post('/mycp/set-password/:token', async (c) => {
    const token = c.req.param('token');
    const user = directory().passwordLinks.get(token);
    if (user === undefined) return c.html(<DeadLinkPage directory={directory()} />, 404);
    const form = await readForm(c);
    const given = { password: form('password'), confirmPassword: form('confirmPassword') };
    const errors = setPanelPassword(directory(), user, given);
    if (errors.length === 0) return c.html(<DonePage directory={directory()} user={user} />);
    return c.html(<PasswordPage directory={directory()} user={user} token={token} errors={errors} />, 400);
  });
}

interface PasswordPageProps {
  readonly directory: Directory;
  readonly user: PanelUser;
  readonly token: string;
  readonly errors: readonly FieldProblem[];
}

function PasswordPage({ directory, user, token, errors }: PasswordPageProps) {
  return (
    <PanelPage directory={directory} panel="mycp" title="Change your password" narrow>
      <div class="card">
        <h1>Change your password</h1>
        <p>This is the password for your control panel (myCP).</p>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(directory, `/mycp/set-password/${token}`)} novalidate>
          <TextField name="login" label="Login" value={user.login} autoComplete="username" readOnly />
          <TextField
            name="password"
            label="New password"
            type="password"
            hint={panelPasswordHint}
            autoComplete="new-password"
            errors={errors}
          />
          <TextField
            name="confirmPassword"
            label="New password again"
            type="password"
            autoComplete="new-password"
            errors={errors}
          />
          <button type="submit">Ok</button>
        </form>
      </div>
    </PanelPage>
  );
}

function DonePage({ directory, user }: { directory: Directory; user: PanelUser }) {
  return (
    <PanelPage directory={directory} panel="mycp" title="Your password is set" narrow>
      <div class="card">
        <h1>Your password is set</h1>
        <p class="notice" role="status">{`Your login is ${user.login}.`}</p>
        <p>
          <a class="button" href={pathOf(directory, '/mycp/login')}>
            Open myCP
          </a>
        </p>
      </div>
    </PanelPage>
  );
}

function DeadLinkPage({ directory }: { directory: Directory }) {
  return (
    <PanelPage directory={directory} panel="mycp" title="This link cannot be used" narrow>
      <div class="card">
        <h1>This link cannot be used</h1>
        <p>It was used already, or a newer mail has taken its place. Ask your administrator for a new one.</p>
        <p>
          <a class="button" href={pathOf(directory, '/mycp/login')}>
            Open myCP
          </a>
        </p>
      </div>
    </PanelPage>
  );
}
