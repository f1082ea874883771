import { formatAddress, formatIdentity } from '../model/address.ts';
import type { Evidence } from '../model/gate.ts';
import type { JsonObject } from '../model/json.ts';
import type { Binding, OpenGate } from '../model/ledger.ts';
import type { PassedStep } from '../model/resource.ts';
import type { AttestedEntry, GateClosedEntry, LedgerLine } from '../model/ledger-entry.ts';
import { bindingOf, bindNew, closeGate, rebind, unbind } from './fold-bindings.ts';
import { forgetHarmOf } from './fold-harm.ts';
import { settleMail } from './fold-mails.ts';
import { type FoldState, gateKey } from './fold-state.ts';

/** What somebody is asked to do. Asked again for the same thing, the first date stays. */
export function openGate(state: FoldState, line: LedgerLine, asked: Omit<OpenGate, 'seq' | 'opened'>): void {
  const key = gateKey(asked.address, asked.gate.step);
  const before = state.openGates.get(key);
  const same = before !== undefined && before.wants === asked.wants && before.occasion === asked.occasion;
  const { address, identity, wants, id, before: from, after, gate } = asked;
  const first = same ? { seq: before.seq, opened: before.opened } : { seq: line.seq, opened: line.at };
  const occasion = asked.occasion === undefined ? {} : { occasion: asked.occasion };
  const sent = asked.sent === true || (same && before.sent === true) ? { sent: true as const } : {};
  state.openGates.set(key, { ...first, address, identity, wants, id, before: from, after, gate, ...occasion, ...sent });
  const at = formatAddress(address);
  const keys = state.gatesAt.get(at);
  if (keys === undefined) state.gatesAt.set(at, new Set([key]));
  else keys.add(key);
}

/** What was seen to be done is spent; what nobody needs any more may be asked again. */
export function applyGateClosed(state: FoldState, entry: GateClosedEntry): void {
  const key = gateKey(entry.address, entry.step);
  const occasion = state.openGates.get(key)?.occasion;
  if (entry.how === 'seen' && occasion !== undefined) state.spent.set(occasion, 'done');
  if (entry.how === 'seen' && !state.openGates.has(key)) passStep(state, entry);
  if (entry.how === 'not-needed') forgetHarmOf(state.harm, key);
  closeGate(state, key);
}

export function applyAttested(state: FoldState, line: LedgerLine, entry: AttestedEntry): void {
  const { address, step, actor, reference } = entry;
  const withdrawn = state.withdrawn.has(line.seq);
  state.attestations.set(line.seq, { seq: line.seq, at: line.at, address, step, actor, reference, withdrawn });
  if (withdrawn || settleMail(state, entry)) return;
  const key = gateKey(address, step);
  const gate = state.openGates.get(key);
  if (gate === undefined) {
    attestInvitation(state, line, entry);
    return;
  }
  closeGate(state, key);
  if (gate.gate.waitingFor.role === 'person') {
    attestPersonStep(state, gate, { line, entry });
    return;
  }
  performGate(state, gate, { line, entry });
}

interface Attested {
  readonly line: LedgerLine;
  readonly entry: AttestedEntry;
}

/** Somebody vouches that a step by hand was done: it has the effect that the call would have had. */
function performGate(state: FoldState, gate: OpenGate, attested: Attested): void {
  switch (gate.wants) {
    case 'create':
    case 'invite':
      bindNew(state, boundByWord(state, gate, attested));
      return;
    case 'update':
      updateByWord(state, gate, attested);
      return;
    case 'delete':
      unbind(state, gate);
      return;
    case 'reset':
    case 'sync':
      if (gate.occasion !== undefined) state.spent.set(gate.occasion, 'done');
      return;
  }
}

/** A gate that waits for the person is that person's own step; once it is done, an invitation is accepted. */
function attestPersonStep(state: FoldState, gate: OpenGate, attested: Attested): void {
  const binding = bindingOf(state, gate.identity);
  if (binding === undefined) {
    performGate(state, gate, attested);
    return;
  }
  rebind(state, binding, accepted(binding, attested));
}

/**
 * A step that the ledger never opened, at an invitation that is still pending: the gate of the invitation itself,
 * which its kind derives and nobody records.
 */
function attestInvitation(state: FoldState, line: LedgerLine, entry: AttestedEntry): void {
  const identity = state.owners.get(formatAddress(entry.address));
  const binding = identity === undefined ? undefined : state.bindings.get(identity);
  if (binding === undefined || binding.presence !== 'invited') return;
  if (entry.completes !== false) {
    rebind(state, binding, accepted(binding, { line, entry }));
    return;
  }
  const evidence = wordOf({ line, entry });
  const steps = (entry.passes ?? [entry.step]).map((step) => ({ step, evidence }));
  rebind(state, binding, {
    passed: joined(binding.passed, steps),
    id: idSaid(entry.set) ?? binding.id,
    attributes: { ...binding.attributes, ...attributesSaid(entry.set) },
  });
}

/** A step of an invitation was seen to be done, while others are still ahead. */
function passStep(state: FoldState, { address, step, evidence }: GateClosedEntry): void {
  const identity = state.owners.get(formatAddress(address));
  const binding = identity === undefined ? undefined : state.bindings.get(identity);
  if (binding?.presence !== 'invited') return;
  rebind(state, binding, { passed: joined(binding.passed, [{ step, evidence }]) });
}

/** Each step once, by what was known of it first. */
function joined(passed: readonly PassedStep[], more: readonly PassedStep[]): readonly PassedStep[] {
  const known = new Set(passed.map(({ step }) => step));
  return [...passed, ...more.filter(({ step }) => !known.has(step))];
}

function accepted(binding: Binding, attested: Attested): Partial<Binding> {
  return {
    presence: 'active',
    invitation: null,
    id: idSaid(attested.entry.set) ?? binding.id,
    attributes: { ...binding.attributes, ...attributesSaid(attested.entry.set) },
    evidence: wordOf(attested),
  };
}

function updateByWord(state: FoldState, gate: OpenGate, attested: Attested): void {
  const binding = bindingOf(state, gate.identity);
  if (binding === undefined) {
    bindNew(state, boundByWord(state, gate, attested));
    return;
  }
  const { set } = attested.entry;
  rebind(state, binding, {
    address: gate.address,
    id: idSaid(set) ?? gate.id ?? binding.id,
    attributes: { ...binding.attributes, ...gate.after, ...attributesSaid(set) },
    evidence: wordOf(attested),
  });
}

function boundByWord(state: FoldState, gate: OpenGate, attested: Attested): Binding {
  const { line, entry } = attested;
  const invited = gate.wants === 'invite';
  const identity = formatIdentity(gate.identity);
  const round = state.lapsed.get(identity)?.round ?? state.bindings.get(identity)?.round ?? 0;
  state.lapsed.delete(identity);
  return {
    identity: gate.identity,
    address: gate.address,
    id: idSaid(entry.set) ?? gate.id,
    presence: invited ? 'invited' : 'active',
    attributes: { ...gate.after, ...attributesSaid(entry.set) },
    since: line.at,
    how: 'attested',
    round: invited ? round + 1 : 0,
    invitation: invited ? { sentAt: line.at } : null,
    passed: [],
    evidence: wordOf(attested),
  };
}

function wordOf(attested: Attested): Evidence {
  return { grade: 'attested', at: attested.line.at, note: attested.entry.reference };
}

function idSaid(set: JsonObject): string | null {
  return typeof set['id'] === 'string' ? set['id'] : null;
}

function attributesSaid(set: JsonObject): JsonObject {
  const { id: _, ...attributes } = set;
  return attributes;
}
