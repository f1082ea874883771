import type { Json } from '../model/json.ts';

/** Words that are no text as keys, and keys that are allowed nowhere: the parser says so. */
const specialKeys: ReadonlySet<string> = new Set([
  ...['null', 'Null', 'NULL', 'true', 'True', 'TRUE', 'false', 'False', 'FALSE'],
  ...['__proto__', 'constructor', 'prototype'],
]);

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...['null', 'Null', 'NULL'].map((word): [string, Json] => [word, null]),
  ...['true', 'True', 'TRUE'].map((word): [string, Json] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, Json] => [word, false]),
]);

/** The simple key at a place, before its colon; undefined where something else stands there. */
export function keyAt(text: string, at: number): string | undefined {
  const end = keyEnd(text, at);
  if (end < 0) return undefined;
  const after = text.charCodeAt(end + 1);
  if (after !== 0x20 && after !== 0x0a && end + 1 < text.length) return undefined;
  return allowedKey(text.slice(at, end));
}

/** The same inside brackets, where a value must follow on the line. */
function flowKeyAt(text: string, at: number): string | undefined {
  const end = keyEnd(text, at);
  return end < 0 || text.charCodeAt(end + 1) !== 0x20 ? undefined : allowedKey(text.slice(at, end));
}

function allowedKey(key: string): string | undefined {
  return specialKeys.has(key) ? undefined : key;
}

const longestKey = 63;

/** Where the colon stands that ends the simple key at a place; -1 where there is no such key. */
function keyEnd(text: string, at: number): number {
  if (!isLetter(text.charCodeAt(at))) return -1;
  let end = at + 1;
  while (isKeyPart(text.charCodeAt(end))) end += 1;
  return text.charCodeAt(end) === colon && end - at <= longestKey ? end : -1;
}

/** Letters, digits, the low line, the hyphen and the dot. */
function isKeyPart(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e;
}

/** The value that the rest of a line holds, a comment behind it left out; undefined where it is not plain. */
export function readInline(rest: string): Json | undefined {
  const first = rest.charCodeAt(0);
  if (first !== openBrace && first !== openBracket && first !== doubleQuote && first !== singleQuote) {
    return readBlockText(rest);
  }
  const read = readFlow(rest, 0, 0);
  return read !== undefined && /^(?: *| +#.*)$/.test(rest.slice(read.end)) ? read.value : undefined;
}

function readBlockText(rest: string): Json | undefined {
  const comment = rest.indexOf(' #');
  const text = trimEnd(comment < 0 ? rest : rest.slice(0, comment));
  return text.includes(': ') || text.endsWith(':') ? undefined : resolve(text);
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const doubleQuote = 0x22;
const singleQuote = 0x27;
const comma = 0x2c;
const colon = 0x3a;

const mostDepth = 10;

interface Read {
  readonly value: Json;
  readonly end: number;
}

function readFlow(line: string, at: number, depth: number): Read | undefined {
  if (depth > mostDepth) return undefined;
  const code = line.charCodeAt(at);
  if (code === openBrace) return readFlowMapping(line, at, depth);
  if (code === openBracket) return readFlowList(line, at, depth);
  if (code === doubleQuote) return readQuoted({ line, at, quote: '"', refused: '\\' });
  if (code === singleQuote) return readQuoted({ line, at, quote: "'", refused: "''" });
  return readFlowText(line, at);
}

function readFlowMapping(line: string, open: number, depth: number): Read | undefined {
  const mapping: Record<string, Json> = {};
  let at = skipSpaces(line, open + 1);
  if (line.charCodeAt(at) === closeBrace) return { value: mapping, end: at + 1 };
  for (;;) {
    const key = flowKeyAt(line, at);
    if (key === undefined || Object.hasOwn(mapping, key)) return undefined;
    const read = readFlow(line, skipSpaces(line, at + key.length + 1), depth + 1);
    if (read === undefined) return undefined;
    mapping[key] = read.value;
    at = skipSpaces(line, read.end);
    const code = line.charCodeAt(at);
    if (code === closeBrace) return { value: mapping, end: at + 1 };
    if (code !== comma) return undefined;
    at = skipSpaces(line, at + 1);
  }
}

function readFlowList(line: string, open: number, depth: number): Read | undefined {
  const items: Json[] = [];
  let at = skipSpaces(line, open + 1);
  if (line.charCodeAt(at) === closeBracket) return { value: items, end: at + 1 };
  for (;;) {
    const read = readFlow(line, at, depth + 1);
    if (read === undefined) return undefined;
    items.push(read.value);
    at = skipSpaces(line, read.end);
    const code = line.charCodeAt(at);
    if (code === closeBracket) return { value: items, end: at + 1 };
    if (code !== comma) return undefined;
    at = skipSpaces(line, at + 1);
  }
}

interface Quoted {
  readonly line: string;
  readonly at: number;
  readonly quote: string;
  /** What means something special inside: the parser reads that. */
  readonly refused: string;
}

function readQuoted({ line, at, quote, refused }: Quoted): Read | undefined {
  const end = line.indexOf(quote, at + 1);
  if (end < 0 || line.startsWith(refused, end)) return undefined;
  const value = line.slice(at + 1, end);
  return value.includes(refused) ? undefined : { value, end: end + 1 };
}

/** An unquoted text inside brackets, up to the comma or bracket after it. */
function readFlowText(line: string, start: number): Read | undefined {
  let end = start;
  for (; end < line.length; end += 1) {
    const code = line.charCodeAt(end);
    if (code === comma || code === closeBracket || code === closeBrace) break;
    if (code === openBracket || code === openBrace) return undefined;
    if (code === colon && !/[\w/.-]/.test(line.charAt(end + 1))) return undefined;
    if (code === 0x23 && line.charCodeAt(end - 1) === 0x20) return undefined;
  }
  if (end === line.length) return undefined;
  const value = resolve(trimEnd(line.slice(start, end)));
  return value === undefined ? undefined : { value, end };
}

/** An unquoted text as the core schema reads it; undefined where it begins or looks like anything special. */
function resolve(text: string): Json | undefined {
  if (text === '') return undefined;
  const first = text.charCodeAt(0);
  if (isLetter(first)) return words.get(text) ?? (words.has(text) ? null : text);
  if (first < 0x30 || first > 0x39) return first === 0x2f || first === 0x28 || first > 0xa0 ? text : undefined;
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(text)) return text;
  return /^[-+.0-9A-Fa-fox]+$/.test(text) ? undefined : text;
}

/** ASCII letters and the low line. */
function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === 0x20) at += 1;
  return at;
}

/** Without the spaces at the end; other white space is part of a text. */
function trimEnd(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x20) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}
