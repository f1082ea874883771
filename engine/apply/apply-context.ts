import type { Address } from '../model/address.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Deps } from '../model/deps.ts';
import { type Instant, instantOf } from '../model/instant.ts';
import type { LedgerWriter } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { Connection } from '../model/provider.ts';
import type { Problem } from '../model/provider-error.ts';

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
  /** The fresh reads that this run began with. */
  readonly observations: ReadonlyMap<string, Observation>;
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
