import { ErrorSummary, TextField } from '../../../../kit/sandbox/form-fields.tsx';
import { serviceOf } from '../directory.ts';
import type { Directory, PanelUser } from '../directory.ts';
import { generatePassword, setIbmPassword } from '../mycp.ts';
import type { FieldProblem } from '../mycp.ts';
import { ibmPasswordRequirements } from '../password-rules.ts';
import { goTo, loggedIn, pathOf, readForm } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { PanelPage } from './panel-page.tsx';

/** "Set Password" of the IBM tab: own or generated, shown where wanted. No page here has a script: both are forms. */
export function addSetPasswordPages(pages: Pages): void {
  const { app, directory } = pages;
  const path = '/mycp/ibm-connections/set-password';
  app.get(
    path,
    loggedIn(pages, 'mycp', (c, person) => {
      if (serviceOf(directory(), person) === undefined) return goTo(c, pages, '/mycp/ibm-connections');
      return c.html(
        <SetPasswordPage directory={directory()} person={person} password="" isShown={false} errors={[]} />,
      );
    }),
  );
  app.post(
    path,
    loggedIn(pages, 'mycp', async (c, person) => {
      const form = await readForm(c);
      const act = form('act');
      const password = act === 'generate' ? generatePassword(directory().world) : form('password');
      const errors = act === 'submit' ? setIbmPassword(directory(), person, password) : [];
      if (act === 'submit' && errors.length === 0) return goTo(c, pages, '/mycp/ibm-connections?done=password');
      const shown = { password, isShown: act === 'show', errors };
      const status = errors.length === 0 ? 200 : 400;
      return c.html(<SetPasswordPage directory={directory()} person={person} {...shown} />, status);
    }),
  );
}

interface SetPasswordProps {
  readonly directory: Directory;
  readonly person: PanelUser;
  readonly password: string;
  readonly isShown: boolean;
  readonly errors: readonly FieldProblem[];
}

function SetPasswordPage({ directory, person, password, isShown, errors }: SetPasswordProps) {
  return (
    <PanelPage directory={directory} panel="mycp" title="Set Password" person={person} narrow>
      <div class="card">
        <h1>Set Password</h1>
        <ErrorSummary errors={errors} />
        <form method="post" action={pathOf(directory, '/mycp/ibm-connections/set-password')} novalidate>
          <TextField
            name="password"
            label="Password for the IBM Connections portal"
            type={isShown ? 'text' : 'password'}
            value={password}
            autoComplete="new-password"
            errors={errors}
          />
          <p>Minimum requirements:</p>
          <ul>
            {ibmPasswordRequirements.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
          <p class="row">
            <button type="submit" name="act" value="submit">
              Submit
            </button>
            <button type="submit" class="plain" name="act" value="generate">
              Generate
            </button>
            <button type="submit" class="plain" name="act" value="show">
              Show
            </button>
          </p>
        </form>
        <p>Remember or record the password: you need it to log in to the IBM Connections portal directly.</p>
      </div>
    </PanelPage>
  );
}
