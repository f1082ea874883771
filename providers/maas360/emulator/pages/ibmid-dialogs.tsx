import type { Child } from 'hono/jsx';
import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import type { FieldProblem } from '../refusal.ts';
import { Dialog } from './dialog.tsx';
import { InboxLink } from './inbox-link.tsx';
import { pathOf } from './page-context.ts';
import type { Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';

interface DialogPageProps {
  readonly visit: Visit;
  readonly errors: readonly FieldProblem[];
}

/** The pop-up's first screen. */
export function ChoiceDialog({ visit, errors }: DialogPageProps) {
  return (
    <PopUp visit={visit}>
      <ErrorSummary errors={errors} />
      <p>Link this administrator account to your existing IBMid, to manage the account with it.</p>
      <p>If you are a new partner, skip this step, and create an IBMid when you are prompted to.</p>
      <div class="row">
        <a class="button" href={pathOf(visit.state, '/ibmid/link')} autofocus>
          Link account
        </a>
        <form method="post" action={pathOf(visit.state, '/ibmid/skip')}>
          <button type="submit" class="plain">
            Skip
          </button>
        </form>
      </div>
    </PopUp>
  );
}

export function IbmIdDialog({ visit, ibmId, errors }: DialogPageProps & { readonly ibmId: string }) {
  const { state, session } = visit;
  const back = session.person.ibmId.how === 'open' ? '/ibmid' : '/home';
  return (
    <PopUp visit={visit}>
      <p class="step">Step 1 of 2</p>
      <ErrorSummary errors={errors} />
      <form method="post" action={pathOf(state, '/ibmid/link')} novalidate>
        <TextField
          name="ibmId"
          label="IBMid"
          type="email"
          value={ibmId}
          hint={`It should be the address of this account (${session.person.email}), but it need not be.`}
          autoComplete="email"
          errors={errors}
        />
        <p class="row">
          <button type="submit">Continue</button>
          <a class="button plain" href={pathOf(state, back)}>
            Back
          </a>
        </p>
      </form>
    </PopUp>
  );
}

export function CodeDialog({ visit, errors }: DialogPageProps) {
  const { state, session } = visit;
  return (
    <PopUp visit={visit}>
      <p class="step">Step 2 of 2</p>
      <p>{`A one-time passcode was sent to ${session.linking}.`}</p>
      <ErrorSummary errors={errors} />
      <form method="post" action={pathOf(state, '/ibmid/code')} novalidate>
        <TextField name="code" label="One-time passcode" autoComplete="one-time-code" errors={errors} />
        <InboxLink to={session.linking} />
        <p class="row">
          <button type="submit">Link account</button>
          <a class="button plain" href={pathOf(state, '/ibmid/link')}>
            Back, or a new code
          </a>
        </p>
      </form>
    </PopUp>
  );
}

function PopUp({ visit, children }: { readonly visit: Visit; readonly children?: Child }) {
  const ours = 'The pop-up’s name, its two ways, the one-time passcode and the login after it are the vendor’s.';
  return (
    <PortalPage state={visit.state} title="Link Administrator Account to IBMid" session={visit.session} ours={ours}>
      <Dialog heading="Link Administrator Account to IBMid" behind={<Backdrop />}>
        {children}
      </Dialog>
    </PortalPage>
  );
}

/** What the home page looks like from afar. */
function Backdrop() {
  return (
    <>
      <p style="font-size:1.6rem;font-weight:600;margin-bottom:1rem">Home</p>
      <div style="display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:1rem">
        {[1, 2, 3, 4].map(() => (
          <div class="card" style="height:9rem;background:var(--line)" />
        ))}
      </div>
    </>
  );
}
