import type { Hono } from 'hono';
import type { EmulatorEnv } from '../../../kit/emulator.ts';
import type { PortalState } from '../portal-state.ts';
import { addAccessKeyPages } from './access-key-routes.tsx';
import { addAccountActionPages } from './account-action-routes.tsx';
import { addAccountsPages } from './accounts-routes.tsx';
import { addAdditionPages } from './addition-routes.tsx';
import { addAdministratorActionPages } from './administrator-action-routes.tsx';
import { addAdministratorsPages } from './administrators-routes.tsx';
import { addHomePage } from './home-routes.tsx';
import { addIbmIdPages } from './ibmid-routes.tsx';
import { addLoginPages } from './login-routes.tsx';
import type { Pages } from './page-context.ts';
import { addPasswordPages } from './password-routes.tsx';
import { addProfilePages } from './profile-routes.tsx';
import { addRolesPages } from './roles-routes.tsx';
import { createSessions } from './sessions.ts';
import { addSupportPages } from './support-routes.tsx';

/** The pages for people, from the support desk to the home page and what lies behind its tiles. */
export function addPages(app: Hono<EmulatorEnv>, state: () => PortalState): void {
  const pages: Pages = { app, state, sessions: createSessions(state) };
  addSupportPages(pages);
  addLoginPages(pages);
  addPasswordPages(pages);
  addProfilePages(pages);
  addIbmIdPages(pages);
  addHomePage(pages);
  addAccountsPages(pages);
  addAdditionPages(pages);
  addAccountActionPages(pages);
  addAdministratorsPages(pages);
  addAdministratorActionPages(pages);
  addRolesPages(pages);
  addAccessKeyPages(pages);
}
