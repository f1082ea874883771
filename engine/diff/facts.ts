import { formatIdentity } from '../model/address.ts';
import type { GateClosedEntry, NotedEntry } from '../model/ledger-entry.ts';
import type { Binding, LedgerState, OpenGate } from '../model/ledger.ts';
import type { EvidenceItem } from '../model/gate.ts';
import { addTo, type Instant } from '../model/instant.ts';
import { lookFor, type Observation } from '../model/observation.ts';
import type { ObservedResource } from '../model/resource.ts';

/** Something that a read shows and the ledger does not know yet. */
export type Fact = Omit<NotedEntry, 'run'> | Omit<GateClosedEntry, 'run'>;

/**
 * What moved at the portal without us, for apply to record: accepted, expired, gone, renamed. Pure; it changes nothing
 * at the portal and decides nothing about it.
 */
export function factsOf(observation: Observation, ledger: LedgerState, at: Instant): Fact[] {
  const { portal, kind } = observation;
  const facts: Fact[] = [];
  const open = new Set(ledger.openIntents.map((one) => formatIdentity(one.intent.identity)));
  for (const [identity, binding] of ledger.bindings) {
    if (binding.address.portal !== portal.name || binding.address.kind !== kind.kind) continue;
    if (!open.has(identity)) facts.push(...factsOfBinding(observation, binding, at));
  }
  const evidence = latestEvidence(observation);
  for (const gate of ledger.openGates.values()) {
    if (gate.address.portal !== portal.name || gate.address.kind !== kind.kind) continue;
    facts.push(...factsOfGate(evidence, gate));
  }
  return facts;
}

function factsOfBinding(observation: Observation, binding: Binding, at: Instant): Fact[] {
  const look = lookFor(observation, binding.address.key, binding.id);
  switch (look.look) {
    case 'unknown':
      return isForgotten(observation, binding, at) ? [noted(observation, binding, { what: 'expired', at })] : [];
    case 'absent':
      return goneFact(observation, binding, at);
    case 'present':
      return presentFact(binding, look.observed);
  }
}

/** Of a portal that cannot be read: the invitation ran out and nothing shows that anybody came. */
function isForgotten(observation: Observation, binding: Binding, at: Instant): boolean {
  if (observation.kind.reads !== 'none' || observation.coverage === 'failed') return false;
  return binding.presence === 'invited' && (binding.invitation?.expiresAt ?? at) < at;
}

function goneFact(observation: Observation, binding: Binding, at: Instant): Fact[] {
  if (addTo(binding.since, observation.kind.visibilityDelay) > at) return [];
  const ranOut = binding.presence === 'invited' && (binding.invitation?.expiresAt ?? at) <= at;
  return [noted(observation, binding, { what: ranOut ? 'expired' : 'gone', at })];
}

function presentFact(binding: Binding, observed: ObservedResource): Fact[] {
  const { presence, evidence, id, address } = observed;
  if (binding.presence === 'invited' && presence === 'active') {
    return [{ type: 'noted', address, identity: binding.identity, id, presence, what: 'accepted', evidence }];
  }
  if (address.key === binding.address.key) return [];
  return [{ type: 'noted', address, identity: binding.identity, id, presence, what: 'renamed', evidence }];
}

interface Noted {
  readonly what: 'expired' | 'gone';
  readonly at: Instant;
}

function noted(observation: Observation, binding: Binding, fact: Noted): Fact {
  const { address, identity, id } = binding;
  const grade = observation.kind.reads === 'none' ? ('not-observable' as const) : ('read' as const);
  return { type: 'noted', address, identity, id, presence: 'absent', what: fact.what, evidence: { grade, at: fact.at } };
}

/** A gate whose evidence came after it opened closes by itself. */
function factsOfGate(evidence: ReadonlyMap<string, EvidenceItem>, gate: OpenGate): Fact[] {
  const { proof, step } = gate.gate;
  if (proof.by !== 'evidence') return [];
  const seen = evidence.get(`${proof.fact}#${gate.address.key}`);
  if (seen === undefined || seen.at < gate.opened) return [];
  const note = seen.note ?? `${seen.fact} at ${seen.at}`;
  return [{ type: 'gate-closed', address: gate.address, step, evidence: { grade: 'indirect', at: seen.at, note } }];
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
