import type { Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { TextProblem } from './text-problem.ts';
import { yamlLibrary } from './yaml-library.ts';

type Range = { readonly start: number; readonly end: number };

/** Keys that mean something to JavaScript itself. No document needs one, and many programs stumble over them. */
const dangerousKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What the manifest language does not allow of a value: tags, and numbers that a computer would change. */
export function nodeProblems(node: Scalar | YAMLMap | YAMLSeq): readonly TextProblem[] {
  const place = { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 1 };
  if (node.tag !== undefined && node.tag !== implicitTag(node)) return [tagProblem(place)];
  if (!yamlLibrary().isScalar(node) || typeof node.value !== 'number') return [];
  const exact = Number.isInteger(node.value) ? Number.isSafeInteger(node.value) : Number.isFinite(node.value);
  return exact ? [] : [numberProblem(place, node.source ?? '')];
}

/** The tag that every mapping and sequence has without anybody writing it. */
function implicitTag(node: Scalar | YAMLMap | YAMLSeq): string | undefined {
  const { isMap, isScalar } = yamlLibrary();
  if (isScalar(node)) return undefined;
  return isMap(node) ? 'tag:yaml.org,2002:map' : 'tag:yaml.org,2002:seq';
}

function tagProblem(place: Range): TextProblem {
  return {
    code: 'yaml-tag',
    summary: 'A tag',
    detail: 'Tags (words that begin with an exclamation mark) are no part of the manifest language.',
    cure: 'Leave the tag out; put quotes around what is meant as text.',
    ...place,
  };
}

function numberProblem(place: Range, source: string): TextProblem {
  return {
    code: 'number-too-large',
    summary: 'A number that cannot be kept exactly',
    detail: `${source} would not be the same number any more after it was read.`,
    cure: 'Put quotes around it: ids and part numbers are text.',
    hint: `write "${source}"`,
    ...place,
  };
}

/** What is wrong with a key of a mapping; `seen` holds the keys before it. */
export function keyProblems(key: unknown, seen: ReadonlyMap<string, number>, text: string): readonly TextProblem[] {
  if (!yamlLibrary().isScalar(key)) return [notText({ start: startOf(key), end: startOf(key) + 1 }, undefined)];
  const place = { start: key.range?.[0] ?? 0, end: key.range?.[1] ?? 1 };
  if (key.tag !== undefined) return [tagProblem(place)];
  if (typeof key.value !== 'string') return [notText(place, key.source ?? '')];
  if (dangerousKeys.has(key.value)) return [dangerous(place, key.value)];
  if (key.value === '<<') return [mergeKey(place)];
  const first = seen.get(key.value);
  return first === undefined ? [] : [duplicate(place, key.value, linesBetween(text, first, place.start))];
}

function startOf(node: unknown): number {
  const range: unknown = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0;
}

function notText(place: Range, source: string | undefined): TextProblem {
  return {
    code: 'key-not-text',
    summary: 'A key that is no text',
    detail:
      source === undefined
        ? 'A mapping or a list stands where a key is wanted.'
        : `YAML reads the key ${source || '(nothing)'} as a value that is no text.`,
    cure: 'Put quotes around the key.',
    ...(source === undefined || source === '' ? {} : { hint: `write "${source}"` }),
    ...place,
  };
}

function dangerous(place: Range, key: string): TextProblem {
  return {
    code: 'forbidden-key',
    summary: 'A key that is not allowed anywhere',
    detail: `${key} has a meaning of its own inside programs, so no document may use it as a key.`,
    cure: 'Choose another key.',
    ...place,
  };
}

function mergeKey(place: Range): TextProblem {
  return {
    code: 'merge-key',
    summary: 'A merge key',
    detail: 'Merge keys (<<) are no part of YAML 1.2 and of the manifest language.',
    cure: 'Write the keys out, or use a Role document for what several people share.',
    ...place,
  };
}

function duplicate(place: Range, key: string, lines: number): TextProblem {
  const where = lines === 0 ? 'on this line' : `${lines} line${lines === 1 ? '' : 's'} above`;
  return {
    code: 'duplicate-key',
    summary: 'A key that stands twice',
    detail: `${key} was already given ${where}; only one of the two can be meant.`,
    cure: 'Remove one of them.',
    hint: `first given ${where}`,
    ...place,
  };
}

function linesBetween(text: string, from: number, to: number): number {
  return text.slice(from, to).split('\n').length - 1;
}

/** Why an alias cannot be followed. */
export function aliasProblem(why: 'unknown' | 'circle' | 'bomb', name: string, place: Range): TextProblem {
  switch (why) {
    case 'unknown':
      return {
        code: 'unknown-alias',
        summary: 'An alias without its anchor',
        detail: `*${name} stands for a value marked &${name} further up in the same document; there is none.`,
        cure: 'Mark the value with its anchor, or put quotes around a text that begins with an asterisk.',
        ...place,
      };
    case 'circle':
      return {
        code: 'alias-circle',
        summary: 'An alias inside the value it stands for',
        detail: `*${name} stands inside the value marked &${name}, so it would never end.`,
        cure: 'Write the value out.',
        ...place,
      };
    case 'bomb':
      return {
        code: 'alias-bomb',
        summary: 'Aliases that multiply a document',
        detail: `With *${name}, aliases have added more than 10,000 values to this document.`,
        cure: 'Write the values out, or use a Role document for what several people share.',
        ...place,
      };
  }
}
