import { ErrorSummary } from '../../../kit/sandbox/form-fields.tsx';
import type { FieldProblem } from '../refusal.ts';
import { administratorActions } from './administrator-actions.ts';
import type { AdministratorAction } from './administrator-actions.ts';
import { goTo, pathOf } from './page-context.ts';
import type { Answer, Pages } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';
import { administratorPath, onAdministrator } from './setup-visit.ts';
import type { AdministratorVisit } from './setup-visit.ts';

/** Reset Password, Deactivate, Reactivate, Delete, Mark as Primary and Convert to Script Only: asked once more each. */
export function addAdministratorActionPages(pages: Pages): void {
  for (const action of administratorActions) {
    const path = `/setup/administrators/:userName/${action.slug}`;
    pages.app.get(
      path,
      onAdministrator(pages, (visit) => visit.c.html(<ActionPage visit={visit} action={action} errors={[]} />)),
    );
    pages.app.post(
      path,
      onAdministrator(pages, (visit) => act(visit, action)),
    );
  }
}

function act(visit: AdministratorVisit, action: AdministratorAction): Answer {
  const { c, state, session, administrator } = visit;
  const errors = action.act(state, { actor: session.person, administrator });
  if (errors.length === 0) return goTo(c, state, `/setup/administrators?done=${action.slug}`);
  return c.html(<ActionPage visit={visit} action={action} errors={errors} />, 400);
}

interface ActionPageProps {
  readonly visit: AdministratorVisit;
  readonly action: AdministratorAction;
  readonly errors: readonly FieldProblem[];
}

function ActionPage({ visit, action, errors }: ActionPageProps) {
  const { state, session, administrator } = visit;
  const { label, slug, says, isDanger } = action;
  return (
    <PortalPage state={state} title={label} session={session} narrow ours="The words of this page are ours.">
      <div class="card">
        <h1>{label}</h1>
        <p>
          <strong>{administrator.userName}</strong>
          {`, ${administrator.email}`}
        </p>
        <p>{says(administrator)}</p>
        <ErrorSummary errors={errors}>
          <strong>This is not possible:</strong>
        </ErrorSummary>
        <form id="form" method="post" action={pathOf(state, administratorPath(administrator, slug))}>
          <p class="row">
            <button type="submit" class={isDanger ? 'danger' : ''}>
              {label}
            </button>
            <a class="button plain" href={pathOf(state, '/setup/administrators')}>
              Back
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}
