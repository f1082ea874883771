import { day, hour, minute, second } from '../../../../engine/model/instant.ts';
import type { Milliseconds } from '../../../../engine/model/instant.ts';

/** What a caller has to be prepared for. Each is switched by itself; SURFACE-service.md lists them with their grades. */
export interface ServiceQuirks {
  /** The first POST of each credential is answered 302 and does nothing; the same request sent again is served. */
  readonly firstPostRedirects: boolean;
  /** A named query that finds nothing. */
  readonly emptyNamedQuery: 404 | 200;
  /** How the keys of an error are spelt. */
  readonly errorKeys: 'capital' | 'older';
  /** What adding a subscriber or a customer answers. */
  readonly createdStatus: 201 | 200;
  /** A softly deleted subscriber reads as REMOVE_PENDING. */
  readonly softDeleteLooksRemoved: boolean;
  /** The vendor's pages differ on deleting a customer with active subscriptions. */
  readonly deleteWithSubscriptions: 'refused' | 'cancels';
}

export interface ServiceDelays {
  readonly subscriberActivation: Milliseconds;
  readonly seatAssignment: Milliseconds;
  /** From a revoke or a hard delete until the seat is free again. */
  readonly seatRelease: Milliseconds;
  readonly subscriberRemoval: Milliseconds;
  readonly customerRemoval: Milliseconds;
  /** For orders by BSS itself; the marketplace says its own. */
  readonly subscriptionActivation: Milliseconds;
  readonly cancellation: Milliseconds;
  /** A workflow is COMPLETED so long after what it did is there. */
  readonly workflowLag: Milliseconds;
}

/** What is special about a part number; one that is not listed is a base product like any other. */
export interface PartRules {
  readonly addOn?: boolean;
  /** Pooled storage: its quantity cannot be updated, but a seat's share of it can. */
  readonly storage?: boolean;
  /** A subscriber needs this attribute before the seat: `dom__emailAddress`. */
  readonly mailAttribute?: string;
}

/** Who calls, by Basic or as the bearer of a token that never expires. */
export interface ServiceAccount {
  readonly credentials: { readonly user: string; readonly password: string } | { readonly token: string };
  readonly role: 'VSR' | 'CustomerAdministrator' | 'User';
  /** Id of the organisation that a customer's account belongs to. */
  readonly customer?: number;
}

export interface ServiceSettings {
  readonly quirks: ServiceQuirks;
  readonly delays: ServiceDelays;
  readonly parts: Readonly<Record<string, PartRules>>;
  /** Besides the word `sandbox`, which is always understood. */
  readonly accounts: readonly ServiceAccount[];
  readonly accessTokenLife: Milliseconds;
  readonly refreshTokenLife: Milliseconds;
  readonly defaultPageSize: number;
}

export type ServiceSettingsInput = Partial<Omit<ServiceSettings, 'quirks' | 'delays'>> & {
  readonly quirks?: Partial<ServiceQuirks>;
  readonly delays?: Partial<ServiceDelays>;
};

const defaultQuirks: ServiceQuirks = {
  firstPostRedirects: true,
  emptyNamedQuery: 404,
  errorKeys: 'capital',
  createdStatus: 201,
  softDeleteLooksRemoved: false,
  deleteWithSubscriptions: 'refused',
};

const defaultDelays: ServiceDelays = {
  subscriberActivation: 3 * second,
  seatAssignment: 4 * second,
  seatRelease: 3 * second,
  subscriberRemoval: 5 * second,
  customerRemoval: 5 * second,
  subscriptionActivation: 2 * minute,
  cancellation: 5 * second,
  workflowLag: 2 * second,
};

export const softDeletedFor: Milliseconds = 30 * day;

export function withDefaults(input: ServiceSettingsInput): ServiceSettings {
  return {
    quirks: { ...defaultQuirks, ...input.quirks },
    delays: { ...defaultDelays, ...input.delays },
    parts: input.parts ?? { D100PLL: { addOn: true, storage: true }, D0QBKLL: { addOn: true } },
    accounts: input.accounts ?? [],
    accessTokenLife: input.accessTokenLife ?? 2 * hour,
    refreshTokenLife: input.refreshTokenLife ?? 90 * day,
    defaultPageSize: input.defaultPageSize ?? 25,
  };
}
