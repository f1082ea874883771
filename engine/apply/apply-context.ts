import { type Address, type AddressText, formatAddress } from '../model/address.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Deps } from '../model/deps.ts';
import { type Instant, instantOf } from '../model/instant.ts';
import { type LedgerLoss, ledgerLossOf } from '../ledger/ledger-loss.ts';
import { LeaseLostError, type LedgerWriter } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { Connection } from '../model/provider.ts';
import { type Problem, problemOf, ProviderError } from '../model/provider-error.ts';

/** One kind of one portal as apply works on it. */
export interface Site {
  readonly declared: DeclaredKind;
  /** Null where the portal could not be connected; `problem` says why. */
  readonly connection: Connection | null;
  readonly problem: Problem | null;
}

/** What all changes of one run share. */
export interface ApplyContext {
  readonly run: string;
  readonly deps: Deps;
  readonly ledger: LedgerWriter;
  readonly sites: ReadonlyMap<string, Site>;
  /** The fresh reads that this run began with, by `portal/kind`. */
  readonly observations: ReadonlyMap<string, Observation>;
  /** Addresses where an earlier call still has no known outcome: nothing is done there. */
  readonly unsettled: ReadonlySet<AddressText>;
  /** When the plan was made. */
  readonly plannedAt: Instant;
}

export function contextOf(
  run: Pick<ApplyContext, 'run' | 'deps' | 'ledger' | 'sites' | 'plannedAt'> & {
    readonly observations: readonly Observation[];
  },
): ApplyContext {
  const observations = new Map<string, Observation>();
  for (const one of run.observations) {
    observations.set(siteName({ portal: one.portal.name, kind: one.kind.kind }), one);
  }
  const { openIntents } = run.ledger.state();
  return { ...run, observations, unsettled: new Set(openIntents.map((open) => formatAddress(open.intent.address))) };
}

export function siteName(place: { readonly portal: string; readonly kind: string }): string {
  return `${place.portal}/${place.kind}`;
}

export function siteOf(context: Pick<ApplyContext, 'sites'>, address: Address): Site | undefined {
  return context.sites.get(siteName(address));
}

export function now(context: Pick<ApplyContext, 'deps'>): Instant {
  return instantOf(context.deps.clock.now());
}

/**
 * Why nothing can be written in the ledger any more, so that nothing more may be sent either; null where it can be. To
 * be kept by whoever stops for it: a heartbeat that comes back later takes the reason away, and not what it did.
 */
export function lossOf(ledger: LedgerWriter, error: unknown): LedgerLoss | null {
  if (error instanceof LeaseLostError) return lossToTell(error);
  try {
    ledger.assertHeld();
    return null;
  } catch (reason) {
    return lossToTell(reason);
  }
}

function lossToTell(reason: unknown): LedgerLoss {
  const text = reason instanceof Error ? reason.message : String(reason);
  const cure = 'Run again: before anything else it looks up what came of what was under way.';
  return ledgerLossOf(reason) ?? { text, cure };
}

/** Whether it is so, for whoever only passes the error on. */
export function isLedgerLost(ledger: LedgerWriter, error: unknown): boolean {
  return lossOf(ledger, error) !== null;
}

/** Why nobody knows what came of a call. That this very run was ended is no defect of anybody. */
export function problemOfEnd({ deps, ledger }: Pick<ApplyContext, 'deps' | 'ledger'>, error: unknown): Problem {
  if (error instanceof ProviderError) return problemOf(error);
  const cure = 'Run again: before anything else it looks up what came of it.';
  const loss = lossOf(ledger, error);
  if (loss !== null) return { code: 'ambiguous', text: `the ledger could not be written any more: ${loss.text}`, cure };
  if (!deps.signal.aborted) return problemOf(error);
  return { code: 'ambiguous', text: 'the run was interrupted before it knew what came of the call', cure };
}
