import type { LedgerFiles } from './ledger-files.ts';
import { parseHeader } from './segment.ts';
import { readHeads, type SegmentHead } from './segment-plan.ts';

export interface WithdrawLedgerOptions {
  readonly files: LedgerFiles;
  readonly ledgerId: string;
}

/**
 * Takes back a ledger that `createLedger` has just made and whose id nobody was told. Only a segment that holds its
 * header and nothing else is removed.
 *
 * @throws LedgerError where the store refuses.
 */
export async function withdrawLedger({ files, ledgerId }: WithdrawLedgerOptions): Promise<void> {
  for (const head of (await readHeads(files)) ?? []) {
    if (await isBareHeader(head, { files, ledgerId })) await files.remove(head.segment);
  }
}

async function isBareHeader({ segment, text }: SegmentHead, of: WithdrawLedgerOptions): Promise<boolean> {
  const header = text === null ? undefined : parseHeader(text);
  if (text === null || header === undefined || !('ledgerId' in header)) return false;
  if (header.ledgerId !== of.ledgerId) return false;
  const behind = await of.files.read(segment, Buffer.byteLength(text) + 1, 1);
  return behind?.length === 0;
}
