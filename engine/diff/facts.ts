import { formatIdentity } from '../model/address.ts';
import type { GateClosedEntry, NotedEntry } from '../model/ledger-entry.ts';
import type { Binding, LedgerState, OpenGate } from '../model/ledger.ts';
import type { EvidenceItem } from '../model/gate.ts';
import type { Instant } from '../model/instant.ts';
import { visibleFrom } from '../model/visibility.ts';
import { isBlind, type Look, lookFor, type Observation } from '../model/observation.ts';
import type { ObservedResource } from '../model/resource.ts';
import { compareFields } from './compare-fields.ts';
import { ownLook } from './ownership.ts';

/** Something that a read shows and the ledger does not know yet. */
export type Fact = Omit<NotedEntry, 'run'> | Omit<GateClosedEntry, 'run'>;

export interface FactsInput {
  readonly observation: Observation;
  readonly ledger: LedgerState;
  /** What the ledger owns of this kind here. */
  readonly bindings: readonly Binding[];
  readonly at: Instant;
}

/**
 * What moved at the portal without us, for apply to record: accepted, expired, gone, renamed, identified, steps that were done.
 * Pure; it changes nothing at the portal and decides nothing about it.
 */
export function factsOf(input: FactsInput): Fact[] {
  const { observation, ledger, bindings, at } = input;
  const { portal, kind } = observation;
  const facts: Fact[] = [];
  const open = new Set(ledger.openIntents.map((one) => formatIdentity(one.intent.identity)));
  for (const binding of bindings) {
    if (!open.has(formatIdentity(binding.identity))) facts.push(...factsOfBinding(observation, binding, at));
  }
  const evidence = latestEvidence(observation);
  for (const gate of ledger.openGates.values()) {
    if (gate.address.portal !== portal.name || gate.address.kind !== kind.kind) continue;
    facts.push(...(gate.gate.proof.by === 'read' ? readFacts(observation, gate, at) : evidenceFacts(evidence, gate)));
  }
  return facts;
}

function factsOfBinding(observation: Observation, binding: Binding, at: Instant): Fact[] {
  if (isForgotten(observation, binding, at)) return [noted(observation, binding, { what: 'expired', at })];
  const look = ownLook(observation, binding);
  switch (look.look) {
    case 'unknown':
      return [];
    case 'absent':
      return goneFact(observation, binding, at);
    case 'present':
      return [...passedFacts(binding, look.observed), ...presentFact(binding, look.observed)];
  }
}

/** Of a portal that cannot be read: the invitation ran out and nothing shows that anybody came. */
function isForgotten(observation: Observation, binding: Binding, at: Instant): boolean {
  if (!isBlind(observation) || observation.coverage === 'failed') return false;
  if (observation.resources.has(binding.address.key)) return false;
  return (
    binding.presence === 'invited' && binding.invitation?.expiresAt !== undefined && binding.invitation.expiresAt <= at
  );
}

/** Where nothing can be read, nothing is ever seen to be gone. */
function goneFact(observation: Observation, binding: Binding, at: Instant): Fact[] {
  if (isBlind(observation)) return [];
  if (visibleFrom(observation.kind, binding.since) > at) return [];
  const ranOut = binding.presence === 'invited' && (binding.invitation?.expiresAt ?? at) <= at;
  return [noted(observation, binding, { what: ranOut ? 'expired' : 'gone', at })];
}

/** Steps of coming in that were seen to be done, or are assumed, since the last run. */
function passedFacts(binding: Binding, { passed = [], address }: ObservedResource): Fact[] {
  if (binding.presence !== 'invited') return [];
  const known = new Set(binding.passed.map(({ step }) => step));
  const fresh = passed.filter(({ step }) => !known.has(step));
  return fresh.map(({ step, evidence }) => ({ type: 'gate-closed', address, step, evidence, how: 'seen' }));
}

function presentFact(binding: Binding, observed: ObservedResource): Fact[] {
  const { presence, evidence, id, address } = observed;
  if (binding.presence === 'invited' && presence === 'active') {
    return [{ type: 'noted', address, identity: binding.identity, id, presence, what: 'accepted', evidence }];
  }
  if (address.key === binding.address.key) {
    // Recorded by a version, or from an answer, that knew none: by its id it stays ours under another key.
    if (binding.id !== null || id === null) return [];
    return [{ type: 'noted', address, identity: binding.identity, id, presence, what: 'identified', evidence }];
  }
  return [{ type: 'noted', address, identity: binding.identity, id, presence, what: 'renamed', evidence }];
}

interface Noted {
  readonly what: 'expired' | 'gone';
  readonly at: Instant;
}

function noted(observation: Observation, binding: Binding, fact: Noted): Fact {
  const { address, identity, id } = binding;
  const grade = isBlind(observation) ? ('not-observable' as const) : ('read' as const);
  return {
    type: 'noted',
    address,
    identity,
    id,
    presence: 'absent',
    what: fact.what,
    evidence: { grade, at: fact.at },
  };
}

/** A gate whose evidence came after it opened closes by itself. */
function evidenceFacts(evidence: ReadonlyMap<string, EvidenceItem>, gate: OpenGate): Fact[] {
  const { proof, step } = gate.gate;
  if (proof.by !== 'evidence') return [];
  const seen = evidence.get(`${proof.fact}#${gate.address.key}`);
  if (seen === undefined || seen.at < gate.opened) return [];
  const note = seen.note ?? `${seen.fact} at ${seen.at}`;
  const closed = { grade: 'indirect' as const, at: seen.at, note };
  return [{ type: 'gate-closed', address: gate.address, step, evidence: closed, how: 'seen' }];
}

/** A gate that a read proves closes when the read shows what was wanted. */
function readFacts(observation: Observation, gate: OpenGate, at: Instant): Fact[] {
  if (isBlind(observation)) return [];
  const look = lookFor(observation, gate.address.key, gate.id);
  if (!cameTrue(observation, gate, look)) return [];
  const { address } = gate;
  const evidence = { grade: 'read' as const, at, note: 'read as wanted' };
  return [{ type: 'gate-closed', address, step: gate.gate.step, evidence, how: 'seen' }];
}

function cameTrue(observation: Observation, gate: OpenGate, look: Look): boolean {
  switch (gate.wants) {
    case 'create':
    case 'invite':
    case 'update': {
      if (look.look !== 'present' || gate.after === null) return false;
      const { attributes } = look.observed;
      return (
        compareFields(observation.kind, { desired: gate.after, observed: attributes, given: gate.after }).length === 0
      );
    }
    case 'delete':
      return look.look === 'absent' || (look.look === 'present' && observation.kind.isSpent(look.observed.attributes));
    case 'reset':
    case 'sync':
      return false;
  }
}

/** The latest item of each fact about each key. */
function latestEvidence(observation: Observation): Map<string, EvidenceItem> {
  const latest = new Map<string, EvidenceItem>();
  for (const item of observation.evidence) {
    const name = `${item.fact}#${item.key}`;
    const known = latest.get(name);
    if (known === undefined || known.at < item.at) latest.set(name, item);
  }
  return latest;
}
