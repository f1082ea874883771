import type { EndedGrant, PortalDeclaration } from '../model/declaration.ts';
import type { Diagnostic, Location, Origin } from '../model/diagnostic.ts';
import { lastDayOf } from '../model/instant.ts';
import type { LedgerState } from '../model/ledger.ts';

export interface PastDatesInput {
  readonly portals: readonly PortalDeclaration[];
  readonly ledger: LedgerState;
  readonly locate: (origin: Origin) => Location;
}

/**
 * Ends that cannot be meant as they stand: of a grant that was over before anything was ever applied, and of one that
 * had passed already at the last run and still has somebody to remove. A date that simply came says nothing.
 */
export function warnPastDates({ portals, ledger, locate }: PastDatesInput): Diagnostic[] {
  const owned = new Set([...ledger.bindings.values()].map(({ identity }) => `${identity.portal}/${identity.name}`));
  const lastRun = ledger.runs.at(-1)?.startedAt;
  const warnings: Diagnostic[] = [];
  for (const portal of portals) {
    for (const grant of portal.ended) {
      const about = { grant, portal: portal.name, at: locate(grant.origin) };
      if (lastRun === undefined) warnings.push(overBefore(about));
      else if (owned.has(`${portal.name}/${grant.person}`) && grant.ended < lastRun) {
        warnings.push(endsAtOnce(about, lastRun));
      }
    }
  }
  return warnings;
}

interface About {
  readonly grant: EndedGrant;
  readonly portal: string;
  readonly at: Location;
}

function overBefore({ grant, portal, at }: About): Diagnostic {
  return {
    code: 'over-already',
    severity: 'warning',
    summary: 'A grant that was over before anything was applied',
    detail: `${grant.person} gets no ${grant.role} on ${portal}: its last day was ${lastDayOf(grant.ended)}.`,
    cure: 'Correct the date, or take the grant out.',
    at,
  };
}

function endsAtOnce({ grant, portal, at }: About, lastRun: string): Diagnostic {
  return {
    code: 'end-in-the-past',
    severity: 'warning',
    summary: 'An end in the past: the next apply removes at once',
    detail:
      `The last day of ${grant.person} with ${grant.role} on ${portal} was ${lastDayOf(grant.ended)}, before the last ` +
      `run (${lastRun.slice(0, 10)}): the date was written afterwards, or that run left it out.`,
    cure: 'Make sure that the date is meant; if it is, there is nothing to do.',
    at,
  };
}
