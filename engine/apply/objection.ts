import { formatAddress, formatIdentity } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Binding, LedgerState } from '../model/ledger.ts';
import { type ApplyContext, now } from './apply-context.ts';

/**
 * Why the ledger speaks against a change by now, although its plan was good: it was applied before, another run came in
 * between, or its time is over. Undefined where nothing speaks against it.
 */
export function objectionTo(context: ApplyContext, change: Change): string | undefined {
  const address = formatAddress(change.address);
  if (context.unsettled.has(address)) return 'an earlier call here has no known outcome yet';
  if (change.verdict !== 'delete' && change.until !== undefined && change.until < now(context)) {
    return `its time was over at ${change.until}`;
  }
  const state = context.ledger.state();
  const binding = state.bindings.get(formatIdentity(change.identity));
  switch (change.verdict) {
    case 'create':
      return binding !== undefined && isAt(binding, change) ? 'it was made since the plan' : undefined;
    case 'invite':
      return objectionToInvite(state, binding, change);
    case 'update':
    case 'delete':
      return isOurs(binding, change) ? undefined : 'it is no longer owned by this document';
    case 'release':
      return binding !== undefined && releases(binding, change.fields) ? undefined : 'it was released since the plan';
    case 'reset':
    case 'sync':
      if (state.spent.has(change.request)) return 'it was done since the plan, or may have been';
      return isOurs(binding, change) ? undefined : 'it is no longer owned by this document';
    case 'notify':
      return state.spent.has(change.mail.occasion) ? 'it was sent since the plan, or may have been' : undefined;
    case 'adopt':
    case 'take-over':
      return objectionToAdopt(context, state, change);
  }
}

function objectionToInvite(
  state: LedgerState,
  binding: Binding | undefined,
  change: Extract<Change, { verdict: 'invite' }>,
): string | undefined {
  if (binding !== undefined && isAt(binding, change)) return 'the invitation was sent since the plan';
  const rounds = state.lapsed.get(formatIdentity(change.identity))?.round ?? 0;
  return rounds + 1 === change.round ? undefined : 'an invitation was sent and ended since the plan';
}

function objectionToAdopt(context: ApplyContext, state: LedgerState, change: Change): string | undefined {
  const owner = state.owners.get(formatAddress(change.address));
  const binding = owner === undefined ? undefined : state.bindings.get(owner);
  if (binding === undefined || !isAt(binding, change)) return undefined;
  if (owner === formatIdentity(change.identity))
    return binding.id === change.id ? 'it was adopted since the plan' : undefined;
  if (binding.since <= context.plannedAt) return undefined;
  return `it has been managed for ${owner} since ${binding.since}`;
}

function isAt(binding: Binding, change: Change): boolean {
  return binding.address.key === change.address.key;
}

function isOurs(binding: Binding | undefined, change: Change): boolean {
  if (binding === undefined) return false;
  if (isAt(binding, change) || (binding.id !== null && binding.id === change.id)) return true;
  return 'formerKey' in change && change.formerKey === binding.address.key;
}

function releases(binding: Binding, fields: readonly string[]): boolean {
  return fields.length === 0 || fields.some((field) => Object.hasOwn(binding.attributes, field));
}
