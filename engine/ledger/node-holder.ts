import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Holder, LedgerHolder, LedgerOnlooker } from './holder.ts';

/** This very program as a holder, under the name that people should see. */
export function nodeHolder(name: string): LedgerHolder & LedgerOnlooker {
  const self: Holder = {
    name,
    host: hostname(),
    bootId: textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pid: process.pid,
    pidNamespace: textOf(() => readlinkSync('/proc/self/ns/pid')),
    started: programAt('self')?.started ?? null,
  };
  return {
    self,
    isDead: (other) => isDeadSeenFrom(self, other),
    canSee: (other) => canSeeFrom(self, other),
  };
}

/** Absence can be proved only of what ran on this very start of this machine and in this process namespace. */
function canSeeFrom(self: Holder, other: Holder): boolean {
  if (self.bootId === null || self.pidNamespace === null || self.started === null) return false;
  if (other.host !== self.host || other.bootId !== self.bootId || other.pidNamespace !== self.pidNamespace)
    return false;
  return other.started !== null;
}

function isDeadSeenFrom(self: Holder, other: Holder): boolean {
  if (!canSeeFrom(self, other)) return false;
  const now = programAt(String(other.pid));
  if (now === undefined) return !runs(other.pid);
  // Another program has its number by now, or only its entry in the table is left.
  return now.started !== other.started || now.state === 'Z' || now.state === 'X';
}

/** Undefined where the table of processes has no such entry. */
function programAt(pid: string): { readonly state: string; readonly started: string } | undefined {
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === null) return undefined;
  // The second field is the program's name in brackets and may hold anything, brackets and spaces too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  return state === undefined || started === undefined ? undefined : { state, started };
}

/** Where the table cannot be read (it may be hidden from this user), the system is asked in another way. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function textOf(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
