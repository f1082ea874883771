import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import { type Instant, instantOf } from '../../engine/model/instant.ts';
import type { ConnectInput } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Known } from '../../engine/model/resource.ts';
import type { Secret } from '../../engine/model/secret.ts';
import { createHttpDoor, type DoorOptions } from '../kit/http-door.ts';
import { createRateLimiter } from '../kit/rate-limiter.ts';
import type { TokenSession } from '../kit/token-session.ts';
import { createApi, type Maas360Api } from './api.ts';
import { classifier, isTokenOver } from './classify.ts';
import { isBillingId, topOf } from './kinds/account-tree.ts';
import { primaryNamed } from './kinds/portal-places.ts';
import { classifyLogin, createSession } from './session.ts';
import { readSettings, type Settings } from './settings.ts';

/** The partner as one connection reaches it. Nothing is sent before something is asked for. */
export interface Tenant {
  readonly portal: PortalDeclaration;
  readonly settings: Settings;
  /** @throws ProviderError `auth` where something is missing that the login needs. */
  readonly api: () => Maas360Api;
  /** The one login of this connection. @throws ProviderError `auth`, as above. */
  readonly session: () => TokenSession;
  /** The account that the credentials log in to. @throws ProviderError `auth` where the settings do not name it. */
  readonly ownId: () => string;
  /** Billing id of an account by the name that manifests and ledger give it; undefined where nobody knows it. */
  readonly idOf: (account: string) => string | undefined;
  /** The other way round; undefined for accounts that neither manifests nor ledger know. */
  readonly nameOf: (billingId: string) => string | undefined;
  readonly note: (account: string, billingId: string) => void;
  readonly noteKnown: (known: readonly Known[]) => void;
  readonly now: () => number;
  readonly instant: () => Instant;
}

export function createTenant(input: ConnectInput): Tenant {
  const { portal, deps } = input;
  const settings = readSettings(portal.settings);
  const ids = new Map<string, string>();
  const names = new Map<string, string>();
  const access = once(() => openAccess(input, settings));

  function note(account: string, billingId: string): void {
    ids.set(account, billingId);
    names.set(billingId, account);
  }

  const top = topOf(portal)?.account;
  if (top !== undefined && settings.billingId !== undefined) note(top, settings.billingId);
  return {
    portal,
    settings,
    api: () => access().api,
    session: () => access().session,
    ownId: () => ownId(portal, settings),
    idOf: (account) => ids.get(account) ?? (isBillingId(account) ? account : undefined),
    nameOf: (billingId) => names.get(billingId),
    note,
    noteKnown(known) {
      for (const { address, id } of known) {
        if (id === null) continue;
        ids.set(address.key, id);
        // The manifests' name of the partner at the top goes before the ledger's: it may have been renamed.
        if (top === undefined || id !== settings.billingId) names.set(id, address.key);
      }
    },
    now: () => deps.clock.now(),
    instant: () => instantOf(deps.clock.now()),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

export const credentialNames = ['accessKey', 'password'] as const;

/** Login and requests go by two doors that keep one rate together. */
function openAccess(input: ConnectInput, settings: Settings): Access {
  const { portal, deps } = input;
  const billingId = ownId(portal, settings);
  const accessKey = credential(input, 'accessKey');
  const password = credential(input, 'password');
  const userName = portal.account;
  if (userName === undefined) {
    throw new ProviderError('auth', `There is no account for ${portal.name}: the user name of its credentials.`, {
      cure: 'Write account: with the user name of the script-only administrator in the Portal document.',
    });
  }
  const options = doorOptions(input, [accessKey, password]);
  const door = createHttpDoor({ ...options, classify: classifyLogin(userName) });
  const session = createSession({ door, clock: deps.clock, settings, billingId, accessKey, userName, password });
  const rights =
    `Ask ${primaryNamed(portal)}, to give ${userName} the role that this takes; for accounts, one with the access ` +
    'right Account Actions Control. A role that has been given to a script-only administrator cannot be changed: ' +
    'then a new one is needed.';
  const classify = classifier({ rights });
  return { session, api: createApi(createHttpDoor({ ...options, session, classify, isTokenOver })) };
}

interface Access {
  readonly api: Maas360Api;
  readonly session: TokenSession;
}

function ownId(portal: PortalDeclaration, { billingId }: Settings): string {
  if (billingId !== undefined) return billingId;
  throw new ProviderError('auth', `There is no billing id for ${portal.name}.`, {
    cure: 'Write settings.billingId: the account ID of the welcome mail, or of the profile menu in the portal.',
  });
}

function doorOptions({ portal, deps }: ConnectInput, secrets: readonly Secret[]): DoorOptions {
  const baseUrl = portal.baseUrls['default'];
  const limiter = createRateLimiter(deps, portal.limits.requestsPerSecond);
  if (baseUrl !== undefined) return { baseUrl, deps, limits: portal.limits, headers: {}, secrets, limiter };
  throw new ProviderError('auth', `There is no base URL for ${portal.name}.`, {
    cure: 'Write it in the Portal document: baseUrl: https://services.….',
  });
}

function credential({ portal, credentials }: ConnectInput, name: (typeof credentialNames)[number]): Secret {
  const given = credentials[name];
  if (given !== undefined) return given;
  throw new ProviderError('auth', `There is no ${name} for ${portal.name}.`, {
    cure: `Name it in the Portal document: credentials: { ${name}: { env: NAME } }.`,
  });
}
