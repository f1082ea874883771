import type { LedgerState } from '../model/ledger.ts';
import type { LedgerEntry } from '../model/ledger-entry.ts';
import { createFold, type LedgerFold } from './fold.ts';
import type { LedgerFinding, LedgerWarning } from './ledger-finding.ts';
import { assertSound, type ChainReading, type ChainSource, readChain } from './read-chain.ts';
import { readHeads } from './segment-plan.ts';

export interface LedgerReading {
  readonly state: LedgerState;
  /** What the reader put up with; none of it touches what was promised. */
  readonly findings: readonly LedgerFinding[];
}

/**
 * Reads a ledger without holding it: for plans, status and audits. Lines that somebody writes meanwhile may be seen.
 *
 * @throws LedgerError `lost-ledger`, `foreign-ledger`, or the damage that was found, with segment, line and cure.
 */
export async function readLedger(source: ChainSource): Promise<LedgerReading> {
  for (let tries = 1; ; tries += 1) {
    const { fold, reading } = await foldFiles(source);
    const heads = await readHeads(source.files);
    // Somebody sealed meanwhile what was read as the last segment: read again, so that nothing late is taken for true.
    if (heads?.at(-1)?.epoch !== reading.plan.lastEpoch && tries < 5) continue;
    assertSound(reading, source);
    return { state: fold.state(), findings: reading.warnings.filter((warning) => isNews(warning, reading)) };
  }
}

/** A torn line before a seal was dealt with when it was sealed; only a verification still tells of it. */
function isNews(warning: LedgerWarning, reading: ChainReading): boolean {
  return warning.code !== 'torn-line' || warning.segment === reading.plan.segments.at(-1)?.segment;
}

/** How many entries there are of each type. */
export type EntryCounts = Partial<Record<LedgerEntry['type'], number>>;

export interface FoldedFiles {
  readonly fold: LedgerFold;
  readonly reading: ChainReading;
  readonly counts: Readonly<EntryCounts>;
  /** What the last entry of all is; null where there is none. */
  readonly lastType: LedgerEntry['type'] | null;
}

/** One pass over all lines; a second one where an attestation was taken back. */
export async function foldFiles(source: ChainSource): Promise<FoldedFiles> {
  const withdrawn = new Set<number>();
  for (;;) {
    const fold = createFold({ ledgerId: source.ledgerId, withdrawn: new Set(withdrawn) });
    const counts: EntryCounts = {};
    let right = true;
    let lastType: FoldedFiles['lastType'] = null;
    const reading = await readChain(source, (line, digest) => {
      const { entry } = line;
      if (entry.type === 'attest-withdrawn') withdrawn.add(entry.attested);
      if (!fold.apply(line, digest)) right = false;
      lastType = entry.type;
      counts[entry.type] = (counts[entry.type] ?? 0) + 1;
    });
    fold.enterEpoch(reading.plan.segments.at(-1)?.header.epoch ?? 0);
    if (right) return { fold, reading, counts, lastType };
  }
}
