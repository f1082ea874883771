import type { Instant } from '../../engine/model/instant.ts';

/** One API operation as the emulator met it. */
export interface JournalEntry {
  /** 1 for the first request since the start or the last clearing. */
  readonly number: number;
  readonly at: Instant;
  readonly operation: string;
  /** Whether the operation is one that changes the portal, not whether the method is POST. */
  readonly writes: boolean;
  readonly path: string;
  /** HTTP status of the answer; 0 where the connection was cut. */
  readonly status: number;
  /** Whether the emulator did what was asked, also where the answer was lost. */
  readonly acted: boolean;
}

export interface JournalCounts {
  readonly reads: number;
  readonly writes: number;
  /** Writing operations that changed something: acted on, and not refused. */
  readonly landed: number;
  readonly operations: Readonly<Record<string, number>>;
}

/** Counts are exact; the entries are the last 20,000. */
export interface Journal {
  readonly record: (entry: Omit<JournalEntry, 'number'>) => void;
  readonly entries: () => readonly JournalEntry[];
  readonly counts: () => JournalCounts;
  readonly clear: () => void;
}

const keptEntries = 20_000;

export function createJournal(): Journal {
  let entries: JournalEntry[] = [];
  let number = 0;
  let reads = 0;
  let writes = 0;
  let landed = 0;
  const operations = new Map<string, number>();

  return {
    record: (entry) => {
      number += 1;
      entries.push({ number, ...entry });
      if (entries.length >= 2 * keptEntries) entries = entries.slice(-keptEntries);
      operations.set(entry.operation, (operations.get(entry.operation) ?? 0) + 1);
      if (!entry.writes) reads += 1;
      if (entry.writes) writes += 1;
      if (entry.writes && entry.acted) landed += 1;
    },
    entries: () => entries.slice(-keptEntries),
    counts: () => ({ reads, writes, landed, operations: Object.fromEntries(operations) }),
    clear: () => {
      entries = [];
      number = reads = writes = landed = 0;
      operations.clear();
    },
  };
}
