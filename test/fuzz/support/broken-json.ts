import fc from 'fast-check';
import { isJsonObject, type Json } from '../../../engine/model/json.ts';

/** What is done to one place of a JSON value. */
export interface JsonDamage {
  readonly way: 'replace' | 'drop' | 'rename' | 'repeat' | 'wrap';
  /** Which place, counted over all of them. */
  readonly place: number;
  /** Which of the odd values. */
  readonly odd: number;
}

/** Lists in lists. */
export const deep = (levels: number): Json => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as Json;

/** Values of every type, and texts that steer, hide, overflow, or name what every object has. */
export const oddValues: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  'x'.repeat(200_000),
  '\u001b[2J\u202e\u200b',
  '\ud800',
  '__proto__',
  'constructor',
  '9999-99-99T99:99:99Z',
  'https://evil.example/next',
  '-1',
  'NaN',
  [],
  {},
  [null],
  [[]],
  [7],
  ['x'],
  { value: null },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":2,"hasOwnProperty":3}') as Json,
  deep(2_000),
];

export const jsonDamage: fc.Arbitrary<JsonDamage> = fc.record({
  way: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'rename', 'repeat', 'wrap'),
  place: fc.nat(100_000),
  odd: fc.nat(oddValues.length - 1),
});

export interface Damaged {
  readonly json: Json;
  /** What was done, for the message of a failure. */
  readonly told: string;
  /** Whether what came of it may be a true answer of a portal that holds less: a list without an item. */
  readonly mayBeTrue: boolean;
}

/** Damages the place that `place` falls on, with one of these values. */
export function damageJson(json: Json, damage: JsonDamage, values: readonly Json[] = oddValues): Damaged {
  const places = placesOf(json);
  const path = places[damage.place % places.length] ?? [];
  const [parent, last] = [path.slice(0, -1), path.at(-1)];
  const before = valueAt(json, path);
  const { value, way } = effectOf({ way: damage.way, value: values[damage.odd] ?? null }, last, before);
  const mayBeTrue =
    isAnotherText(before, value) ||
    isShortened(before, value) ||
    (way === 'drop' && typeof last === 'number') ||
    // Many portals leave a list out, or give null, where it is empty.
    (Array.isArray(before) && (way === 'drop' || way === 'rename' || value === null));
  const told = `${way} /${path.join('/')} ${JSON.stringify(value)?.slice(0, 60) ?? ''}`;
  if (last === undefined) return { json: value, told, mayBeTrue };
  const holder = valueAt(json, parent);
  return { json: put(json, parent, changed(holder, last, { way, value })), told, mayBeTrue };
}

/** A name, a state, a number or an id that reads well is believed: no reader can know better. */
function isAnotherText(before: Json, after: Json): boolean {
  if (typeof before === 'number') return Number.isSafeInteger(after);
  if (typeof before === 'boolean') return typeof after === 'boolean';
  if (isTexts(before)) return isTexts(after);
  return typeof before === 'string' && typeof after === 'string' && after.trim() !== '';
}

function isTexts(value: Json): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}

function isShortened(before: Json, after: Json): boolean {
  return Array.isArray(before) && Array.isArray(after) && after.length < before.length;
}

type Path = readonly (string | number)[];

function placesOf(json: Json, path: Path = []): Path[] {
  if (Array.isArray(json)) return [path, ...json.flatMap((item: Json, index) => placesOf(item, [...path, index]))];
  if (!isJsonObject(json)) return [path];
  return [path, ...Object.entries(json).flatMap(([name, value]) => placesOf(value, [...path, name]))];
}

interface Effect {
  readonly way: JsonDamage['way'];
  readonly value: Json;
}

/** Nothing can be dropped or renamed at the top, and an item of a list has no name. */
function effectOf({ way, value }: Effect, last: string | number | undefined, before: Json): Effect {
  if (way === 'wrap') return { way, value: [before] };
  if (last === undefined || (way === 'rename' && typeof last === 'number')) return { way: 'replace', value };
  if (way === 'repeat' && typeof last === 'string') return { way: 'replace', value };
  return { way, value: way === 'replace' ? value : before };
}

function changed(holder: Json, last: string | number, { way, value }: Effect): Json {
  if (Array.isArray(holder)) {
    const items = [...(holder as readonly Json[])];
    const at = Number(last);
    if (way === 'drop') return items.toSpliced(at, 1);
    return way === 'repeat' ? items.toSpliced(at, 0, items[at] ?? null) : items.with(at, value);
  }
  const entries = Object.entries(isJsonObject(holder) ? holder : {});
  return Object.fromEntries(
    entries.flatMap(([name, one]): [string, Json][] => {
      if (name !== String(last)) return [[name, one]];
      if (way === 'drop') return [];
      return way === 'rename' ? [[`${name}X`, one]] : [[name, value]];
    }),
  );
}

function valueAt(json: Json, path: Path): Json {
  let value: Json = json;
  for (const step of path) value = (value as Readonly<Record<string, Json>>)[step] ?? null;
  return value;
}

function put(json: Json, path: Path, value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const inner = put(valueAt(json, [step]), rest, value);
  if (Array.isArray(json)) return (json as readonly Json[]).map((item, index) => (index === step ? inner : item));
  const entries = Object.entries(json as Readonly<Record<string, Json>>);
  return Object.fromEntries(entries.map(([name, one]) => [name, name === step ? inner : one]));
}
