/**
 * Where a ledger is kept: named byte sequences that are created exclusively, only ever grow, and are listed. A folder
 * is the first such store; a Git reference or a database table can be another.
 *
 * Must: `create`, `append` and `replace` have reached stable storage when they resolve; of several `create` calls with
 * one name, over all machines, exactly one answers true; after a `create` answered true, everyone who asks `exists`
 * afterwards sees it; `read` sees every `append` that resolved before it was called.
 * May: lose, after a crash, bytes of an `append` that did not resolve, from the end or from the middle.
 * Never: try a failed append again, or change bytes that were appended.
 *
 * Everything here throws LedgerError with a `storage-…` code where the store refuses.
 */
export interface LedgerFiles {
  /** For messages: a folder, a URL without credentials. */
  readonly place: string;
  /** All names; null where the store itself is not there. */
  readonly list: () => Promise<readonly string[] | null>;
  readonly exists: (name: string) => Promise<boolean>;
  /** Bytes from an offset on: fewer than asked for only at the end, none beyond it; null where the name is unknown. */
  readonly read: (name: string, from: number, length: number) => Promise<Uint8Array | null>;
  /** Makes it, empty. False where the name is taken. Makes the store too, where it is not there. */
  readonly create: (name: string) => Promise<boolean>;
  readonly openSegment: (name: string) => Promise<SegmentAppender>;
  /** Puts these bytes under the name as a whole: a reader sees the old or the new ones, never a part. */
  readonly replace: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
}

/** One segment, open for appending. */
export interface SegmentAppender {
  /**
   * Writes behind what is there, and syncs all of it, whoever wrote it: with no bytes at all, it only syncs. After a
   * failure, how much was written is unknown.
   */
  readonly append: (bytes: Uint8Array) => Promise<void>;
  readonly close: () => Promise<void>;
}
