import type { YAMLParseError } from 'yaml';
import type { TextProblem } from './text-problem.ts';

interface SyntaxError {
  readonly error: YAMLParseError;
  readonly text: string;
  /** Where the quoted text begins that is still open at a place. */
  readonly quoteStart: (at: number) => number | undefined;
}

type Words = Omit<TextProblem, 'start' | 'end'>;

/** What the parser says, in our words, placed where the cause is rather than where the parser noticed it. */
export function yamlProblem(input: SyntaxError): TextProblem {
  const { error, text, quoteStart } = input;
  const [start, end] = error.pos;
  if (/closing .quote/.test(error.message)) {
    const from = quoteStart(start) ?? start;
    return { ...unclosedQuote, start: from, end: from + 1 };
  }
  const words = lacksColon(error, text) ? missingColon : wordsFor(error);
  if (words === unclosedBracket) {
    const from = openBracketBefore(text, start) ?? start;
    return { ...words, start: from, end: from + 1 };
  }
  const indented = words.code === 'bad-indentation' ? firstWordAt(text, start) : start;
  return { ...words, start: indented, end: Math.max(end, indented + 1) };
}

/** The parser notices a line without its colon only by the colon of the next line. */
function lacksColon(error: YAMLParseError, text: string): boolean {
  if (error.code !== 'MULTILINE_IMPLICIT_KEY' && error.code !== 'BLOCK_AS_IMPLICIT_KEY') return false;
  const rest = text.slice(error.pos[0]);
  const line = (/^.*/.exec(rest)?.[0] ?? '').replace(/\s#.*/, '');
  return /^[A-Za-z]/.test(line) && !/:(\s|$)/.test(line);
}

/** The last bracket before a place that no other closes. Brackets in texts are rare enough to be left aside. */
function openBracketBefore(text: string, at: number): number | undefined {
  let closed = 0;
  for (let back = at - 1; back >= 0; back -= 1) {
    const letter = text[back];
    if (letter === ']' || letter === '}') closed += 1;
    else if (letter === '[' || letter === '{') {
      if (closed === 0) return back;
      closed -= 1;
    }
  }
  return undefined;
}

function firstWordAt(text: string, at: number): number {
  let start = at;
  while (text[start] === ' ') start += 1;
  return start;
}

const unclosedQuote: Words = {
  code: 'unclosed-quote',
  summary: 'A quote that is never closed',
  detail: 'The text that begins here goes on to the end of the document.',
  cure: 'Close the quote; inside double quotes write \\" for a quote, inside single quotes write two.',
};

function wordsFor(error: YAMLParseError): Words {
  if (/must be sufficiently indented and end with|Expected .* to end with/.test(error.message)) return unclosedBracket;
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return {
        code: 'tab-indentation',
        summary: 'A tab where only spaces may stand',
        detail: 'YAML does not allow tabs in the indentation of a line.',
        cure: 'Indent with spaces: two for each level.',
      };
    case 'BAD_INDENT':
      return {
        code: 'bad-indentation',
        summary: 'A line that is indented neither like the one above nor deeper',
        detail: 'Keys of one mapping, and items of one list, must begin in the same column.',
        cure: 'Move the line to the column of its neighbours.',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'KEY_OVER_1024_CHARS':
      return {
        code: 'misplaced-colon',
        summary: 'A second mapping on one line',
        detail: 'A colon followed by a space makes a key of the words before it.',
        cure: 'Put quotes around a text that holds a colon, or begin a new line.',
      };
    case 'BAD_SCALAR_START':
      return {
        code: 'reserved-character',
        summary: 'A text that begins with a character that YAML keeps for itself',
        detail: 'A text must not begin with @, `, %, & or the like.',
        cure: 'Put quotes around it.',
      };
    case 'BAD_DQ_ESCAPE':
      return {
        code: 'bad-escape',
        summary: 'A backslash that means nothing',
        detail: 'Inside double quotes a backslash begins an escape, and there is none like this one.',
        cure: 'Use single quotes, or write the backslash twice.',
      };
    default:
      return otherWords(error);
  }
}

const missingColon: Words = {
  code: 'missing-colon',
  summary: 'A key without a colon',
  detail: 'Every line of a mapping is a key, a colon, a space, and a value.',
  cure: 'Put a colon and a space behind the key, or a dash before it where a list is meant.',
};

const unclosedBracket: Words = {
  code: 'unclosed-bracket',
  summary: 'A bracket that is never closed',
  detail: 'A mapping in { } or a list in [ ] must be closed before the next line of its neighbours.',
  cure: 'Close the bracket.',
};

function otherWords(error: YAMLParseError): Words {
  if (error.code === 'MISSING_CHAR' && error.message.includes('followed by map values')) {
    return missingColon;
  }
  if (error.code === 'RESOURCE_EXHAUSTION') {
    return {
      code: 'too-deep',
      summary: 'A document that nests too deep',
      cure: 'Check the indentation and the brackets of this document.',
    };
  }
  return {
    code: 'yaml-syntax',
    summary: 'Text that is no YAML',
    detail: `The parser says: ${error.message.split('\n', 1)[0]?.slice(0, 200)}.`,
    cure: 'Compare the line with its neighbours: a dash, a colon, a comma or a quote is too much or missing.',
  };
}
