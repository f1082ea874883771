import type { JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Known } from '../../engine/model/resource.ts';
import { groupName } from './group-row.ts';
import type { Server } from './server.ts';
import { isActive, userKeyOf } from './user-row.ts';
import { type ResourceType, textMember } from './wire.ts';

/** The object by its id, and by its key where that id is gone or was never known. Null where there is neither. */
export async function findKnown(server: Server, type: ResourceType, known: Known): Promise<JsonObject | null> {
  if (known.id !== null) {
    try {
      return await server.read(type, known.id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      if (type === 'User') server.directory.forget(known.id);
    }
  }
  return findByKey(server, type, known.address.key);
}

/** By a filter where the server has them and answers by them, else in the whole list. */
export async function findByKey(server: Server, type: ResourceType, key: string): Promise<JsonObject | null> {
  const found = await filtered(server, type, key);
  return found === 'not-told' ? findInList(server, type, key) : found;
}

/**
 * @throws ProviderError `unavailable` where the list could not be read to its end and the object is not in what was
 * read, `conflict` where several objects have the key.
 */
export async function findInList(server: Server, type: ResourceType, key: string): Promise<JsonObject | null> {
  const { rows, problem } = await server.list(type);
  const ones = rows.filter((one) => keyOf(server, type, one) === key);
  const [row, ...others] = ones.length > 1 && type === 'User' ? ones.filter(isActive) : ones;
  if (others.length > 0) throw severalOf(server, key, ones);
  if (row !== undefined || ones[0] !== undefined) return row ?? ones[0] ?? null;
  if (problem === null) return null;
  const { cure } = problem;
  throw new ProviderError('unavailable', problem.text, cure === undefined ? {} : { cure });
}

function severalOf({ portal }: Server, key: string, ones: readonly JsonObject[]): ProviderError {
  const ids = ones.map((one) => `id ${textMember(one, 'id') ?? ''}`).join(', ');
  return new ProviderError('conflict', `${portal} has ${ones.length} objects called ${key}: ${ids}.`, {
    cure: 'Rename or delete those that are not meant, at the server; or plan again and tell which one is meant.',
  });
}

export function keyOf({ settings }: Server, type: ResourceType, row: JsonObject): string {
  return type === 'User' ? userKeyOf(row, settings) : groupName(row);
}

/** `not-told` where the filter is refused, or gives something else: a server may take a filter and ignore it. */
async function filtered(server: Server, type: ResourceType, key: string): Promise<JsonObject | null | 'not-told'> {
  if (!(await server.discovery.abilities()).filter || key.startsWith('id:')) return 'not-told';
  try {
    const { rows, total } = await server.api.search(type, `${attributeOf(server, type)} eq ${JSON.stringify(key)}`);
    const [row, ...others] = rows.filter((one) => keyOf(server, type, one) === key);
    if (row === undefined) return total === 0 && rows.length === 0 ? null : 'not-told';
    if (others.length > 0) return 'not-told';
    server.saw(type, row);
    return row;
  } catch (error) {
    if (error instanceof ProviderError && (error.code === 'invalid' || error.code === 'contract')) return 'not-told';
    throw error;
  }
}

function attributeOf({ settings }: Server, type: ResourceType): string {
  if (type === 'Group') return 'displayName';
  return settings.key === 'emails' ? 'emails.value' : settings.key;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ProviderError && error.code === 'not-found';
}
