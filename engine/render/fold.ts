import { joint } from './commands.ts';
import { displayWidth, headOf } from './display-width.ts';
import { blank, type Line, type Span, span, widthOf } from './line.ts';

export interface FoldOptions {
  readonly columns: number;
  /** Columns left free before the first line, and before the lines that follow. */
  readonly indent?: number;
  readonly hang?: number;
}

/**
 * Folds a line at its spaces, so that nothing is wider than the terminal. A word that fits on a line of its own is
 * never cut: an e-mail address stays whole. A longer one is cut at a dot, an @ or a slash if there is one. A command is
 * never cut: a longer one stands on a line of its own, which the terminal wraps and a person can copy.
 */
export function fold(spans: Line, options: FoldOptions): Line[] {
  const indent = options.indent ?? 0;
  const hang = Math.min(options.hang ?? indent, Math.floor(options.columns / 2));
  const lines: Line[] = [];
  let current: Span[] = [blank(indent)];
  let used = indent;
  let empty = true;
  for (const word of wordsThatFit(spans, options.columns - hang)) {
    const width = widthOf(word);
    if (!empty && used + 1 + width > options.columns) {
      lines.push(current);
      current = [blank(hang)];
      used = hang;
      empty = true;
    }
    if (!empty) current.push(span(' ', word[0]?.style));
    current.push(...word);
    used += width + (empty ? 0 : 1);
    empty = false;
  }
  return [...lines, current];
}

/** Words of the line, each of one or more spans that touch each other. A number and its unit are one word. */
function wordsThatFit(spans: Line, columns: number): Span[][] {
  return wordsOf(spans).flatMap((word) => (widthOf(word) <= columns || isCommand(word) ? [word] : cut(word, columns)));
}

function isCommand(word: readonly Span[]): boolean {
  return word.some(({ text }) => text.includes(joint));
}

function wordsOf(spans: Line): Span[][] {
  const words: Span[][] = [];
  let word: Span[] = [];
  for (const one of spans) {
    for (const [index, text] of one.text.split(' ').entries()) {
      if (index > 0 && word.length > 0) {
        if (isUnitAfterNumber(word, text)) {
          word.push(span(' ', one.style));
        } else {
          words.push(word);
          word = [];
        }
      }
      if (text !== '') word.push(span(text, one.style));
    }
  }
  if (word.length > 0) words.push(word);
  return words;
}

function isUnitAfterNumber(word: readonly Span[], next: string): boolean {
  return /^(s|min|h|days?|%)[.,:;)]*$/.test(next) && /\d$/.test(word.at(-1)?.text ?? '');
}

function cut(word: readonly Span[], columns: number): Span[][] {
  const pieces: Span[][] = [];
  for (const one of word) {
    let rest: string = one.text;
    // Only as far as a line may reach, marks included: a name of a portal may be of any length.
    const reach = Math.max(2, columns) * 40;
    while (rest.length > reach || displayWidth(rest) > columns) {
      const head = naturalHead(rest.slice(0, reach), columns);
      pieces.push([span(head, one.style)]);
      rest = rest.slice(head.length);
    }
    if (rest !== '') pieces.push([span(rest, one.style)]);
  }
  return pieces;
}

function naturalHead(text: string, columns: number): string {
  const head = headOf(text, Math.max(2, columns)) || text.slice(0, 1);
  const cutAt = Math.max(head.lastIndexOf('@'), head.lastIndexOf('.'), head.lastIndexOf('/'));
  return cutAt > head.length / 2 ? head.slice(0, cutAt + 1) : head;
}
