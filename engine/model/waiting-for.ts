import type { Change, Standing, WaitingStanding } from './change.ts';
import type { Gate } from './gate.ts';
import type { Instant } from './instant.ts';

type Waited = Pick<Standing | Change, 'address' | 'identity' | 'summary' | 'evidence' | 'at'>;

/** What waits for a gate. It is overdue where the gate should have closed before the moment that is planned for. */
export function waitingFor(waited: Waited, gate: Gate, now: Instant): WaitingStanding {
  const { address, identity, summary, evidence, at } = waited;
  const place = at === undefined ? {} : { at };
  const overdue = gate.until !== undefined && gate.until < now;
  return { verdict: 'waiting', address, identity, summary, evidence, ...place, gate, overdue };
}
