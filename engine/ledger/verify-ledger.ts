import type { Digest } from '../model/digest.ts';
import { LedgerError } from './ledger-error.ts';
import type { LedgerFinding } from './ledger-finding.ts';
import type { ChainSource } from './read-chain.ts';
import { type EntryCounts, type FoldedFiles, foldFiles } from './read-ledger.ts';

export interface LedgerVerification {
  /** Whether everything that was confirmed is there and unchanged. Warnings do not touch that. */
  readonly sound: boolean;
  readonly findings: readonly LedgerFinding[];
  readonly counts: LedgerCounts;
  /** Number and digest of the last entry that follows from all before it: what a copy can be compared by. */
  readonly seq: number;
  readonly head: Digest | null;
}

export interface LedgerCounts {
  /** Segments that count, without those that are claimed and empty. */
  readonly segments: number;
  readonly entries: number;
  readonly bytes: number;
  readonly byType: Readonly<EntryCounts>;
  readonly bindings: number;
  readonly openIntents: number;
}

/** Reads all as every other reader does, and tells what it found instead of throwing. */
export async function verifyLedger(source: ChainSource): Promise<LedgerVerification> {
  try {
    return verified(await foldFiles(source));
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const { code, cure, segment, line, message: text } = error;
    const counts = { segments: 0, entries: 0, bytes: 0, byType: {}, bindings: 0, openIntents: 0 };
    const finding = { severity: 'error', code, segment, line, text, cure } as const;
    return { sound: false, findings: [finding], counts, seq: 0, head: null };
  }
}

function verified(folded: FoldedFiles): LedgerVerification {
  const { fold, reading } = folded;
  const { seq, head, bindings, openIntents } = fold.state();
  const findings = reading.damage === null ? reading.warnings : [reading.damage, ...reading.warnings];
  const counts = {
    segments: reading.plan.segments.length,
    entries: seq,
    bytes: reading.bytes,
    byType: folded.counts,
    bindings: bindings.size,
    openIntents: openIntents.length,
  };
  return { sound: reading.damage === null, findings, counts, seq, head };
}
