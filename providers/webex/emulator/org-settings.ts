import { day, second } from '../../../engine/model/instant.ts';
import type { Milliseconds } from '../../../engine/model/instant.ts';
import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import { objectIn, textIn, textsIn } from './json-parts.ts';
import { standardPools } from './licences/catalogue.ts';
import type { LicencePool } from './licences/catalogue.ts';
import { liveQuirks } from './quirks.ts';
import type { Quirks } from './quirks.ts';
import { readOrgId } from './wire-ids.ts';

/** What the emulator takes from a portal's declaration. */
export type EmulatedPortal = Pick<PortalDeclaration, 'name' | 'contacts' | 'settings'>;

/** What a test or a sandbox may choose; everything has a default. */
export interface WebexChoices {
  readonly quirks?: Partial<Quirks>;
  /** The licences that the organisation has bought. */
  readonly licences?: readonly LicencePool[];
  /** Organisations of customers, whom partner administrators are assigned to. */
  readonly customers?: readonly CustomerOrg[];
  /** Domains that the organisation has verified: nobody there has to verify an address. */
  readonly verifiedDomains?: readonly string[];
  /** People who live in another organisation. */
  readonly elsewhere?: readonly { readonly email: string; readonly isClaimable: boolean }[];
  /** "Automatic activation emails": on by default. */
  readonly activationMails?: boolean;
  /** How many an answer lists at most; larger wishes are clipped without a word. */
  readonly mostPerPage?: number;
  /** How long an activation job runs. */
  readonly jobTime?: Milliseconds;
  readonly tokenLifetime?: Milliseconds;
  /** Bearer tokens that never end; `sandbox` by default. */
  readonly tokens?: readonly string[];
  readonly serviceApp?: ServiceApp;
}

export interface CustomerOrg {
  /** A raw UUID. */
  readonly orgId: string;
  readonly name: string;
}

/** A service app that the organisation's administrator has authorised. */
export interface ServiceApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

export interface OrgSettings {
  readonly portal: string;
  /** A raw UUID. */
  readonly orgId: string;
  readonly orgName: string;
  readonly owner: string;
  readonly quirks: Quirks;
  readonly pools: readonly LicencePool[];
  readonly customers: readonly CustomerOrg[];
  readonly verifiedDomains: readonly string[];
  readonly elsewhere: readonly { readonly email: string; readonly isClaimable: boolean }[];
  /** Whether roles are kept the same as Webex Connect's, if the organisation has bought a contact centre. */
  readonly isContactCenter: boolean;
  readonly activationMails: boolean;
  readonly mostPerPage: number;
  readonly jobTime: Milliseconds;
  readonly tokenLifetime: Milliseconds;
  readonly tokens: readonly string[];
  readonly serviceApp: ServiceApp;
}

/** Where the declaration names no organisation. */
const someOrgId = '5c1d9d1e-0000-4000-8000-000000000001';

/** [ours] Two customers, so that a sandbox has somebody to manage. */
const someCustomers: readonly CustomerOrg[] = [
  { orgId: '5c1d9d1e-0000-4000-8000-0000000000c1', name: 'Northwind' },
  { orgId: '5c1d9d1e-0000-4000-8000-0000000000c2', name: 'Southgate' },
];

export function settleOrg(portal: EmulatedPortal, choices: WebexChoices): OrgSettings {
  return {
    portal: portal.name,
    orgId: readOrgId(textIn(portal.settings['orgId'])) ?? someOrgId,
    orgName: portal.name,
    owner: (portal.contacts.owner ?? `owner@${portal.name}.example`).toLowerCase(),
    quirks: { ...liveQuirks, ...choices.quirks },
    pools: choices.licences ?? standardPools,
    customers: choices.customers ?? customersIn(portal),
    verifiedDomains: (choices.verifiedDomains ?? textsIn(portal.settings['verifiedDomains'])).map((domain) =>
      domain.toLowerCase(),
    ),
    isContactCenter: portal.settings['contactCenter'] !== false,
    elsewhere: choices.elsewhere ?? [],
    activationMails: choices.activationMails ?? true,
    mostPerPage: choices.mostPerPage ?? 100,
    jobTime: choices.jobTime ?? 5 * second,
    tokenLifetime: choices.tokenLifetime ?? 14 * day,
    tokens: choices.tokens ?? ['sandbox'],
    serviceApp: choices.serviceApp ?? { clientId: 'sandbox', clientSecret: 'sandbox', refreshToken: 'sandbox' },
  };
}

/** The customers that the portal's settings name; two of ours where they name none. */
function customersIn({ settings }: EmulatedPortal): readonly CustomerOrg[] {
  const named = Object.entries(objectIn(settings['customers']));
  const customers = named.map(([name, id]): CustomerOrg => ({ orgId: readOrgId(textIn(id)) ?? '', name }));
  return customers.length === 0 ? someCustomers : customers;
}
