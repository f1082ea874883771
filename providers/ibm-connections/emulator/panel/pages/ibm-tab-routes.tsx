import { serviceOf } from '../directory.ts';
import type { Directory, PanelUser } from '../directory.ts';
import { syncIbm } from '../mycp.ts';
import type { FieldProblem } from '../mycp.ts';
import { ErrorSummary } from '../../../../kit/sandbox/form-fields.tsx';
import { goTo, loggedIn, pathOf } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { PanelPage } from './panel-page.tsx';

/** myCP and its tab for IBM: Set Password, Sync, Login. */
export function addIbmTabPages(pages: Pages): void {
  const { app, directory, tickets } = pages;
  app.get(
    '/mycp',
    loggedIn(pages, 'mycp', (c, person) => c.html(<HomePage directory={directory()} person={person} />)),
  );
  app.get(
    '/mycp/ibm-connections',
    loggedIn(pages, 'mycp', (c, person) => {
      const done = c.req.query('done') ?? '';
      return c.html(<IbmTabPage directory={directory()} person={person} done={done} errors={[]} />);
    }),
  );
  app.post(
    '/mycp/ibm-connections/sync',
    loggedIn(pages, 'mycp', (c, person) => {
      const errors = syncIbm(directory(), person);
      if (errors.length === 0) return goTo(c, pages, '/mycp/ibm-connections?done=sync');
      return c.html(<IbmTabPage directory={directory()} person={person} done="" errors={errors} />, 400);
    }),
  );
  app.post(
    '/mycp/ibm-connections/login',
    loggedIn(pages, 'mycp', (c, person) => {
      const ticket = directory().world.newId();
      tickets.set(ticket, serviceOf(directory(), person)?.email ?? person.email);
      return goTo(c, pages, `/ibm/sign-in?from=${ticket}`);
    }),
  );
}

interface PersonProps {
  readonly directory: Directory;
  readonly person: PanelUser;
}

function HomePage({ directory, person }: PersonProps) {
  return (
    <PanelPage directory={directory} panel="mycp" title="Home" person={person} narrow>
      <div class="card">
        <h1>{`Welcome, ${person.givenName}`}</h1>
        <p>Your services are in the menu.</p>
      </div>
    </PanelPage>
  );
}

const notices: Readonly<Record<string, string>> = {
  password: 'Your password was submitted. Click Sync to synchronize the changes with the IBM Connections portal.',
  sync: 'Your changes are synchronized with the IBM Connections portal. You can log in now.',
};

interface IbmTabProps extends PersonProps {
  readonly done: string;
  readonly errors: readonly FieldProblem[];
}

function IbmTabPage({ directory, person, done, errors }: IbmTabProps) {
  const service = serviceOf(directory, person);
  const notice = notices[done];
  return (
    <PanelPage directory={directory} panel="mycp" title="IBM Connections Cloud" person={person} narrow>
      <div class="card">
        <h1>IBM Connections Cloud</h1>
        {notice === undefined ? null : (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        <ErrorSummary errors={errors} />
        {service === undefined ? <p id="service">This service is not assigned to you.</p> : null}
        {service === undefined ? null : <Buttons directory={directory} email={service.email} />}
      </div>
    </PanelPage>
  );
}

function Buttons({ directory, email }: { directory: Directory; email: string }) {
  const subscriber = directory.service.subscriberByEmail(email);
  return (
    <>
      <dl>
        <dt>User ID</dt>
        <dd>{email}</dd>
        <dt>Password</dt>
        <dd>{subscriber?.hasPassword === true ? 'set' : 'not set'}</dd>
        <dt>Synchronized</dt>
        <dd>{subscriber?.isSyncPending === true ? 'not yet' : 'yes'}</dd>
      </dl>
      <div class="row">
        <a class="button" href={pathOf(directory, '/mycp/ibm-connections/set-password')}>
          Set Password
        </a>
        <form method="post" action={pathOf(directory, '/mycp/ibm-connections/sync')}>
          <button type="submit" class="plain" id="sync">
            Sync
          </button>
        </form>
        <form method="post" action={pathOf(directory, '/mycp/ibm-connections/login')}>
          <button type="submit" class="plain">
            Login
          </button>
        </form>
      </div>
    </>
  );
}
