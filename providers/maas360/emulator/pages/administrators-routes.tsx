import { addPortalAdministrator, assignRoles, changeEmail } from '../administration.ts';
import { visibleAdministrators } from '../home.ts';
import type { FieldProblem } from '../refusal.ts';
import { labelOf } from '../roles.ts';
import { AddAdministratorPage, EditAdministratorPage } from './administrator-forms.tsx';
import { AdministratorsPage } from './administrators-page.tsx';
import { goTo, readForm } from './page-context.ts';
import type { Answer, Pages, Visit } from './page-context.ts';
import { inSetup, onAdministrator } from './setup-visit.ts';
import type { AdministratorVisit } from './setup-visit.ts';

const all = '/setup/administrators';

/** Setup > Administrators: the list, and what is added and edited. */
export function addAdministratorsPages(pages: Pages): void {
  const { app } = pages;
  app.get(all, inSetup(pages, showList));
  app.get(
    `${all}/add`,
    inSetup(pages, (visit) => {
      return visit.c.html(<AddAdministratorPage visit={visit} values={nothingYet} errors={[]} />);
    }),
  );
  app.post(`${all}/add`, inSetup(pages, add));
  app.get(
    `${all}/:userName/edit`,
    onAdministrator(pages, (visit) => edited(visit, {})),
  );
  app.post(`${all}/:userName/roles`, onAdministrator(pages, saveRoles));
  app.post(`${all}/:userName/email`, onAdministrator(pages, saveEmail));
}

const nothingYet = { userName: '', email: '', roles: [] };

function showList(visit: Visit): Answer {
  const { c, state, session } = visit;
  const inactive = c.req.query('show') === 'inactive';
  const shown = visibleAdministrators(state, { viewer: session.person, account: session.managed, inactive });
  const done = c.req.query('done') ?? '';
  return c.html(<AdministratorsPage visit={visit} shown={shown} inactive={inactive} done={done} />);
}

async function add(visit: Visit): Promise<Response> {
  const { c, state, session } = visit;
  const form = await readForm(c);
  const values = { userName: form.text('userName'), email: form.text('email'), roles: form.all('roles') };
  const errors = addPortalAdministrator(state, session.person, { account: session.managed, wanted: values });
  if (errors.length === 0) return goTo(c, state, `${all}?done=added`);
  return c.html(<AddAdministratorPage visit={visit} values={values} errors={errors} />, 400);
}

interface Editing {
  readonly roles?: readonly string[];
  readonly email?: string;
  readonly errors?: readonly FieldProblem[];
}

function edited(visit: AdministratorVisit, { roles, email, errors = [] }: Editing): Answer {
  const { administrator, c } = visit;
  const values = { email: email ?? administrator.email, roles: roles ?? administrator.roles.map(labelOf) };
  return c.html(
    <EditAdministratorPage visit={visit} values={values} errors={errors} />,
    errors.length === 0 ? 200 : 400,
  );
}

async function saveRoles(visit: AdministratorVisit): Promise<Response> {
  const { c, state, session, administrator } = visit;
  const roles = (await readForm(c)).all('roles');
  const errors = assignRoles(state, { actor: session.person, administrator }, roles);
  return errors.length === 0 ? goTo(c, state, `${all}?done=roles`) : await edited(visit, { roles, errors });
}

async function saveEmail(visit: AdministratorVisit): Promise<Response> {
  const { c, state, session, administrator } = visit;
  const email = (await readForm(c)).text('email');
  const errors = changeEmail(state, { actor: session.person, administrator }, email);
  return errors.length === 0 ? goTo(c, state, `${all}?done=email`) : await edited(visit, { email, errors });
}
