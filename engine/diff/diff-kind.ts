import { formatAddress, formatIdentity, type IdentityText } from '../model/address.ts';
import type { Change, Standing } from '../model/change.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Location, Origin } from '../model/diagnostic.ts';
import type { Instant } from '../model/instant.ts';
import type { Binding, LedgerState, OpenIntent } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { ObservedResource } from '../model/resource.ts';
import { judgeDesired } from './judge-desired.ts';
import { judgeOrphan } from './judge-orphan.ts';
import { judgeMails, judgeRequests } from './judge-requests.ts';
import { unmanaged } from './standings.ts';

export interface DiffInput {
  readonly declared: DeclaredKind;
  readonly observation: Observation;
  readonly ledger: LedgerState;
  /** The moment that is planned for. */
  readonly at: Instant;
  readonly locate: (origin: Origin) => Location;
  /** Plan the removal of everything that is owned: `--destroy`, or a portal that retires. */
  readonly removeAll: boolean;
}

/** What the judges of one kind share: the input, and what is already spoken for. */
export interface DiffContext extends DiffInput {
  readonly bindings: readonly Binding[];
  readonly openIntents: ReadonlyMap<string, OpenIntent>;
  readonly desiredIdentities: ReadonlySet<IdentityText>;
  /** Observed objects that a document or a binding explains; what is left over is unmanaged. */
  readonly claimed: Set<ObservedResource>;
  /** Bindings that another document took over in this very diff. */
  readonly handedOver: Set<IdentityText>;
}

export interface KindDiff {
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
}

/**
 * Compares what is desired, observed and owned of one kind, in one pass over each. Pure: the same values give the same
 * changes.
 */
export function diffKind(input: DiffInput): KindDiff {
  const context = contextOf(input);
  const items: (Change | Standing)[] = [];
  for (const desired of input.removeAll ? [] : input.declared.resources) {
    items.push(...judgeDesired(context, desired), ...judgeMails(context, desired));
  }
  for (const request of input.removeAll ? [] : input.declared.requests) items.push(...judgeRequests(context, request));
  for (const binding of context.bindings) {
    const identity = formatIdentity(binding.identity);
    const wanted = !input.removeAll && context.desiredIdentities.has(identity);
    if (!wanted && !context.handedOver.has(identity)) items.push(...judgeOrphan(context, binding));
  }
  for (const observed of input.observation.resources.values()) {
    if (!context.claimed.has(observed)) items.push(unmanaged(context, observed));
  }
  return split(items);
}

function contextOf(input: DiffInput): DiffContext {
  const { portal, kind, resources } = input.declared;
  const bindings: Binding[] = [];
  for (const binding of input.ledger.bindings.values()) {
    if (binding.address.portal === portal.name && binding.address.kind === kind.kind) bindings.push(binding);
  }
  const openIntents = new Map<string, OpenIntent>();
  for (const open of input.ledger.openIntents) openIntents.set(formatAddress(open.intent.address), open);
  const desiredIdentities = new Set(resources.map((resource) => formatIdentity(resource.identity)));
  return { ...input, bindings, openIntents, desiredIdentities, claimed: new Set(), handedOver: new Set() };
}

function split(items: readonly (Change | Standing)[]): KindDiff {
  const changes: Change[] = [];
  const standing: Standing[] = [];
  for (const item of items) {
    if (isStanding(item)) standing.push(item);
    else changes.push(item);
  }
  return { changes, standing };
}

const standingVerdicts: ReadonlySet<string> = new Set(['unchanged', 'waiting', 'manual', 'blocked', 'unmanaged']);

function isStanding(item: Change | Standing): item is Standing {
  return standingVerdicts.has(item.verdict);
}
