import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWholeFile } from '../whole-file.ts';

/**
 * What stands beside the ledger's segments and is of this machine, or can be made again from them. The segments
 * themselves are history, and belong into Git.
 */
const notForGit = ['cache/', 'runs/', 'schemas/', 'lease.json'];

/** Says so in `.rollcall/.gitignore`; what others have written there stays. */
export function ignoreInGit(own: string): void {
  const file = join(own, '.gitignore');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = new Set(text.split(/\r?\n/));
  const missing = notForGit.filter((name) => !known.has(name));
  if (missing.length === 0) return;
  const between = text === '' || text.endsWith('\n') ? '' : '\n';
  writeWholeFile({ path: file, text: `${text}${between}${missing.join('\n')}\n` });
}
