import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { BulkTerms } from './bulk-message.ts';
import type { Abilities } from './profile.ts';
import type { Settings } from './settings.ts';
import { member, type ResourceType, textMember } from './wire.ts';

/** What is known of a server: by the settings, else by its own word, else by its profile. */
export interface Discovery {
  readonly abilities: () => Promise<Abilities>;
  /** The path of a type below the base URL. */
  readonly endpointOf: (type: ResourceType) => Promise<string>;
  /** What a bulk request may hold; null where the server has none. */
  readonly bulk: () => Promise<BulkTerms | null>;
  /** Undefined where nothing says it. */
  readonly hasEntitlements: () => Promise<boolean | undefined>;
}

export interface DiscoveryInput {
  readonly settings: Settings;
  readonly ask: (what: 'ServiceProviderConfig' | 'ResourceTypes' | 'Schemas') => Promise<Json>;
}

const usualEndpoints: Readonly<Record<ResourceType, string>> = { User: '/Users', Group: '/Groups' };

/** Each document is asked for at most once, when it is first needed. */
export function createDiscovery({ settings, ask }: DiscoveryInput): Discovery {
  const answers = new Map<string, Promise<Json | undefined>>();

  function answered(what: 'ServiceProviderConfig' | 'ResourceTypes' | 'Schemas'): Promise<Json | undefined> {
    if (!settings.discovery) return Promise.resolve(undefined);
    const known = answers.get(what);
    if (known !== undefined) return known;
    const answer = unlessMissing(() => ask(what));
    answers.set(what, answer);
    // What failed for a moment is asked again by the next who needs it.
    answer.catch(() => answers.delete(what));
    return answer;
  }

  return {
    async abilities() {
      const { profile, can } = settings;
      const decided = can.patch !== undefined && can.etag !== undefined && can.filter !== undefined;
      const config = decided ? undefined : await answered('ServiceProviderConfig');
      const { patch, etag, filter } = { ...profile.abilities, ...abilitiesOf(config), ...can };
      return { patch, etag, filter };
    },
    async bulk() {
      const { can } = settings;
      if (can.bulk === false) return null;
      const terms = bulkTermsIn(await answered('ServiceProviderConfig'));
      return can.bulk === true ? { ...usualTerms, ...terms } : terms;
    },
    async endpointOf(type) {
      return endpointIn(await answered('ResourceTypes'), type) ?? usualEndpoints[type];
    },
    async hasEntitlements() {
      return settings.profile.entitlements ?? entitlementsIn(await answered('Schemas'));
    },
  };
}

/** A server without discovery answers in many ways; only one that cannot be reached, or asks to wait, is a failure. */
async function unlessMissing(ask: () => Promise<Json>): Promise<Json | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.code === 'unavailable' || error.code === 'rate-limited') throw error;
    return undefined;
  }
}

function abilitiesOf(config: Json | undefined): Partial<Abilities> {
  if (!isJsonObject(config)) return {};
  const found: Partial<Record<keyof Abilities, boolean>> = {};
  for (const name of ['patch', 'etag', 'filter'] as const) {
    const said = member(config, name);
    const supported = isJsonObject(said) ? member(said, 'supported') : undefined;
    if (typeof supported === 'boolean') found[name] = supported;
  }
  return found;
}

/** What a server takes that says only that it takes bulk requests; a server that takes less says 413. */
const usualTerms: BulkTerms = { maxOperations: 100, maxPayloadSize: 1_048_576 };

function bulkTermsIn(config: Json | undefined): BulkTerms | null {
  const said = isJsonObject(config) ? member(config, 'bulk') : undefined;
  if (!isJsonObject(said) || member(said, 'supported') !== true) return null;
  const terms = {
    maxOperations: sizeIn(member(said, 'maxOperations')) ?? usualTerms.maxOperations,
    maxPayloadSize: sizeIn(member(said, 'maxPayloadSize')) ?? usualTerms.maxPayloadSize,
  };
  return terms.maxOperations < 2 ? null : terms;
}

function sizeIn(value: Json | undefined): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}

/** Only a plain path below the base URL is believed. */
function endpointIn(types: Json | undefined, type: ResourceType): string | undefined {
  const found = listedIn(types).find((one) => textMember(one, 'name') === type || textMember(one, 'id') === type);
  const endpoint = found === undefined ? undefined : textMember(found, 'endpoint');
  return endpoint !== undefined && /^(\/[A-Za-z0-9_-]+)+$/.test(endpoint) ? endpoint : undefined;
}

function entitlementsIn(schemas: Json | undefined): boolean | undefined {
  const user = listedIn(schemas).find((one) => /:core:2\.0:User$/i.test(textMember(one, 'id') ?? ''));
  const attributes = user === undefined ? undefined : member(user, 'attributes');
  if (!Array.isArray(attributes)) return undefined;
  const names = (attributes as readonly Json[]).map((one) => (isJsonObject(one) ? textMember(one, 'name') : undefined));
  return names.some((name) => name?.toLowerCase() === 'entitlements');
}

/** A ListResponse, or a bare list. */
function listedIn(json: Json | undefined): readonly JsonObject[] {
  const rows = isJsonObject(json) ? member(json, 'Resources') : json;
  return Array.isArray(rows) ? (rows as readonly Json[]).filter(isJsonObject) : [];
}
