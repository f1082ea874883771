import type { Instant, Milliseconds } from '../../../../engine/model/instant.ts';

/**
 * IBM's side (BSS) as the other planes of the sandbox use it, without the wire: the marketplace orders there, the panel
 * makes subscribers there, and the person's pages set passwords there. How a real panel does that is not published;
 * which of it is inferred stands in SURFACE.md.
 */
export interface IbmService {
  /** The organisation of a marketplace customer; made where there is none yet. */
  readonly organisationOf: (customer: OrganisationInput) => number;
  /** A new subscription each time: IBM does not notice a second order. Active after `activation`. */
  readonly order: (order: ServiceOrder) => number;
  readonly resize: (subscription: number, seats: number) => void;
  readonly cancel: (subscription: number) => void;
  readonly addSubscriber: (person: NewSubscriber) => ServiceResult<number>;
  readonly subscriberByEmail: (email: string) => SubscriberView | null;
  /** `soft` keeps it for 30 days; otherwise it goes and its seats are free. */
  readonly removeSubscriber: (id: number, soft: boolean) => ServiceResult<null>;
  readonly activateSubscriber: (id: number) => ServiceResult<null>;
  /** The person's own password, as "Set Password" of the panel sends it; afterwards a sync is pending. */
  readonly setPassword: (email: string, password: string) => ServiceResult<null>;
  /** "Sync" of the panel. */
  readonly sync: (email: string) => ServiceResult<null>;
  /** The sign-in page of the IBM portal. Refused until the first way in was from the panel (`fromPanel`). */
  readonly signIn: (input: SignIn) => ServiceResult<null>;
  /** Whether, and when, the person first signed in. */
  readonly firstSignIn: (email: string) => Instant | null;
}

export type ServiceResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly status: number; readonly code?: string; readonly text: string };

export interface OrganisationInput {
  readonly externalId: string;
  readonly name: string;
  readonly contactEmail: string;
}

export interface ServiceOrder {
  readonly organisation: number;
  readonly partNumber: string;
  readonly seats: number;
  readonly durationUnits: 'YEARS' | 'MONTHS' | 'DAYS';
  readonly durationLength: number;
  /** Part number of the base subscription, for an add-on. */
  readonly baseOf?: string;
  /** How long the new subscription is not active yet. */
  readonly activation: Milliseconds;
}

export interface NewSubscriber {
  readonly organisation: number;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly roles: readonly string[];
  /** Whether IBM keeps quiet; otherwise it mails the person. */
  readonly suppressEmail: boolean;
}

export interface SubscriberView {
  readonly id: number;
  readonly state: 'PENDING' | 'ACTIVE' | 'SUSPENDED' | 'SOFT_DELETED' | 'REMOVE_PENDING';
  readonly hasPassword: boolean;
  readonly isSyncPending: boolean;
}

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Whether the person came by the Login button of the panel. */
  readonly fromPanel: boolean;
}
