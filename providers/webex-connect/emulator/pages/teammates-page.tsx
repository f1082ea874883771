import type { Child } from 'hono/jsx';
import { instantOf } from '../../../../engine/model/instant.ts';
import { ErrorSummary, SelectField, TextField } from '../../../kit/sandbox/form-fields.tsx';
import { accessRoles, mayManage } from '../access-roles.ts';
import type { FieldProblem } from '../join.ts';
import type { Row, TeammateRow, Tenant } from '../tenant.ts';
import { PortalPage, pathOf } from './portal-page.tsx';

export interface TeammatesPageProps {
  readonly tenant: Tenant;
  readonly person: TeammateRow;
  readonly rows: readonly Row[];
  readonly total: number;
  readonly offset: number;
  /** What has just been done: the toast. */
  readonly toast: string;
  readonly form: { readonly email: string; readonly role: string; readonly errors: readonly FieldProblem[] };
}

/** [ours] The vendor's number of rows is not known. */
export const rowsPerPage = 100;

/** Settings → Teammates: column names, button and toast as seen or documented. */
export function TeammatesPage(props: TeammatesPageProps) {
  const { tenant, person, rows, toast } = props;
  const manages = mayManage(person.role);
  const ours = 'Columns, roles and the message after an invitation are the vendor’s; pages of 100 rows are ours.';
  return (
    <PortalPage tenant={tenant} title="Teammates" person={person} ours={ours}>
      <h1>Teammates</h1>
      {toast === '' ? null : (
        <p class="notice" role="status">
          {toast}
        </p>
      )}
      {manages ? <InviteForm {...props} /> : null}
      <section>
        <table>
          <caption>{`${props.total} users of the client level`}</caption>
          <thead>
            <tr>
              <th scope="col">USER</th>
              <th scope="col">PERMISSIONS</th>
              <th scope="col">DECRYPTION ACCESS</th>
              <th scope="col">EDIT</th>
              <th scope="col">DELETE</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <TeammateLine tenant={tenant} row={row} manages={manages} />
            ))}
          </tbody>
        </table>
        <Paging {...props} />
      </section>
    </PortalPage>
  );
}

function InviteForm({ tenant, person, form }: TeammatesPageProps) {
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">Invite a teammate</h2>
      <ErrorSummary errors={form.errors} />
      <form method="post" action={pathOf(tenant, '/settings/teammates')} novalidate>
        <div class="row">
          <TextField name="email" label="EMAIL ID" type="email" value={form.email} errors={form.errors} />
          <SelectField
            name="role"
            label="ROLE"
            placeholder="Select Role"
            choices={person.role === 'Owner' ? accessRoles : accessRoles.filter((role) => role !== 'Owner')}
            value={form.role}
            errors={form.errors}
          />
          <button type="submit">Invite user</button>
        </div>
      </form>
    </section>
  );
}

function TeammateLine({ tenant, row, manages }: { tenant: Tenant; row: Row; manages: boolean }) {
  const path = pathOf(tenant, `/settings/teammates/${encodeURIComponent(row.email)}`);
  const isFixed = !manages || (row.status === 'ACTIVE' && row.role === 'Owner');
  return (
    <tr>
      <td>
        <UserCell row={row} />
      </td>
      <td data-label="Permissions">{row.role}</td>
      <td data-label="Decryption access">{row.decryptLogs ? '✓ yes' : 'no'}</td>
      <td>
        {isFixed ? null : (
          <a href={`${path}/edit`} aria-label={`Edit ${row.email}`}>
            Edit
          </a>
        )}
      </td>
      <td>
        {isFixed ? null : (
          <a href={`${path}/delete`} aria-label={`${removalWord(row)} ${row.email}`}>
            {removalWord(row)}
          </a>
        )}
      </td>
    </tr>
  );
}

function UserCell({ row }: { row: Row }): Child {
  if (row.status === 'ACTIVE') {
    return (
      <>
        <strong>{row.name}</strong>
        <br />
        {row.email}
      </>
    );
  }
  return (
    <>
      {row.email}
      <br />
      <span class="soft">{`Invited, until ${instantOf(row.expiresAt).slice(0, 16).replace('T', ' ')} UTC`}</span>
    </>
  );
}

function Paging({ tenant, offset, total }: TeammatesPageProps) {
  const link = (to: number, label: string): Child => (
    <a href={pathOf(tenant, `/settings/teammates?offset=${to}`)}>{label}</a>
  );
  if (total <= rowsPerPage) return null;
  return (
    <nav class="row" aria-label="Pages">
      {offset === 0 ? null : link(Math.max(0, offset - rowsPerPage), 'Previous')}
      <span>{`${offset + 1} to ${Math.min(offset + rowsPerPage, total)} of ${total}`}</span>
      {offset + rowsPerPage >= total ? null : link(offset + rowsPerPage, 'Next')}
    </nav>
  );
}

/** As the portal's own verbs: an invitation is cancelled, a teammate deleted. */
export function removalWord(row: Row): 'Withdraw' | 'Delete' {
  return row.status === 'INVITED' ? 'Withdraw' : 'Delete';
}
