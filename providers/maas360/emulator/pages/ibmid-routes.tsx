import { forcedStep, linkIbmId, requestIbmIdCode, skipIbmId } from '../first-steps.ts';
import type { FieldProblem } from '../refusal.ts';
import { ChoiceDialog, CodeDialog, IbmIdDialog } from './ibmid-dialogs.tsx';
import { goTo, inTurn, loggedIn, readForm } from './page-context.ts';
import type { Answer, Pages, Visit } from './page-context.ts';

/** Documented: forced at once after the profile; "Link account", or to be skipped. Who skipped it can link later. */
export function addIbmIdPages(pages: Pages): void {
  const { app } = pages;
  app.get('/ibmid', inTurn(pages, 'ibmid', show));
  app.post('/ibmid/skip', inTurn(pages, 'ibmid', skip));
  app.get('/ibmid/link', loggedIn(pages, whileUnlinked(askForIbmId)));
  app.post('/ibmid/link', loggedIn(pages, whileUnlinked(sendCode)));
  app.get('/ibmid/code', loggedIn(pages, whileUnlinked(askForCode)));
  app.post('/ibmid/code', loggedIn(pages, whileUnlinked(link)));
}

function whileUnlinked(page: (visit: Visit) => Answer): (visit: Visit) => Answer {
  return (visit) => {
    const { person } = visit.session;
    const step = forcedStep(person);
    const isOpen = person.ibmId.how !== 'linked' && (step === null || step === 'ibmid');
    return isOpen ? page(visit) : goTo(visit.c, visit.state, '/home');
  };
}

function show(visit: Visit, errors: readonly FieldProblem[] = []): Answer {
  return visit.c.html(<ChoiceDialog visit={visit} errors={errors} />, errors.length === 0 ? 200 : 400);
}

function skip(visit: Visit): Answer {
  const errors = skipIbmId(visit.state, visit.session.person);
  return errors.length === 0 ? goTo(visit.c, visit.state, '/home?done=skipped') : show(visit, errors);
}

function askForIbmId(visit: Visit): Answer {
  return visit.c.html(<IbmIdDialog visit={visit} ibmId={visit.session.linking} errors={[]} />);
}

async function sendCode(visit: Visit): Promise<Response> {
  const { c, state, session } = visit;
  const ibmId = (await readForm(c)).text('ibmId');
  const errors = requestIbmIdCode(state, ibmId);
  if (errors.length > 0) return c.html(<IbmIdDialog visit={visit} ibmId={ibmId} errors={errors} />, 400);
  session.linking = ibmId;
  return goTo(c, state, '/ibmid/code');
}

function askForCode(visit: Visit): Answer {
  if (visit.session.linking === '') return goTo(visit.c, visit.state, '/ibmid/link');
  return visit.c.html(<CodeDialog visit={visit} errors={[]} />);
}

/** Documented: the person has to log in again, with the IBMid. */
async function link(visit: Visit): Promise<Response> {
  const { c, pages, state, session } = visit;
  const code = (await readForm(c)).text('code');
  const errors = linkIbmId(state, session.person, { ibmId: session.linking, code });
  if (errors.length > 0) return c.html(<CodeDialog visit={visit} errors={errors} />, 400);
  pages.sessions.end(c);
  return goTo(c, state, '/login/ibmid?linked=yes');
}
