import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';
import { waitsForActivation } from '../lifecycle.ts';
import { sendActivationMail } from '../mails.ts';
import { claimPerson } from '../office.ts';
import type { FieldProblem } from '../password-rules.ts';
import { hubRoles } from '../roles.ts';
import { roleIds } from '../scim/attributes.ts';
import { HubPage, pathOf } from './hub-page.tsx';
import { goTo, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { LicencesTable, UsersTable } from './users-tables.tsx';

type Answer = Response | Promise<Response>;

/** Management → Users, for administrators. */
export function addUsersPages({ app, hub, sessions }: Pages): void {
  const route = (act: (c: EmulatorContext, user: HubUser) => Answer) => (c: EmulatorContext) => {
    const user = sessions.current(c);
    if (user === undefined) return goTo(c, hub(), '/sign-in');
    return isAdministrator(user) ? act(c, user) : c.html(<NotAllowedPage hub={hub()} user={user} />, 403);
  };
  app.get(
    '/users',
    route((c, user) => {
      const said = c.req.query('said') ?? '';
      return c.html(<UsersPage hub={hub()} user={user} said={notices.get(said) ?? ''} errors={[]} />);
    }),
  );
  app.post(
    '/users/:id/resend',
    route((c) => {
      const one = hub().users.get(c.req.param('id') ?? '');
      if (one !== undefined && waitsForActivation(one)) sendActivationMail(hub(), one);
      return goTo(c, hub(), '/users?said=sent');
    }),
  );
  app.post(
    '/users/claim',
    route(async (c, user) => {
      const email = (await readForm(c))('email').trim();
      const errors = claimPerson(hub(), email);
      if (errors.length === 0) return goTo(c, hub(), '/users?said=claimed');
      return c.html(<UsersPage hub={hub()} user={user} said="" email={email} errors={errors} />, 400);
    }),
  );
}

const notices: ReadonlyMap<string, string> = new Map([
  ['sent', 'The activation mail was sent again.'],
  ['claimed', 'The user was claimed.'],
]);

function isAdministrator({ attributes }: HubUser): boolean {
  return roleIds(attributes).some((id) => hubRoles.some((role) => role.id === id));
}

interface UsersProps {
  readonly hub: ControlHub;
  readonly user: HubUser;
  readonly said: string;
  readonly email?: string;
  readonly errors: readonly FieldProblem[];
}

function UsersPage({ hub, user, said, email, errors }: UsersProps) {
  const ours = 'The states are the vendor’s words, and so is that inactive users keep their licences.';
  return (
    <HubPage hub={hub} title="Users" user={user} ours={ours}>
      <h1>Users</h1>
      {said === '' ? null : (
        <p class="notice" role="status">
          {said}
        </p>
      )}
      <UsersTable hub={hub} />
      <div class="card">
        <h2>Licenses</h2>
        <LicencesTable hub={hub} />
      </div>
      <div class="card">
        <h2>Claim users</h2>
        <p>
          A person whose address belongs to a verified domain, but lives in another organization, is brought over here.
        </p>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(hub, '/users/claim')} novalidate>
          <TextField name="email" label="Email" type="email" value={email ?? ''} errors={errors} />
          <button type="submit">CLAIM</button>
        </form>
      </div>
    </HubPage>
  );
}

function NotAllowedPage({ hub, user }: { hub: ControlHub; user: HubUser }) {
  return (
    <HubPage hub={hub} title="Not allowed" user={user} narrow ours="The words of this page are ours.">
      <h1>Only administrators see this</h1>
      <p>Ask an administrator of your organization for a role.</p>
    </HubPage>
  );
}
