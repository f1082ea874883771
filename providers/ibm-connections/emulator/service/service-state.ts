import type { Milliseconds } from '../../../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import type { SandboxWorld } from '../../../kit/sandbox/sandbox-world.ts';
import type { Person } from './attributes.ts';
import { createDue } from './due.ts';
import type { Due } from './due.ts';
import type { SubscriberView } from './ibm-service.ts';
import type { PasswordHash } from './password-rules.ts';
import type { ServiceSettings } from './service-settings.ts';

/** What every object carries; `createdAt` also decides how long a fault hides it. */
interface Dated {
  readonly id: number;
  readonly createdAt: number;
  modifiedAt: number;
}

export interface Customer extends Dated {
  /** The marketplace's name for it, where it came from there. */
  readonly externalId: string | null;
  /** `Organization` and the sets beside it, as they were sent. */
  details: JsonObject;
  state: 'ACTIVE' | 'SUSPENDED' | 'DEREGISTER_PENDING';
  lastSync: number | null;
  readonly subscribers: Set<Subscriber>;
  readonly subscriptions: Set<Subscription>;
}

export interface Credential {
  readonly salt: string;
  current: PasswordHash | null;
  /** Newest last, the current one among them; none of the last eight may be used again. */
  readonly history: PasswordHash[];
  changedAt: number | null;
  /** Usable once, at the sign-in page or as the old password of a change. */
  oneTime: PasswordHash | null;
}

export interface Subscriber extends Dated {
  readonly customer: Customer;
  email: string;
  /** The attributes of `Person` that may change; empty ones are left out. */
  person: Person;
  attributes: readonly Json[];
  readonly roles: Set<string>;
  state: SubscriberView['state'];
  seats: readonly Seat[];
  readonly credential: Credential;
  isSyncPending: boolean;
  firstSignIn: number | null;
}

export interface Subscription extends Dated {
  readonly customer: Customer;
  readonly partNumber: string;
  readonly isAddOn: boolean;
  readonly parent: Subscription | null;
  state: 'PENDING' | 'ACTIVE' | 'SUSPENDED' | 'CANCEL_PENDING';
  seats: number;
  /** Seats that nobody else can have, those not yet released among them. */
  taken: number;
  readonly durationUnits: DurationUnits;
  readonly durationLength: number;
  readonly billingFrequency: string | null;
  effectiveAt: number | null;
  expiresAt: number;
}

export type DurationUnits = 'YEARS' | 'MONTHS' | 'DAYS';

export interface Seat extends Dated {
  subscription: Subscription;
  readonly subscriber: Subscriber;
  state: 'ENTITLE_PENDING' | 'ASSIGNED';
  acceptedTerms: boolean;
  quota: number;
  readonly workflows: readonly number[];
}

export interface Workflow extends Dated {
  readonly type: string;
  readonly customer: number;
  readonly subscriber: number | null;
  status: 'COMPLETED' | 'FAILED' | 'DEFERRED' | 'RUNNING';
}

export interface IssuedToken {
  /** Who consented: the account that the application acts for. */
  readonly user: string;
  readonly expiresAt: number;
}

/** All state of one emulated service. A reset puts a new one in its place. */
export interface ServiceState {
  readonly portal: string;
  readonly world: SandboxWorld;
  readonly settings: ServiceSettings;
  readonly due: Due;
  /** The sandbox's time; for what was due earlier, the time at which it was due. */
  readonly now: () => number;
  readonly customers: Map<number, Customer>;
  readonly subscribers: Map<number, Subscriber>;
  /** By lower-case e-mail, over all organisations. */
  readonly byEmail: Map<string, Subscriber>;
  readonly subscriptions: Map<number, Subscription>;
  readonly seats: Map<number, Seat>;
  readonly workflows: Map<number, Workflow>;
  readonly accessTokens: Map<string, IssuedToken>;
  readonly refreshTokens: Map<string, IssuedToken>;
  /** Credentials that have had their first POST redirected. */
  readonly greeted: Set<string>;
  readonly newId: (kind: keyof typeof firstIds) => number;
}

const firstIds = {
  customer: 30_001,
  subscription: 50_001,
  subscriber: 70_001,
  seat: 90_001,
  workflow: 110_001,
};

export interface StateOptions {
  readonly portal: string;
  readonly world: SandboxWorld;
  readonly settings: ServiceSettings;
}

export function createState({ portal, world, settings }: StateOptions): ServiceState {
  const next = { ...firstIds };
  const due = createDue();
  return {
    portal,
    world,
    settings,
    due,
    now: () => due.actingAt() ?? world.now(),
    customers: new Map(),
    subscribers: new Map(),
    byEmail: new Map(),
    subscriptions: new Map(),
    seats: new Map(),
    workflows: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    greeted: new Set(),
    newId: (kind) => {
      const id = next[kind];
      next[kind] += 1;
      return id;
    },
  };
}

export interface Later {
  readonly from: number;
  readonly delay: Milliseconds;
}

/** Does it at its time; at once where there is no delay. */
export function actLater(state: ServiceState, { from, delay }: Later, act: (at: number) => void): void {
  if (delay <= 0) act(from);
  else state.due.add({ at: from + delay, act });
}

export function stamped(state: ServiceState, kind: keyof typeof firstIds): Dated {
  const now = state.now();
  return { id: state.newId(kind), createdAt: now, modifiedAt: now };
}
