import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { administratorDenied, findAdministrator } from '../administrators.ts';
import type { Administrator } from '../portal-state.ts';
import { notAllowed } from './not-allowed.tsx';
import { behindHome, goTo } from './page-context.ts';
import type { Answer, Pages, Visit } from './page-context.ts';

/** A page of Setup, about the account that is managed: only for who manages administrators. */
export function inSetup(pages: Pages, show: (visit: Visit) => Answer): (c: EmulatorContext) => Answer {
  return behindHome(pages, (visit) => {
    const denied = administratorDenied(visit.session.person, visit.session.managed);
    return denied === null ? show(visit) : notAllowed(visit, denied.text);
  });
}

export interface AdministratorVisit extends Visit {
  readonly administrator: Administrator;
}

/** About one administrator of the account; any other leads back to the list. */
export function onAdministrator(
  pages: Pages,
  show: (visit: AdministratorVisit) => Answer,
): (c: EmulatorContext) => Answer {
  return inSetup(pages, (visit) => {
    const { c, state, session } = visit;
    const administrator = findAdministrator(state, c.req.param('userName') ?? '');
    if (administrator?.account !== session.managed) return goTo(c, state, '/setup/administrators');
    return show({ ...visit, administrator });
  });
}

export function administratorPath({ userName }: Administrator, slug: string): string {
  return `/setup/administrators/${encodeURIComponent(userName)}/${slug}`;
}
