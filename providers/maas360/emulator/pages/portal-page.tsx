import type { Child } from 'hono/jsx';
import { PageFrame } from '../../../kit/sandbox/page-frame.tsx';
import { administratorDenied } from '../administrators.ts';
import { forcedStep } from '../first-steps.ts';
import { homeTiles } from '../home.ts';
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
      {session === undefined ? null : <Managing state={state} session={session} />}
      {children}
      <p class="soft">{`Rollcall's emulation of IBM MaaS360. ${ours}`}</p>
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
      <span>{userName}</span>
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
      {menuOf(session).map(({ label, path }) => (
        <a href={pathOf(state, path)}>{label}</a>
      ))}
    </nav>
  );
}

interface MenuItem {
  readonly label: string;
  readonly path: string;
}

/** The places that this person may go to in the account they manage. */
export function menuOf({ person, managed }: Session): readonly MenuItem[] {
  const items: MenuItem[] = [{ label: 'Home', path: '/home' }];
  if (managesAccounts({ person, managed })) items.push({ label: 'Accounts', path: '/accounts' });
  if (administratorDenied(person, managed) === null) {
    items.push(
      { label: 'Setup > Administrators', path: '/setup/administrators' },
      { label: 'Setup > Roles', path: '/setup/roles' },
      { label: 'Setup > Manage Access Keys', path: '/setup/access-keys' },
    );
  }
  return items;
}

/** Customers and trials have no accounts below them, whoever manages as one of them. */
export function managesAccounts({ person, managed }: Pick<Session, 'person' | 'managed'>): boolean {
  return managed.type === 'partner' && homeTiles(person).includes('Account Management');
}

function Managing({ state, session: { person, managed } }: PersonProps) {
  if (managed === person.account) return null;
  return (
    <div class="notice row" role="note">
      <span style="flex:1 1 14rem">{`You manage as ${managed.name} (Account ID ${managed.billingId}).`}</span>
      <form method="post" action={pathOf(state, '/manage-as/own')}>
        <button type="submit" class="plain">
          {`Back to ${person.account.name}`}
        </button>
      </form>
    </div>
  );
}
