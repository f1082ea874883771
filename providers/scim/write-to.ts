import type { Change, FieldChange } from '../../engine/model/change.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Outcome, WriteContext } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { findInList, findKnown } from './finding.ts';
import type { Server } from './server.ts';
import { type ResourceType, textMember } from './wire.ts';

/** One verb of one kind at one server. */
export type WriteTo = (server: Server, change: Change, context: WriteContext) => Promise<Outcome>;

export function done(observed: ObservedResource | null): Outcome {
  return { outcome: 'done', observed };
}

export function afterOf({ after, verdict }: Change): JsonObject {
  if (after === null) throw new TypeError(`a ${verdict} has no attributes to write`);
  return after;
}

export function fieldsOf(change: Change): readonly FieldChange[] {
  if (!('fields' in change) || change.verdict === 'release') throw new TypeError('an update needs its fields');
  return change.fields;
}

/** The id of what is to be written to. */
export async function idOf(server: Server, type: ResourceType, change: Change): Promise<string> {
  if (change.id !== null) return change.id;
  const row = await findKnown(server, type, { address: change.address, id: null });
  if (row !== null) return textMember(row, 'id') ?? '';
  const text = `There is no ${type.toLowerCase()} ${change.address.key} any more.`;
  throw new ProviderError('not-found', text, { cure: 'Plan again.' });
}

/**
 * Makes something. A refusal may mean that it is there already: servers say so with 409, with 400, with and without a
 * scimType. Their words are not believed: it is looked for, and only what is found is a conflict.
 */
export async function makeOrFind(
  server: Server,
  { type, key, body, signal }: { type: ResourceType; key: string; body: JsonObject; signal: AbortSignal },
): Promise<JsonObject | null> {
  try {
    return await server.api.create(type, body, signal);
  } catch (error) {
    if (!(error instanceof ProviderError) || (error.code !== 'conflict' && error.code !== 'invalid')) throw error;
    const found = await findInList(server, type, key);
    const { portalText, portalCode } = error;
    const said = {
      ...(portalText === undefined ? {} : { portalText }),
      ...(portalCode === undefined ? {} : { portalCode }),
    };
    const word = type.toLowerCase();
    if (found !== null) {
      const cure = 'Plan again: the plan offers to adopt it.';
      throw new ProviderError('conflict', `There is a ${word} ${key} already.`, { ...said, cure });
    }
    if (error.code === 'invalid') throw error;
    const text = `The server says that there is a ${word} such as ${key} already, and shows none of that key.`;
    const cure = `Look at the server for a deleted or hidden ${word}, or one of another key with the same address.`;
    throw new ProviderError('invalid', text, { ...said, cure });
  }
}

/** The server has taken the write: whatever goes wrong now, nobody may say that nothing was done, and it is looked up. */
export async function afterWriting<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code === 'ambiguous') throw error;
    const { message, cure, portalText, portalCode } = error;
    throw new ProviderError('ambiguous', `It was written, and could not be read afterwards: ${message}`, {
      ...(cure === undefined ? {} : { cure }),
      ...(portalText === undefined ? {} : { portalText }),
      ...(portalCode === undefined ? {} : { portalCode }),
    });
  }
}
