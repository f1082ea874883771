import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../../../kit/emulator.ts';
import type { Directory } from '../directory.ts';
import { addIbmPortalPages } from './ibm-portal-routes.tsx';
import { addIbmTabPages } from './ibm-tab-routes.tsx';
import { addLoginPages } from './login-routes.tsx';
import { addMycpPasswordPages } from './mycp-password-routes.tsx';
import type { Pages } from './page-context.ts';
import { createSessions } from './sessions.ts';
import { addSetPasswordPages } from './set-password-routes.tsx';
import { addUsersPages } from './users-routes.tsx';

/** The pages for people, as the article walks them. */
export function addPages(app: Hono<EmulatorEnv>, directory: () => Directory): void {
  const ccp = createSessions(directory, 'ccp');
  const mycp = createSessions(directory, 'mycp');
  const pages: Pages = { app, directory, ccp, mycp, tickets: new Map() };
  addLoginPages(pages);
  addUsersPages(pages);
  addMycpPasswordPages(pages);
  addIbmTabPages(pages);
  addSetPasswordPages(pages);
  addIbmPortalPages(pages);
}
