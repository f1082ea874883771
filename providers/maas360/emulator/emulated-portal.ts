import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Milliseconds } from '../../../engine/model/instant.ts';
import type { PartnerLinkDeclaration } from '../../../engine/model/partner-declaration.ts';
import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import { defaultAppId } from './access-keys.ts';
import { keepAccount } from './accounts.ts';
import { keepAdministrator } from './administrators.ts';
import { textIn } from './json-parts.ts';
import { sandboxWord } from './passwords.ts';
import { createPortalState } from './portal-state.ts';
import type { Account, Administrator, PortalState } from './portal-state.ts';
import type { QuirksInput } from './quirks.ts';
import { firstRoles } from './roles.ts';

/** What the emulator takes from a portal's declaration. */
export type EmulatedPortal = Pick<PortalDeclaration, 'name' | 'contacts' | 'settings' | 'account' | 'partnerLinks'>;

/** What can be set otherwise, for tests; each has a default. */
export interface EmulatorChoices {
  /** Name of the partner account that is there from the start; by default the declared partner at the top, or `Partner`. */
  readonly accountName?: string;
  /** How long a new account is being copied: 0, or `faithfulCopying`. */
  readonly copying?: Milliseconds;
  /** Of the partner at the top, in days: how long trials last, and how long one extension may be. */
  readonly trialDays?: number;
  readonly maximumTrialDays?: number;
  /** Whether support has switched sub-partners on already. */
  readonly subPartners?: boolean;
  readonly quirks?: QuirksInput;
  /** None by default. */
  readonly callsPerMinute?: number;
}

/** Observed: how long a script of the vendor's waited before it used a new account. */
export const faithfulCopying: Milliseconds = 180_000;

export interface Seeding extends EmulatorChoices {
  readonly portal: EmulatedPortal;
  readonly world: SandboxWorld;
}

/** The business partner that the settings name by id, onboarded already; without an id there is nobody yet. */
export function seededState(seeding: Seeding): PortalState {
  const { portal, world, copying = 0, trialDays = declaredTrialDays(portal) } = seeding;
  const { maximumTrialDays = Math.max(90, trialDays) } = seeding;
  const billingId = textIn(portal.settings['billingId']);
  const instance = /^[12346]/u.exec(billingId)?.[0] ?? '3';
  const state = createPortalState({ portal: portal.name, world, instance, copying, trialDays, maximumTrialDays });
  if (billingId === '') return state;
  const account = keepAccount(
    { ...state, copying: 0 },
    {
      parent: null,
      wanted: { type: 'partner', name: nameOf(seeding), adminEmail: ownerOf(portal) },
      by: sandboxWord,
      billingId,
    },
  );
  account.subPartnersAllowed = seeding.subPartners ?? false;
  const appId = textIn(portal.settings['appId']) || defaultAppId(account);
  account.accessKeys.push({ key: sandboxWord, appId, createdAt: world.now() });
  seedAdministrators(state, account, portal);
  return state;
}

/** The owner has taken all first steps, and the script-only administrator is the one whom the credentials belong to. */
function seedAdministrators(state: PortalState, account: Account, portal: EmulatedPortal): void {
  const email = ownerOf(portal);
  const userName = `${account.billingId}_${email.split('@')[0] ?? ''}`;
  const roles = firstRoles(account);
  const owner = keepAdministrator(state, { userName, email, account, roles, isPrimary: true }, sandboxWord);
  settle(state, owner);
  const robotName = portal.account ?? `${account.billingId}_api`;
  const robot = keepAdministrator(state, { userName: robotName, email, account, roles, isPrimary: false }, sandboxWord);
  settle(state, robot);
  robot.isScriptOnly = true;
}

function settle(state: PortalState, administrator: Administrator): void {
  const at = state.world.now();
  administrator.isPasswordTemporary = false;
  administrator.profile = {
    firstName: 'Account',
    lastName: 'Owner',
    company: administrator.account.name,
    phone: '+49 30 5550100',
    jobTitle: '',
  };
  administrator.ibmId = { how: 'skipped', at };
}

function nameOf({ accountName, portal }: Seeding): string {
  return accountName ?? declaredTop(portal)?.account ?? 'Partner';
}

/** [ours] 30 days where nothing is declared: the default length of a trial is not published. */
function declaredTrialDays(portal: EmulatedPortal): number {
  const days = declaredTop(portal)?.with['trialDays'];
  return typeof days === 'number' ? days : 30;
}

function declaredTop({ partnerLinks }: EmulatedPortal): PartnerLinkDeclaration | undefined {
  return partnerLinks?.find(({ type, parent }) => type === 'partner' && parent === undefined);
}

function ownerOf({ name, contacts }: EmulatedPortal): string {
  return (contacts.owner ?? `owner@${name}.example`).toLowerCase();
}
