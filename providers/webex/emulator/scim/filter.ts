import { isJsonObject } from '../../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import { badRequest } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** RFC 7644, 3.4.2.2. Attribute names are in lower case. */
export type Filter =
  | { readonly is: 'compare'; readonly attribute: string; readonly operator: string; readonly value: Json }
  | { readonly is: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly is: 'not'; readonly of: Filter }
  | { readonly is: 'records'; readonly attribute: string; readonly where: Filter };

export function parseFilter(text: string): Filter | Refusal {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[()[\]]|[^\s()[\]"]+|"/gu) ?? [];
  const reader = { tokens, next: 0 };
  try {
    const filter = readOr(reader);
    if (reader.next < tokens.length) throw new SyntaxError(`${tokens[reader.next] ?? ''} is not expected`);
    return filter;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return badRequest(`The filter cannot be read: ${reason}.`, { scimType: 'invalidFilter' });
  }
}

interface Reader {
  readonly tokens: readonly string[];
  next: number;
}

function readOr(reader: Reader): Filter {
  const parts = [readAnd(reader)];
  while (takes(reader, 'or')) parts.push(readAnd(reader));
  return joined('or', parts);
}

function readAnd(reader: Reader): Filter {
  const parts = [readOne(reader)];
  while (takes(reader, 'and')) parts.push(readOne(reader));
  return joined('and', parts);
}

function joined(is: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { is, parts };
}

function readOne(reader: Reader): Filter {
  if (takes(reader, 'not')) {
    expectToken(reader, '(');
    return { is: 'not', of: inside(reader, ')') };
  }
  if (takes(reader, '(')) return inside(reader, ')');
  const attribute = take(reader).toLowerCase();
  if (takes(reader, '[')) return { is: 'records', attribute, where: inside(reader, ']') };
  const operator = take(reader).toLowerCase();
  if (operator === 'pr') return { is: 'compare', attribute, operator, value: null };
  if (!['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'].includes(operator)) {
    throw new SyntaxError(`${operator} is no operator`);
  }
  return { is: 'compare', attribute, operator, value: JSON.parse(take(reader)) as Json };
}

function inside(reader: Reader, end: string): Filter {
  const filter = readOr(reader);
  expectToken(reader, end);
  return filter;
}

function take(reader: Reader): string {
  const token = reader.tokens[reader.next];
  if (token === undefined) throw new SyntaxError('it ends too early');
  reader.next += 1;
  return token;
}

function takes(reader: Reader, word: string): boolean {
  const isNext = reader.tokens[reader.next]?.toLowerCase() === word;
  if (isNext) reader.next += 1;
  return isNext;
}

function expectToken(reader: Reader, token: string): void {
  if (!takes(reader, token)) throw new SyntaxError(`${token} is missing`);
}

export function isMatch(filter: Filter, record: JsonObject): boolean {
  switch (filter.is) {
    case 'and':
      return filter.parts.every((part) => isMatch(part, record));
    case 'or':
      return filter.parts.some((part) => isMatch(part, record));
    case 'not':
      return !isMatch(filter.of, record);
    case 'records':
      return valuesAt(record, filter.attribute).some((one) => isJsonObject(one) && isMatch(filter.where, one));
    case 'compare':
      return valuesAt(record, filter.attribute).some((value) => compares(value, filter.operator, filter.value));
  }
}

function compares(value: Json, operator: string, wanted: Json): boolean {
  const [one, other] = [folded(value), folded(wanted)];
  const texts = typeof one === 'string' && typeof other === 'string';
  switch (operator) {
    case 'pr':
      return one !== null && one !== '';
    case 'eq':
      return one === other;
    case 'ne':
      return one !== other;
    case 'co':
      return texts && one.includes(other);
    case 'sw':
      return texts && one.startsWith(other);
    case 'ew':
      return texts && one.endsWith(other);
    case 'gt':
      return texts && one > other;
    case 'ge':
      return texts && one >= other;
    case 'lt':
      return texts && one < other;
    default:
      return texts && one <= other;
  }
}

/** No attribute of the table is exact about case. */
function folded(value: Json): Json {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** Everything at a dotted path, through lists; a path may begin with the name of a schema. */
function valuesAt(record: JsonObject, path: string): readonly Json[] {
  for (const [name, value] of Object.entries(record)) {
    const start = name.toLowerCase();
    if (path === start) return Array.isArray(value) ? (value as readonly Json[]) : [value];
    const isBelow = path.startsWith(`${start}.`) || (start.startsWith('urn:') && path.startsWith(`${start}:`));
    if (!isBelow) continue;
    const inner = Array.isArray(value) ? (value as readonly Json[]) : [value];
    const rest = path.slice(start.length + 1);
    return inner.filter(isJsonObject).flatMap((one) => valuesAt(one, rest));
  }
  return [];
}
