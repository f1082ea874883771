import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** One text file of the project, as the rules see it. */
export interface Source {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** One place that breaks one rule. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

export function formatFinding(finding: Finding): string {
  return `${finding.path}:${finding.line} ${finding.text}`;
}

const binary = /\.(png|jpe?g|gif|ico|gz|woff2?)$/;

/** Everything that Git tracks or would track, without what is binary. */
export function trackedSources(root: URL): Source[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const sources: Source[] = [];
  for (const path of new Set(listed.split('\0'))) {
    const file = new URL(encodeURI(path), root);
    if (path === '' || binary.test(path) || lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) continue;
    sources.push({ path, text: readFileSync(file, 'utf8') });
  }
  return sources;
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs|js)$/.test(path);
}

export function isTest(path: string): boolean {
  return path.startsWith('test/');
}

export function isGenerated(path: string): boolean {
  return path.startsWith('schemas/types/');
}

const parsed = new Map<string, { readonly text: string; readonly tree: ts.SourceFile }>();

export function treeOf(source: Source): ts.SourceFile {
  const known = parsed.get(source.path);
  if (known?.text === source.text) return known.tree;
  const kind = source.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const options = { languageVersion: ts.ScriptTarget.ES2023, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const tree = ts.createSourceFile(source.path, source.text, options, true, kind);
  parsed.set(source.path, { text: source.text, tree });
  return tree;
}

const listed = new WeakMap<ts.Node, readonly ts.Node[]>();

/** Every node, outer ones before inner ones; those of a whole file are listed once, for all rules. */
export function nodesOf(node: ts.Node): readonly ts.Node[] {
  const known = listed.get(node);
  if (known !== undefined) return known;
  const nodes: ts.Node[] = [];
  const visit = (one: ts.Node): void => {
    nodes.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  if (ts.isSourceFile(node)) listed.set(node, nodes);
  return nodes;
}

export function findingAt(source: Source, node: ts.Node, text: string): Finding {
  const tree = treeOf(source);
  return { path: source.path, line: tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1, text };
}
