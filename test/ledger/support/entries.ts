import { type Address, formatIdentity, type Identity } from '../../../engine/model/address.ts';
import { type Digest, digestOf } from '../../../engine/model/digest.ts';
import type { Evidence, Gate } from '../../../engine/model/gate.ts';
import type {
  Actor,
  AttestedEntry,
  DoneEntry,
  GateOpenedEntry,
  IntentEntry,
  LedgerEntry,
  LedgerLine,
  NotedEntry,
  RunStartedEntry,
} from '../../../engine/model/ledger-entry.ts';
import { encodeLine } from '../../../engine/ledger/segment.ts';

export const at = '2026-11-21T09:14:00.000Z';
export const evidence: Evidence = { grade: 'read', at };
export const actor: Actor = { name: 'ci:example:acme/access#812', how: 'ci' };
export const digest: Digest = digestOf('anything');

export function addressOf(person: string): Address {
  return { portal: 'acme-connect', kind: 'teammate', key: `${person}@acme.example` };
}

export function identityOf(person: string): Identity {
  return { document: 'User', name: person, portal: 'acme-connect', kind: 'teammate' };
}

export function keyOf(person: string): string {
  return formatIdentity(identityOf(person));
}

export function runStarted(run = 'run-1'): RunStartedEntry {
  const consent = { name: 'c', changeDigest: digest, expires: at, who: 'grace', why: 'asked for' };
  const digests = { changeDigest: digest, manifestDigest: digest };
  const source = { engineVersion: '0.1.0', ...digests, commit: null };
  return { type: 'run-started', run, portals: 'live', actor, ...source, consents: [consent] };
}

export function intent(person: string, changes: Partial<IntentEntry> = {}): IntentEntry {
  return {
    type: 'intent',
    run: 'run-1',
    verdict: 'invite',
    word: 'invite',
    address: addressOf(person),
    identity: identityOf(person),
    id: null,
    before: null,
    after: { email: `${person}@acme.example`, role: 'Full access' },
    round: 1,
    fields: [],
    occasion: null,
    ...changes,
  };
}

export function done(intentSeq: number, changes: Partial<DoneEntry> = {}): DoneEntry {
  return {
    type: 'done',
    intent: intentSeq,
    id: 'T-1',
    presence: 'invited',
    attributes: null,
    invitation: { sentAt: at, expiresAt: '2026-11-28T09:14:00.000Z' },
    evidence,
    ...changes,
  };
}

export function noted(person: string, what: NotedEntry['what'], changes: Partial<NotedEntry> = {}): NotedEntry {
  const place = { address: addressOf(person), identity: identityOf(person) };
  const presence = what === 'accepted' ? 'active' : 'absent';
  return { type: 'noted', run: 'run-1', ...place, id: null, presence, what, evidence, ...changes };
}

export function gate(step: string, changes: Partial<Gate> = {}): Gate {
  return {
    step,
    title: 'Invite teammate',
    waitingFor: { role: 'administrator', name: 'grace@acme.example' },
    since: at,
    proof: { by: 'attest' },
    proves: 'Nothing but the word of whoever attests.',
    instructions: ['Open Teams', 'Choose Invite'],
    ...changes,
  };
}

export function gateOpened(person: string, step: string, changes: Partial<GateOpenedEntry> = {}): GateOpenedEntry {
  return {
    type: 'gate-opened',
    run: 'run-1',
    address: addressOf(person),
    identity: identityOf(person),
    wants: 'invite',
    id: null,
    before: null,
    after: { role: 'Full access' },
    gate: gate(step),
    ...changes,
  };
}

export function attested(person: string, step: string, changes: Partial<AttestedEntry> = {}): AttestedEntry {
  const said = { onBehalfOf: null, set: {}, reference: 'TS0180' };
  return { type: 'attested', address: addressOf(person), step, actor, ...said, ...changes };
}

/** The same entries as lines of one chain, numbered from 1. */
export function linesOf(entries: readonly LedgerEntry[]): readonly LedgerLine[] {
  const lines: LedgerLine[] = [];
  let prev = digestOf('');
  for (const [index, entry] of entries.entries()) {
    const line = { seq: index + 1, at, prev, entry };
    prev = digestOf(encodeLine(line));
    lines.push(line);
  }
  return lines;
}

/** One entry of each type, in an order in which they can occur. */
export const oneOfEach: readonly LedgerEntry[] = [
  runStarted(),
  intent('ada'),
  { type: 'accepted', intent: 2, ref: 'job-1' },
  done(2),
  intent('bob', { verdict: 'update', before: { role: 'Limited access' } }),
  { type: 'gated', intent: 5, id: null, gate: gate('approve') },
  intent('cyd', { verdict: 'create' }),
  { type: 'failed', intent: 7, problem: { code: 'invalid', text: 'refused', portalText: 'no', cure: 'ask' } },
  intent('dan', { verdict: 'reset', occasion: 'reset dan 1' }),
  { type: 'unknown', intent: 9, problem: { code: 'ambiguous', text: 'no answer' } },
  noted('ada', 'accepted'),
  gateOpened('eve', 'invite-by-hand'),
  { type: 'gate-closed', run: 'run-1', address: addressOf('bob'), step: 'approve', evidence },
  attested('eve', 'invite-by-hand', { set: { billingId: '11122233' } }),
  { type: 'attest-withdrawn', attested: 14, actor, why: 'the wrong person' },
  { type: 'run-finished', run: 'run-1', exitCode: 0, counts: { done: 1 } },
  { ...runStarted('run-2'), type: 'run-refused', exitCode: 4, because: ['accounts on acme: 9 of 12'] },
  { type: 'offboard-withdrawn', person: 'ada', actor, why: 'the wrong person' },
];
