import type { Child } from 'hono/jsx';
import { PageFrame } from '../../../kit/sandbox/page-frame.tsx';
import type { TeammateRow, Tenant } from '../tenant.ts';

export interface PortalPageProps {
  readonly tenant: Tenant;
  readonly title: string;
  /** Who is logged in. */
  readonly person?: TeammateRow;
  readonly narrow?: boolean;
  /** What on this page is not the vendor's. */
  readonly ours: string;
  readonly children?: Child;
}

/** A page of the tenant, with the bar of the product and a word on what of it is our emulation. */
export function PortalPage(props: PortalPageProps) {
  const { tenant, person } = props;
  return (
    <PageFrame
      title={`${props.title} · ${tenant.settings.portal}`}
      narrow={props.narrow === true}
      bar={<Bar tenant={tenant} {...(person === undefined ? {} : { person })} />}
    >
      {props.children}
      <p class="soft">{`Our emulation of Webex Connect. ${props.ours}`}</p>
    </PageFrame>
  );
}

function Bar({ tenant, person }: { tenant: Tenant; person?: TeammateRow }) {
  return (
    <>
      <strong>{`${tenant.settings.product} · ${tenant.settings.portal}`}</strong>
      {person === undefined ? (
        <a href={pathOf(tenant, '/login')}>Log in</a>
      ) : (
        <>
          <a href={pathOf(tenant, '/settings/teammates')}>Settings → Teammates</a>
          <span>{`${person.name} (Active)`}</span>
          <form method="post" action={pathOf(tenant, '/logout')}>
            <button type="submit" class="link">
              Log out
            </button>
          </form>
        </>
      )}
    </>
  );
}

/** A path at this portal, as a browser needs it: the sandbox mounts the portal under its name. */
export function pathOf(tenant: Tenant, path: string): string {
  return `/${tenant.settings.portal}${path}`;
}
