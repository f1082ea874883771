import { ProviderError } from '../../engine/model/provider-error.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { holderOf, observedEntitlement } from './entitlement-reader.ts';
import { entitlementsOf, entitlementValues } from './entitlement-row.ts';
import { splitEntitlementKey } from './kinds/entitlement-key.ts';
import { isNotFound } from './finding.ts';
import { assignmentsBody, entitlementBody } from './patch-body.ts';
import type { Server } from './server.ts';
import { withAssignments } from './user-row.ts';
import { textMember } from './wire.ts';
import { afterWriting, done, type WriteTo } from './write-to.ts';

export const createEntitlement: WriteTo = async (server, change, { signal }) => {
  const { email, value } = splitEntitlementKey(change.address.key);
  const row = await holderOf(server, change);
  if (row === null) {
    const cure = 'Plan again: whoever is given a licence needs an account first.';
    throw new ProviderError('invalid', `${email} has no account at ${server.portal}.`, { cure });
  }
  await write(server, { row, verb: 'add', value, signal });
  const shows = (now: JsonObject): boolean => entitlementValues(now).includes(value);
  const now = await afterWriting(() => server.readBack('User', textMember(row, 'id') ?? '', shows));
  if (shows(now)) return done(observedEntitlement(server, now, { value }));
  throw new ProviderError(
    'contract',
    `${server.portal} took the entitlement ${value} of ${email} and does not show it.`,
    {
      cure: 'Its accounts have no entitlements, or not this one: take the licence out, or correct its part.',
    },
  );
};

export const deleteEntitlement: WriteTo = async (server, change, { signal }) => {
  const { value } = splitEntitlementKey(change.address.key);
  try {
    const row = await holderOf(server, change);
    if (row !== null && entitlementValues(row).includes(value))
      await write(server, { row, verb: 'remove', value, signal });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return done(null);
};

interface Writing {
  readonly row: JsonObject;
  readonly verb: 'add' | 'remove';
  readonly value: string;
  readonly signal: AbortSignal;
}

async function write(server: Server, given: Writing): Promise<void> {
  const { row, verb, value, signal } = given;
  const { patch } = server.settings.profile;
  const target = await server.target('User', textMember(row, 'id') ?? '', signal);
  if (!(await server.discovery.abilities()).patch) {
    await server.api.replace(target, withAssignments(row, { entitlements: listAfter(given) }));
    return;
  }
  try {
    await server.api.patch(target, entitlementBody(patch, verb, value));
  } catch (error) {
    // A refused PATCH did nothing. Some servers take no path with a filter: they are told the whole list.
    if (!(error instanceof ProviderError) || error.code !== 'invalid' || verb === 'add') throw error;
    await server.api.patch(target, assignmentsBody(patch, { entitlements: listAfter(given) }));
  }
}

function listAfter({ row, verb, value }: Writing): readonly JsonObject[] {
  const held = entitlementsOf(row);
  return verb === 'add' ? [...held, { value }] : held.filter((one) => textMember(one, 'value')?.trim() !== value);
}
