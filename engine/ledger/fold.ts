import { consentOccasion } from '../model/consent-occasion.ts';
import type { Digest } from '../model/digest.ts';
import type { Instant } from '../model/instant.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { GateOpenedEntry, IntentEntry, LedgerLine, NotedEntry, RunStartedEntry } from '../model/ledger-entry.ts';
import { bindingOf, forgetLapsed, lapse, rebind, unbind } from './fold-bindings.ts';
import { applyAttested, applyGateClosed, openGate } from './fold-gates.ts';
import { applyDone, applyGated, applyUnknown, closeIntent } from './fold-outcome.ts';
import { forgetOldHarm, noteHarm, waitForHarm } from './fold-harm.ts';
import { type FoldStart, type FoldState, gateKey, newFoldState, viewOf } from './fold-state.ts';
import { beginSweep, liftLockdown, withdrawOffboarding } from './fold-sweeps.ts';
import { assertKnownEntry } from './known-entry.ts';

/** A fold that goes on line by line. */
export interface LedgerFold {
  /**
   * Lines must come in their order, without gaps; `digest` is that of the line's bytes where it is known already.
   *
   * @returns false where the line takes back an attestation that was already folded in: the state is no longer right,
   * and all lines must be folded again with that one withdrawn.
   */
  readonly apply: (line: LedgerLine, digest?: Digest) => boolean;
  readonly enterEpoch: (epoch: number) => void;
  readonly isOpen: (intent: number) => boolean;
  /** Cheap. Its maps move on with the fold: who needs to keep a moment copies what it needs. */
  readonly state: () => LedgerState;
}

/** The state of a ledger that has no line yet; with null, that of a workspace without a ledger. */
export function emptyLedgerState(ledgerId: string | null): LedgerState {
  return viewOf(newFoldState({ ledgerId }));
}

/** Everything that these lines say, read from the first one on. */
export function foldLedger(lines: readonly LedgerLine[], start: { ledgerId: string | null }): LedgerState {
  const withdrawn = new Set<number>();
  for (const { entry } of lines) if (entry.type === 'attest-withdrawn') withdrawn.add(entry.attested);
  const fold = createFold({ ...start, withdrawn });
  for (const line of lines) fold.apply(line);
  return fold.state();
}

export function createFold(start: FoldStart): LedgerFold {
  const state = newFoldState(start);
  return {
    apply: (line, digest) => applyLine(state, line, digest ?? null),
    enterEpoch: (epoch) => {
      state.epoch = epoch;
    },
    isOpen: (intent) => state.openIntents.has(intent),
    state: () => viewOf(state),
  };
}

function applyLine(state: FoldState, line: LedgerLine, digest: Digest | null): boolean {
  assertKnownEntry(line);
  state.seq = line.seq;
  state.last = line;
  state.head = digest;
  const { entry } = line;
  if (entry.type === 'attest-withdrawn') {
    return !state.attestations.has(entry.attested) || state.withdrawn.has(entry.attested);
  }
  applyEntry(state, line);
  return true;
}

function applyEntry(state: FoldState, line: LedgerLine): void {
  const { entry } = line;
  switch (entry.type) {
    case 'run-started': {
      const { run, actor, changeDigest } = entry;
      state.runs.set(run, { run, startedAt: line.at, actor, changeDigest, finishedAt: null, exitCode: null });
      state.portals ??= entry.portals;
      if (entry.consents.length > 0) state.heldConsents.set(run, entry.consents.map(consentOccasion));
      if (isConsented(entry, line.at)) state.consentedRuns.add(run);
      beginSweep(state, entry, line.at);
      forgetLapsed(state, line.at);
      forgetOldHarm(state.harm, line.at);
      return;
    }
    case 'run-finished': {
      const run = state.runs.get(entry.run);
      if (run !== undefined) state.runs.set(entry.run, { ...run, finishedAt: line.at, exitCode: entry.exitCode });
      return;
    }
    case 'intent':
      state.openIntents.set(line.seq, { seq: line.seq, at: line.at, intent: entry, ref: null });
      announce(state, line, entry);
      return;
    case 'accepted': {
      const open = state.openIntents.get(entry.intent);
      if (open !== undefined) state.openIntents.set(entry.intent, { ...open, ref: entry.ref });
      return;
    }
    case 'done':
      useConsents(state, line, entry.intent);
      endLockdown(state, entry.intent);
      applyDone(state, line, entry);
      return;
    case 'gated':
      applyGated(state, line, entry);
      return;
    case 'failed':
      closeIntent(state, entry.intent);
      state.harm.byLine.delete(entry.intent);
      return;
    case 'unknown':
      applyUnknown(state, entry);
      return;
    case 'noted':
      applyNoted(state, line, entry);
      return;
    case 'gate-opened':
      openGate(state, line, entry);
      announce(state, line, entry);
      waitForHarm(state.harm, gateKey(entry.address, entry.gate.step), line.seq);
      if (entry.sent !== true)
        liftLockdown(state, { run: entry.run, portal: entry.address.portal, verdict: entry.wants });
      return;
    case 'gate-closed':
      applyGateClosed(state, entry);
      return;
    case 'attested':
      applyAttested(state, line, entry);
      return;
    case 'offboard-withdrawn':
      withdrawOffboarding(state, entry);
      return;
    case 'attest-withdrawn':
    case 'run-refused':
      return;
  }
}

/** Whether one of its consents is to its very plan, and was good when it began. */
function isConsented({ consents, changeDigest }: RunStartedEntry, at: Instant): boolean {
  return consents.some((consent) => consent.changeDigest === changeDigest && consent.expires > at);
}

function announce(state: FoldState, line: LedgerLine, entry: IntentEntry | GateOpenedEntry): void {
  noteHarm(state.harm, { line, entry, consented: state.consentedRuns.has(entry.run) });
}

function endLockdown(state: FoldState, intent: number): void {
  const announced = state.openIntents.get(intent)?.intent;
  if (announced === undefined) return;
  liftLockdown(state, { run: announced.run, portal: announced.address.portal, verdict: announced.verdict });
}

/** The first thing that a run has done uses the consents that it was started with: each is for one run. */
function useConsents(state: FoldState, line: LedgerLine, intent: number): void {
  const run = state.openIntents.get(intent)?.intent.run;
  if (run === undefined) return;
  for (const occasion of state.heldConsents.get(run) ?? []) state.usedConsents.set(occasion, { run, at: line.at });
  state.heldConsents.delete(run);
}

/** Something at the portal moved without us; what is not owned is nobody's loss. */
function applyNoted(state: FoldState, line: LedgerLine, entry: NotedEntry): void {
  const binding = bindingOf(state, entry.identity);
  if (binding === undefined) return;
  const seen = { id: entry.id ?? binding.id, evidence: entry.evidence };
  switch (entry.what) {
    case 'accepted':
      rebind(state, binding, { ...seen, presence: 'active', invitation: null });
      return;
    case 'invited':
      rebind(state, binding, { ...seen, presence: 'invited' });
      return;
    case 'renamed':
      rebind(state, binding, { ...seen, address: entry.address });
      return;
    case 'identified':
      rebind(state, binding, seen);
      return;
    case 'expired':
    case 'gone':
      if (binding.presence === 'invited') lapse(state, binding, line.at);
      if (entry.what === 'gone' || entry.presence === 'absent') {
        unbind(state, binding);
        return;
      }
      rebind(state, binding, seen);
      return;
  }
}
