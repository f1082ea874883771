import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { PatchDialect } from './profile.ts';
import { urns } from './wire.ts';

/** Values by their path: `active`, `name.givenName`. */
export type Assignments = Readonly<Record<string, Json>>;

export interface MemberChanges {
  /** Ids. */
  readonly come: readonly string[];
  readonly go: readonly string[];
}

/** Sets attributes, each by its path: all servers take that, and a path-less body with dotted names only some. */
export function assignmentsBody(dialect: PatchDialect, assignments: Assignments): JsonObject {
  const op = opOf(dialect, 'replace');
  const entries = Object.entries(assignments);
  return patchBody(entries.map(([path, value]) => ({ op, path, value: spoken(dialect, value) })));
}

/** Takes members out and brings members in, all in one request. */
export function membersBody(dialect: PatchDialect, { come, go }: MemberChanges): JsonObject {
  const operations: JsonObject[] = [];
  const remove = opOf(dialect, 'remove');
  if (go.length > 0 && dialect.memberRemoval === 'by-value-list') {
    operations.push({ op: remove, path: 'members', value: go.map((value) => ({ value })) });
  }
  if (dialect.memberRemoval === 'by-filter') {
    for (const id of go) operations.push({ op: remove, path: `members[value eq ${JSON.stringify(id)}]` });
  }
  if (come.length > 0) {
    operations.push({ op: opOf(dialect, 'add'), path: 'members', value: come.map((value) => ({ value })) });
  }
  return patchBody(operations);
}

export function entitlementBody(dialect: PatchDialect, verb: 'add' | 'remove', value: string): JsonObject {
  const op = opOf(dialect, verb);
  if (verb === 'add') return patchBody([{ op, path: 'entitlements', value: [{ value }] }]);
  if (dialect.memberRemoval === 'by-value-list') return patchBody([{ op, path: 'entitlements', value: [{ value }] }]);
  return patchBody([{ op, path: `entitlements[value eq ${JSON.stringify(value)}]` }]);
}

function patchBody(operations: readonly JsonObject[]): JsonObject {
  return { schemas: [urns.patch], Operations: operations };
}

function opOf({ op }: PatchDialect, verb: 'add' | 'remove' | 'replace'): string {
  return op === 'lower' ? verb : `${verb.slice(0, 1).toUpperCase()}${verb.slice(1)}`;
}

function spoken({ booleans }: PatchDialect, value: Json): Json {
  if (typeof value !== 'boolean' || booleans === 'json') return value;
  return value ? 'True' : 'False';
}
