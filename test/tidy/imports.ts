import { posix } from 'node:path';
import ts from 'typescript';
import { nodesOf, type Source, treeOf } from './source.ts';

export interface Import {
  /** As it stands in the source: `./plan.ts`, `yaml`, `node:fs`. */
  readonly specifier: string;
  /** The imported file relative to the root, where the specifier is relative. */
  readonly file: string | null;
  /** The package, without a way into it, where it is one. */
  readonly package: string | null;
  readonly line: number;
}

const found = new WeakMap<ts.SourceFile, readonly Import[]>();

/** Static and dynamic imports and re-exports, types included. */
export function importsOf(source: Source): readonly Import[] {
  const tree = treeOf(source);
  const imports = found.get(tree) ?? importsIn(source);
  found.set(tree, imports);
  return imports;
}

function importsIn(source: Source): Import[] {
  const tree = treeOf(source);
  const imports: Import[] = [];
  for (const node of nodesOf(tree)) {
    const specifier = specifierOf(node);
    if (specifier === undefined) continue;
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    imports.push({ specifier, line, file: fileOf(source.path, specifier), package: packageOf(specifier) });
  }
  return imports;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literalOf(node.moduleSpecifier);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return literalOf(node.arguments[0]);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literalOf(node.argument.literal);
  return undefined;
}

function literalOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteral(node) ? node.text : undefined;
}

function fileOf(importer: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : null;
}

function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? null);
}
