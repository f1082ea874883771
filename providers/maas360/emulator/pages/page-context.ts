import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { forcedStep } from '../first-steps.ts';
import type { ForcedStep } from '../first-steps.ts';
import type { PortalState } from '../portal-state.ts';
import type { Session, Sessions } from './sessions.ts';

/** What the pages share. The state is a function because a reset puts a new one in its place. */
export interface Pages {
  readonly app: Hono<EmulatorEnv>;
  readonly state: () => PortalState;
  readonly sessions: Sessions;
}

/** One request of somebody who is logged in. */
export interface Visit {
  readonly pages: Pages;
  readonly c: EmulatorContext;
  readonly state: PortalState;
  readonly session: Session;
}

export type Answer = Response | Promise<Response>;

/** A path at this portal, as a browser needs it: the sandbox mounts the portal under its name. */
export function pathOf({ portal }: Pick<PortalState, 'portal'>, path: string): string {
  return `/${portal}${path}`;
}

export function goTo(c: EmulatorContext, state: Pick<PortalState, 'portal'>, path: string): Response {
  return c.redirect(pathOf(state, path), 303);
}

/** The text fields of a sent form. */
export interface SentForm {
  /** The first of this name, without spaces around it; empty where there is none. */
  readonly text: (name: string) => string;
  /** As it was typed. */
  readonly secret: (name: string) => string;
  readonly all: (name: string) => readonly string[];
}

export async function readForm(c: EmulatorContext): Promise<SentForm> {
  const form = await c.req.formData();
  const all = (name: string): string[] => form.getAll(name).filter((value) => typeof value === 'string');
  const secret = (name: string): string => all(name)[0] ?? '';
  return { all, secret, text: (name) => secret(name).trim() };
}

/** A page behind the home page: who is not logged in does that first, and then what is forced on them. */
export function behindHome(pages: Pages, show: (visit: Visit) => Answer): (c: EmulatorContext) => Answer {
  return loggedIn(pages, (visit) => {
    const step = forcedStep(visit.session.person);
    return step === null ? show(visit) : goTo(visit.c, visit.state, stepPaths[step]);
  });
}

/** The page of one forced step, which is shown when it is its turn and leads on otherwise. */
export function inTurn(pages: Pages, step: ForcedStep, show: (visit: Visit) => Answer): (c: EmulatorContext) => Answer {
  return loggedIn(pages, (visit) => {
    return forcedStep(visit.session.person) === step ? show(visit) : goTo(visit.c, visit.state, '/home');
  });
}

export function loggedIn(pages: Pages, show: (visit: Visit) => Answer): (c: EmulatorContext) => Answer {
  return (c) => {
    const state = pages.state();
    state.world.settle();
    const session = pages.sessions.current(c);
    return session === undefined ? goTo(c, state, '/login') : show({ pages, c, state, session });
  };
}

const stepPaths: Readonly<Record<ForcedStep, string>> = {
  'change-password': '/change-password',
  'complete-profile': '/profile',
  ibmid: '/ibmid',
};
