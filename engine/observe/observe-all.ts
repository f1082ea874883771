import type { DeclaredKind } from '../model/declared.ts';
import type { Instant } from '../model/instant.ts';
import type { Address } from '../model/address.ts';
import { bindingsBySite, type LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { Reader } from '../model/provider.ts';
import type { Problem } from '../model/provider-error.ts';
import { observeKind } from './observe-kind.ts';

/** What a plan may hold of a portal: a reader, or the reason why there is none. Nothing that writes. */
export interface ReadLink {
  readonly reader: Reader | null;
  readonly problem: Problem | null;
  /** The step that must first be done before there are credentials. */
  readonly pending?: string;
}

/** The same link without anything that writes: all that a plan may hold. */
export function readLinkOf(link: {
  readonly connection: { readonly reader: Reader } | null;
  readonly problem: Problem | null;
  readonly pending?: string;
}): ReadLink {
  const { connection, problem, pending } = link;
  const reader = connection?.reader ?? null;
  return pending === undefined ? { reader, problem } : { reader, problem, pending };
}

export interface ObserveAllInput {
  readonly declared: readonly DeclaredKind[];
  /** By the portal's name. */
  readonly links: ReadonlyMap<string, ReadLink>;
  readonly ledger: LedgerState;
  readonly at: Instant;
}

/** Reads every declared kind, all at once: each portal's own limits keep its pace. In the order of `declared`. */
export function observeAll(input: ObserveAllInput): Promise<Observation[]> {
  const { at } = input;
  const bindings = bindingsBySite(input.ledger);
  return Promise.all(
    input.declared.map((declared) => {
      const { reader = null, problem = null, pending } = input.links.get(declared.portal.name) ?? {};
      const owned = bindings.get(`${declared.portal.name}/${declared.kind.kind}`) ?? [];
      const without = pending === undefined ? {} : { pending };
      return observeKind({
        declared,
        reader,
        ...(problem === null ? {} : { problem }),
        ...without,
        bindings: owned,
        sent: sentTo(input.ledger, declared),
        at,
      });
    }),
  );
}

/** What an apply asked this kind for and only a person can say whether it came, also where no document gives it now. */
function sentTo({ openGates }: LedgerState, { portal, kind }: DeclaredKind): readonly Address[] {
  const gates = [...openGates.values()].filter(({ sent, address }) => {
    return sent === true && address.portal === portal.name && address.kind === kind.kind;
  });
  return gates.map(({ address }) => address);
}
