import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { ControlHub } from '../control-hub-state.ts';
import { addActivatePages } from './activate-routes.tsx';
import type { Pages } from './page-context.ts';
import { createSessions } from './sessions.ts';
import { addSignInPages } from './sign-in-routes.tsx';
import { addUsersPages } from './users-routes.tsx';

/** The human pages. Gives the function that signs everybody out. */
export function addPages(app: Hono<EmulatorEnv>, hub: () => ControlHub): () => void {
  const pages: Pages = { app, hub, sessions: createSessions(hub) };
  addSignInPages(pages);
  addActivatePages(pages);
  addUsersPages(pages);
  return pages.sessions.forgetAll;
}
