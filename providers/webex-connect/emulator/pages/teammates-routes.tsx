import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { mayView } from '../access-roles.ts';
import { cancelInvitation, changeInvitation, invite, resendInvitation } from '../invitations.ts';
import { isRefusal, unknown } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { changeTeammate, deleteTeammate } from '../teammates.ts';
import type { Row, TeammateRow } from '../tenant.ts';
import { goTo, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';
import { EditTeammatePage, RemoveTeammatePage } from './teammate-forms.tsx';
import { rowsPerPage, TeammatesPage } from './teammates-page.tsx';
import type { TeammatesPageProps } from './teammates-page.tsx';

type Answer = Response | Promise<Response>;

const all = '/settings/teammates';

/** The first is the documented message; the others are ours. */
const toasts: Readonly<Record<string, string>> = {
  invited: 'New teammate invited',
  changed: 'Teammate changed',
  resent: 'Invitation sent again',
  withdrawn: 'Invitation withdrawn',
  deleted: 'Teammate deleted',
};

export function addTeammatesPages(pages: Pages): void {
  const { app } = pages;
  app.get(all, loggedIn(pages, showList));
  app.post(all, loggedIn(pages, sendInvitation));
  app.get(`${all}/:email/edit`, withRow(pages, showEdit));
  app.post(`${all}/:email/edit`, withRow(pages, saveEdit));
  app.post(`${all}/:email/resend`, withRow(pages, resend));
  app.get(`${all}/:email/delete`, withRow(pages, showRemoval));
  app.post(`${all}/:email/delete`, withRow(pages, remove));
}

interface Visit {
  readonly pages: Pages;
  readonly c: EmulatorContext;
  readonly person: TeammateRow;
}

interface RowVisit extends Visit {
  readonly row: Row;
}

/** Who is not logged in is sent to log in; Restricted access sees only applications. */
function loggedIn(pages: Pages, show: (visit: Visit) => Answer): (c: EmulatorContext) => Answer {
  return (c) => {
    pages.tenant().world.settle();
    const person = pages.sessions.current(c);
    if (person === undefined) return goTo(c, pages.tenant(), '/login');
    if (mayView(person.role)) return show({ pages, c, person });
    return c.html(<NotAllowedPage pages={pages} person={person} />, 403);
  };
}

/** One that is gone in the meantime (an invitation that has expired) leads back to the list. */
function withRow(pages: Pages, show: (visit: RowVisit) => Answer): (c: EmulatorContext) => Answer {
  return loggedIn(pages, (visit) => {
    const row = pages.tenant().rows.get((visit.c.req.param('email') ?? '').toLowerCase());
    return row === undefined ? goTo(visit.c, pages.tenant(), all) : show({ ...visit, row });
  });
}

function showList(visit: Visit): Answer {
  return visit.c.html(<TeammatesPage {...listProps(visit, { email: '', role: '', errors: [] })} />);
}

async function sendInvitation(visit: Visit): Promise<Response> {
  const { c, person, pages } = visit;
  const form = await readForm(c);
  const given = { email: form.text('email'), role: form.text('role') };
  const result = invite(pages.tenant(), person, given);
  if (!isRefusal(result)) return goTo(c, pages.tenant(), `${all}?done=invited`);
  const field = given.email.trim() !== '' && given.role === '' ? 'role' : 'email';
  const errors = [{ field, text: sentence(result) }];
  return c.html(<TeammatesPage {...listProps(visit, { ...given, errors })} />, result.status);
}

function showEdit({ pages, c, person, row }: RowVisit): Answer {
  return c.html(<EditTeammatePage tenant={pages.tenant()} person={person} row={row} errors={[]} />);
}

async function saveEdit({ pages, c, person, row }: RowVisit): Promise<Response> {
  const tenant = pages.tenant();
  const form = await readForm(c);
  const patch = { role: form.text('role'), decryptLogs: form.text('decryptLogs') === 'yes' };
  const result =
    row.status === 'ACTIVE'
      ? changeTeammate(tenant, person, { uuid: row.uuid, patch })
      : changeInvitation(tenant, person, { inviteId: row.inviteId, patch });
  if (!isRefusal(result)) return goTo(c, tenant, `${all}?done=changed`);
  const errors = [{ field: 'role', text: sentence(result) }];
  return c.html(<EditTeammatePage tenant={tenant} person={person} row={row} errors={errors} />, result.status);
}

function resend({ pages, c, person, row }: RowVisit): Answer {
  const tenant = pages.tenant();
  const result = row.status === 'INVITED' ? resendInvitation(tenant, person, row.inviteId) : unknown('invitation');
  if (!isRefusal(result)) return goTo(c, tenant, `${all}?done=resent`);
  const errors = [{ field: 'role', text: sentence(result) }];
  return c.html(<EditTeammatePage tenant={tenant} person={person} row={row} errors={errors} />, result.status);
}

function showRemoval({ pages, c, person, row }: RowVisit): Answer {
  return c.html(<RemoveTeammatePage tenant={pages.tenant()} person={person} row={row} errors={[]} />);
}

function remove({ pages, c, person, row }: RowVisit): Answer {
  const tenant = pages.tenant();
  const result =
    row.status === 'ACTIVE' ? deleteTeammate(tenant, person, row.uuid) : cancelInvitation(tenant, person, row.inviteId);
  if (!isRefusal(result)) return goTo(c, tenant, `${all}?done=${row.status === 'ACTIVE' ? 'deleted' : 'withdrawn'}`);
  const errors = [{ field: 'delete', text: sentence(result) }];
  return c.html(<RemoveTeammatePage tenant={tenant} person={person} row={row} errors={errors} />, result.status);
}

function listProps({ pages, c, person }: Visit, form: TeammatesPageProps['form']): TeammatesPageProps {
  const tenant = pages.tenant();
  const rows = [...tenant.rows.values()].filter(({ level }) => level === 'client');
  const asked = Number(c.req.query('offset') ?? 0);
  const offset = Number.isSafeInteger(asked) && asked > 0 && asked < rows.length ? asked : 0;
  const toast = toasts[c.req.query('done') ?? ''] ?? '';
  return { tenant, person, rows: rows.slice(offset, offset + rowsPerPage), total: rows.length, offset, toast, form };
}

function NotAllowedPage({ pages, person }: { pages: Pages; person: TeammateRow }) {
  const ours = 'The words of this page are ours.';
  return (
    <PortalPage tenant={pages.tenant()} title="Teammates" person={person} narrow ours={ours}>
      <div class="card">
        <h1>Not with your permissions</h1>
        <p>{`${person.role} opens only the applications of the app tray.`}</p>
      </div>
    </PortalPage>
  );
}

/** The portal's own words, as a sentence. */
function sentence({ description }: Refusal): string {
  return `${description.slice(0, 1).toUpperCase()}${description.slice(1)}`;
}
