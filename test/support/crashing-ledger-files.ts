import type { LedgerFiles } from '../../engine/ledger/ledger-files.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';

export interface Crashing {
  readonly files: LedgerFiles;
  /** How many records still reach the disk before the program dies. */
  left: number;
}

/** A disk under a program that dies: after the last record nothing can be written any more, until a new one starts. */
export function crashingLedgerFiles(): Crashing {
  const files = memoryLedgerFiles();
  const crash: Crashing = {
    left: Number.POSITIVE_INFINITY,
    files: {
      ...files,
      openSegment: async (name) => {
        const appender = await files.openSegment(name);
        const append = async (bytes: Uint8Array): Promise<void> => {
          for (const line of Buffer.from(bytes)
            .toString('utf8')
            .split(/(?<=\n)/u)) {
            if (crash.left <= 0) throw new Error('killed');
            crash.left -= 1;
            await appender.append(Buffer.from(line, 'utf8'));
          }
        };
        return { ...appender, append };
      },
    },
  };
  return crash;
}
