import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { openLink, takeFirstPage, takeFirstSsoLogin, takeSecondPage } from '../join.ts';
import type { FieldProblem } from '../join.ts';
import type { InvitationRow, TeammateRow } from '../tenant.ts';
import { FirstJoinPage, FirstSsoLoginPage, LinkEndedPage, SecondJoinPage } from './join-pages.tsx';
import { goTo, logIn, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';

type Answer = Response | Promise<Response>;
type JoinStep = (pages: Pages, c: EmulatorContext, invitation: InvitationRow) => Answer;

/** The way of an invited person: two pages with a password, or one at the first login with single sign-on. */
export function addJoinPages(pages: Pages): void {
  const { app } = pages;
  app.get('/join/:token', whileOpen(pages, showFirstPage));
  app.post('/join/:token', whileOpen(pages, sendFirstPage));
  app.get('/join/:token/more', whileOpen(pages, showSecondPage));
  app.post('/join/:token/more', whileOpen(pages, sendSecondPage));
  app.get('/first-login/:token', whileOpen(pages, showFirstLogin));
  app.post('/first-login/:token', whileOpen(pages, sendFirstLogin));
}

/** A link that is used, withdrawn, replaced, expired or unknown leads to a page that says so. */
function whileOpen(pages: Pages, step: JoinStep): (c: EmulatorContext) => Answer {
  return (c) => {
    const tenant = pages.tenant();
    const state = openLink(tenant, c.req.param('token') ?? '');
    if (state.link === 'open') return step(pages, c, state.invitation);
    return c.html(<LinkEndedPage tenant={tenant} state={state.link} />, state.link === 'ended' ? 410 : 404);
  };
}

function showFirstPage({ tenant }: Pages, c: EmulatorContext, invitation: InvitationRow): Answer {
  if (tenant().settings.login === 'sso') return goTo(c, tenant(), '/login');
  const values = { name: invitation.draft?.name ?? '', phone: invitation.draft?.phone ?? '' };
  return c.html(<FirstJoinPage tenant={tenant()} invitation={invitation} values={values} errors={[]} />);
}

async function sendFirstPage({ tenant }: Pages, c: EmulatorContext, invitation: InvitationRow): Promise<Response> {
  const form = await readForm(c);
  const values = { name: form.text('name'), phone: form.text('phone') };
  const secrets = { password: form.text('password'), confirmPassword: form.text('confirmPassword') };
  const errors = await takeFirstPage(tenant(), invitation, { ...values, ...secrets });
  if (errors.length === 0) return goTo(c, tenant(), `/join/${invitation.joinToken}/more`);
  return c.html(<FirstJoinPage tenant={tenant()} invitation={invitation} values={values} errors={errors} />, 400);
}

function showSecondPage({ tenant }: Pages, c: EmulatorContext, invitation: InvitationRow): Answer {
  if (invitation.draft === null) return goTo(c, tenant(), `/join/${invitation.joinToken}`);
  const values = { jobRole: '', interests: [], otherInterest: '' };
  return c.html(<SecondJoinPage tenant={tenant()} invitation={invitation} values={values} errors={[]} />);
}

async function sendSecondPage(pages: Pages, c: EmulatorContext, invitation: InvitationRow): Promise<Response> {
  const tenant = pages.tenant();
  if (invitation.draft === null) return goTo(c, tenant, `/join/${invitation.joinToken}`);
  const form = await readForm(c);
  const jobRole = form.text('jobRole');
  const values = { jobRole, interests: form.all('interests'), otherInterest: form.text('otherInterest') };
  const result = takeSecondPage(tenant, invitation, values);
  if (!isProblems(result)) return logIn(pages, c, result);
  return c.html(<SecondJoinPage tenant={tenant} invitation={invitation} values={values} errors={result} />, 400);
}

function showFirstLogin({ tenant }: Pages, c: EmulatorContext, invitation: InvitationRow): Answer {
  if (tenant().settings.login === 'password') return goTo(c, tenant(), `/join/${invitation.joinToken}`);
  const values = { name: '', phone: '' };
  return c.html(<FirstSsoLoginPage tenant={tenant()} invitation={invitation} values={values} errors={[]} />);
}

async function sendFirstLogin(pages: Pages, c: EmulatorContext, invitation: InvitationRow): Promise<Response> {
  const tenant = pages.tenant();
  if (tenant.settings.login === 'password') return goTo(c, tenant, `/join/${invitation.joinToken}`);
  const form = await readForm(c);
  const values = { name: form.text('name'), phone: form.text('phone') };
  const result = takeFirstSsoLogin(tenant, invitation, values);
  if (!isProblems(result)) return logIn(pages, c, result);
  return c.html(<FirstSsoLoginPage tenant={tenant} invitation={invitation} values={values} errors={result} />, 400);
}

function isProblems(result: TeammateRow | readonly FieldProblem[]): result is readonly FieldProblem[] {
  return Array.isArray(result);
}
