import ts from 'typescript';
import { importsOf } from './imports.ts';
import { type Finding, findingAt, isTest, type Source, treeOf } from './source.ts';

/** Where others come in; and the model, whose contracts may be there before the first who needs them. */
const entries =
  /^(engine\/(cli\/main|pipeline|conformance\/index)\.ts$|engine\/model\/|schemas\/types\/)|\.(test|browser|config)\.tsx?$/;

/** Files that nobody imports, and exports whose name stands in no other file that imports theirs, nor again in theirs. */
export function deadFindings(sources: readonly Source[]): Finding[] {
  const importers = importersOf(sources);
  const findings: Finding[] = [];
  for (const source of sources) {
    if (entries.test(source.path)) continue;
    const users = importers.get(source.path) ?? [];
    if (users.length === 0 && !isLoadedByName(source, sources)) {
      findings.push({ path: source.path, line: 1, text: 'is imported by nobody' });
    }
    for (const name of exportedNames(source)) {
      const mention = new RegExp(`\\b${name.text}\\b`, 'g');
      const inside = [...source.text.matchAll(mention)].length > 1;
      if (inside || users.length === 0 || users.some((user) => user.text.search(mention) >= 0)) continue;
      findings.push(findingAt(source, name, `exports ${name.text}, which nobody uses`));
    }
  }
  return findings;
}

/** What is started as a program of its own, or given to a tool by its path. */
function isLoadedByName(source: Source, sources: readonly Source[]): boolean {
  const name = source.path.split('/').at(-1) ?? '';
  return sources.some((other) => other.path !== source.path && mayLoad(other) && other.text.includes(name));
}

function mayLoad({ path }: Source): boolean {
  return isTest(path) || /\.config\.ts$/u.test(path);
}

function importersOf(sources: readonly Source[]): Map<string, Source[]> {
  const importers = new Map<string, Source[]>();
  for (const source of sources) {
    for (const { file } of importsOf(source)) {
      if (file === null) continue;
      const known = importers.get(file);
      if (known === undefined) importers.set(file, [source]);
      else known.push(source);
    }
  }
  return importers;
}

function exportedNames(source: Source): ts.Identifier[] {
  const names: ts.Identifier[] = [];
  for (const statement of treeOf(source).statements) {
    if (!ts.canHaveModifiers(statement) || ts.getModifiers(statement)?.some(isExport) !== true) continue;
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) names.push(name);
    } else if ('name' in statement && statement.name !== undefined) {
      const name = statement.name as ts.Node;
      if (ts.isIdentifier(name)) names.push(name);
    }
  }
  return names;
}

function isExport(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.ExportKeyword;
}
