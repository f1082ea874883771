import type { Clock } from '../model/deps.ts';
import { type Digest, digestOf } from '../model/digest.ts';
import { type Instant, instantOf } from '../model/instant.ts';
import { LeaseLostError, type LedgerState, type LedgerWriter } from '../model/ledger.ts';
import type { LedgerEntry, LedgerLine } from '../model/ledger-entry.ts';
import { createAppendGroup } from './append-group.ts';
import type { BegunSegment } from './begin-segment.ts';
import type { LedgerFold } from './fold.ts';
import type { HeldLease } from './lease.ts';
import { encodeEntry, encodeLine } from './segment.ts';

interface EncodedEntry {
  readonly entry: LedgerEntry;
  readonly text: string;
}

interface ChainedLine {
  readonly line: LedgerLine;
  readonly text: string;
  readonly digest: Digest;
}

export interface LedgerWriterOptions {
  readonly fold: LedgerFold;
  readonly segment: BegunSegment;
  readonly lease: HeldLease;
  readonly clock: Clock;
  /** Folds everything on the disk anew. */
  readonly refold: () => Promise<LedgerFold>;
}

/** Writes into a segment that was begun, until it is closed, sealed by somebody else, or a write fails. */
export function createLedgerWriter(options: LedgerWriterOptions): LedgerWriter {
  const { segment, lease, clock } = options;
  let { fold } = options;
  let { chain } = segment;
  /** Why nothing can be written any more. A sync that failed once may have lost anything: it is never tried again. */
  let broken: Error | null = null;
  let closing: Promise<void> | null = null;

  async function write(entries: readonly EncodedEntry[]): Promise<readonly number[]> {
    if (broken !== null) throw broken;
    await lease.refresh();
    lease.assertHeld();
    const lines = chainLines(entries, { at: instantOf(clock.now()), seq: fold.state().seq, chain });
    try {
      await segment.appender.append(Buffer.from(lines.map(({ text }) => `${text}\n`).join(''), 'utf8'));
      await lease.assertNotSealed();
      chain = lines.at(-1)?.digest ?? chain;
      await applyWritten(lines);
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw broken;
    }
    return lines.map(({ line }) => line.seq);
  }

  async function applyWritten(lines: readonly ChainedLine[]): Promise<void> {
    let right = true;
    for (const { line, digest } of lines) if (!fold.apply(line, digest)) right = false;
    if (!right) fold = await options.refold();
  }

  /** @throws Error for an outcome of something that is not under way: a defect of the caller. */
  function encode(entry: LedgerEntry): EncodedEntry {
    if ('intent' in entry && !fold.isOpen(entry.intent)) {
      throw new Error(`"${entry.type}" cannot be recorded: entry ${entry.intent} is not an open intent`);
    }
    return { entry, text: encodeEntry(entry) };
  }

  const group = createAppendGroup(write);

  return {
    state: (): LedgerState => fold.state(),
    append: async (entry) => {
      if (closing !== null) throw new LeaseLostError('The ledger was closed: nothing can be appended any more.');
      if (broken !== null) throw broken;
      return group.append(encode(entry));
    },
    assertHeld: () => {
      if (broken !== null) throw broken;
      if (closing !== null) throw new LeaseLostError('The ledger was closed.');
      lease.assertHeld();
    },
    close: () => {
      closing ??= group
        .idle()
        .then(() => segment.appender.close())
        .finally(() => lease.release());
      return closing;
    },
  };
}

function chainLines(
  entries: readonly EncodedEntry[],
  from: { readonly at: Instant; readonly seq: number; readonly chain: Digest },
): readonly ChainedLine[] {
  const lines: ChainedLine[] = [];
  let { seq, chain } = from;
  for (const { entry, text: entryText } of entries) {
    seq += 1;
    const line = { seq, at: from.at, prev: chain, entry };
    const text = encodeLine(line, entryText);
    chain = digestOf(text);
    lines.push({ line, text, digest: chain });
  }
  return lines;
}
