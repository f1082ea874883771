import type { Json, JsonObject } from '../model/json.ts';
import { keyAt, readInline } from './read-plain-inline.ts';

/**
 * Reads a document that is written in the plain part of YAML, many times faster than a whole parser: block mappings
 * and lists, simple keys, flow collections and texts on one line, comments. Undefined for everything else, right or
 * wrong: the parser then says what it is. What it does read, it reads exactly as the parser does.
 */
export function readPlain(text: string): JsonObject | undefined {
  if (text.length > mostCharacters || strange.test(text)) return undefined;
  const reader = new PlainReader(text.includes('\r') ? text.replaceAll('\r\n', '\n') : text);
  return reader.document();
}

/** The most characters of one document. */
const mostCharacters = 1024 * 1024;

/** Tabs, and characters that look like a line break or a space to some and not to others. */
const strange = /[\t\u0085\u2028\u2029\ufeff]/;

const space = 0x20;
const dash = 0x2d;
const hash = 0x23;
const lineFeed = 0x0a;

const mostIndentation = 40;

class PlainReader {
  readonly #text: string;
  /** Where the next line begins. */
  #next = 0;
  /** The line that is looked at: where its first word stands, and how deep. -1 at the end of the text. */
  #at = 0;
  #indent = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonObject | undefined {
    if (this.#text.startsWith('---')) {
      const end = this.#lineEnd(0);
      if (!/^---(?: *| +#.*)$/.test(this.#text.slice(0, end))) return undefined;
      this.#next = end + 1;
    }
    this.#advance();
    const value = this.#indent === 0 ? this.#mapping(0) : undefined;
    return this.#indent === -1 ? value : undefined;
  }

  #mapping(indent: number): JsonObject | undefined {
    const mapping: Record<string, Json> = {};
    while (this.#indent === indent) {
      const key = keyAt(this.#text, this.#at);
      if (key === undefined || Object.hasOwn(mapping, key)) return undefined;
      const value = this.#valueAfter(this.#at + key.length + 1, indent);
      if (value === undefined) return undefined;
      mapping[key] = value;
    }
    return this.#indent > indent ? undefined : mapping;
  }

  /** What stands behind a key: on its line, or below it. */
  #valueAfter(from: number, indent: number): Json | undefined {
    const start = this.#skipSpaces(from);
    const code = this.#text.charCodeAt(start);
    if (code !== lineFeed && code !== hash && start < this.#text.length) return this.#inline(start);
    this.#advance();
    if (this.#indent > indent) return this.#isItem() ? this.#list(this.#indent) : this.#mapping(this.#indent);
    return this.#indent === indent && this.#isItem() ? this.#list(indent) : null;
  }

  #list(indent: number): Json | undefined {
    const items: Json[] = [];
    while (this.#indent === indent && this.#isItem()) {
      const start = this.#skipSpaces(this.#at + 1);
      const item = keyAt(this.#text, start) === undefined ? this.#inline(start) : this.#compact(start, indent);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return this.#indent > indent ? undefined : items;
  }

  /** A mapping that begins on the line of its dash. */
  #compact(start: number, indent: number): Json | undefined {
    const deeper = indent + (start - this.#at);
    this.#at = start;
    this.#indent = deeper;
    return this.#mapping(deeper);
  }

  /** A value that ends on its line. A deeper line after it would go on with it: its mapping or list then gives up. */
  #inline(start: number): Json | undefined {
    const value = readInline(this.#text.slice(start, this.#lineEnd(start)));
    this.#advance();
    return value;
  }

  #isItem(): boolean {
    return this.#text.charCodeAt(this.#at) === dash && this.#text.charCodeAt(this.#at + 1) === space;
  }

  /** Goes to the next line that is neither blank nor a comment. */
  #advance(): void {
    const text = this.#text;
    let start = this.#next;
    while (start < text.length) {
      const at = this.#skipSpaces(start);
      const code = text.charCodeAt(at);
      const end = this.#lineEnd(at);
      if (code !== lineFeed && code !== hash && at < text.length) {
        // Deeper than any honest document: NaN matches no level, so that the reading ends without a value.
        this.#indent = at - start > mostIndentation ? Number.NaN : at - start;
        this.#at = at;
        this.#next = end + 1;
        return;
      }
      start = end + 1;
    }
    this.#next = text.length;
    this.#at = text.length;
    this.#indent = -1;
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === space) at += 1;
    return at;
  }

  #lineEnd(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end < 0 ? this.#text.length : end;
  }
}
