import { isJsonObject } from '../../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import { invalid } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** The part of the bus's query language that this panel understands: `implementing`, `eq`, `like`, `limit`. */
export interface Rql {
  readonly types: readonly string[];
  readonly accepts: (resource: JsonObject) => boolean;
  readonly offset: number;
  readonly count: number;
}

/** [ours] How many there are where nothing is said. */
const defaultCount = 100;

/** `query` is everything behind the question mark, as it was sent: `eq(login,a%40b.example),limit(0,10)`. */
export function parseRql(query: string): Rql | Refusal {
  const types: string[] = [];
  const tests: ((resource: JsonObject) => boolean)[] = [];
  let range = { offset: 0, count: defaultCount };
  for (const call of callsIn(query)) {
    const parts = /^([a-z]+)\((.*)\)$/u.exec(call);
    const args = (parts?.[2] ?? '').split(',').map(decoded);
    const [first = '', second = ''] = args;
    switch (parts?.[1]) {
      case 'implementing':
        types.push(first);
        break;
      case 'eq':
        tests.push((resource) => textAt(resource, first) === second);
        break;
      case 'like':
        tests.push((resource) => patternOf(second).test(textAt(resource, first)));
        break;
      case 'limit':
        if (!args.every((one) => /^\d{1,9}$/u.test(one)) || args.length !== 2) return invalid(`not a range: ${call}`);
        range = { offset: Number(first), count: Number(second) };
        break;
      default:
        return invalid(`not understood: ${call}`);
    }
  }
  return { types, accepts: (resource) => tests.every((test) => test(resource)), ...range };
}

/** Commas and ampersands outside parentheses divide one call from the next. */
function callsIn(query: string): readonly string[] {
  return query.split(/[,&](?![^()]*\))/u).filter((call) => call !== '');
}

function textAt(resource: JsonObject, path: string): string {
  let value: Json | undefined = resource;
  for (const name of path.split('.')) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

function patternOf(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'iu');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
