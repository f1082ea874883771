import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { member, textMember, urns } from './wire.ts';
import type { WriteRequest } from './write-request.ts';

/** What one bulk request may hold (RFC 7643, section 5). */
export interface BulkTerms {
  readonly maxOperations: number;
  /** In bytes. */
  readonly maxPayloadSize: number;
}

type Asked = Pick<WriteRequest, 'method' | 'path' | 'body' | 'version'>;

/** What stands around the operations, generously. */
const envelope = 120;

/**
 * Which of these go together, from the first on: as many as fit. Two writes of one object never go together: the
 * answer names objects, and the second may build on the first. One that cannot be joined goes by itself.
 */
export function firstBatch<One extends { readonly asked: Asked }>(waiting: readonly One[], terms: BulkTerms): One[] {
  const [first] = waiting;
  if (first === undefined || !canBeJoined(first.asked)) return waiting.slice(0, 1);
  const batch: One[] = [];
  const objects = new Set<string>();
  let size = envelope;
  for (const one of waiting) {
    const { asked } = one;
    if (!canBeJoined(asked) || objects.has(asked.path)) continue;
    size += sizeOf(asked, batch.length);
    if (batch.length > 0 && (size > terms.maxPayloadSize || batch.length >= terms.maxOperations)) break;
    batch.push(one);
    if (asked.method !== 'POST') objects.add(asked.path);
  }
  return batch;
}

/** A server may read an encoded path as it stands, and takes `bulkId:` anywhere in the data for a reference. */
function canBeJoined({ path, body }: Asked): boolean {
  return !path.includes('%') && !(body !== undefined && JSON.stringify(body).includes('bulkId:'));
}

function sizeOf(asked: Asked, index: number): number {
  return new TextEncoder().encode(JSON.stringify(operationOf(asked, index))).length + 1;
}

/** Every operation stands by itself: without `failOnErrors` the server goes on after one that it refuses. */
export function bulkBody(batch: readonly Asked[]): JsonObject {
  return { schemas: [urns.bulkRequest], Operations: batch.map(operationOf) };
}

function operationOf({ method, path, body, version }: Asked, index: number): JsonObject {
  const given = version === undefined ? {} : { version };
  return { method, path, bulkId: bulkId(index), ...given, ...(body === undefined ? {} : { data: body }) };
}

function bulkId(index: number): string {
  return `write-${index + 1}`;
}

/**
 * The result of each operation, in the order of the operations; undefined where the answer has none of it, or several.
 * A result is known by its bulkId, else by method and location, and only where all others stand in their own place by
 * its place: servers leave out the bulkId of what is not new, and the location of what failed.
 */
export function resultsOf(batch: readonly Asked[], answer: Json): readonly (JsonObject | undefined)[] {
  const said = isJsonObject(answer) ? member(answer, 'Operations') : undefined;
  const rows = Array.isArray(said) ? (said as readonly Json[]).map((row) => (isJsonObject(row) ? row : {})) : [];
  const places = rows.map((row) => placeOf(row, batch));
  const inOrder = rows.length === batch.length && places.every((place, index) => place === null || place === index);
  const found = batch.map((): JsonObject[] => []);
  for (const [index, row] of rows.entries()) {
    const place = places[index] ?? (inOrder && fits(row, batch[index]) ? index : undefined);
    if (place !== undefined) found[place]?.push(row);
  }
  return found.map(([one, ...others]) => (others.length === 0 ? one : undefined));
}

/** Null where the result does not say which operation it is of. */
function placeOf(row: JsonObject, batch: readonly Asked[]): number | null {
  const id = textMember(row, 'bulkId');
  const location = textMember(row, 'location');
  const method = textMember(row, 'method')?.toUpperCase();
  const place = batch.findIndex((asked, index) => {
    if (id !== undefined) return id === bulkId(index);
    return asked.method !== 'POST' && asked.method === method && location?.endsWith(asked.path) === true;
  });
  if (place >= 0) return place;
  return id === undefined ? null : Number.NaN;
}

function fits(row: JsonObject, asked: Asked | undefined): boolean {
  const method = textMember(row, 'method')?.toUpperCase();
  return method === undefined || method === asked?.method;
}
