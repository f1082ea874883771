import { isJsonObject } from '../../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import { isSame, listIn, objectIn, objectsIn, textIn } from '../json-parts.ts';
import { badRequest, invalidValue, isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { isListName } from './attributes.ts';
import { isMatch } from './filter.ts';
import type { Filter } from './filter.ts';
import { parsePath } from './patch-path.ts';
import type { PatchPath } from './patch-path.ts';

type Verb = 'add' | 'replace' | 'remove';

/** One operation after the other; the first that fails takes all of them back. */
export function applyPatch(attributes: JsonObject, body: JsonObject): JsonObject | Refusal {
  let patched = attributes;
  for (const operation of objectsIn(body['Operations'])) {
    const result = applyOne(patched, operation);
    if (isRefusal(result)) return result;
    patched = result;
  }
  return patched;
}

function applyOne(attributes: JsonObject, { op, path, value }: JsonObject): JsonObject | Refusal {
  const verb = textIn(op).toLowerCase();
  if (verb !== 'add' && verb !== 'replace' && verb !== 'remove') {
    return badRequest(`${textIn(op)} is no operation.`, { scimType: 'invalidSyntax' });
  }
  if (textIn(path) !== '') {
    const parsed = parsePath(textIn(path));
    return isRefusal(parsed) ? parsed : strike(attributes, parsed, { verb, value });
  }
  if (verb === 'remove') return noTarget('A remove needs a path.');
  if (!isJsonObject(value)) return invalidValue('Without a path the value must be an object.');
  return strikeEach(attributes, verb, value);
}

function strikeEach(attributes: JsonObject, verb: Verb, values: JsonObject): JsonObject | Refusal {
  let changed = attributes;
  for (const [name, value] of Object.entries(values)) {
    const parsed = parsePath(name);
    const result = isRefusal(parsed) ? parsed : strike(changed, parsed, { verb, value });
    if (isRefusal(result)) return result;
    changed = result;
  }
  return changed;
}

interface Blow {
  readonly verb: Verb;
  readonly value: Json | undefined;
}

function strike(attributes: JsonObject, path: PatchPath, blow: Blow): JsonObject | Refusal {
  if (path.extension !== null) {
    const inner = strike(objectIn(attributes[path.extension]), { ...path, extension: null }, blow);
    return isRefusal(inner) ? inner : { ...attributes, [path.extension]: inner };
  }
  if (blow.verb !== 'remove' && blow.value === undefined) return invalidValue(`${blow.verb} needs a value.`);
  const { name, where, sub } = path;
  const before = attributes[name];
  const after = where === null ? changeWhole({ name, before, sub }, blow) : changeRecords(before, { where, sub }, blow);
  if (after === null) return without(attributes, name);
  return isRefusalValue(after) ? after : { ...attributes, [name]: after };
}

interface Whole {
  readonly name: string;
  readonly before: Json | undefined;
  readonly sub: string | null;
}

/** Null where nothing is left. A remove takes the whole attribute away, whatever value comes with it. */
function changeWhole({ name, before, sub }: Whole, { verb, value = null }: Blow): Json | Refusal | null {
  if (sub !== null) {
    const rest = without(objectIn(before), sub);
    return verb === 'remove' ? rest : { ...rest, [sub]: value };
  }
  if (verb === 'remove') return null;
  if (isListName(name)) {
    const given = Array.isArray(value) ? listIn(value) : [value];
    return verb === 'replace' ? given : united(listIn(before), given);
  }
  return isJsonObject(value) ? { ...objectIn(before), ...value } : value;
}

function changeRecords(
  before: Json | undefined,
  { where, sub }: { readonly where: Filter; readonly sub: string | null },
  { verb, value = null }: Blow,
): Json | Refusal | null {
  const records = objectsIn(before);
  if (verb !== 'remove' && !records.some((one) => isMatch(where, one))) return noTarget('No record matches the path.');
  if (verb === 'remove' && sub === null) {
    const left = records.filter((one) => !isMatch(where, one));
    return left.length === 0 ? null : left;
  }
  return records.map((one) => {
    if (!isMatch(where, one)) return one;
    if (sub === null) return verb === 'add' ? { ...one, ...objectIn(value) } : objectIn(value);
    return verb === 'remove' ? without(one, sub) : { ...one, [sub]: value };
  });
}

/** What is there already is no change. Roles of one id fall together later. */
function united(before: readonly Json[], given: readonly Json[]): readonly Json[] {
  const fresh = given.filter((one) => !before.some((known) => isSame(known, one)));
  return [...before, ...fresh];
}

function noTarget(message: string): Refusal {
  return badRequest(message, { scimType: 'noTarget' });
}

function isRefusalValue(value: Json | Refusal): value is Refusal {
  return isJsonObject(value) && isRefusal(value);
}

function without(attributes: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([known]) => known !== name));
}
