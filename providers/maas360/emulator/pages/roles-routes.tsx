import { createRoleByCopy, deleteRole } from '../role-definitions.ts';
import type { FieldProblem } from '../refusal.ts';
import { availableRoles, labelOf } from '../roles.ts';
import { goTo, readForm } from './page-context.ts';
import type { Answer, Pages, Visit } from './page-context.ts';
import { CopyRolePage, DeleteRolePage, RolesPage } from './roles-pages.tsx';
import { inSetup } from './setup-visit.ts';

const all = '/setup/roles';

/** Setup > Roles: a role is copied from another, with access rights left out. */
export function addRolesPages(pages: Pages): void {
  const { app } = pages;
  app.get(
    all,
    inSetup(pages, (visit) => visit.c.html(<RolesPage visit={visit} done={visit.c.req.query('done') ?? ''} />)),
  );
  app.get(`${all}/copy`, inSetup(pages, showCopy));
  app.post(`${all}/copy`, inSetup(pages, copy));
  app.get(
    `${all}/delete`,
    inSetup(pages, (visit) => deletion(visit, visit.c.req.query('name') ?? '')),
  );
  app.post(`${all}/delete`, inSetup(pages, remove));
}

function showCopy(visit: Visit): Answer {
  const copyOf = visit.c.req.query('from') ?? '';
  const rights = rightsOfRole(visit, copyOf);
  if (rights === undefined) return goTo(visit.c, visit.state, all);
  const values = { name: '', copyOf, rights, chosen: rights };
  return visit.c.html(<CopyRolePage visit={visit} values={values} errors={[]} />);
}

async function copy(visit: Visit): Promise<Response> {
  const { c, state, session } = visit;
  const form = await readForm(c);
  const [name, copyOf, chosen] = [form.text('name'), form.text('copyOf'), form.all('rights')];
  const rights = rightsOfRole(visit, copyOf) ?? [];
  const without = rights.filter((right) => !chosen.includes(right));
  const errors = createRoleByCopy(state, session.person, { account: session.managed, name, copyOf, without });
  if (errors.length === 0) return goTo(c, state, `${all}?done=copied`);
  const placed = errors.map(({ field, text }) => ({ field: field === 'without' ? 'rights' : field, text }));
  return c.html(<CopyRolePage visit={visit} values={{ name, copyOf, rights, chosen }} errors={placed} />, 400);
}

async function remove(visit: Visit): Promise<Response> {
  const { c, state, session } = visit;
  const name = (await readForm(c)).text('name');
  const errors = deleteRole(state, session.person, { account: session.managed, name });
  return errors.length === 0 ? goTo(c, state, `${all}?done=deleted`) : await deletion(visit, name, errors);
}

function deletion(visit: Visit, name: string, errors: readonly FieldProblem[] = []): Answer {
  const isOwn = visit.session.managed.roles.some((role) => role.name === name);
  if (!isOwn && errors.length === 0) return goTo(visit.c, visit.state, all);
  return visit.c.html(<DeleteRolePage visit={visit} name={name} errors={errors} />, errors.length === 0 ? 200 : 400);
}

function rightsOfRole({ session }: Visit, label: string): readonly string[] | undefined {
  return availableRoles(session.managed).find((held) => labelOf(held) === label)?.role.rights;
}
