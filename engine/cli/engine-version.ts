import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notWhole } from './own-files.ts';

/** The folder that Rollcall is installed in: where its package.json, schemas and examples are. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw notWhole('package.json', undefined);
    folder = dirname(folder);
  }
  return folder;
}

export function engineVersion(): string {
  const text: unknown = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'));
  const version = typeof text === 'object' && text !== null && 'version' in text ? text.version : undefined;
  return typeof version === 'string' ? version : '0.0.0';
}
