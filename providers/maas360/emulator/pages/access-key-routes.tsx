import { ErrorSummary, TextField } from '../../../kit/sandbox/form-fields.tsx';
import { defaultAppId, generateAccessKey } from '../access-keys.ts';
import type { FieldProblem } from '../refusal.ts';
import { isProblems } from '../refusal.ts';
import { moment } from './moment.ts';
import { Notice } from './notice.tsx';
import { goTo, pathOf, readForm } from './page-context.ts';
import type { Pages, Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';
import { inSetup } from './setup-visit.ts';

/** Setup > Manage Access Keys > Generate Access Key. */
export function addAccessKeyPages(pages: Pages): void {
  pages.app.get(
    '/setup/access-keys',
    inSetup(pages, (visit) => visit.c.html(<AccessKeysPage visit={visit} appId="" errors={[]} />)),
  );
  pages.app.post('/setup/access-keys', inSetup(pages, generate));
}

async function generate(visit: Visit): Promise<Response> {
  const { c, state, session } = visit;
  const appId = (await readForm(c)).text('appId');
  const made = generateAccessKey(state, session.person, { account: session.managed, appId });
  if (!isProblems(made)) return goTo(c, state, '/setup/access-keys?done=yes');
  return c.html(<AccessKeysPage visit={visit} appId={appId} errors={made} />, 400);
}

interface AccessKeysProps {
  readonly visit: Visit;
  readonly appId: string;
  readonly errors: readonly FieldProblem[];
}

function AccessKeysPage({ visit, appId, errors }: AccessKeysProps) {
  const { c, state, session } = visit;
  const ours = 'The names of this page and of its button, and the type of the key, are the vendor’s.';
  const hint = `${defaultAppId(session.managed)} where you leave it empty.`;
  return (
    <PortalPage state={state} title="Manage Access Keys" session={session} ours={ours}>
      <h1>Manage Access Keys</h1>
      <Notice
        text={c.req.query('done') === 'yes' ? 'The access key is generated: it is the last of the list.' : undefined}
      />
      <section aria-labelledby="generate">
        <h2 id="generate">MaaS360 Web Services</h2>
        <ErrorSummary errors={errors} />
        <form id="form" method="post" action={pathOf(state, '/setup/access-keys')} novalidate style="max-width:32rem">
          <TextField name="appId" label="App ID (optional)" value={appId} hint={hint} errors={errors} />
          <button type="submit">Generate Access Key</button>
        </form>
      </section>
      <KeyTable visit={visit} />
    </PortalPage>
  );
}

/** The four values that a login by API asks for beside user name and password. */
function KeyTable({ visit: { session } }: { readonly visit: Visit }) {
  const { accessKeys, billingId, name } = session.managed;
  return (
    <section>
      <table>
        <caption>{`Access keys of ${name}`}</caption>
        <thead>
          <tr>
            <th scope="col">ACCESS KEY</th>
            <th scope="col">APP ID</th>
            <th scope="col">BILLING ID</th>
            <th scope="col">CREATED</th>
          </tr>
        </thead>
        <tbody>
          {accessKeys.map(({ key, appId, createdAt }) => (
            <tr>
              <td>
                <code>{key}</code>
              </td>
              <td data-label="App ID">{appId}</td>
              <td data-label="Billing ID">{billingId}</td>
              <td data-label="Created">{moment(createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
