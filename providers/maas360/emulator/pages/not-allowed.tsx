import type { Answer, Visit } from './page-context.ts';
import { PortalPage } from './portal-page.tsx';

/** Documented: who lacks access to a feature asks the primary administrator for other roles. */
export function notAllowed({ c, state, session }: Visit, because: string): Answer {
  return c.html(
    <PortalPage state={state} title="No access" session={session} narrow ours="The words of this page are ours.">
      <div class="card">
        <h1>No access</h1>
        <p role="alert">{because}</p>
      </div>
    </PortalPage>,
    403,
  );
}
