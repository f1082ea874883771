import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { Tenant } from '../tenant.ts';
import { addJoinPages } from './join-routes.tsx';
import { addLoginPages } from './login-routes.tsx';
import type { Pages } from './page-context.ts';
import { createSessions } from './sessions.ts';
import { addSetPasswordPages } from './set-password-pages.tsx';
import { addTeammatesPages } from './teammates-routes.tsx';

/** The human pages. Gives the function that logs everybody out. */
export function addPages(app: Hono<EmulatorEnv>, tenant: () => Tenant): () => void {
  const pages: Pages = { app, tenant, sessions: createSessions(tenant) };
  addLoginPages(pages);
  addJoinPages(pages);
  addSetPasswordPages(pages);
  addTeammatesPages(pages);
  return pages.sessions.forgetAll;
}
