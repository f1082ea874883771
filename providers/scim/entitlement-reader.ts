import type { JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import { entitlementId, entitlementValues, userIdIn } from './entitlement-row.ts';
import { findKnown } from './finding.ts';
import { splitEntitlementKey } from './kinds/entitlement-key.ts';
import { listResult, observedOf, readEach } from './observed.ts';
import type { Server } from './server.ts';
import { distinctUsers } from './user-reader.ts';
import { userKeyOf } from './user-row.ts';
import { textMember } from './wire.ts';

/** Entitlements stand with the accounts: the list of these is the list of both. */
export async function readEntitlements(server: Server, { known, only }: ReadRequest): Promise<ReadResult> {
  if ((await server.discovery.hasEntitlements()) === false) throw noEntitlements(server.portal);
  if (only !== undefined) {
    return readEach(only, async (one) => {
      const row = await holderOf(server, one);
      const { value } = splitEntitlementKey(one.address.key);
      return row === null || !entitlementValues(row).includes(value)
        ? null
        : observedEntitlement(server, row, { value });
    });
  }
  const { rows, pages, problem } = await server.directory.recent();
  const users = known.map((one) => ({ ...one, id: one.id === null ? null : userIdIn(one.id) }));
  const emails = new Map(distinctUsers(server, rows, users).resources.map(({ id, address }) => [id, address.key]));
  const resources = rows.flatMap((row) => {
    const email = emails.get(textMember(row, 'id') ?? '');
    return entitlementValues(row).map((value) => observedEntitlement(server, row, { value, email }));
  });
  return listResult(resources, { pages, rows: rows.length, problem });
}

/** The account that has it, or is to have it. */
export function holderOf(server: Server, { address, id }: Pick<Known, 'address' | 'id'>): Promise<JsonObject | null> {
  const { email } = splitEntitlementKey(address.key);
  const known = { address: { ...address, kind: 'user', key: email }, id: id === null ? null : userIdIn(id) };
  return findKnown(server, 'User', known);
}

export interface Held {
  readonly value: string;
  /** The key of the account, where another one has the same. */
  readonly email?: string | undefined;
}

export function observedEntitlement(server: Server, row: JsonObject, held: Held): ObservedResource {
  const { value, email = userKeyOf(row, server.settings) } = held;
  const id = entitlementId(textMember(row, 'id') ?? '', value);
  const attributes = { email, entitlement: value };
  return observedOf(server, { kind: 'entitlement', key: `${email}/${value}`, id, attributes });
}

function noEntitlements(portal: string): ProviderError {
  return new ProviderError('invalid', `${portal} says in its schema that accounts have no entitlements.`, {
    cure: 'Take the licences of this portal out, and settings.entitlements.',
  });
}
