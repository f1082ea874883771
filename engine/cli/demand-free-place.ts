import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Workspace } from '../model/declaration.ts';
import { isBelow } from '../manifest/inside.ts';
import { CliFailure } from './cli-failure.ts';

/**
 * A plan file must not take the place of what Rollcall itself reads.
 *
 * @throws CliFailure where it would be, or become, a manifest of the workspace, or stand in the ledger.
 */
export function demandFreePlace(file: string, { folder, ledger }: Pick<Workspace, 'folder' | 'ledger'>): void {
  const place = realPlace(resolve(folder, file));
  if (isBelow(realPlace(resolve(folder, ledger.path)), place)) {
    throw new CliFailure(`--out ${file} lies in the ledger’s folder`, { cure });
  }
  if (isBelow(realPlace(folder), place) && /\.ya?ml$/i.test(place)) {
    throw new CliFailure(`--out ${file} is the place of a manifest: a plan is JSON`, { cure });
  }
}

const cure = 'Name another file: --out plan.json';

/** With links followed as far as the path exists. */
function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPlace(parent), basename(path));
  }
}
