import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../../../kit/emulator.ts';
import type { EmulatorContext } from '../../../../kit/emulator-operation.ts';
import type { Directory, PanelUser } from '../directory.ts';
import type { Sessions } from './sessions.ts';

/** What the pages share. The directory is a function because a reset puts a new one in its place. */
export interface Pages {
  readonly app: Hono<EmulatorEnv>;
  readonly directory: () => Directory;
  /** Of the customer's control panel. */
  readonly ccp: Sessions;
  /** Of everybody's own. */
  readonly mycp: Sessions;
  /** People who came to IBM's sign-in page by the Login button: the person of each ticket, spent when used. */
  readonly tickets: Map<string, string>;
}

/** A path at this portal, as a browser needs it: the sandbox mounts the portal under its name. */
export function pathOf({ portal }: Pick<Directory, 'portal'>, path: string): string {
  return `/${portal}${path}`;
}

export function goTo(c: EmulatorContext, { directory }: Pages, path: string): Response {
  return c.redirect(pathOf(directory(), path), 303);
}

/** The text fields of a sent form; empty where one is missing. */
export async function readForm(c: EmulatorContext): Promise<(name: string) => string> {
  const form = await c.req.formData();
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
}

type Answer = Response | Promise<Response>;

/** A page for who is logged in; everybody else is sent to the login page first. */
export function loggedIn(
  pages: Pages,
  which: 'ccp' | 'mycp',
  show: (c: EmulatorContext, person: PanelUser) => Answer,
): (c: EmulatorContext) => Answer {
  return (c) => {
    const person = pages[which].current(c);
    return person === undefined ? goTo(c, pages, `/${which}/login`) : show(c, person);
  };
}
