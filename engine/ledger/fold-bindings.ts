import { type Address, formatAddress, formatIdentity, type Identity, replacedIdentity } from '../model/address.ts';
import { addTo, day, type Instant } from '../model/instant.ts';
import type { Binding } from '../model/ledger.ts';
import type { FoldState } from './fold-state.ts';

export function bindingOf(state: FoldState, identity: Identity): Binding | undefined {
  return state.bindings.get(formatIdentity(identity));
}

/**
 * From now on this identity owns what stands at the address. An address has one owner: whoever had it before (a
 * document that was renamed) loses it.
 */
export function bind(state: FoldState, binding: Binding): void {
  const identity = formatIdentity(binding.identity);
  const address = formatAddress(binding.address);
  const before = state.owners.get(address);
  if (before !== undefined && before !== identity) state.bindings.delete(before);
  state.owners.set(address, identity);
  state.bindings.set(identity, binding);
}

/**
 * A new object for this identity. Another one that it owns at another address stays owned as the earlier half of a
 * replacement, until it is removed there; the same object under a new key has only moved.
 */
export function bindNew(state: FoldState, binding: Binding): void {
  const earlier = bindingOf(state, binding.identity);
  if (earlier === undefined || isAt(earlier, binding.address)) {
    bind(state, binding);
    return;
  }
  if (earlier.id !== null && earlier.id === binding.id) {
    rebind(state, earlier, binding);
    return;
  }
  bind(state, { ...earlier, identity: replacedIdentity(earlier.identity, earlier.address.key) });
  bind(state, binding);
}

/** Changes what is known of a binding; where its address changes, it moves as a whole. */
export function rebind(state: FoldState, binding: Binding, changes: Partial<Binding>): void {
  const next = { ...binding, ...changes };
  if (!isAt(binding, next.address)) state.owners.delete(formatAddress(binding.address));
  bind(state, next);
}

/** Nothing is owned at the address any more, and nobody is waited for there. */
export function unbind(state: FoldState, place: { readonly identity: Identity; readonly address: Address }): void {
  const identity = formatIdentity(place.identity);
  const address = formatAddress(place.address);
  if (state.owners.get(address) !== identity) return;
  state.owners.delete(address);
  state.bindings.delete(identity);
  for (const key of [...(state.gatesAt.get(address) ?? [])]) closeGate(state, key);
}

/** The invitation is over without having been accepted; cool-down and rounds are counted from what is kept here. */
export function lapse(state: FoldState, binding: Binding, at: Instant): void {
  const identity = formatIdentity(binding.identity);
  state.lapsedAt.delete(identity);
  state.lapsedAt.set(identity, at);
  state.lapsed.set(identity, {
    round: binding.round,
    sentAt: binding.invitation?.sentAt ?? binding.since,
    expiresAt: binding.invitation?.expiresAt ?? null,
  });
}

/** So long rounds and cool-down go on counting after the last invitation that ran out. */
const lapsedKept = 365 * day;

/** Forgets what lapsed too long ago: else whoever was invited once would be carried along for ever. */
export function forgetLapsed(state: FoldState, now: Instant): void {
  for (const [identity, at] of state.lapsedAt) {
    if (addTo(at, lapsedKept) > now) return;
    state.lapsedAt.delete(identity);
    state.lapsed.delete(identity);
  }
}

export function closeGate(state: FoldState, key: string): void {
  const gate = state.openGates.get(key);
  if (gate === undefined) return;
  state.openGates.delete(key);
  state.harm.ofGates.delete(key);
  const address = formatAddress(gate.address);
  const keys = state.gatesAt.get(address);
  keys?.delete(key);
  if (keys?.size === 0) state.gatesAt.delete(address);
}

function isAt(binding: Binding, address: Address): boolean {
  const { portal, kind, key } = binding.address;
  return key === address.key && kind === address.kind && portal === address.portal;
}
