import { ErrorSummary, SelectField, TextField } from '../../../kit/sandbox/form-fields.tsx';
import { accountDenied } from '../accounts.ts';
import type { FieldProblem } from '../refusal.ts';
import { accountActionForms } from './account-action-forms.ts';
import type { AccountActionForm } from './account-action-forms.ts';
import { onAccount, partnersOf } from './account-visit.ts';
import type { AccountVisit } from './account-visit.ts';
import { typeAndStatus } from './account-words.ts';
import { notAllowed } from './not-allowed.tsx';
import { goTo, pathOf, readForm } from './page-context.ts';
import type { Answer, Pages } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';

/** Extend, Convert, Expire, Rename Account, Move and Delete Account: a page with a form each. */
export function addAccountActionPages(pages: Pages): void {
  for (const form of accountActionForms) {
    const path = `/accounts/:id/${form.slug}`;
    pages.app.get(
      path,
      onAccount(
        pages,
        whileOffered(form, (visit) => show(visit, form)),
      ),
    );
    pages.app.post(
      path,
      onAccount(
        pages,
        whileOffered(form, (visit) => send(visit, form)),
      ),
    );
  }
}

/** What the list does not offer cannot be reached by its address either. */
function whileOffered({ action }: AccountActionForm, page: (visit: AccountVisit) => Answer) {
  return (visit: AccountVisit): Answer => {
    const { account, actions } = visit.row;
    if (actions.includes(action)) return page(visit);
    const denied = accountDenied(visit.session.person, account)?.text;
    return notAllowed(visit, denied ?? `${action} is not possible: ${account.name} is ${typeAndStatus(account)}.`);
  };
}

function show(visit: AccountVisit, form: AccountActionForm): Answer {
  const { field } = form;
  const value = field !== null && 'value' in field ? field.value(visit.row.account) : '';
  return visit.c.html(<ActionPage visit={visit} form={form} value={value} errors={[]} />);
}

async function send(visit: AccountVisit, form: AccountActionForm): Promise<Response> {
  const { c, state, session, row } = visit;
  const { text } = await readForm(c);
  const errors = form.act(state, { actor: session.person, account: row.account }, text);
  if (errors.length === 0) return goTo(c, state, `/accounts/${row.account.billingId}?done=${form.slug}`);
  const value = form.field === null ? '' : text(form.field.name);
  return c.html(<ActionPage visit={visit} form={form} value={value} errors={errors} />, 400);
}

interface ActionPageProps {
  readonly visit: AccountVisit;
  readonly form: AccountActionForm;
  readonly value: string;
  readonly errors: readonly FieldProblem[];
}

function ActionPage({ visit, form, value, errors }: ActionPageProps) {
  const { state, session, row } = visit;
  const { account } = row;
  const { action, slug, isDanger, says } = form;
  const path = `/accounts/${account.billingId}`;
  return (
    <PortalPage state={state} title={action} session={session} narrow ours="The layout of this page is ours.">
      <div class="card">
        <h1>{action}</h1>
        <p>
          <strong>{account.name}</strong>
          {`, ${typeAndStatus(account)}, ${account.billingId}`}
        </p>
        <p>{says(account)}</p>
        <ErrorSummary errors={errors} />
        <form id="form" method="post" action={pathOf(state, `${path}/${slug}`)} novalidate>
          <ActionField visit={visit} form={form} value={value} errors={errors} />
          <p class="row">
            <button type="submit" class={isDanger ? 'danger' : ''}>
              {action}
            </button>
            <a class="button plain" href={pathOf(state, path)}>
              Back
            </a>
          </p>
        </form>
      </div>
    </PortalPage>
  );
}

function ActionField({ visit, form: { field }, value, errors }: ActionPageProps) {
  if (field === null) return null;
  if (!('partners' in field)) return <TextField name={field.name} label={field.label} value={value} errors={errors} />;
  const { parent } = visit.row.account;
  const choices = partnersOf(visit)
    .filter((one) => one !== parent && one !== visit.row.account)
    .map(({ billingId, name }) => ({ value: billingId, label: `${name} (${billingId})` }));
  const placeholder = 'Choose a partner account';
  return <SelectField {...{ ...field, placeholder, choices, value, errors }} />;
}
