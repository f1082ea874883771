import { sameJson } from '../../engine/model/canonical-json.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { isNotFound } from './finding.ts';
import { type Assignments, assignmentsBody } from './patch-body.ts';
import type { Server } from './server.ts';
import { observedUser } from './user-reader.ts';
import { userAssignments, userBody, userKeyOf, withAssignments } from './user-row.ts';
import { textMember } from './wire.ts';
import { afterOf, afterWriting, done, fieldsOf, idOf, makeOrFind, type WriteTo } from './write-to.ts';

export const createUser: WriteTo = async (server, change, { signal }) => {
  const { key } = change.address;
  const body = userBody(afterOf(change), server.settings);
  const row = await makeOrFind(server, { type: 'User', key, body, signal });
  const id = row === null ? undefined : textMember(row, 'id');
  // An answer without the account: what is there is looked up by the engine.
  if (row === null || id === undefined) return done(null);
  return done(await seen(server, { id, answer: row, written: afterOf(change) }));
};

export const updateUser: WriteTo = async (server, change, { signal }) => {
  const id = await idOf(server, 'User', change);
  const fields = fieldsOf(change);
  const { patch } = await server.discovery.abilities();
  const needsRow = !patch || fields.some(({ field }) => field === 'email');
  const row = needsRow ? await server.read('User', id) : null;
  const assignments = userAssignments(fields, { row, settings: server.settings });
  const answer = await assign(server, { id, row, assignments, signal });
  const written = Object.fromEntries(fields.map(({ field, after }) => [field, after]));
  return done(await seen(server, { id, answer, written }));
};

/** Deactivated or deleted, as the settings say. What is not there need not be removed. */
export const deleteUser: WriteTo = async (server, change, { signal }) => {
  try {
    const id = await idOf(server, 'User', change);
    if (server.settings.removal === 'delete') {
      await server.api.remove(await server.target('User', id, signal));
      server.directory.forget(id);
    } else {
      const { patch } = await server.discovery.abilities();
      const row = patch ? null : await server.read('User', id);
      await assign(server, { id, row, assignments: { active: false }, signal });
    }
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return done(null);
};

interface Assigning {
  readonly id: string;
  /** As it is now; needed where only whole objects are taken. */
  readonly row: JsonObject | null;
  readonly assignments: Assignments;
  readonly signal: AbortSignal;
}

export async function assign(server: Server, given: Assigning): Promise<JsonObject | null> {
  const { id, row, assignments, signal } = given;
  const { patch } = await server.discovery.abilities();
  const target = await server.target('User', id, signal);
  if (patch || row === null)
    return server.api.patch(target, assignmentsBody(server.settings.profile.patch, assignments));
  return server.api.replace(target, withAssignments(row, assignments));
}

interface Answered {
  readonly id: string;
  readonly answer: JsonObject | null;
  readonly written: JsonObject;
}

/** The answer to a write, where it is the whole account; else the account is read. */
function seen(server: Server, { id, answer, written }: Answered): Promise<ObservedResource> {
  const isWhole =
    answer !== null && textMember(answer, 'id') === id && !userKeyOf(answer, server.settings).startsWith('id:');
  const shows = (row: JsonObject): boolean => {
    const { attributes } = observedUser(server, row);
    return Object.entries(written).every(([field, value]) => sameJson(attributes[field] ?? null, value));
  };
  return afterWriting(async () => {
    const row = isWhole ? answer : await server.readBack('User', id, shows);
    server.saw('User', row);
    return observedUser(server, row);
  });
}
