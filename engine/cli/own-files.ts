import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBelow } from '../manifest/inside.ts';
import { CliFailure } from './cli-failure.ts';

/** The JSON Schemas that Rollcall ships. */
export function schemaFolder(): string {
  return fileURLToPath(new URL('../../schemas/', import.meta.url));
}

/** Whether it is of Rollcall's own installation, and not the user's. */
export function isOwnFile(path: string): boolean {
  return isBelow(schemaFolder(), path);
}

/** A file that Rollcall ships and that cannot be read: nothing that the user named is wrong. */
export function notWhole(path: string, cause: unknown): CliFailure {
  return new CliFailure(`Rollcall's own ${path} cannot be read: this installation is not whole`, {
    cure: 'Install Rollcall again. If that does not mend it, it is a defect of Rollcall: please report it.',
    cause,
  });
}

/** @throws CliFailure where one of the files below a folder that Rollcall ships is not there, or may not be read. */
export function demandWhole(folder: string): void {
  let path = folder;
  try {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      path = join(folder, file);
      accessSync(path, constants.R_OK);
    }
  } catch (error) {
    throw notWhole(path, error);
  }
}
