import { joint } from './commands.ts';
import { displayWidth } from './display-width.ts';
import { type SafeText, safeStart, safeText } from './safe-text.ts';
import type { Paint, Style } from './style.ts';

/** A piece of one line. Its text is safe, because `span` is the only way to make one. */
export interface Span {
  readonly text: SafeText;
  readonly style: Style;
  readonly width: number;
}

export type Line = readonly Span[];

export const emptyLine: Line = [];

/** Neutralises the text: names and portal answers go through here and nowhere else. */
export function span(text: string, style: Style = 'plain'): Span {
  const safe = safeText(text);
  return { text: safe, style, width: displayWidth(safe) };
}

/** A line of plain text, or of `[text, style]` pairs. */
export function line(...parts: readonly (string | readonly [string, Style])[]): Line {
  return parts.map((part) => (typeof part === 'string' ? span(part) : span(part[0], part[1])));
}

export function blank(columns: number): Span {
  return span(' '.repeat(Math.max(0, columns)));
}

export function widthOf(spans: Line): number {
  let width = 0;
  for (const one of spans) width += one.width;
  return width;
}

/** Every line ends with a line break. */
export function printLines(lines: readonly Line[], paint: Paint): string {
  return lines.map((spans) => `${printLine(spans, paint)}\n`).join('');
}

function printLine(spans: Line, paint: Paint): string {
  const runs: { style: Style; text: string }[] = [];
  for (const { style, text } of withSafeStart(trimmed(spans))) {
    const last = runs.at(-1);
    if (last?.style === style) last.text += text;
    else runs.push({ style, text });
  }
  const painted = runs.map(({ style, text }) => (text.trim() === '' ? text : paint(style, text)));
  return painted.join('').replaceAll(joint, ' ');
}

function trimmed(spans: Line): Line {
  let end = spans.length;
  while (end > 0 && spans[end - 1]?.text.trim() === '') end -= 1;
  const last = spans[end - 1];
  if (last === undefined) return [];
  return [...spans.slice(0, end - 1), { ...last, text: last.text.trimEnd() as SafeText }];
}

/** Folding puts any word at the beginning of a line. */
function withSafeStart(spans: Line): Line {
  const first = spans.findIndex(({ text }) => text.trim() !== '');
  const span = spans[first];
  if (span === undefined || !/^\s*:/u.test(span.text)) return spans;
  const whole = spans.map(({ text }) => text).join('') as SafeText;
  if (safeStart(whole) === whole) return spans;
  return spans.with(first, { ...span, text: safeStart(`${span.text}:` as SafeText).slice(0, -1) as SafeText });
}
