import { isJsonObject } from '../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import type { Quirks } from './quirks.ts';

/** A document as MaaS360's JSON has it: translated from XML, with what gets lost on the way. */
export function translatedJson(document: JsonObject, quirks: Quirks): JsonObject {
  const translated: [string, Json][] = [];
  for (const [name, value] of Object.entries(document)) {
    if (Array.isArray(value) && value.length === 0 && quirks.emptyLists === 'absent') continue;
    translated.push([name, translate(value, quirks)]);
  }
  return Object.fromEntries(translated);
}

function translate(value: Json, quirks: Quirks): Json {
  if (isJsonObject(value))
    return isEmptyList(value) && quirks.emptyLists === 'text' ? '' : translatedJson(value, quirks);
  if (typeof value === 'string') return quirks.numbers === 'coerced' ? coerced(value) : value;
  if (!Array.isArray(value)) return value;
  const items = (value as readonly Json[]).map((item) => translate(item, quirks));
  if (items.length === 0) return quirks.emptyLists === 'list' ? [] : '';
  const [only] = items;
  return items.length === 1 && only !== undefined && quirks.singleItems === 'collapsed' ? only : items;
}

/** A list with its counts, in which nothing is. A page past the end of a list is another matter. */
export function isEmptyList(value: JsonObject): boolean {
  return value['count'] === 0 && Object.values(value).some((member) => Array.isArray(member) && member.length === 0);
}

/** [ours] Where exactly the translation stops is not known: long numbers and leading zeros are left alone here. */
function coerced(text: string): Json {
  const looksNumeric = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/u.test(text);
  return looksNumeric ? Number(text) : text;
}
