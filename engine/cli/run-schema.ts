import { readdirSync } from 'node:fs';
import { didYouMean } from '../manifest/nearest.ts';
import { packagedSchema } from '../model/packaged-schema.ts';
import { CliFailure } from './cli-failure.ts';
import type { CliContext } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { schemaFolder } from './own-files.ts';

const ending = '.schema.json';

/** Prints one of the schemas that Rollcall ships, or the list of them. */
export async function runSchema(name: string | undefined, context: CliContext): Promise<ExitCode> {
  const names = schemaNames();
  context.screen.out(name === undefined ? listOf(names) : textOf(name, names));
  return exitCodes.done;
}

function listOf(names: readonly string[]): string {
  const widest = Math.max(...names.map((name) => name.length));
  const lines = names.map((name) => {
    const { description } = packagedSchema(name);
    const said = typeof description === 'string' ? description.split(/(?<=\.)\s/)[0] : '';
    return `${name.padEnd(widest)}  ${said ?? ''}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

function textOf(name: string, names: readonly string[]): string {
  const found = names.find((one) => one.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return `${JSON.stringify(packagedSchema(found), null, 2)}\n`;
  const hint = didYouMean(name, names);
  throw new CliFailure(`There is no schema ${name}${hint === undefined ? '' : `; ${hint}`}`, {
    cure: 'rollcall schema lists them.',
  });
}

function schemaNames(): string[] {
  const files = readdirSync(schemaFolder(), { recursive: true, encoding: 'utf8' });
  const names = files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
  return names.map((name) => name.replaceAll('\\', '/')).sort();
}
