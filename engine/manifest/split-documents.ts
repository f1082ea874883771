/** One document of a YAML text: the text between its markers, the marker line `---` included. */
export interface Segment {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly offset: number;
  /** The line on which it begins, from 1. */
  readonly firstLine: number;
  /** The first line that is neither blank, nor comment, nor a bare marker. */
  readonly line: number;
}

/**
 * The documents of a text, without those that say nothing. YAML allows `---` and `...` at the start of a line nowhere
 * inside a document, so no parser is needed to tell documents apart.
 */
export function splitDocuments(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let offset = 0;
  let firstLine = 1;
  while (offset < text.length) {
    const ends = text.startsWith('...', offset) && isMarker(text, offset);
    const end = ends ? lineEnd(text, offset) : nextMarker(text, offset);
    const part = text.slice(offset, end);
    const blank = ends ? undefined : contentLine(part);
    if (blank !== undefined) segments.push({ text: part, offset, firstLine, line: firstLine + blank });
    firstLine += countLines(part);
    offset = end;
  }
  return segments;
}

/** Where the next line begins, after the one at `from`, that is a marker; the end of the text where none is. */
function nextMarker(text: string, from: number): number {
  const marker = /\n(?:---|\.\.\.)(?=[ \t\r\n]|$)/g;
  marker.lastIndex = from;
  const found = marker.exec(text);
  return found === null ? text.length : found.index + 1;
}

function isMarker(text: string, at: number): boolean {
  const after = text[at + 3];
  return after === undefined || after === ' ' || after === '\t' || after === '\n' || after === '\r';
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** How many lines stand before the first that says something; undefined where none does. */
function contentLine(part: string): number | undefined {
  let offset = 0;
  for (let line = 0; offset < part.length; line += 1) {
    const end = lineEnd(part, offset);
    const words = part.slice(offset, end).trim();
    const marker = line === 0 && words.startsWith('---') && isMarker(words, 0);
    const said = marker ? words.slice(3).trimStart() : words;
    if (said !== '' && !said.startsWith('#')) return line;
    offset = end;
  }
  return undefined;
}

function countLines(part: string): number {
  let count = 0;
  for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) count += 1;
  return count;
}
