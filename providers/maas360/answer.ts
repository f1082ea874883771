import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { parseXml } from './xml.ts';

/**
 * Reading what MaaS360 answers. Its JSON is translated from XML: a list of one is an object, an empty list `""` or not
 * there at all, a text of digits a number; yes and no come in five spellings. Nothing here relies on which it is.
 */

/** The answer as an object, whether it came as JSON or as XML; undefined where it is neither. */
export function documentOf(body: string): JsonObject | undefined {
  if (!body.trimStart().startsWith('{')) return parseXml(body);
  try {
    const parsed = JSON.parse(body) as Json;
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** What MaaS360 says where it does not do what was asked, under whatever HTTP status. */
export interface Failure {
  /** `1007`, `Failure`, `responseCode 7`. */
  readonly code: string;
  readonly text: string;
}

/** The failure that one of the five envelopes tells; undefined where none does. */
export function failureIn(document: JsonObject): Failure | undefined {
  for (const envelope of [document, ...Object.values(document).filter(isJsonObject)]) {
    const code = failureCode(envelope);
    if (code !== undefined) return { code, text: wordsIn(envelope) };
  }
  return undefined;
}

function failureCode(envelope: JsonObject): string | undefined {
  const errorCode = textOf(own(envelope, 'errorCode'));
  if (errorCode !== undefined && Number(errorCode) !== 0) return errorCode;
  const status = textOf(own(envelope, 'status'));
  if (status !== undefined && /^(failure|failed|error)$/i.test(status)) return status;
  const actionStatus = textOf(own(envelope, 'actionStatus'));
  if (actionStatus !== undefined && Number(actionStatus) !== 0) return `actionStatus ${actionStatus}`;
  const responseCode = textOf(own(envelope, 'responseCode'));
  if (responseCode !== undefined && !['0', '200'].includes(responseCode)) return `responseCode ${responseCode}`;
  return undefined;
}

function wordsIn(envelope: JsonObject): string {
  for (const name of ['errorDesc', 'description', 'message']) {
    const text = textOf(own(envelope, name));
    if (text !== undefined) return text;
  }
  return '';
}

const deepest = 16;

/** The first member of this name, wherever in the answer it stands; the one nearest to the root wins. */
export function memberIn(document: JsonObject, name: string): Json | undefined {
  let level: readonly JsonObject[] = [document];
  for (let depth = 0; level.length > 0 && depth < deepest; depth += 1) {
    for (const object of level) if (Object.hasOwn(object, name)) return object[name];
    level = level.flatMap((object) => Object.values(object).flatMap(objectsOf));
  }
  return undefined;
}

/** The members of a value that is an object, or a list of them; one that stands alone is a list of one. */
function objectsOf(value: Json | undefined): readonly JsonObject[] {
  if (isJsonObject(value)) return [value];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export interface Rows {
  readonly rows: readonly JsonObject[];
  /** How many there are on all pages together; null where it is not said. */
  readonly total: number | null;
}

const counts: ReadonlySet<string> = new Set(['count', 'pageNumber', 'pageSize']);

/**
 * One page of a list: `{ changes: { count, pageNumber, pageSize, change: [ … ] } }`, also where there is only one row,
 * or none. Undefined where the answer is no list at all.
 */
export function rowsIn(document: JsonObject): Rows | undefined {
  const roots = Object.values(document);
  const [root] = roots;
  if (root === undefined) return { rows: [], total: 0 };
  if (roots.length > 1) return undefined;
  if (root === '' || root === null) return { rows: [], total: 0 };
  if (!isJsonObject(root)) return undefined;
  const rows: JsonObject[] = [];
  for (const [name, value] of Object.entries(root)) if (!counts.has(name)) rows.push(...objectsOf(value));
  const total = numberOf(own(root, 'count')) ?? null;
  return rows.length === 0 && total === null ? undefined : { rows, total };
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A text, also where it came as a number; undefined where it is empty or anything else. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** A whole number, also where it came as a text. */
export function numberOf(value: Json | undefined): number | undefined {
  const text = textOf(value);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Yes or no in any of the spellings that were seen; undefined where it is neither. */
export function flagOf(value: Json | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = textOf(value)?.toLowerCase();
  if (text === undefined) return undefined;
  if (['true', 'yes', 'y', '1'].includes(text)) return true;
  return ['false', 'no', 'n', '0'].includes(text) ? false : undefined;
}
