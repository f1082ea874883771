import type { JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import { findKnown } from './finding.ts';
import { listResult, observedOf, readEach } from './observed.ts';
import type { Server } from './server.ts';
import { tellTwinsApart, type Twins } from './twins.ts';
import { userAttributes, userKeyOf } from './user-row.ts';
import { textMember } from './wire.ts';

export async function readUsers(server: Server, { known, only }: ReadRequest): Promise<ReadResult> {
  if (only !== undefined) {
    return readEach(only, async (one) => {
      const row = await findKnown(server, 'User', one);
      return row === null ? null : observedUser(server, row);
    });
  }
  // Said before the first wait: groups are read at the same time, and show who is in them by these.
  server.directory.own(known.flatMap(({ id }) => id ?? []));
  const { rows, pages, problem } = await server.directory.list();
  const { resources, unidentified } = distinctUsers(server, rows, known);
  return listResult(resources, { pages, rows: rows.length, problem, unidentified });
}

/** Of two accounts of one person the one that can be used is meant. */
export function distinctUsers(server: Server, rows: readonly JsonObject[], known: readonly Known[]): Twins {
  const canBeMeant = ({ attributes }: ObservedResource): boolean => attributes['active'] === true;
  const found = rows.map((row) => observedUser(server, row));
  return tellTwinsApart(found, { known, field: 'email', canBeMeant });
}

export function observedUser(server: Server, row: JsonObject): ObservedResource {
  const { settings } = server;
  const key = userKeyOf(row, settings);
  const id = textMember(row, 'id') ?? '';
  return observedOf(server, { kind: 'user', key, id, attributes: userAttributes(row, settings) });
}
