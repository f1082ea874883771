import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import type { FieldProblem } from '../join.ts';
import { isPassword, passwordLifetime } from '../passwords.ts';
import type { Tenant } from '../tenant.ts';
import { LoginPage, WelcomePage } from './login-page.tsx';
import { goTo, logIn, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';

const wrong: readonly FieldProblem[] = [{ field: 'email', text: 'Wrong e-mail address or password.' }];

const stranger: readonly FieldProblem[] = [
  { field: 'email', text: 'Nobody with this e-mail address may log in here.' },
];

export function addLoginPages(pages: Pages): void {
  const { app, tenant, sessions } = pages;
  app.get('/', (c) => goTo(c, tenant(), sessions.current(c) === undefined ? '/login' : '/welcome'));
  app.get('/login', (c) => c.html(<LoginPage tenant={tenant()} email="" errors={[]} />));
  app.post('/login', async (c) => {
    const form = await readForm(c);
    const email = form.text('email').trim().toLowerCase();
    if (email === '') return refuse(pages, c, email, [{ field: 'email', text: 'Enter your e-mail address.' }]);
    if (form.text('by') === 'sso') return bySso(pages, c, email);
    return await byPassword(pages, c, { email, password: form.text('password') });
  });
  app.post('/logout', (c) => {
    const person = sessions.current(c);
    if (person !== undefined) tenant().auditLog.record(person, 'logout');
    sessions.end(c);
    return goTo(c, tenant(), '/login');
  });
  app.get('/welcome', (c) => {
    const person = sessions.current(c);
    if (person === undefined) return goTo(c, tenant(), '/login');
    return c.html(<WelcomePage tenant={tenant()} person={person} />);
  });
}

/** A password older than 150 days is changed before anything else. */
async function byPassword(
  pages: Pages,
  c: EmulatorContext,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Response> {
  const tenant = pages.tenant();
  const row = tenant.rows.get(email);
  if (row?.status !== 'ACTIVE') return refuse(pages, c, email, wrong);
  const kept = row.passwords.at(-1);
  const isRight = kept !== undefined && (await isPassword(password, kept));
  if (!isRight || (row.loginType === 'sso' && row.role !== 'Owner')) {
    tenant.auditLog.record(row, 'login', 'failed');
    return refuse(pages, c, email, wrong);
  }
  const isTooOld = tenant.world.now() - kept.setAt >= passwordLifetime;
  if (isTooOld) return goTo(c, tenant, `/set-password/${oldPasswordLink(tenant, email)}`);
  return logIn(pages, c, row);
}

function bySso(pages: Pages, c: EmulatorContext, email: string): Answer {
  const tenant = pages.tenant();
  const row = tenant.rows.get(email);
  const { login } = tenant.settings;
  if (row === undefined || login === 'password') return refuse(pages, c, email, stranger);
  if (row.status === 'INVITED') return goTo(c, tenant, `/first-login/${row.joinToken}`);
  if (row.loginType === 'password' && row.role !== 'Owner') {
    return refuse(pages, c, email, [{ field: 'password', text: 'Log in with your password.' }]);
  }
  return logIn(pages, c, row);
}

type Answer = Response | Promise<Response>;

function refuse(pages: Pages, c: EmulatorContext, email: string, errors: readonly FieldProblem[]): Answer {
  return c.html(<LoginPage tenant={pages.tenant()} email={email} errors={errors} />, 400);
}

function oldPasswordLink(tenant: Tenant, email: string): string {
  const token = tenant.world.newId();
  tenant.passwordLinks.set(token, email);
  return token;
}
