import type { LedgerState } from '../model/ledger.ts';
import { warnLockdowns } from '../plan/lockdown-rail.ts';
import type { Screen } from './screen.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { showWarnings } from './show-problems.ts';

export interface HeedOptions {
  /** How the session was opened. */
  readonly opening: SessionOptions;
  readonly ledger: LedgerState;
  readonly screen: Screen;
}

/** The session as earlier sweeps leave it: who was offboarded is given nothing. Says which of them still hold. */
export async function heedSweeps(session: Session, { opening, ledger, screen }: HeedOptions): Promise<Session> {
  showWarnings({ ...session, warnings: warnLockdowns(ledger) }, screen);
  if (ledger.offboarded.size === 0) return session;
  const heeding = await openSession({ ...opening, offboarded: [...ledger.offboarded.values()] });
  // All others were shown when the manifests were read first.
  showWarnings({ ...heeding, warnings: heeding.warnings.filter(({ code }) => code === 'offboarded') }, screen);
  return heeding;
}
