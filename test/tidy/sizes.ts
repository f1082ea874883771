import ts from 'typescript';
import { type Finding, findingAt, nodesOf, type Source, treeOf } from './source.ts';

const longestFunction = 70;
const longestFile = 300;
const longFile = 200;
const medianFile = 100;

function lineCount(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** Files over the limit, then the two limits on all of them together. */
export function fileSizeFindings(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  const sizes: number[] = [];
  for (const { path, text } of sources) {
    const lines = lineCount(text);
    sizes.push(lines);
    if (lines > longestFile) findings.push({ path, line: lines, text: `has ${lines} lines, over ${longestFile}` });
  }
  sizes.sort((left, right) => left - right);
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
  if (median > medianFile) findings.push({ path: '.', line: 1, text: `median file has ${median} lines` });
  const long = sizes.filter((lines) => lines >= longFile).length;
  if (long * 10 > sizes.length)
    findings.push({ path: '.', line: 1, text: `${long} of ${sizes.length} files are long` });
  return findings;
}

/** Functions over the limit; a test's `describe` is a list of functions, not one. */
export function functionSizeFindings(source: Source): Finding[] {
  const tree = treeOf(source);
  const findings: Finding[] = [];
  for (const node of nodesOf(tree)) {
    if (!ts.isFunctionLike(node) || isDescribe(node)) continue;
    const first = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
    const last = tree.getLineAndCharacterOfPosition(node.getEnd()).line;
    const lines = last - first + 1;
    if (lines > longestFunction) findings.push(findingAt(source, node, `a function of ${lines} lines`));
  }
  return findings;
}

function isDescribe(node: ts.Node): boolean {
  const call = node.parent;
  return call !== undefined && ts.isCallExpression(call) && call.expression.getText().startsWith('describe');
}
