import { ChoiceField, ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import type { HeldRole } from '../portal-state.ts';
import type { FieldProblem } from '../refusal.ts';
import { availableRoles, labelOf } from '../roles.ts';
import { Notice } from './notice.tsx';
import { pathOf } from './page-context.ts';
import type { Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';

const notices: Readonly<Record<string, string>> = {
  copied: 'The role is created.',
  deleted: 'The role is deleted. Whose only role it was is inactive now.',
};

export function RolesPage({ visit, done }: { readonly visit: Visit; readonly done: string }) {
  const { state, session } = visit;
  const ours = 'The names of roles, and Account Actions Control, are the vendor’s; most of the other rights are ours.';
  return (
    <PortalPage state={state} title="Roles" session={session} ours={ours}>
      <h1>Roles</h1>
      <Notice text={notices[done]} />
      <section>
        <table>
          <caption>{`Roles that can be given in ${session.managed.name}`}</caption>
          <thead>
            <tr>
              <th scope="col">ROLE</th>
              <th scope="col">ACCESS RIGHTS</th>
              <th scope="col">ACTIONS</th>
            </tr>
          </thead>
          <tbody>
            {availableRoles(session.managed).map((held) => (
              <Line visit={visit} held={held} />
            ))}
          </tbody>
        </table>
      </section>
    </PortalPage>
  );
}

function Line({ visit: { state }, held }: { visit: Visit; held: HeldRole }) {
  const label = labelOf(held);
  const { name, owner, rights } = held.role;
  const isOwn = owner !== null && held.inheritedFrom === null;
  return (
    <tr>
      <td>
        <strong>{label}</strong>
      </td>
      <td data-label="Access rights">{rights.join(', ')}</td>
      <td>
        <a href={pathOf(state, `/setup/roles/copy?${query({ from: label })}`)} aria-label={`Copy: ${label}`}>
          Copy
        </a>
        {isOwn ? ' · ' : null}
        {isOwn ? (
          <a href={pathOf(state, `/setup/roles/delete?${query({ name })}`)} aria-label={`Delete: ${label}`}>
            Delete
          </a>
        ) : null}
      </td>
    </tr>
  );
}

function query(values: Readonly<Record<string, string>>): string {
  return new URLSearchParams(values).toString();
}

export interface CopyRoleProps {
  readonly visit: Visit;
  readonly values: {
    readonly name: string;
    readonly copyOf: string;
    /** Those of the role that is copied, and those that the new one gets. */
    readonly rights: readonly string[];
    readonly chosen: readonly string[];
  };
  readonly errors: readonly FieldProblem[];
}

export function CopyRolePage({ visit, values, errors }: CopyRoleProps) {
  const { state, session } = visit;
  const ours = 'That a role is copied, and rights are picked then, is the vendor’s; the layout is ours.';
  return (
    <PortalPage state={state} title="Create Role" session={session} narrow ours={ours}>
      <div class="card">
        <h1>Create Role</h1>
        <p id="copyOf">
          {'Copy from '}
          <strong>{values.copyOf}</strong>
        </p>
        <ErrorSummary errors={errors} />
        <form id="form" method="post" action={pathOf(state, '/setup/roles/copy')}>
          <input type="hidden" name="copyOf" value={values.copyOf} />
          <TextField name="name" label="Role name" value={values.name} errors={errors} />
          <ChoiceField
            name="rights"
            label="Access rights"
            choices={values.rights}
            chosen={values.chosen}
            errors={errors}
          />
          <p class="hint">What you clear, the new role does not have.</p>
          <p class="row">
            <button type="submit">Save</button>
            <a class="button plain" href={pathOf(state, '/setup/roles')}>
              Back
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}

export interface DeleteRoleProps {
  readonly visit: Visit;
  readonly name: string;
  readonly errors: readonly FieldProblem[];
}

export function DeleteRolePage({ visit, name, errors }: DeleteRoleProps) {
  const { state, session } = visit;
  return (
    <PortalPage state={state} title="Delete Role" session={session} narrow ours="The layout of this page is ours.">
      <div class="card">
        <h1>Delete Role</h1>
        <p id="name">
          <strong>{name}</strong>
        </p>
        <p>Administrators who have no other role become inactive, and cannot log in.</p>
        <ErrorSummary errors={errors} />
        <form id="form" method="post" action={pathOf(state, '/setup/roles/delete')}>
          <input type="hidden" name="name" value={name} />
          <p class="row">
            <button type="submit" class="danger">
              Delete
            </button>
            <a class="button plain" href={pathOf(state, '/setup/roles')}>
              Back
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}
