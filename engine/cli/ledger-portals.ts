import type { PortalsReached } from '../model/ledger-entry.ts';
import type { LedgerState } from '../model/ledger.ts';
import { momentText } from '../render/time-text.ts';
import { CliFailure } from './cli-failure.ts';

/** What a command reaches, given the sandbox's address or none. */
export function portalsReached(sandbox: string | undefined): PortalsReached {
  return sandbox === undefined ? 'live' : 'sandbox';
}

/**
 * A ledger owns what its runs did. What they did at a sandbox stands at no portal: read live, all of it would count as
 * gone or as ours to change, and the other way round.
 *
 * @throws CliFailure where the ledger is of the other ones.
 */
export function demandSamePortals(ledger: LedgerState, reached: PortalsReached): void {
  const { portals, runs } = ledger;
  if (portals === null || portals === reached) return;
  const [first] = runs;
  const run = first === undefined ? '' : ` (run ${first.run} of ${momentText(first.startedAt)})`;
  throw portals === 'sandbox'
    ? new CliFailure(
        `The ledger of this workspace belongs to the sandbox${run}; what it owns stands at no live portal`,
        {
          cure:
            'Go on with --sandbox, or begin a new ledger for the live portals: ' +
            'rollcall init --new-ledger --why "the old one was of the sandbox". Next time try the sandbox in a copy.',
        },
      )
    : new CliFailure(`The ledger of this workspace belongs to the live portals${run}; a sandbox holds none of that`, {
        cure: 'Try the sandbox in a copy of the workspace with a ledger of its own, or leave out --sandbox.',
      });
}
