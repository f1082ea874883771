import type { Child } from 'hono/jsx';
import { PageFrame } from '../../../kit/sandbox/page-frame.tsx';
import { userNameOf } from '../control-hub-state.ts';
import type { ControlHub, HubUser } from '../control-hub-state.ts';

export interface HubPageProps {
  readonly hub: ControlHub;
  readonly title: string;
  /** Who is signed in. */
  readonly user?: HubUser;
  readonly narrow?: boolean;
  /** What on this page is not the vendor's. */
  readonly ours: string;
  readonly children?: Child;
}

/** A page of the organisation, with a word on what of it is our emulation. */
export function HubPage({ hub, title, user, narrow, ours, children }: HubPageProps) {
  const bar = (
    <>
      <strong>{`Webex Control Hub · ${hub.settings.orgName}`}</strong>
      {user === undefined ? <a href={pathOf(hub, '/sign-in')}>Sign in</a> : <SignedIn hub={hub} user={user} />}
    </>
  );
  return (
    <PageFrame title={`${title} · ${hub.settings.portal}`} narrow={narrow === true} bar={bar}>
      {children}
      <p class="soft">{`Our emulation of Webex Control Hub. ${ours}`}</p>
    </PageFrame>
  );
}

function SignedIn({ hub, user }: { hub: ControlHub; user: HubUser }) {
  return (
    <>
      <a href={pathOf(hub, '/users')}>Users</a>
      <span>{userNameOf(user)}</span>
      <form method="post" action={pathOf(hub, '/sign-out')}>
        <button type="submit" class="link">
          Sign out
        </button>
      </form>
    </>
  );
}

/** A path at this portal, as a browser needs it: the sandbox mounts the portal under its name. */
export function pathOf({ settings }: ControlHub, path: string): string {
  return `/${settings.portal}${path}`;
}
