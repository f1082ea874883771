import type { TextProblem } from './text-problem.ts';

/**
 * The most characters of one document: many times what any honest one has. Nonsense of this
 * size takes it about a second.
 */
const mostCharacters = 128 * 1024;

/** How deep a document may nest. The deepest key of the manifest language is on the eighth level. */
export const mostLevels = 64;

/** More problems of one document help nobody: most of them follow from the first. */
export const mostProblems = 5;

const mostIndentation = 512;

/**
 * What makes a text too large or too deep to be parsed in reasonable time, found without parsing it; undefined where
 * nothing does. Brackets in texts count too, so the bound on them is wide.
 */
export function measureShape(text: string): TextProblem | undefined {
  if (text.length > mostCharacters) {
    return {
      code: 'document-too-large',
      summary: 'A document that is too large',
      detail: `It has ${text.length.toLocaleString('en-US')} characters; the most is 131,072.`,
      cure: 'Split it. A file may hold any number of documents, with --- between them.',
      start: 0,
      end: 3,
    };
  }
  const deep = deepIndentation(text) ?? deepBrackets(text);
  return deep === undefined ? undefined : tooDeep(deep);
}

export function tooDeep(at: number): TextProblem {
  return {
    code: 'too-deep',
    summary: 'A document that nests too deep',
    detail: `Values nest more than ${mostLevels} levels deep here.`,
    cure: 'Check the indentation and the brackets of this document.',
    start: at,
    end: at + 1,
  };
}

/** Where a line begins with more spaces, dashes and question marks than any honest one. */
function deepIndentation(text: string): number | undefined {
  let start = 0;
  while (start < text.length) {
    let at = start;
    while (isIndentation(text.charCodeAt(at))) at += 1;
    if (at - start > mostIndentation && at < text.length && !isBreak(text.charCodeAt(at)))
      return start + mostIndentation;
    const end = text.indexOf('\n', at);
    if (end < 0) return at - start > mostIndentation ? start + mostIndentation : undefined;
    start = end + 1;
  }
  return undefined;
}

function deepBrackets(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    if (depth > mostLevels * 4) return at;
  }
  return undefined;
}

/** Space, dash, question mark, colon: what opens a level by itself in block style. */
function isIndentation(code: number): boolean {
  return code === 0x20 || code === 0x2d || code === 0x3f || code === 0x3a;
}

function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
