import type { Document } from 'yaml';
import { measureShape, mostProblems } from './measure-shape.ts';
import { plainValue } from './plain-value.ts';
import type { Json } from '../model/json.ts';
import type { TextProblem } from './text-problem.ts';
import { yamlLibrary } from './yaml-library.ts';
import { yamlProblem } from './yaml-words.ts';

export interface ParsedYaml {
  /** Undefined where there are problems. */
  readonly value?: Json;
  readonly problems: readonly TextProblem[];
}

/**
 * The plain value of one YAML document, strictly: the 1.2 core schema, no tags, no merge keys, bounded aliases and
 * depth, every key a text that stands once. Dates stay text. Never throws, and takes time in proportion to the text.
 */
export function parseYaml(text: string): ParsedYaml {
  const shape = measureShape(text);
  if (shape !== undefined) return { problems: [shape] };
  const document = parseTree(text);
  if (document.errors.length > 0) return { problems: syntaxProblems(document, text) };
  const { value, problems } = plainValue(document.contents, text);
  return problems.length > 0 ? { problems } : { value, problems };
}

/** The tree of nodes with their places, for looking places up. The text must have passed `measureShape`. */
export function parseTree(text: string): Document.Parsed {
  return yamlLibrary().parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    // Looked for in the plain value, where it takes linear time.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
}

function syntaxProblems(document: Document.Parsed, text: string): readonly TextProblem[] {
  const tabs = tabProblems(text);
  if (tabs.length > 0) return tabs;
  const problems: TextProblem[] = [];
  // One problem for each line: `lineEnd` is where the line of the last one ends.
  let lineEnd = -1;
  for (const error of [...document.errors].sort((left, right) => left.pos[0] - right.pos[0])) {
    if (error.pos[0] < lineEnd) continue;
    const next = text.indexOf('\n', error.pos[0]);
    lineEnd = next < 0 ? Number.POSITIVE_INFINITY : next;
    problems.push(yamlProblem({ error, text, quoteStart: (at) => quoteStart(document, at) }));
    if (problems.length === mostProblems) break;
  }
  return problems;
}

/** Tabs before the first word of a line: where a document with one cannot be read, they are the reason. */
function tabProblems(text: string): readonly TextProblem[] {
  const problems: TextProblem[] = [];
  for (const match of text.matchAll(/^[ -]*\t+(?=\S)/gm)) {
    const start = match.index + match[0].indexOf('\t');
    problems.push({
      code: 'tab-indentation',
      summary: 'A tab where only spaces may stand',
      detail: 'YAML does not allow tabs in the indentation of a line.',
      cure: 'Indent with spaces: two for each level.',
      start,
      end: match.index + match[0].length,
    });
    if (problems.length === mostProblems) break;
  }
  return problems;
}

/** Where the quoted text begins that is still open at a place. */
function quoteStart(document: Document.Parsed, at: number): number | undefined {
  let found: number | undefined;
  const { isScalar, visit } = yamlLibrary();
  visit(document, {
    Scalar: (_key, node) => {
      const start = node.range?.[0] ?? at;
      if (isScalar(node) && node.type?.startsWith('QUOTE') === true && start <= at) found = start;
    },
  });
  return found;
}
