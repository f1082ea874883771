import { Hono } from 'hono';
import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { Emulator, EmulatorEnv } from '../../kit/emulator.ts';
import { createFaults } from '../../kit/emulator-faults.ts';
import { createJournal } from '../../kit/emulator-journal.ts';
import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import { addTeammate } from './add-teammate.ts';
import type { NewTeammate } from './add-teammate.ts';
import { createApi } from './api.ts';
import type { TokenSetting } from './api-access.ts';
import { passInvitationTime } from './invitations.ts';
import { sendOwnerMail } from './mails.ts';
import { addPages } from './pages/index.ts';
import { summarizePeople } from './people.ts';
import { playPerson } from './play.ts';
import { followControlHub } from './role-sync.ts';
import { createTenant } from './tenant.ts';
import type { Tenant, TenantSettings } from './tenant.ts';

/** What the emulator takes from a portal's declaration. */
export type EmulatedPortal = Pick<PortalDeclaration, 'name' | 'contacts' | 'login' | 'settings'>;

export interface WebexConnectEmulatorOptions {
  readonly portal: EmulatedPortal;
  readonly world: SandboxWorld;
  /** Bearer tokens and their actors; by default `sandbox`, who is the tenant's Owner. */
  readonly tokens?: readonly TokenSetting[];
  /** The tenant's own rate limit, which answers with code 7020; none by default. */
  readonly transactionsPerSecond?: number;
  /** Allowed e-mail domains; by default the `emailDomains` of the portal's settings, else all. */
  readonly emailDomains?: readonly string[];
  /** Role sync with Control Hub; by default what the portal's settings say, else on, as in a contact centre tenant. */
  readonly roleSync?: boolean;
}

export interface WebexConnectEmulator extends Emulator {
  /** Puts active teammates in, without invitations, mails or audit records. */
  readonly seed: (teammates: readonly NewTeammate[]) => void;
  /** State, for tests that look behind the wire. */
  readonly tenant: () => Tenant;
}

/** Our emulation of a Webex Connect tenant; SURFACE.md says what of it is documented and what is ours. */
export function createWebexConnectEmulator(options: WebexConnectEmulatorOptions): WebexConnectEmulator {
  const { portal, world } = options;
  const settings = tenantSettings(options);
  let tenant = seededTenant(settings, world);
  const current = (): Tenant => tenant;
  const journal = createJournal();
  const faults = createFaults();
  const access = {
    tokens: options.tokens ?? [{ token: 'sandbox', email: settings.owner, role: 'Owner' as const }],
    transactionsPerSecond: options.transactionsPerSecond ?? null,
  };
  const api = createApi({ tenant: current, journal, faults, access });
  const app = new Hono<EmulatorEnv>().route('/connectapi/v1', api.app);
  const forgetSessions = addPages(app, current);
  world.whenTimePasses((now) => passInvitationTime(tenant, now));
  followControlHub(current, world);

  return {
    portal: portal.name,
    provider: 'webex-connect',
    title: 'Webex Connect',
    app,
    journal,
    faults,
    operations: api.operations,
    pages: [
      { title: 'Log in', path: '/login' },
      { title: 'Settings → Teammates', path: '/settings/teammates' },
    ],
    reset: () => {
      tenant = seededTenant(settings, world);
      forgetSessions();
      journal.clear();
      faults.clear();
    },
    people: (limit) => summarizePeople(tenant, limit),
    play: (step, email, answers) => playPerson(tenant, { step, email, answers }),
    seed: (teammates) => {
      for (const teammate of teammates) addTeammate(tenant, teammate);
    },
    tenant: current,
  };
}

function tenantSettings({ portal, emailDomains, roleSync }: WebexConnectEmulatorOptions): TenantSettings {
  const { name, contacts, login, settings } = portal;
  return {
    portal: name,
    product: 'Webex Connect',
    owner: (contacts.owner ?? `owner@${name}.example`).toLowerCase(),
    login,
    emailDomains: (emailDomains ?? domainsIn(settings)).map((domain) => domain.toLowerCase()),
    timezone: 'UTC',
    controlHub: typeof settings['controlHub'] === 'string' ? settings['controlHub'] : null,
    roleSync: roleSync ?? (settings['roleSync'] ?? settings['contactCenter']) !== false,
  };
}

/** A tenant as the vendor hands it over: its Owner, and nobody else. */
function seededTenant(settings: TenantSettings, world: SandboxWorld): Tenant {
  const tenant = createTenant(settings, world);
  addTeammate(tenant, { email: settings.owner, role: 'Owner', loginType: 'password' });
  sendOwnerMail(tenant, settings.owner);
  return tenant;
}

function domainsIn(settings: JsonObject): readonly string[] {
  const domains = settings['emailDomains'];
  return Array.isArray(domains) ? domains.filter((domain): domain is string => typeof domain === 'string') : [];
}
