import { Hono } from 'hono';
import type { Emulator, EmulatorEnv } from '../../kit/emulator.ts';
import { createFaults } from '../../kit/emulator-faults.ts';
import { createJournal } from '../../kit/emulator-journal.ts';
import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import { createApi } from './api.ts';
import { addUser, createControlHub } from './control-hub-state.ts';
import type { ControlHub } from './control-hub-state.ts';
import { passJobTime } from './jobs/activation-job.ts';
import { passUserTime } from './lifecycle.ts';
import { giveImplicitLicences } from './licences/holding.ts';
import { sendOwnerMail } from './mails.ts';
import { settleOrg } from './org-settings.ts';
import type { EmulatedPortal, OrgSettings, WebexChoices } from './org-settings.ts';
import { addPages } from './pages/index.ts';
import { summarizePeople } from './people-summary.ts';
import { playPerson } from './play.ts';
import { followConnect } from './role-sync.ts';
import { withRoles } from './scim/attributes.ts';
import { createTokens } from './tokens.ts';

export interface WebexEmulatorOptions extends WebexChoices {
  readonly portal: EmulatedPortal;
  readonly world: SandboxWorld;
}

export interface WebexEmulator extends Emulator {
  /** State, for tests that look behind the wire. A reset puts a new one in its place. */
  readonly state: () => ControlHub;
  /** Ends every access token that was given out. */
  readonly expireTokens: () => void;
}

/** Our emulation of an organisation in Control Hub; SURFACE.md says what of it is documented and what is ours. */
export function createWebexEmulator(options: WebexEmulatorOptions): WebexEmulator {
  const { portal, world } = options;
  const settings = settleOrg(portal, options);
  let hub = seededHub(settings, world);
  const current = (): ControlHub => hub;
  const journal = createJournal();
  const faults = createFaults();
  const tokens = createTokens(current);
  const api = createApi({ hub: current, journal, faults, tokens });
  const app = new Hono<EmulatorEnv>().route('/', api.app);
  const forgetSessions = addPages(app, current);
  world.whenTimePasses((now) => {
    passUserTime(hub, now);
    passJobTime(hub, now);
  });
  followConnect(current);

  return {
    portal: portal.name,
    provider: 'webex',
    title: 'Webex Control Hub',
    app,
    journal,
    faults,
    operations: api.operations,
    pages: [
      { title: 'Sign in', path: '/sign-in' },
      { title: 'Control Hub → Users', path: '/users' },
    ],
    reset: () => {
      tokens.reset();
      forgetSessions();
      hub = seededHub(settings, world);
      journal.clear();
      faults.clear();
    },
    people: (limit) => summarizePeople(hub, limit),
    play: (step, email, answers) => Promise.resolve(playPerson(hub, { step, email, answers })),
    state: current,
    expireTokens: tokens.expireAll,
  };
}

/** An organisation as it is handed over: its first administrator, and nobody else. */
function seededHub(settings: OrgSettings, world: SandboxWorld): ControlHub {
  const hub = createControlHub(settings, world);
  const attributes = {
    userName: settings.owner,
    userType: 'user',
    active: true,
    displayName: settings.owner.slice(0, settings.owner.indexOf('@')),
    emails: [{ value: settings.owner, type: 'work', primary: true }],
  };
  const owner = addUser(hub, withRoles(attributes, ['id_full_admin']), { isVerified: true, hasSignedIn: true });
  giveImplicitLicences(hub, owner);
  sendOwnerMail(hub, owner);
  return hub;
}
