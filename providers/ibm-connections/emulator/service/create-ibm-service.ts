import { instantOf } from '../../../../engine/model/instant.ts';
import type { Faults } from '../../../kit/emulator-faults.ts';
import type { Journal } from '../../../kit/emulator-journal.ts';
import type { SandboxWorld } from '../../../kit/sandbox/sandbox-world.ts';
import { createApi } from './api.ts';
import type { ServiceApi } from './api.ts';
import { readPerson } from './attributes.ts';
import { setPassword } from './credentials.ts';
import { organisationOf } from './customers.ts';
import type { IbmService, NewSubscriber, ServiceOrder, ServiceResult } from './ibm-service.ts';
import { badInput, done, unknown } from './refusal.ts';
import { readRoleSet } from './roles.ts';
import { withDefaults } from './service-settings.ts';
import type { ServiceSettingsInput } from './service-settings.ts';
import { createState } from './service-state.ts';
import type { ServiceState, Subscriber, Subscription } from './service-state.ts';
import { signIn } from './sign-in.ts';
import { activateSubscriber, addSubscriber, removeSubscriber, softDelete, subscriberOf } from './subscribers.ts';
import { cancelSubscription, order, resize } from './subscriptions.ts';

export interface IbmServiceOptions {
  /** Name of the portal in the manifests; mails are sent in it. */
  readonly portal: string;
  readonly world: SandboxWorld;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly settings?: ServiceSettingsInput;
}

export interface IbmServiceEmulator extends IbmService {
  /** Routes from `/api/bss/…` and `/manage/…` on, for the plane `service`. */
  readonly api: ServiceApi;
  /** State, for tests that look behind the wire. A reset puts a new one in its place. */
  readonly state: () => ServiceState;
  /** Does what has fallen due. The emulator listens to its world by itself. */
  readonly passTime: (now: number) => void;
  /** Makes every access token that was issued as old as it can get. */
  readonly expireTokens: () => void;
  /** Nobody and nothing left. Journal and faults are not touched. */
  readonly reset: () => void;
}

/** Our emulation of IBM's BSS API; SURFACE-service.md says what of it is documented and what is ours. */
export function createIbmService(options: IbmServiceOptions): IbmServiceEmulator {
  const { portal, world, journal, faults } = options;
  const settings = withDefaults(options.settings ?? {});
  let state = createState({ portal, world, settings });
  const current = (): ServiceState => state;
  const passTime = (now: number): void => state.due.passTime(now);
  world.whenTimePasses(passTime);

  return {
    ...serviceOf(current),
    api: createApi({ state: current, journal, faults }),
    state: current,
    passTime,
    expireTokens: () => state.accessTokens.clear(),
    reset: () => {
      state = createState({ portal, world, settings });
    },
  };
}

/** What the other planes do here, without the wire. */
function serviceOf(state: () => ServiceState): IbmService {
  return {
    organisationOf: (customer) => organisationOf(state(), customer).id,
    order: (wanted) => placeOrder(state(), wanted).id,
    resize: (id, seats) => {
      resize(state(), subscriptionOf(state(), id), seats);
    },
    cancel: (id) => cancelSubscription(state(), subscriptionOf(state(), id)),
    addSubscriber: (person) => addPerson(state(), person),
    subscriberByEmail: (email) => {
      const found = subscriberOf(state(), email);
      if (found === undefined) return null;
      const { id, state: subscriberState, credential, isSyncPending } = found;
      return { id, state: subscriberState, hasPassword: credential.current !== null, isSyncPending };
    },
    removeSubscriber: (id, soft) =>
      withSubscriber(state().subscribers.get(id), (found) => {
        if (soft) return softDelete(state(), found);
        removeSubscriber(state(), found);
        return done();
      }),
    activateSubscriber: (id) =>
      withSubscriber(state().subscribers.get(id), (found) => activateSubscriber(state(), found)),
    setPassword: (email, password) =>
      withSubscriber(subscriberOf(state(), email), (found) => submit(state(), found, password)),
    sync: (email) => withSubscriber(subscriberOf(state(), email), (found) => sync(state(), found)),
    signIn: (input) => signIn(state(), input),
    firstSignIn: (email) => {
      const at = subscriberOf(state(), email)?.firstSignIn ?? null;
      return at === null ? null : instantOf(at);
    },
  };
}

function placeOrder(state: ServiceState, wanted: ServiceOrder): Subscription {
  const { organisation, baseOf, ...item } = wanted;
  const customer = state.customers.get(organisation);
  if (customer === undefined) throw new RangeError(`the emulated IBM service has no organisation ${organisation}`);
  const isAddOn = baseOf !== undefined || state.settings.parts[item.partNumber]?.addOn === true;
  const bases = [...customer.subscriptions].filter((one) => !one.isAddOn && one.state !== 'CANCEL_PENDING');
  const base = baseOf === undefined ? bases[0] : bases.find(({ partNumber }) => partNumber === baseOf);
  const parent = isAddOn ? (base ?? null) : null;
  return order(state, { ...item, customer, isAddOn, parent, billingFrequency: null });
}

function subscriptionOf(state: ServiceState, id: number): Subscription {
  const found = state.subscriptions.get(id);
  if (found === undefined) throw new RangeError(`the emulated IBM service has no subscription ${id}`);
  return found;
}

function addPerson(state: ServiceState, person: NewSubscriber): ServiceResult<number> {
  const customer = state.customers.get(person.organisation);
  if (customer === undefined) return unknown('customer');
  const read = readPerson({ GivenName: person.givenName, FamilyName: person.familyName, EmailAddress: person.email });
  if (!read.ok) return read;
  const roles = readRoleSet(person.roles);
  if (!roles.ok) return roles;
  const { suppressEmail } = person;
  const added = addSubscriber(state, { customer, person: read.value, roles: roles.value, suppressEmail });
  return added.ok ? done(added.value.id) : added;
}

function withSubscriber(
  found: Subscriber | undefined,
  act: (found: Subscriber) => ServiceResult<null>,
): ServiceResult<null> {
  return found === undefined ? unknown('subscriber') : act(found);
}

/** [ours] The password is here, but does not count before Sync is pressed in the panel. */
function submit(state: ServiceState, subscriber: Subscriber, password: string): ServiceResult<null> {
  const set = setPassword(state, subscriber, { password, bypassPolicy: false });
  if (set.ok) subscriber.isSyncPending = true;
  return set;
}

function sync(state: ServiceState, subscriber: Subscriber): ServiceResult<null> {
  if (subscriber.credential.current === null) return badInput('There is no password to synchronize.');
  subscriber.isSyncPending = false;
  subscriber.customer.lastSync = state.now();
  return done();
}
