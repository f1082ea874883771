import type { EmulatorContext } from '../../../../kit/emulator-operation.ts';
import { serviceOf } from '../directory.ts';
import type { Directory, PanelUser } from '../directory.ts';
import { sendPasswordMail } from '../mails.ts';
import { nextStep } from '../next-step.ts';
import { goTo, loggedIn, pathOf } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { PanelPage } from './panel-page.tsx';

/** The administrator's way through the article: Users, display name, Reset Password, Ok. */
export function addUsersPages(pages: Pages): void {
  const { app, directory } = pages;
  app.get('/ccp', (c) => goTo(c, pages, '/ccp/users'));
  app.get(
    '/ccp/users',
    loggedIn(pages, 'ccp', (c, admin) => c.html(<UsersPage directory={directory()} admin={admin} />)),
  );
  app.get(
    '/ccp/users/:id',
    loggedIn(pages, 'ccp', (c, admin) => {
      const user = userIn(pages, c, admin);
      if (user === undefined) return goTo(c, pages, '/ccp/users');
      const isSent = c.req.query('sent') === 'yes';
      return c.html(<UserPage directory={directory()} admin={admin} user={user} isSent={isSent} />);
    }),
  );
  app.get(
    '/ccp/users/:id/reset-password',
    loggedIn(pages, 'ccp', (c, admin) => {
      const user = userIn(pages, c, admin);
      if (user === undefined) return goTo(c, pages, '/ccp/users');
      return c.html(<ConfirmPage directory={directory()} admin={admin} user={user} />);
    }),
  );
  app.post(
    '/ccp/users/:id/reset-password',
    loggedIn(pages, 'ccp', (c, admin) => {
      const user = userIn(pages, c, admin);
      if (user === undefined) return goTo(c, pages, '/ccp/users');
      sendPasswordMail(directory(), user);
      return goTo(c, pages, `/ccp/users/${user.uuid}?sent=yes`);
    }),
  );
}

/** A user of the administrator's own account. */
function userIn({ directory }: Pages, c: EmulatorContext, admin: PanelUser): PanelUser | undefined {
  const user = directory().users.get(c.req.param('id') ?? '');
  return user?.customer === admin.customer ? user : undefined;
}

interface PageProps {
  readonly directory: Directory;
  readonly admin: PanelUser;
}

function UsersPage({ directory, admin }: PageProps) {
  const users = [...directory.users.values()].filter(({ customer }) => customer === admin.customer);
  return (
    <PanelPage directory={directory} panel="ccp" title="Users" person={admin}>
      <h1>Users</h1>
      <section>
        <table>
          <caption>{`${users.length} users of ${admin.customer.name}`}</caption>
          <thead>
            <tr>
              <th scope="col">DISPLAY NAME</th>
              <th scope="col">E-MAIL</th>
              <th scope="col">SERVICES</th>
              <th scope="col">STATUS</th>
            </tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <tr>
                <td>
                  <a href={pathOf(directory, `/ccp/users/${user.uuid}`)}>{displayName(user)}</a>
                </td>
                <td data-label="E-mail">{user.email}</td>
                <td data-label="Services">
                  {serviceOf(directory, user) === undefined ? 'none' : 'IBM Connections Cloud'}
                </td>
                <td data-label="Status">{user.disabled ? 'Disabled' : 'Enabled'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </PanelPage>
  );
}

function UserPage({
  directory,
  admin,
  user,
  isSent,
}: PageProps & { readonly user: PanelUser; readonly isSent: boolean }) {
  const next = nextStep(directory, user);
  return (
    <PanelPage directory={directory} panel="ccp" title={displayName(user)} person={admin} narrow>
      <div class="card">
        <h1>{displayName(user)}</h1>
        {isSent ? (
          <p class="notice" role="status">
            {`The invitation was sent to ${user.email}.`}
          </p>
        ) : null}
        <dl>
          <dt>Login</dt>
          <dd>{user.login}</dd>
          <dt>E-mail</dt>
          <dd>{user.email}</dd>
          <dt>Services</dt>
          <dd>{serviceOf(directory, user) === undefined ? 'none' : 'IBM Connections Cloud'}</dd>
          <dt>Waiting for</dt>
          <dd>{next === null ? 'nothing' : next.label}</dd>
        </dl>
        <p>
          <a class="button" href={pathOf(directory, `/ccp/users/${user.uuid}/reset-password`)}>
            Reset Password
          </a>
        </p>
      </div>
    </PanelPage>
  );
}

function ConfirmPage({ directory, admin, user }: PageProps & { readonly user: PanelUser }) {
  return (
    <PanelPage directory={directory} panel="ccp" title="Reset Password" person={admin} narrow>
      <div class="card">
        <h1>Reset Password</h1>
        <p>{`An invitation to change the password will be sent to ${user.email}.`}</p>
        <form method="post" action={pathOf(directory, `/ccp/users/${user.uuid}/reset-password`)} class="row">
          <button type="submit">Ok</button>
          <a class="button plain" href={pathOf(directory, `/ccp/users/${user.uuid}`)}>
            Cancel
          </a>
        </form>
      </div>
    </PanelPage>
  );
}

function displayName({ givenName, familyName }: PanelUser): string {
  return `${givenName} ${familyName}`;
}
