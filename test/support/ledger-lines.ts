import { openLedger } from '../../engine/ledger/open-ledger.ts';
import { readChain } from '../../engine/ledger/read-chain.ts';
import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { second } from '../../engine/model/instant.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { virtualDeps } from './virtual-deps.ts';

/** The ledger of an `engineWorld`, as an auditor reads it: line by line. */
export async function entriesOf(files: LedgerFiles): Promise<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  await readChain({ files, ledgerId: 'ledger-1' }, ({ entry }) => void entries.push(entry));
  return entries;
}

export async function entriesOfType<Type extends LedgerEntry['type']>(
  files: LedgerFiles,
  type: Type,
): Promise<readonly Extract<LedgerEntry, { readonly type: Type }>[]> {
  const entries = await entriesOf(files);
  return entries.filter((entry): entry is Extract<LedgerEntry, { readonly type: Type }> => entry.type === type);
}

/** What another program writes between two runs: an attestation, say. */
export async function appendTo(files: LedgerFiles, ...entries: readonly LedgerEntry[]): Promise<void> {
  const self = { name: 'else', host: 'here', bootId: null, pid: 2, pidNamespace: null, started: null };
  const lease = { duration: 30 * second, requestTimeout: 30 * second };
  const holder = { self, isDead: () => true };
  const ledger = await openLedger({ files, ledgerId: 'ledger-1', holder, deps: virtualDeps(), lease });
  for (const entry of entries) await ledger.append(entry);
  await ledger.close();
}
