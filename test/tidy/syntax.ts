import ts from 'typescript';
import { type Finding, findingAt, isTest, nodesOf, type Source, treeOf } from './source.ts';

/** Words that say nothing about what a thing is. */
const empty = /^(handlers?|process(or|ors|es|ing)|managers?|utils?|helpers?|misc|dryrun)$/;

/** Configuration files that their tools read by the default export. */
const readByDefault = /(^|\/)(vitest|eslint)(\.[a-z]+)?\.config\.(ts|js|mjs)$/;

export function syntaxFindings(source: Source): Finding[] {
  const findings: Finding[] = [];
  for (const node of nodesOf(treeOf(source))) {
    const text = syntaxProblem(node, source.path);
    if (text !== undefined) findings.push(findingAt(source, node, text));
  }
  return findings;
}

function syntaxProblem(node: ts.Node, path: string): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any';
  if (ts.isNonNullExpression(node) && !isTest(path)) return 'a non-null assertion (!)';
  if (ts.isEnumDeclaration(node)) return 'an enum';
  if (isDefaultExport(node) && !readByDefault.test(path)) return 'a default export';
  if (ts.isClassDeclaration(node)) return inheritanceProblem(node);
  return undefined;
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return node.isExportEquals !== true;
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(isDefaultKeyword);
}

function isDefaultKeyword(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.DefaultKeyword;
}

/** Only errors inherit. */
function inheritanceProblem(node: ts.ClassDeclaration): string | undefined {
  const parent = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (parent === undefined || /Error$/.test(parent.expression.getText())) return undefined;
  return `inherits from ${parent.expression.getText()}: only errors inherit`;
}

/** Names that a file declares, and its own path. Properties are free: portals have words of their own. */
export function nameFindings(source: Source): Finding[] {
  const findings: Finding[] = [];
  for (const word of wordsOf(source.path)) {
    if (empty.test(word) || word === 'common')
      findings.push({ path: source.path, line: 1, text: `is named "${word}"` });
  }
  for (const node of nodesOf(treeOf(source))) {
    if (!declaresName(node) || node.name === undefined || !ts.isIdentifier(node.name)) continue;
    const name = node.name.text;
    if (isEmptyName(name)) findings.push(findingAt(source, node, `declares "${name}"`));
  }
  return findings;
}

type Naming =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableDeclaration
  | ts.ParameterDeclaration;

function declaresName(node: ts.Node): node is Naming {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node)
  );
}

/** "process" is empty as a verb; something may well be in process. */
function isEmptyName(name: string): boolean {
  const words = wordsOf(name);
  return words[0] === 'process' || /^dryRun/i.test(name) || words.some((word) => empty.test(word));
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
