import type { ASTNode } from '@marcbachmann/cel-js';
import type { ExpressionFault } from './expression-problem.ts';

const mostRepeats = 2;
/** In how many ways a pattern may be tried at one place of a text. */
const mostWays = 200;

/**
 * Why a pattern of `matches` is refused. Patterns are matched by backtracking, which can take for ever: so they stand
 * in the expression itself, repeat nothing that repeats, and have few repetitions and choices.
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
  if (repeats > mostRepeats) return refused(`It repeats ${repeats} times; at most ${mostRepeats} are allowed.`);
  return waysOf(plain) > mostWays ? refused('Its choices (? and |) multiply: too many ways to match.') : undefined;
}

/** Choices that follow each other multiply: each `?` is two, and a group is as many as it has alternatives. */
function waysOf(plain: string): number {
  const optional = plain.match(/(?<![(*+?}])\?/g)?.length ?? 0;
  let ways = 2 ** optional;
  const open = [1];
  for (const sign of plain) {
    if (sign === '(') open.push(1);
    if (sign === '|') open.push((open.pop() ?? 1) + 1);
    if (sign === ')') ways *= open.pop() ?? 1;
  }
  return ways * (open.pop() ?? 1);
}
