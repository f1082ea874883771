import { ErrorSummary, TextField } from '../../../../kit/sandbox/form-fields.tsx';
import type { Directory } from '../directory.ts';
import { isProblems, logIn } from '../mycp.ts';
import type { FieldProblem } from '../mycp.ts';
import { goTo, pathOf, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { PanelPage } from './panel-page.tsx';

const homes = { ccp: '/ccp/users', mycp: '/mycp' } as const;

/** The login pages of both panels. The login is the e-mail address, as the article says. */
export function addLoginPages(pages: Pages): void {
  const { app, directory } = pages;
  for (const panel of ['ccp', 'mycp'] as const) {
    app.get(`/${panel}/login`, (c) => c.html(<LoginPage directory={directory()} panel={panel} login="" errors={[]} />));
    app.post(`/${panel}/login`, async (c) => {
      const form = await readForm(c);
      const login = form('login').trim();
      const result = logIn(directory(), { login, password: form('password'), admin: panel === 'ccp' });
      if (isProblems(result)) {
        return c.html(<LoginPage directory={directory()} panel={panel} login={login} errors={result} />, 400);
      }
      pages[panel].start(c, result);
      return goTo(c, pages, homes[panel]);
    });
    app.post(`/${panel}/logout`, (c) => {
      pages[panel].end(c);
      return goTo(c, pages, `/${panel}/login`);
    });
  }
}

interface LoginPageProps {
  readonly directory: Directory;
  readonly panel: 'ccp' | 'mycp';
  readonly login: string;
  readonly errors: readonly FieldProblem[];
}

function LoginPage({ directory, panel, login, errors }: LoginPageProps) {
  return (
    <PanelPage directory={directory} panel={panel} title="Login" narrow>
      <div class="card">
        <h1>Login</h1>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(directory, `/${panel}/login`)} novalidate>
          <TextField name="login" label="Login" value={login} autoComplete="username" errors={errors} />
          <TextField name="password" label="Password" type="password" autoComplete="current-password" errors={errors} />
          <button type="submit">Login</button>
        </form>
      </div>
    </PanelPage>
  );
}
