import { formatIdentity } from '../model/address.ts';
import type { Verb } from '../model/change.ts';
import type { JsonObject } from '../model/json.ts';
import type { Binding, OpenIntent } from '../model/ledger.ts';
import type { DoneEntry, GatedEntry, IntentEntry, LedgerLine, UnknownEntry } from '../model/ledger-entry.ts';
import { bindingOf, bindNew, rebind, unbind } from './fold-bindings.ts';
import { openGate } from './fold-gates.ts';
import { waitForHarm } from './fold-harm.ts';
import { noteUnknownMail } from './fold-mails.ts';
import { type FoldState, gateKey } from './fold-state.ts';

/** The intent came true: what was to be owned is owned, what was to end has ended. */
export function applyDone(state: FoldState, line: LedgerLine, entry: DoneEntry): void {
  const open = closeIntent(state, entry.intent);
  if (open === undefined) return;
  const { intent } = open;
  switch (intent.verdict) {
    case 'create':
    case 'invite':
    case 'adopt':
    case 'take-over':
      bindDone(state, line, { intent, entry });
      return;
    case 'update':
      updateDone(state, intent, entry);
      return;
    case 'delete':
      unbind(state, intent);
      return;
    case 'release':
      releaseDone(state, intent);
      return;
    case 'reset':
    case 'sync':
    case 'notify':
      spend(state, intent, 'done');
      return;
  }
}

/** Nobody can say: what may be done only once counts as spent. */
export function applyUnknown(state: FoldState, entry: UnknownEntry): void {
  const open = closeIntent(state, entry.intent);
  if (open === undefined) return;
  spend(state, open.intent, 'unknown');
  noteUnknownMail(state, open);
}

export function applyGated(state: FoldState, line: LedgerLine, entry: GatedEntry): void {
  const open = closeIntent(state, entry.intent);
  if (open === undefined) return;
  const { intent } = open;
  const wants = verbOf(intent);
  if (wants === null) return;
  const { address, identity, before, after } = intent;
  const occasion = intent.occasion === null ? {} : { occasion: intent.occasion };
  const { gate } = entry;
  openGate(state, line, {
    address,
    identity,
    wants,
    id: entry.id ?? intent.id,
    before,
    after,
    gate,
    sent: true,
    ...occasion,
  });
  waitForHarm(state.harm, gateKey(address, gate.step), entry.intent);
}

export function closeIntent(state: FoldState, seq: number): OpenIntent | undefined {
  const open = state.openIntents.get(seq);
  state.openIntents.delete(seq);
  return open;
}

const howOf = { create: 'created', invite: 'created', adopt: 'adopted', 'take-over': 'taken-over' } as const;

function bindDone(state: FoldState, line: LedgerLine, done: { intent: IntentEntry; entry: DoneEntry }): void {
  const { intent, entry } = done;
  if (entry.presence === 'absent') {
    unbind(state, intent);
    return;
  }
  const { address, identity, round } = intent;
  bindNew(state, {
    identity,
    address,
    id: entry.id ?? intent.id,
    presence: entry.presence,
    attributes: given(intent, entry),
    since: line.at,
    how: howOf[intent.verdict as keyof typeof howOf],
    round,
    invitation: entry.invitation,
    passed: [],
    evidence: entry.evidence,
  });
  state.lapsed.delete(formatIdentity(identity));
}

function updateDone(state: FoldState, intent: IntentEntry, entry: DoneEntry): void {
  const binding = bindingOf(state, intent.identity);
  if (binding === undefined) return;
  const presence = entry.presence === 'absent' ? binding.presence : entry.presence;
  rebind(state, binding, {
    address: intent.address,
    id: entry.id ?? binding.id,
    presence,
    attributes: { ...binding.attributes, ...intent.after },
    invitation: presence === 'invited' ? (entry.invitation ?? binding.invitation) : null,
    evidence: entry.evidence,
  });
}

function releaseDone(state: FoldState, intent: IntentEntry): void {
  if (intent.fields.length === 0) {
    unbind(state, intent);
    return;
  }
  const binding = bindingOf(state, intent.identity);
  if (binding !== undefined) rebind(state, binding, { attributes: without(binding, intent.fields) });
}

function without(binding: Binding, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(binding.attributes).filter(([field]) => !fields.includes(field)));
}

/** What Rollcall gave is what it asked for; what the portal holds besides is not its own. */
function given(intent: IntentEntry, entry: DoneEntry): JsonObject {
  return intent.after ?? entry.attributes ?? {};
}

function spend(state: FoldState, intent: IntentEntry, how: 'done' | 'unknown'): void {
  if (intent.occasion === null) return;
  state.spent.set(intent.occasion, how);
  if (how === 'done') state.unknownMails.delete(intent.occasion);
}

/** What a gate stands for: filling in an adopted object is an update; ownership and mails need nobody. */
function verbOf(intent: IntentEntry): Verb | null {
  switch (intent.verdict) {
    case 'adopt':
    case 'take-over':
      return 'update';
    case 'release':
    case 'notify':
      return null;
    default:
      return intent.verdict;
  }
}
