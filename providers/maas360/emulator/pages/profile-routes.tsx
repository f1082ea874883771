import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import { forcedStep, saveProfile } from '../first-steps.ts';
import type { PortalState, Profile } from '../portal-state.ts';
import type { FieldProblem } from '../refusal.ts';
import { Notice } from './notice.tsx';
import { goTo, loggedIn, pathOf, readForm } from './page-context.ts';
import type { Answer, Pages, Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';
import type { Session } from './sessions.ts';

/** Documented: forced at once after the new password. Later it can be opened from the home page. */
export function addProfilePages(pages: Pages): void {
  pages.app.get('/profile', loggedIn(pages, whenOpen(show)));
  pages.app.post('/profile', loggedIn(pages, whenOpen(save)));
}

/** Not before its turn, and not while the question for the IBMid waits for an answer. */
function whenOpen(page: (visit: Visit) => Answer): (visit: Visit) => Answer {
  return (visit) => {
    const step = forcedStep(visit.session.person);
    const isOpen = step === 'complete-profile' || (step === null && visit.c.req.query('after') === undefined);
    return isOpen ? page(visit) : goTo(visit.c, visit.state, '/home');
  };
}

function show({ c, state, session }: Visit): Answer {
  const { profile, account } = session.person;
  const values = profile ?? { firstName: '', lastName: '', company: account.displayName, phone: '', jobTitle: '' };
  const isAfterPassword = c.req.query('after') === 'password';
  return c.html(
    <ProfilePage state={state} session={session} values={values} isAfterPassword={isAfterPassword} errors={[]} />,
  );
}

async function save({ c, state, session }: Visit): Promise<Response> {
  const { text } = await readForm(c);
  const values: Profile = {
    firstName: text('firstName'),
    lastName: text('lastName'),
    company: text('company'),
    phone: text('phone'),
    jobTitle: text('jobTitle'),
  };
  const errors = saveProfile(state, session.person, values);
  if (errors.length === 0) return goTo(c, state, '/home');
  return c.html(
    <ProfilePage state={state} session={session} values={values} isAfterPassword={false} errors={errors} />,
    400,
  );
}

interface ProfilePageProps {
  readonly state: PortalState;
  readonly session: Session;
  readonly values: Profile;
  readonly isAfterPassword: boolean;
  readonly errors: readonly FieldProblem[];
}

const fields = [
  { name: 'firstName', label: 'First name', type: 'text', autoComplete: 'given-name' },
  { name: 'lastName', label: 'Last name', type: 'text', autoComplete: 'family-name' },
  { name: 'company', label: 'Company', type: 'text', autoComplete: 'organization' },
  { name: 'phone', label: 'Phone number', type: 'tel', autoComplete: 'tel' },
  { name: 'jobTitle', label: 'Job title (optional)', type: 'text', autoComplete: 'organization-title' },
] as const;

function ProfilePage({ state, session, values, isAfterPassword, errors }: ProfilePageProps) {
  const ours =
    'That this page comes here, and its Save, are the vendor’s; which details are mandatory is not published.';
  return (
    <PortalPage state={state} title="Profile" session={session} narrow ours={`${ours} These are ours.`}>
      <div class="card">
        <h1>Profile</h1>
        <Notice text={isAfterPassword ? 'Your new password is saved.' : undefined} />
        <p>Everything is mandatory unless it says optional.</p>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(state, '/profile')} novalidate>
          {fields.map((field) => (
            <TextField {...field} value={values[field.name]} errors={errors} />
          ))}
          <button type="submit">Save</button>
        </form>
      </div>
    </PortalPage>
  );
}
