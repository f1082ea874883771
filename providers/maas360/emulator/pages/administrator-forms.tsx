import { ChoiceField, ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import type { FieldProblem } from '../refusal.ts';
import { availableRoles, labelOf } from '../roles.ts';
import { pathOf } from './page-context.ts';
import type { Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';
import { administratorPath } from './setup-visit.ts';
import type { AdministratorVisit } from './setup-visit.ts';

interface FormValues {
  readonly email: string;
  /** As the portal shows them. */
  readonly roles: readonly string[];
}

export interface AddAdministratorProps {
  readonly visit: Visit;
  readonly values: FormValues & { readonly userName: string };
  readonly errors: readonly FieldProblem[];
}

export function AddAdministratorPage({ visit, values, errors }: AddAdministratorProps) {
  const { state, session } = visit;
  return (
    <PortalPage
      state={state}
      title="Add Administrator"
      session={session}
      narrow
      ours="The layout of this page is ours."
    >
      <div class="card">
        <h1>Add Administrator</h1>
        <p>{`To ${session.managed.name}. The login URL and a temporary password are sent by mail.`}</p>
        <ErrorSummary errors={errors} />
        <form id="form" method="post" action={pathOf(state, '/setup/administrators/add')} novalidate>
          <TextField name="userName" label="Username" value={values.userName} errors={errors} />
          <TextField name="email" label="Email" type="email" value={values.email} errors={errors} />
          <RolesField visit={visit} chosen={values.roles} errors={errors} />
          <p class="row">
            <button type="submit">Add</button>
            <a class="button plain" href={pathOf(state, '/setup/administrators')}>
              Back
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}

export interface EditAdministratorProps {
  readonly visit: AdministratorVisit;
  readonly values: FormValues;
  readonly errors: readonly FieldProblem[];
}

/** Two forms, because each is saved by itself. The user name never changes. */
export function EditAdministratorPage({ visit, values, errors }: EditAdministratorProps) {
  const { state, session, administrator } = visit;
  const { userName } = administrator;
  return (
    <PortalPage
      state={state}
      title={`Edit ${userName}`}
      session={session}
      narrow
      ours="The layout of this page is ours."
    >
      <h1>{`Edit ${userName}`}</h1>
      <ErrorSummary errors={errors} />
      <section id="form" aria-label="Roles of this administrator">
        <form method="post" action={pathOf(state, administratorPath(administrator, 'roles'))}>
          <RolesField visit={visit} chosen={values.roles} errors={errors} />
          <button type="submit">Save roles</button>
        </form>
      </section>
      <section aria-label="E-mail address of this administrator">
        <form method="post" action={pathOf(state, administratorPath(administrator, 'email'))} novalidate>
          <TextField name="email" label="Email" type="email" value={values.email} errors={errors} />
          <button type="submit">Save email</button>
        </form>
      </section>
      <p>
        <a href={pathOf(state, '/setup/administrators')}>Administrators</a>
      </p>
    </PortalPage>
  );
}

interface RolesFieldProps {
  readonly visit: Visit;
  readonly chosen: readonly string[];
  readonly errors: readonly FieldProblem[];
}

function RolesField({ visit, chosen, errors }: RolesFieldProps) {
  const choices = availableRoles(visit.session.managed).map(labelOf);
  return <ChoiceField name="roles" label="Roles" choices={choices} chosen={chosen} errors={errors} />;
}
