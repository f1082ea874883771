import type { Diagnostic, Location } from '../model/diagnostic.ts';
import type { Segment } from './split-documents.ts';

/** Something wrong in one document's text, by where it stands in that text. */
export interface TextProblem {
  readonly code: string;
  readonly summary: string;
  readonly detail?: string;
  readonly cure?: string;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
}

export function problemAt(segment: Segment, file: string, problem: TextProblem): Diagnostic {
  const { start, end, ...words } = problem;
  return { ...words, severity: 'error', at: placeIn(segment, file, { start, end }) };
}

/** Lines and columns of a stretch of a document's text. What goes over the end of its line is cut there. */
export function placeIn(
  segment: Segment,
  file: string,
  range: { readonly start: number; readonly end: number },
): Location {
  const { text } = segment;
  const start = Math.min(Math.max(range.start, 0), text.length);
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  let line = segment.firstLine;
  for (let at = text.indexOf('\n'); at >= 0 && at < lineStart; at = text.indexOf('\n', at + 1)) line += 1;
  const breakAt = text.indexOf('\n', start);
  const lineEnd = breakAt < 0 ? text.length : breakAt;
  const stretch = text.slice(start, Math.min(Math.max(range.end, start), lineEnd)).trimEnd();
  return { file, line, column: start - lineStart + 1, length: Math.max(1, stretch.length) };
}
