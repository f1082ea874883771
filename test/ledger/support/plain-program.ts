import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const root = new URL('../../../', import.meta.url).pathname;
const parts = ['engine/model', 'engine/ledger', 'test/ledger/support'];

/**
 * Puts the ledger and its test programs into a folder as plain JavaScript, for a Node that knows no types.
 *
 * @returns the path of the program there.
 */
export async function plainProgram(folder: string, path: string): Promise<string> {
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const part of parts) {
    await mkdir(join(folder, part), { recursive: true });
    const names = (await readdir(join(root, part))).filter((name) => name.endsWith('.ts'));
    for (const name of names) await writePlain(folder, join(part, name));
  }
  return join(folder, scriptName(path));
}

async function writePlain(folder: string, path: string): Promise<void> {
  const source = await readFile(join(root, path), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, scriptName(path)), outputText);
}

function scriptName(path: string): string {
  return path.replace(/\.ts$/, '.js');
}
