import { ErrorSummary, SelectField } from '../../../kit/sandbox/form-fields.tsx';
import { accessRoles } from '../access-roles.ts';
import type { FieldProblem } from '../join.ts';
import type { Row, TeammateRow, Tenant } from '../tenant.ts';
import { PortalPage, pathOf } from './portal-page.tsx';
import { removalWord } from './teammates-page.tsx';

export interface TeammateFormProps {
  readonly tenant: Tenant;
  readonly person: TeammateRow;
  readonly row: Row;
  readonly errors: readonly FieldProblem[];
}

export function EditTeammatePage({ tenant, person, row, errors }: TeammateFormProps) {
  const path = pathOf(tenant, `/settings/teammates/${encodeURIComponent(row.email)}`);
  const roles = person.role === 'Owner' ? accessRoles : accessRoles.filter((role) => role !== 'Owner');
  return (
    <PortalPage tenant={tenant} title="Edit teammate" person={person} narrow ours="The layout of this page is ours.">
      <div class="card">
        <h1>Edit teammate</h1>
        <p>{row.email}</p>
        <ErrorSummary errors={errors} />
        <form method="post" action={`${path}/edit`}>
          <SelectField name="role" label="PERMISSIONS" choices={roles} value={row.role} errors={errors} />
          <fieldset class="field">
            <legend>DECRYPTION ACCESS</legend>
            <label class="choice">
              <input type="checkbox" name="decryptLogs" value="yes" checked={row.decryptLogs} />
              May decrypt logs
            </label>
          </fieldset>
          <p class="hint">Who becomes Owner stays Owner: nobody here can change that again.</p>
          <p class="row">
            <button type="submit">Save</button>
            <a class="button plain" href={pathOf(tenant, '/settings/teammates')}>
              Back
            </a>
          </p>
        </form>
        {row.status === 'ACTIVE' ? null : (
          <form method="post" action={`${path}/resend`}>
            <button type="submit" class="plain">
              Send the invitation again
            </button>
          </form>
        )}
      </div>
    </PortalPage>
  );
}

export function RemoveTeammatePage({ tenant, person, row, errors }: TeammateFormProps) {
  const word = removalWord(row);
  const what = row.status === 'INVITED' ? 'the invitation of' : 'the teammate';
  return (
    <PortalPage tenant={tenant} title={word} person={person} narrow ours="The layout of this page is ours.">
      <div class="card">
        <h1>{`${word} ${what} ${row.email}?`}</h1>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(tenant, `/settings/teammates/${encodeURIComponent(row.email)}/delete`)}>
          <p class="row">
            <button type="submit" class="danger">
              {word}
            </button>
            <a class="button plain" href={pathOf(tenant, '/settings/teammates')}>
              Back
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}
