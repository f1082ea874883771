import type { Child } from 'hono/jsx';
import { PageFrame } from '../../../kit/sandbox/page-frame.tsx';
import { administratorDenied } from '../administrators.ts';
import { forcedStep } from '../first-steps.ts';
import { homeTiles } from '../home.ts';
import type { Tile } from '../home.ts';
import type { PortalState } from '../portal-state.ts';
import { pathOf } from './page-context.ts';
import type { Session } from './sessions.ts';

export interface PortalPageProps {
  readonly state: PortalState;
  readonly title: string;
  /** Who is logged in; left out on pages before that. */
  readonly session?: Session;
  readonly narrow?: boolean;
  /** What on this page is not the vendor's. */
  readonly ours: string;
  readonly children?: Child;
}

/** A page of the portal, with its menu and a word on what of it is our emulation. */
export function PortalPage({ state, title, session, narrow, ours, children }: PortalPageProps) {
  return (
    <PageFrame title={`${title} · IBM MaaS360`} narrow={narrow === true} bar={<Bar state={state} session={session} />}>
      <div style="overflow-wrap:break-word">
        {session === undefined ? null : <Managing state={state} session={session} />}
        {children}
        <p class="soft">{`Rollcall's emulation of IBM MaaS360. ${ours}`}</p>
      </div>
    </PageFrame>
  );
}

interface PersonProps {
  readonly state: PortalState;
  readonly session: Session;
}

function Bar({ state, session }: { readonly state: PortalState; readonly session: Session | undefined }) {
  if (session === undefined) return <strong>{`IBM MaaS360 · ${state.portal}`}</strong>;
  const { userName, account } = session.person;
  return (
    <>
      <strong>{`IBM MaaS360 · ${state.portal}`}</strong>
      <span style="overflow-wrap:anywhere">{userName}</span>
      <span>{`Account ID ${account.billingId}`}</span>
      <form method="post" action={pathOf(state, '/logout')}>
        <button type="submit" class="link">
          Log out
        </button>
      </form>
      <Menu state={state} session={session} />
    </>
  );
}

function Menu({ state, session }: PersonProps) {
  if (forcedStep(session.person) !== null) return null;
  return (
    <nav aria-label="Portal" style="flex:1 0 100%;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem">
      {placesOf(session).map(({ label, path }) => (
        <a href={pathOf(state, path)}>{label}</a>
      ))}
      {setupOf(session).map(({ label, path }, index) => (
        <span style="white-space:nowrap">
          {index === 0 ? 'Setup > ' : null}
          <a href={pathOf(state, path)}>{label}</a>
        </span>
      ))}
    </nav>
  );
}

interface MenuItem {
  readonly label: string;
  readonly path: string;
}

/** The places that this person may go to in the account they manage. */
function placesOf({ person, managed }: Session): readonly MenuItem[] {
  const home = { label: 'Home', path: '/home' };
  return tilesIn({ person, managed }).includes('Account Management')
    ? [home, { label: 'Accounts', path: '/accounts' }]
    : [home];
}

function setupOf({ person, managed }: Session): readonly MenuItem[] {
  if (administratorDenied(person, managed) !== null) return [];
  return [
    { label: 'Administrators', path: '/setup/administrators' },
    { label: 'Roles', path: '/setup/roles' },
    { label: 'Manage Access Keys', path: '/setup/access-keys' },
  ];
}

/** Customers and trials have no accounts below them, whoever manages as one of them. */
export function tilesIn({ person, managed }: Pick<Session, 'person' | 'managed'>): readonly Tile[] {
  return homeTiles(person).filter((tile) => tile !== 'Account Management' || managed.type === 'partner');
}

function Managing({ state, session: { person, managed } }: PersonProps) {
  if (managed === person.account) return null;
  return (
    <div class="notice row" role="note" style="align-items:center">
      <span style="flex:1 1 14rem">{`You manage as ${managed.name} (Account ID ${managed.billingId}).`}</span>
      <form method="post" action={pathOf(state, '/manage-as/own')}>
        <button type="submit" class="plain">
          {`Back to ${person.account.name}`}
        </button>
      </form>
    </div>
  );
}
