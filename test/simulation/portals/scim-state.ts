import type { Milliseconds } from '../../../engine/model/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../engine/model/json.ts';
import type { PortalGround } from '../simulated-portal.ts';

/** What one server is like; each simulation draws another one. */
export interface ScimTraits {
  readonly bulk: boolean;
  readonly etag: boolean;
  readonly patch: boolean;
  readonly filter: boolean;
  /** Whether a second object of one name is refused. */
  readonly unique: boolean;
  /** Whether the answer to a change holds the object. */
  readonly bodies: boolean;
}

/** A user, or a group, with `members` as ids. */
export interface ScimRow {
  readonly type: 'User' | 'Group';
  readonly id: string;
  attributes: JsonObject;
  readonly members: Set<string>;
  version: number;
  /** From when on lists and filters know of it. */
  readonly visibleFrom: Milliseconds;
}

export interface ScimState extends PortalGround {
  readonly traits: ScimTraits;
  readonly rows: Map<string, ScimRow>;
  hiddenFor: Milliseconds;
}

/** An answer of the server: to a request of its own, or to one operation of a bulk request. */
export interface ScimAnswer {
  readonly status: number;
  readonly json?: JsonObject;
  readonly row?: ScimRow;
}

export function rowsOf({ rows }: ScimState, type: ScimRow['type']): ScimRow[] {
  return [...rows.values()].filter((row) => row.type === type);
}

export function addRow(state: ScimState, type: ScimRow['type'], given: JsonObject): ScimRow {
  const visibleFrom = state.now() + state.hiddenFor;
  const row: ScimRow = { type, id: state.newId(), attributes: {}, members: new Set(), version: 0, visibleFrom };
  state.rows.set(row.id, row);
  write(row, given);
  return row;
}

/** Sets attributes; whoever stood there as a member stands there no more where `members` is among them. */
export function write(row: ScimRow, { members, id: _, meta: _meta, schemas: _schemas, ...given }: JsonObject): void {
  row.attributes = { ...row.attributes, ...given };
  row.version += 1;
  if (members === undefined) return;
  row.members.clear();
  for (const id of memberIdsIn(members)) row.members.add(id);
}

/** Who is deleted is in no group any more. */
export function removeRow({ rows }: ScimState, { id }: ScimRow): void {
  rows.delete(id);
  for (const row of rows.values()) if (row.members.delete(id)) row.version += 1;
}

export function memberIdsIn(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [];
  return list.filter(isJsonObject).map((one) => textIn(one, 'value'));
}

export function nameOf({ type, attributes }: Pick<ScimRow, 'type' | 'attributes'>): string {
  return textIn(attributes, type === 'User' ? 'userName' : 'displayName');
}

export function textIn(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

export function isUsable({ attributes }: ScimRow): boolean {
  return attributes['active'] !== false;
}
