import type { JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import { type Problem, ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { findKnown } from './finding.ts';
import { groupName, memberIds } from './group-row.ts';
import { listResult, observedOf, readEach } from './observed.ts';
import type { Server } from './server.ts';
import { tellTwinsApart } from './twins.ts';
import { textMember } from './wire.ts';

/** Groups with the addresses of everybody in them. */
export async function readGroups(server: Server, { known, only }: ReadRequest): Promise<ReadResult> {
  if (only !== undefined) {
    return readEach(only, async (one) => {
      const row = await findKnown(server, 'Group', one);
      return row === null ? null : observedGroup(server, row);
    });
  }
  const listed = await server.list('Group');
  const whole = await withMembers(server, listed.rows);
  const pages = listed.pages + whole.pages;
  const names = await namesOf(server, whole.rows);
  const told = whole.rows.filter((row) => names.told(row));
  const found = told.map((row) => groupResource(server, row));
  const problem = listed.problem ?? whole.problem ?? names.problem;
  const { resources, unidentified } = tellTwinsApart(found, { known, field: 'name', canBeMeant: () => true });
  return listResult(resources, { pages, rows: listed.rows.length, problem, unidentified });
}

/** One group, with whoever is in it looked up where they are not known yet. */
export async function observedGroup(server: Server, row: JsonObject): Promise<ObservedResource> {
  const { told, problem } = await namesOf(server, [row]);
  if (told(row)) return groupResource(server, row);
  throw new ProviderError('unavailable', problem?.text ?? 'Who is in the group could not be read.');
}

interface WholeGroups {
  readonly rows: readonly JsonObject[];
  readonly pages: number;
  readonly problem: Problem | null;
}

/** Some servers leave the members out of a list: then each group is read by itself. */
async function withMembers(server: Server, listed: readonly JsonObject[]): Promise<WholeGroups> {
  if (server.settings.profile.membersShown !== 'one-by-one') return { rows: listed, pages: 0, problem: null };
  const rows: JsonObject[] = [];
  for (const row of listed) {
    try {
      rows.push(await server.read('Group', textMember(row, 'id') ?? ''));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.code === 'not-found') continue;
      return { rows, pages: rows.length, problem: problemOf(error) };
    }
  }
  return { rows, pages: rows.length, problem: null };
}

interface Names {
  /** Whether it is known of everybody in the group who they are, or that they are nobody's account. */
  readonly told: (row: JsonObject) => boolean;
  readonly problem: Problem | null;
}

/** The list of accounts that was read a moment ago serves; where somebody is not in it, it is read again. */
async function namesOf(server: Server, rows: readonly JsonObject[]): Promise<Names> {
  const { directory } = server;
  const isStrange = (row: JsonObject): boolean =>
    (memberIds(row) ?? []).some((id) => directory.keyOf(id) === undefined);
  if (server.settings.profile.membersShown === 'nowhere' || !rows.some(isStrange)) {
    return { told: () => true, problem: null };
  }
  const recent = await directory.recent();
  const { problem } = recent.problem === null && rows.some(isStrange) ? await directory.list() : recent;
  return { told: (row) => problem === null || !isStrange(row), problem };
}

function groupResource(server: Server, row: JsonObject): ObservedResource {
  const name = groupName(row);
  const id = textMember(row, 'id') ?? '';
  const { directory, settings } = server;
  const members = (memberIds(row) ?? []).map((one) => directory.keyOf(one) ?? one);
  const isShown = settings.profile.membersShown !== 'nowhere';
  const attributes = { name, ...(isShown ? { members: [...new Set(members)].sort() } : {}) };
  return observedOf(server, { kind: 'group', key: name, id, attributes });
}
