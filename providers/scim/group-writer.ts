import type { Change } from '../../engine/model/change.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { Outcome } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { findByKey, isNotFound } from './finding.ts';
import { observedGroup } from './group-reader.ts';
import { memberIds, nestedGroups } from './group-row.ts';
import { idsOfLeaving } from './leaving-members.ts';
import { assignmentsBody, type MemberChanges, membersBody } from './patch-body.ts';
import type { Profile } from './profile.ts';
import type { Server } from './server.ts';
import { textMember, urns } from './wire.ts';
import { afterOf, afterWriting, done, fieldsOf, idOf, makeOrFind, type WriteTo } from './write-to.ts';

/** A group with everybody in it; who does not fit in the first request follows in others. */
export const createGroup: WriteTo = async (server, change, { signal }) => {
  const after = afterOf(change);
  const { profile } = server.settings;
  const ids = await idsOf(server, keysIn(after['members']));
  const first = ids.slice(0, profile.membersPerRequest);
  const { key } = change.address;
  const body = {
    schemas: [urns.group],
    displayName: key,
    ...(profile.requires.includes('externalId') ? { externalId: key } : {}),
    members: first.map((value) => ({ value })),
  };
  const row = await makeOrFind(server, { type: 'Group', key, body, signal });
  const id = row === null ? undefined : textMember(row, 'id');
  if (row === null || id === undefined) return done(null);
  const others = ids.slice(first.length);
  const written = { come: ids, go: [] };
  if (others.length === 0) return done(await seen(server, { id, answer: row, written, empties: ids.length === 0 }));
  await afterTheFirst(change, () => changeMembers(server, { id, change: { come: others, go: [] }, signal }));
  return done(await seen(server, { id, answer: null, written }));
};

export const updateGroup: WriteTo = async (server, change, { signal }) => {
  const id = await idOf(server, 'Group', change);
  return done(await changeTo(server, { id, change, signal }));
};

/** Emptied or deleted, as the settings say. What is not there need not be removed. */
export const deleteGroup: WriteTo = async (server, change, { signal }): Promise<Outcome> => {
  try {
    const id = await idOf(server, 'Group', change);
    if (server.settings.emptyGroups === 'delete') await server.api.remove(await server.target('Group', id, signal));
    else await emptied(server, { id, change, signal });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return done(null);
};

interface GroupWrite<What> {
  readonly id: string;
  readonly change: What;
  readonly signal: AbortSignal;
}

async function changeTo(server: Server, { id, change, signal }: GroupWrite<Change>): Promise<ObservedResource> {
  const field = fieldsOf(change).find((one) => one.field === 'members');
  const before = new Set(keysIn(field?.before));
  const after = keysIn(field?.after);
  const staying = new Set(after);
  const come = await idsOf(
    server,
    after.filter((key) => !before.has(key)),
  );
  const go = await idsOfLeaving(server, { group: id, keys: [...before].filter((key) => !staying.has(key)) });
  const answer = await changeMembers(server, { id, change: { come, go }, signal });
  return seen(server, { id, answer, written: { come, go }, empties: after.length === 0 });
}

async function emptied(server: Server, { id, change, signal }: GroupWrite<Change>): Promise<void> {
  const shown = memberIds(await server.read('Group', id));
  const recorded = keysIn(change.before?.['members']).map((key) => server.directory.idOf(key) ?? key);
  const go = shown ?? recorded;
  if (go.length > 0) await changeMembers(server, { id, change: { come: [], go }, signal });
}

/** One request, unless the server takes only so many members at a time. */
async function changeMembers(
  server: Server,
  { id, change, signal }: GroupWrite<MemberChanges>,
): Promise<JsonObject | null> {
  const { patch } = await server.discovery.abilities();
  const { profile } = server.settings;
  if (!patch || isCostly(change, profile)) return replaceMembers(server, { id, change, signal });
  let answer: JsonObject | null = null;
  for (const [index, part] of partsOf(change, profile.membersPerRequest).entries()) {
    const target = await server.target('Group', id, signal);
    const send = (): Promise<JsonObject | null> => server.api.patch(target, membersBody(profile.patch, part));
    answer = index === 0 ? await send() : await afterTheFirst({ address: { key: id } }, send);
    if (answer !== null) server.saw('Group', answer);
  }
  return answer;
}

/** Each path with a filter makes a server look through all members: many of them at once take it too long. */
function isCostly({ go }: MemberChanges, { patch }: Profile): boolean {
  return patch.memberReplacement && patch.memberRemoval === 'by-filter' && go.length > mostFilters;
}

const mostFilters = 20;

/** Writes the whole set, as it was just read and with the change; groups within the group stay. */
async function replaceMembers(
  server: Server,
  { id, change, signal }: GroupWrite<MemberChanges>,
): Promise<JsonObject | null> {
  const { meta: _, ...row } = await server.read('Group', id);
  const gone = new Set(change.go);
  const staying = (memberIds(row) ?? []).filter((one) => !gone.has(one));
  const ids = [...new Set([...staying, ...change.come])];
  const members = [...nestedGroups(row), ...ids.map((value) => ({ value }))];
  const target = await server.target('Group', id, signal);
  const { patch } = await server.discovery.abilities();
  if (!patch) return server.api.replace(target, { ...row, members });
  return server.api.patch(target, assignmentsBody(server.settings.profile.patch, { members }));
}

function partsOf({ come, go }: MemberChanges, most: number): MemberChanges[] {
  const moves = [...go.map((id) => ({ id, goes: true })), ...come.map((id) => ({ id, goes: false }))];
  const parts: MemberChanges[] = [];
  for (let at = 0; at < moves.length; at += most) {
    const part = moves.slice(at, at + most);
    const idsWhere = (goes: boolean): string[] => part.filter((one) => one.goes === goes).map(({ id }) => id);
    parts.push({ come: idsWhere(false), go: idsWhere(true) });
  }
  return parts;
}

/** Something was written already: whatever goes wrong now, nobody may say that nothing was done. */
async function afterTheFirst<Value>(
  { address }: { readonly address: { readonly key: string } },
  act: () => Promise<Value>,
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code === 'ambiguous') throw error;
    const text = `Only a part of the change of ${address.key} was made: ${error.message}`;
    throw new ProviderError('contract', text, { cure: 'Plan again: the plan shows what is left.' });
  }
}

async function idsOf(server: Server, keys: readonly string[]): Promise<string[]> {
  const { directory } = server;
  const ids: string[] = [];
  for (const key of keys) {
    const known = directory.idOf(key);
    const row = known === undefined ? await findByKey(server, 'User', key) : null;
    const id = known ?? (row === null ? undefined : textMember(row, 'id'));
    if (id === undefined) {
      const cure = 'Plan again: whoever is in a group needs an account first.';
      throw new ProviderError('invalid', `${key} has no account at ${server.portal}.`, { cure });
    }
    ids.push(id);
  }
  return ids;
}

interface Answered {
  readonly id: string;
  readonly answer: JsonObject | null;
  /** Who is to be in it now, and who not. */
  readonly written: MemberChanges;
  /** Whether nobody is left in it: a server may leave out an empty list. */
  readonly empties?: boolean;
}

/** The answer to a write, where it is the whole group; else the group is read. */
function seen(server: Server, { id, answer, written, empties = false }: Answered): Promise<ObservedResource> {
  const isWhole = answer !== null && textMember(answer, 'id') === id && textMember(answer, 'displayName') !== undefined;
  const isShown = server.settings.profile.membersShown === 'nowhere' || empties;
  const shows = (row: JsonObject): boolean => {
    const members = new Set(memberIds(row) ?? []);
    return written.come.every((one) => members.has(one)) && !written.go.some((one) => members.has(one));
  };
  return afterWriting(async () => {
    const counts = isWhole && (isShown || memberIds(answer) !== undefined);
    const row = counts ? answer : await server.readBack('Group', id, shows);
    server.saw('Group', row);
    return observedGroup(server, row);
  });
}

function keysIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(String) : [];
}
