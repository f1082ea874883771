import type { Child } from 'hono/jsx';
import { PageFrame } from '../../../../kit/sandbox/page-frame.tsx';
import type { Directory, PanelUser } from '../directory.ts';
import { pathOf } from './page-context.ts';

export interface PanelPageProps {
  readonly directory: Directory;
  readonly title: string;
  readonly panel: 'ccp' | 'mycp';
  /** Who is logged in. */
  readonly person?: PanelUser;
  readonly narrow?: boolean;
  readonly children?: Child;
}

const names = { ccp: 'Customer Control Panel (CCP)', mycp: 'myCP' } as const;

/** A page of one of the two panels, with its menu and a word on what of it is our emulation. */
export function PanelPage(props: PanelPageProps) {
  const { directory, panel, person } = props;
  const bar = (
    <>
      <strong>{names[panel]}</strong>
      {person === undefined ? null : (
        <>
          <span>{`${person.givenName} ${person.familyName}`}</span>
          <form method="post" action={pathOf(directory, `/${panel}/logout`)}>
            <button type="submit" class="link">
              Log out
            </button>
          </form>
        </>
      )}
    </>
  );
  return (
    <PageFrame title={`${props.title} · ${names[panel]}`} narrow={person === undefined} bar={bar}>
      <div style="display:flex;flex-wrap:wrap;gap:1rem 1.5rem;align-items:flex-start">
        {person === undefined ? null : <Menu directory={directory} panel={panel} />}
        <div style={`flex:1 1 16rem;min-width:0;max-width:${props.narrow === true ? '32rem' : 'none'}`}>
          {props.children}
        </div>
      </div>
      <p class="soft">Our emulation: the steps and the names of the buttons are the article’s, the rest is ours.</p>
    </PageFrame>
  );
}

/** The left-side menu of myCP, and the tabs of CCP. */
function Menu({ directory, panel }: Pick<PanelPageProps, 'directory' | 'panel'>) {
  const items =
    panel === 'ccp'
      ? [{ label: 'Users', path: '/ccp/users' }]
      : [
          { label: 'Home', path: '/mycp' },
          { label: 'IBM Connections Cloud', path: '/mycp/ibm-connections' },
        ];
  return (
    <nav
      class="row"
      aria-label={panel === 'ccp' ? 'Tabs' : 'Menu'}
      style={`flex:0 1 ${panel === 'ccp' ? '100%' : '12rem'}`}
    >
      {items.map(({ label, path }) => (
        <a href={pathOf(directory, path)}>{label}</a>
      ))}
    </nav>
  );
}
