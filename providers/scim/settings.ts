import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import type { Abilities, KeyAttribute, Profile } from './profile.ts';
import { profiles } from './profiles/index.ts';

/** `Portal.spec.settings`, with what is left out filled in from the profile. */
export interface Settings {
  readonly profile: Profile;
  readonly key: KeyAttribute;
  readonly removal: 'deactivate' | 'delete';
  readonly emptyGroups: 'keep' | 'delete';
  readonly accountOnly: string;
  /** Null where any name may be given. */
  readonly groups: readonly string[] | null;
  readonly administratorGroups: readonly string[];
  readonly leavesWithoutConsent: number;
  readonly entitlements: boolean;
  readonly discovery: boolean;
  readonly can: Partial<Record<keyof Abilities | 'bulk', boolean>>;
  readonly pageSize: number;
}

/** Reads what the schema has validated; anything else counts as left out. */
export function readSettings(given: JsonObject): Settings {
  const profile = Object.values(profiles).find(({ name }) => name === given['profile']) ?? profiles.generic;
  return {
    profile,
    key: oneOf(given['key'], ['userName', 'emails', 'externalId'], profile.key),
    removal: oneOf(given['removal'], ['deactivate', 'delete'], 'deactivate'),
    emptyGroups: oneOf(given['emptyGroups'], ['keep', 'delete'], 'keep'),
    accountOnly: typeof given['accountOnly'] === 'string' ? given['accountOnly'] : 'account',
    groups: Array.isArray(given['groups']) ? given['groups'].map(String) : null,
    administratorGroups: Array.isArray(given['administratorGroups']) ? given['administratorGroups'].map(String) : [],
    leavesWithoutConsent: count(given['leavesWithoutConsent'], 10),
    entitlements: flag(given['entitlements'], false),
    discovery: flag(given['discovery'], profile.discovery),
    can: abilitiesIn(given['can']),
    pageSize: Math.min(count(given['pageSize'], profile.pageSize), 1_000),
  };
}

function abilitiesIn(value: Json | undefined): Settings['can'] {
  if (!isJsonObject(value)) return {};
  const names = ['patch', 'etag', 'filter', 'bulk'] as const;
  const said = names.flatMap((name) => (typeof value[name] === 'boolean' ? [[name, value[name]]] : []));
  return Object.fromEntries(said) as Settings['can'];
}

function oneOf<Name extends string>(value: Json | undefined, names: readonly Name[], otherwise: Name): Name {
  return names.find((name) => name === value) ?? otherwise;
}

function flag(value: Json | undefined, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

function count(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
