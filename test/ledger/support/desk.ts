import type { Deps } from '../../../engine/model/deps.ts';
import type { LedgerWriter } from '../../../engine/model/ledger.ts';
import type { LeaseWish } from '../../../engine/ledger/acquire-lease.ts';
import { createLedger } from '../../../engine/ledger/create-ledger.ts';
import type { Holder, LedgerHolder } from '../../../engine/ledger/holder.ts';
import type { LedgerFiles } from '../../../engine/ledger/ledger-files.ts';
import { type MemoryLedgerFiles, memoryLedgerFiles } from '../../../engine/ledger/memory-ledger-files.ts';
import { openLedger } from '../../../engine/ledger/open-ledger.ts';
import { type VirtualTime, virtualTime } from '../../support/virtual-time.ts';

export const ledgerId = 'acme-1';
export const terms = { duration: 8_000, requestTimeout: 2_000 };

/** A store in memory, a clock that tests move, and people who come to write. */
export interface Desk {
  readonly files: MemoryLedgerFiles;
  readonly time: VirtualTime;
  readonly deps: Pick<Deps, 'clock' | 'sleep' | 'newId' | 'signal'>;
  readonly open: (who: string, changes?: OpenChanges) => Promise<LedgerWriter>;
}

export interface OpenChanges {
  readonly wish?: Partial<LeaseWish>;
  readonly files?: LedgerFiles;
  readonly deps?: Partial<Desk['deps']>;
  /** Names of those who surely do not run any more. */
  readonly dead?: readonly string[];
}

export async function newDesk(options: { readonly advance?: 'auto' | 'manual' } = {}): Promise<Desk> {
  const files = memoryLedgerFiles();
  const time = virtualTime({ advance: options.advance ?? 'auto' });
  const signal = new AbortController().signal;
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `id-${ids}`;
  };
  const deps = { clock: time.clock, sleep: time.sleep, newId, signal };
  await createLedger({ files, ledgerId, deps });
  return {
    files,
    time,
    deps,
    open: (who, changes = {}) =>
      openLedger({
        files: changes.files ?? files,
        ledgerId,
        holder: holderCalled(who, changes.dead ?? []),
        deps: { ...deps, ...changes.deps },
        lease: { ...terms, ...changes.wish },
      }),
  };
}

export function holderCalled(name: string, dead: readonly string[] = []): LedgerHolder {
  const self: Holder = { name, host: 'build-7', bootId: 'b', pid: 4711, pidNamespace: 'n', started: '1' };
  return { self, isDead: (other) => dead.includes(other.name) };
}

/** Another store with the same bytes: what a machine finds after a crash, or a copy of the folder. */
export function copyOf(files: MemoryLedgerFiles): MemoryLedgerFiles {
  const copy = memoryLedgerFiles();
  for (const [name, bytes] of files.contents) copy.contents.set(name, bytes.slice());
  return copy;
}

export function textOf(files: MemoryLedgerFiles, name: string): string {
  return Buffer.from(files.contents.get(name) ?? []).toString('utf8');
}

export function putText(files: MemoryLedgerFiles, name: string, text: string): void {
  files.contents.set(name, Buffer.from(text, 'utf8'));
}
