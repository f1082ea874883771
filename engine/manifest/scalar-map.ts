import type { Scalar } from 'yaml';

/**
 * Where each character of a scalar's value stands in the text: one place for each character of the value and one for
 * its end. Undefined where it cannot be told for sure, as in some folded texts.
 */
export function scalarMap(node: Scalar, text: string): readonly number[] | undefined {
  const { range, value, type } = node;
  if (range === null || range === undefined || typeof value !== 'string') return undefined;
  const [start, end] = range;
  const drawn = drawnAs(type, text, { start, end });
  // What was worked out must be exactly what the parser read, or no place of it is believed.
  const read = drawn.map(({ char }) => char).join('');
  if (!read.startsWith(value) && read !== value) return undefined;
  const places = drawn.flatMap(({ char, at }) => Array.from({ length: char.length }, () => at));
  return [...places.slice(0, value.length), places[value.length] ?? end];
}

interface Drawn {
  readonly char: string;
  readonly at: number;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function drawnAs(type: Scalar['type'], text: string, stretch: Stretch): readonly Drawn[] {
  switch (type) {
    case 'QUOTE_SINGLE':
      return flow(text, { start: stretch.start + 1, end: stretch.end - 1 }, singleQuoted);
    case 'QUOTE_DOUBLE':
      return flow(text, { start: stretch.start + 1, end: stretch.end - 1 }, doubleQuoted);
    case 'BLOCK_LITERAL':
      return block(text, stretch, false);
    case 'BLOCK_FOLDED':
      return block(text, stretch, true);
    default:
      return flow(text, stretch, () => undefined);
  }
}

/** What stands for something else, and how long it is in the text; undefined for a plain character. */
type Escape = (text: string, at: number) => { readonly char: string; readonly length: number } | undefined;

function singleQuoted(text: string, at: number): ReturnType<Escape> {
  return text.startsWith("''", at) ? { char: "'", length: 2 } : undefined;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\', '/': '/', ' ': ' ' };

function doubleQuoted(text: string, at: number): ReturnType<Escape> {
  if (text[at] !== '\\') return undefined;
  const char = escapes[text[at + 1] ?? ''];
  return char === undefined ? undefined : { char, length: 2 };
}

/** Plain and quoted texts: a line break with what is blank around it is one space, each further one a line break. */
function flow(text: string, { start, end }: Stretch, escape: Escape): readonly Drawn[] {
  const drawn: Drawn[] = [];
  for (let at = start; at < end;) {
    const blank = /^[ \t]*(?:\r?\n[ \t]*)+/.exec(text.slice(at, end))?.[0];
    if (blank !== undefined) {
      const breaks = blank.split('\n').length - 1;
      const next = at + blank.length;
      if (breaks === 1) drawn.push({ char: ' ', at });
      else for (let count = 1; count < breaks; count += 1) drawn.push({ char: '\n', at });
      at = next;
      continue;
    }
    const escaped = escape(text, at);
    drawn.push({ char: escaped?.char ?? text[at] ?? '', at });
    at += escaped?.length ?? 1;
  }
  return drawn;
}

/** Texts behind `|` and `>`: lines without their common indentation. */
function block(text: string, { start, end }: Stretch, folded: boolean): readonly Drawn[] {
  const first = text.indexOf('\n', start) + 1;
  if (first === 0) return [];
  const lines = linesOf(text, { start: first, end });
  const indent = Math.min(...lines.filter(({ words }) => words.trim() !== '').map(({ words }) => words.search(/\S/)));
  const drawn: Drawn[] = [];
  for (const [index, { words, at }] of lines.entries()) {
    const blank = words.trim() === '';
    const line = blank ? '' : words.slice(indent);
    for (let column = 0; column < line.length; column += 1) {
      drawn.push({ char: line[column] ?? '', at: at + indent + column });
    }
    const next = lines[index + 1];
    const joined = folded && !blank && next !== undefined && next.words.trim() !== '';
    const skipped = folded && !blank && next !== undefined && next.words.trim() === '';
    if (!skipped) drawn.push({ char: joined ? ' ' : '\n', at: at + words.length });
  }
  return drawn;
}

function linesOf(text: string, { start, end }: Stretch): readonly { readonly words: string; readonly at: number }[] {
  const lines: { words: string; at: number }[] = [];
  for (let at = start; at < end;) {
    const found = text.indexOf('\n', at);
    const stop = found < 0 || found >= end ? end : found;
    lines.push({ words: text.slice(at, stop).replace(/\r$/, ''), at });
    at = stop + 1;
  }
  return lines;
}
