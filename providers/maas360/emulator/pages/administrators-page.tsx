import type { Administrator, PortalState } from '../portal-state.ts';
import { labelOf } from '../roles.ts';
import { administratorActions, isOffered } from './administrator-actions.ts';
import { moment } from './moment.ts';
import { Notice } from './notice.tsx';
import { pathOf } from './page-context.ts';
import type { Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';
import { administratorPath } from './setup-visit.ts';
import { wholeWords } from './whole-words.ts';

export interface AdministratorsPageProps {
  readonly visit: Visit;
  readonly shown: readonly Administrator[];
  /** Whether these are the deactivated ones. */
  readonly inactive: boolean;
  readonly done: string;
}

const notices: Readonly<Record<string, string>> = {
  added: 'The administrator is added. The Administrator Account Details mail is on its way.',
  roles: 'The roles are saved.',
  email: 'The e-mail address is saved.',
  ...Object.fromEntries(administratorActions.map(({ slug, done }) => [slug, done])),
};

/** Documented: who is deactivated or deleted is not in the list. */
export function AdministratorsPage({ visit, shown, inactive, done }: AdministratorsPageProps) {
  const { state, session } = visit;
  const ours = 'Columns and the names of the actions are the vendor’s; the list of those who are inactive is ours.';
  const noun = shown.length === 1 ? 'administrator' : 'administrators';
  const word = inactive ? `inactive ${noun}` : noun;
  return (
    <PortalPage state={state} title="Administrators" session={session} ours={ours}>
      <h1>Administrators</h1>
      <Notice text={notices[done]} />
      <p class="row">
        <a class="button" href={pathOf(state, '/setup/administrators/add')}>
          Add Administrator
        </a>
        <a class="button plain" href={pathOf(state, `/setup/administrators${inactive ? '' : '?show=inactive'}`)}>
          {inactive ? 'Show active' : 'Show inactive'}
        </a>
      </p>
      <section>
        <table>
          <caption>{`${shown.length} ${word} of ${session.managed.name}`}</caption>
          <thead>
            <tr>
              <th scope="col">USERNAME AND EMAIL</th>
              <th scope="col">AUTHENTICATION TYPE</th>
              <th scope="col">STATUS</th>
              <th scope="col">LAST LOGIN</th>
              <th scope="col">ROLES</th>
              <th scope="col">ACTIONS</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((administrator) => (
              <Line state={state} administrator={administrator} />
            ))}
          </tbody>
        </table>
      </section>
    </PortalPage>
  );
}

interface LineProps {
  readonly state: PortalState;
  readonly administrator: Administrator;
}

function Line({ state, administrator }: LineProps) {
  const { userName, email, isPrimary, isActive, isScriptOnly, ibmId, lastLoginAt, roles } = administrator;
  return (
    <tr>
      <td style="min-width:15rem">
        <strong>{userName}</strong>
        <div>{email}</div>
        {isPrimary ? <div class="soft">Primary administrator</div> : null}
        {isScriptOnly ? <div class="soft">Script only</div> : null}
      </td>
      <td style={wholeWords} data-label="Authentication type">
        {ibmId.how === 'linked' ? 'IBMid' : 'Local'}
      </td>
      <td style={wholeWords} data-label="Status">
        {isActive ? 'Active' : 'Inactive'}
      </td>
      <td style={wholeWords} data-label="Last login">
        {lastLoginAt === null ? 'never' : moment(lastLoginAt)}
      </td>
      <td style={wholeWords} data-label="Roles">
        {roles.map(labelOf).join(', ')}
      </td>
      <td style={wholeWords}>
        <Actions state={state} administrator={administrator} />
      </td>
    </tr>
  );
}

function Actions({ state, administrator }: LineProps) {
  const { userName } = administrator;
  const offered = administratorActions.filter((action) => isOffered(action, administrator));
  return (
    <details>
      <summary style="cursor:pointer;color:var(--act)" aria-label={`Actions for ${userName}`}>
        Actions
      </summary>
      <ul style="list-style:none;margin:.25rem 0 0;padding:0">
        {[{ label: 'Edit', slug: 'edit' }, ...offered].map(({ label, slug }) => (
          <li style="padding:.15rem 0">
            <a href={pathOf(state, administratorPath(administrator, slug))} aria-label={`${label}: ${userName}`}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
