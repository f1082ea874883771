import type { ASTNode } from '@marcbachmann/cel-js';
import type { ExpressionFault } from './expression-problem.ts';

const mostRepeats = 2;

/**
 * Why a pattern of `matches` is refused. Patterns are matched by backtracking, which can take for ever: so they stand
 * in the expression itself, repeat nothing that repeats, and have few repetitions.
 */
export function patternFault(node: ASTNode | undefined): ExpressionFault | undefined {
  if (node === undefined) return undefined;
  const { start, end } = node.range;
  const refused = (detail: string): ExpressionFault => ({
    code: 'policy-pattern',
    summary: 'A pattern that is not allowed',
    detail,
    cure: 'Use startsWith, endsWith or contains, or a simpler pattern.',
    start,
    end,
  });
  if (node.op !== 'value' || typeof node.args !== 'string') {
    return refused('The pattern of matches must be a text in the expression itself.');
  }
  try {
    new RegExp(node.args);
  } catch {
    return refused('It is no regular expression.');
  }
  // Escaped characters and character classes count as one plain character.
  const plain = node.args.replace(/\\./g, 'a').replace(/\[[^\]]*\]/g, 'a');
  if (/\)(?:[*+?]|\{)/.test(plain)) return refused('A group in it is repeated.');
  const repeats = plain.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  return repeats > mostRepeats
    ? refused(`It repeats ${repeats} times; at most ${mostRepeats} are allowed.`)
    : undefined;
}
