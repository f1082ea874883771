import type { Tile } from '../home.ts';
import type { PortalState } from '../portal-state.ts';
import { Notice } from './notice.tsx';
import { behindHome, pathOf } from './page-context.ts';
import type { Pages } from './page-context.ts';
import { PortalPage, tilesIn } from './portal-page.tsx';
import type { Session } from './sessions.ts';

export function addHomePage(pages: Pages): void {
  pages.app.get(
    '/home',
    behindHome(pages, ({ c, state, session }) => {
      return c.html(<HomePage state={state} session={session} done={c.req.query('done') ?? ''} />);
    }),
  );
}

interface TileText {
  /** Null where there is nothing behind the tile. */
  readonly path: string | null;
  readonly says: string;
}

const tileTexts: Readonly<Record<Tile, TileText>> = {
  Devices: { path: null, says: 'Enrolled devices are not part of this emulation.' },
  'Account Management': { path: '/accounts', says: 'Customer, Trial and Partner accounts.' },
  Administrators: { path: '/setup/administrators', says: 'Who may log in, and with which roles.' },
  'Access Keys': { path: '/setup/access-keys', says: 'Keys for MaaS360 Web Services.' },
};

/** Where a person comes out whose first steps are done. */
function HomePage({ state, session, done }: { state: PortalState; session: Session; done: string }) {
  const tiles = tilesIn(session);
  const hasAccounts = tiles.includes('Account Management');
  const ours = hasAccounts
    ? 'The tile Account Management is the vendor’s; the other tiles, and the layout, are ours.'
    : 'The tiles and the layout are ours.';
  const skipped = 'You have skipped linking. Create an IBMid when you are prompted to, and link it then.';
  return (
    <PortalPage state={state} title="Home" session={session} ours={ours}>
      <h1>Home</h1>
      <Notice text={done === 'skipped' ? skipped : undefined} />
      <div style="display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:1rem;margin-bottom:1.25rem">
        {tiles.map((tile) => (
          <TileCard state={state} tile={tile} />
        ))}
      </div>
      {hasAccounts ? null : (
        <p>If you need access to other features, ask your primary administrator to change your roles.</p>
      )}
      <PersonCard state={state} session={session} />
    </PortalPage>
  );
}

function TileCard({ state, tile }: { state: PortalState; tile: Tile }) {
  const { path, says } = tileTexts[tile];
  return (
    <div class="card" style="margin:0">
      <h2>{path === null ? tile : <a href={pathOf(state, path)}>{tile}</a>}</h2>
      <p class="soft">{says}</p>
    </div>
  );
}

function PersonCard({ state, session: { person } }: { state: PortalState; session: Session }) {
  const { account, ibmId, userName, email } = person;
  return (
    <section aria-labelledby="person">
      <h2 id="person">{userName}</h2>
      <dl>
        <dt>E-mail</dt>
        <dd>{email}</dd>
        <dt>Account name</dt>
        <dd>{account.name}</dd>
        <dt>Account ID</dt>
        <dd>{account.billingId}</dd>
        <dt>IBMid</dt>
        <dd>{ibmId.how === 'linked' ? ibmId.ibmId : 'not linked'}</dd>
      </dl>
      <p class="row">
        <a href={pathOf(state, '/profile')}>Profile</a>
        {ibmId.how === 'linked' ? null : <a href={pathOf(state, '/ibmid/link')}>Link Administrator Account to IBMid</a>}
      </p>
    </section>
  );
}
