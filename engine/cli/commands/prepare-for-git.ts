import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWholeFile } from '../whole-file.ts';

/**
 * What stands beside the ledger's segments and is of this machine, or can be made again from them, and what killed runs left
 * half done. The segments themselves are history, and belong into Git.
 */
const notForGit = ['cache/', 'runs/', 'schemas/', 'lease.json', '.lease.json.*', '.*.draft'];

/** Digests are over bytes: line ends that Git writes anew on some machines would look like an edited ledger. */
const asTheyAre = ['*.jsonl -text'];

/** Says so in `.rollcall/.gitignore` and `.rollcall/.gitattributes`; what others have written there stays. */
export function prepareForGit(own: string): void {
  complete(join(own, '.gitignore'), notForGit);
  complete(join(own, '.gitattributes'), asTheyAre);
}

function complete(file: string, lines: readonly string[]): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = new Set(text.split(/\r?\n/));
  const missing = lines.filter((line) => !known.has(line));
  if (missing.length === 0) return;
  const between = text === '' || text.endsWith('\n') ? '' : '\n';
  writeWholeFile({ path: file, text: `${text}${between}${missing.join('\n')}\n` });
}
