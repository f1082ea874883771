import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import { type Instant, instantOf } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { ConnectInput } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { Secret } from '../../engine/model/secret.ts';
import { createHttpDoor, type DoorOptions, type HttpDoor } from '../kit/http-door.ts';
import type { PagedRows } from '../kit/paging.ts';
import { readPages } from '../kit/paging.ts';
import { createRateLimiter } from '../kit/rate-limiter.ts';
import { classifyAnswer } from './classify.ts';
import { createJobsApi, type JobsApi } from './jobs-api.ts';
import { createLicensesApi, type LicensesApi } from './licenses-api.ts';
import { createPartnerApi, type PartnerApi } from './partner-api.ts';
import { createPeopleApi, type PeopleApi } from './people-api.ts';
import { createScimApi, emailOf, idOf, type ScimApi } from './scim-api.ts';
import { serviceAppSession } from './session.ts';
import { readSettings, type Settings } from './settings.ts';

/** The organisation with everything that is asked of it. The door opens with the first request. */
export interface Organisation {
  readonly portal: PortalDeclaration;
  readonly settings: Settings;
  readonly scim: () => ScimApi;
  readonly licenses: () => LicensesApi;
  readonly people: () => PeopleApi;
  readonly partner: () => PartnerApi;
  readonly jobs: () => JobsApi;
  /** All users. Who asks while a list is under way gets the same one: users and roles are read by one listing. */
  readonly users: () => Promise<PagedRows<JsonObject>>;
  /** All licences, shared in the same way. */
  readonly bought: () => Promise<readonly JsonObject[]>;
  /** The licences as they were listed last; their ids stay, so a change need not list them once more. */
  readonly catalogue: () => Promise<readonly JsonObject[]>;
  /** The user of an address as a look or a write has just shown it; asked for where none has. */
  readonly userAt: (email: string) => Promise<JsonObject | null>;
  /** The same by the person's id, whatever the address is by now. */
  readonly userOf: (id: string) => Promise<JsonObject | null>;
  readonly now: () => Instant;
}

export function createOrganisation(input: ConnectInput): Organisation {
  const { portal, deps } = input;
  const settings = readSettings(portal.settings);
  const { organisation, pageSize } = settings;
  const door = once(() => openDoor(input, settings));
  const seen: Seen = { byEmail: new Map(), byId: new Map() };
  const scim = once(() => remembering(createScimApi(door(), organisation), seen));
  const licenses = once(() => createLicensesApi(door(), { organisation, pageSize }));
  let listed: readonly JsonObject[] | undefined;
  const bought = shared(async () => (listed = await licenses().list()));
  return {
    portal,
    settings,
    scim,
    licenses,
    people: once(() => createPeopleApi(door())),
    partner: once(() => createPartnerApi(door())),
    jobs: once(() => createJobsApi(door(), organisation)),
    users: shared(() => readPages({ pageSize, page: scim().page, keyOf: idOf })),
    bought,
    catalogue: async () => listed ?? bought(),
    userAt: async (email) => seen.byEmail.get(email) ?? scim().find(email),
    userOf: async (id) => seen.byId.get(id) ?? scim().user(id),
    now: () => instantOf(deps.clock.now()),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

/** What is under way serves everybody who asks meanwhile; what is over is asked for anew, so nothing grows stale. */
function shared<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let underWay: Promise<Value> | undefined;
  return () => {
    underWay ??= read().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** Users as they were seen last. */
interface Seen {
  readonly byEmail: Map<string, JsonObject>;
  readonly byId: Map<string, JsonObject>;
}

/** Each change is looked at just before it is made: what was seen there need not be asked for again. */
function remembering(api: ScimApi, seen: Seen): ScimApi {
  const remember = (user: JsonObject): JsonObject => {
    forget(seen, idOf(user));
    seen.byEmail.set(emailOf(user), user);
    seen.byId.set(idOf(user), user);
    return user;
  };
  return {
    ...api,
    async find(email) {
      const user = await api.find(email);
      const earlier = seen.byEmail.get(email);
      if (user === null && earlier !== undefined) forget(seen, idOf(earlier));
      return user === null ? null : remember(user);
    },
    async user(id) {
      const user = await api.user(id);
      if (user === null) forget(seen, id);
      return user === null ? null : remember(user);
    },
    create: async (user, signal) => remember(await api.create(user, signal)),
    async patch(id, steps, signal) {
      forget(seen, id);
      return remember(await api.patch(id, steps, signal));
    },
    async remove(id, signal) {
      forget(seen, id);
      await api.remove(id, signal);
    },
  };
}

/** Also under the address that it had before. */
function forget(seen: Seen, id: string): void {
  const user = seen.byId.get(id);
  if (user === undefined) return;
  seen.byId.delete(id);
  seen.byEmail.delete(emailOf(user));
}

function openDoor(input: ConnectInput, settings: Settings): HttpDoor {
  const { deps } = input;
  if (settings.signIn === 'token') {
    const token = credential(input, 'token');
    const headers = { authorization: new Secret(`Bearer ${token.reveal()}`) };
    return createHttpDoor({ ...doorOptions(input, [token]), headers });
  }
  const clientId = credential(input, 'clientId');
  const clientSecret = credential(input, 'clientSecret');
  const refreshToken = credential(input, 'refreshToken');
  const options = doorOptions(input, [clientId, clientSecret, refreshToken]);
  const session = serviceAppSession(deps.clock, createHttpDoor(options), { clientId, clientSecret, refreshToken });
  return createHttpDoor({ ...options, session });
}

function doorOptions({ portal, deps }: ConnectInput, secrets: readonly Secret[]): DoorOptions {
  const baseUrl = portal.baseUrls['default'];
  // The token's own route goes by a door of its own, and counts all the same.
  const limiter = createRateLimiter(deps, portal.limits.requestsPerSecond);
  const options = { deps, limits: portal.limits, headers: {}, secrets, limiter, classify: classifyAnswer };
  if (baseUrl !== undefined) return { ...options, baseUrl };
  throw new ProviderError('auth', `There is no base URL for ${portal.name}.`, {
    cure: 'Write it in the Portal document: baseUrl: https://webexapis.com.',
  });
}

function credential({ portal, credentials }: ConnectInput, name: string): Secret {
  const given = credentials[name];
  if (given !== undefined) return given;
  throw new ProviderError('auth', `There is no ${name} for ${portal.name}.`, {
    cure: `Name it in the Portal document: credentials: { ${name}: { env: NAME } }.`,
  });
}
