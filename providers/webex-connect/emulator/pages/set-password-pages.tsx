import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { passwordProblems } from '../join.ts';
import type { FieldProblem } from '../join.ts';
import { hashPassword, wasUsedBefore } from '../passwords.ts';
import type { TeammateRow, Tenant } from '../tenant.ts';
import { LinkEndedPage } from './join-pages.tsx';
import { logIn, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { passwordHint } from './password-hint.ts';
import { PortalPage, pathOf } from './portal-page.tsx';

/** [ours] Where an Owner sets the first password, and where one that is 150 days old is changed. */
export function addSetPasswordPages(pages: Pages): void {
  const { app, tenant } = pages;
  app.get('/set-password/:token', (c) => {
    const person = personOf(tenant(), c);
    if (person === undefined) return c.html(<LinkEndedPage tenant={tenant()} state="unknown" />, 404);
    return c.html(<SetPasswordPage tenant={tenant()} person={person} action={actionOf(tenant(), c)} errors={[]} />);
  });
  app.post('/set-password/:token', async (c) => {
    const person = personOf(tenant(), c);
    if (person === undefined) return c.html(<LinkEndedPage tenant={tenant()} state="unknown" />, 404);
    const form = await readForm(c);
    const password = form.text('password');
    const errors = [...passwordProblems({ password, confirmPassword: form.text('confirmPassword') })];
    if (await wasUsedBefore(password, person.passwords)) {
      errors.push({ field: 'password', text: 'You have used this password before: choose another.' });
    }
    if (errors.length > 0) {
      const action = actionOf(tenant(), c);
      return c.html(<SetPasswordPage tenant={tenant()} person={person} action={action} errors={errors} />, 400);
    }
    person.passwords.push(await hashPassword(password, tenant().world.newId(), tenant().world.now()));
    tenant().passwordLinks.delete(c.req.param('token'));
    tenant().auditLog.record(person, 'changePassword');
    return logIn(pages, c, person);
  });
}

interface SetPasswordProps {
  readonly tenant: Tenant;
  readonly person: TeammateRow;
  readonly action: string;
  readonly errors: readonly FieldProblem[];
}

function SetPasswordPage({ tenant, person, action, errors }: SetPasswordProps) {
  const isOld = person.passwords.length > 0;
  return (
    <PortalPage tenant={tenant} title="Set your password" narrow ours="The rules are the vendor's, this page is ours.">
      <div class="card">
        <h1>Set your password</h1>
        {isOld ? <p>Your password is older than 150 days. Choose one that you have not used before.</p> : null}
        <ErrorSummary errors={errors} />
        <form method="post" action={action} novalidate>
          <TextField name="email" label="EMAIL ID" type="email" value={person.email} autoComplete="username" readOnly />
          <TextField
            name="password"
            label="PASSWORD"
            type="password"
            hint={passwordHint}
            autoComplete="new-password"
            errors={errors}
          />
          <TextField
            name="confirmPassword"
            label="CONFIRM PASSWORD"
            type="password"
            autoComplete="new-password"
            errors={errors}
          />
          <button type="submit">SET PASSWORD</button>
        </form>
      </div>
    </PortalPage>
  );
}

function personOf(tenant: Tenant, c: EmulatorContext): TeammateRow | undefined {
  const row = tenant.rows.get(tenant.passwordLinks.get(c.req.param('token') ?? '') ?? '');
  return row?.status === 'ACTIVE' ? row : undefined;
}

function actionOf(tenant: Tenant, c: EmulatorContext): string {
  return pathOf(tenant, `/set-password/${c.req.param('token') ?? ''}`);
}
