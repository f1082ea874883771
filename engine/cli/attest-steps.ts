import { type Address, formatAddress } from '../model/address.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Gate, GateQuestion } from '../model/gate.ts';
import type { JsonObject } from '../model/json.ts';
import { gatesAhead } from '../model/arrival-steps.ts';
import type { Binding, LedgerState, OpenGate, UnknownMail } from '../model/ledger.ts';
import { mailAskedAbout, mailQuestion } from '../model/mail.ts';
import { didYouMean } from '../manifest/nearest.ts';
import { picked } from '../diff/compare-fields.ts';
import { closesTogether } from '../render/sitting.ts';
import { CliFailure } from './cli-failure.ts';

/** A step that somebody may vouch for now. */
export interface Attestable {
  readonly address: Address;
  readonly step: string;
  /** `metadata.name` of the document that it is for. */
  readonly document: string | null;
  /** Whether it gives administrator's rights. */
  readonly privileged: boolean;
  /** Whether the portal itself shows that it was done: the next read overrules any word. */
  readonly readable: boolean;
  /** What the word must bring along. */
  readonly asks: readonly GateQuestion[];
  /** Attributes that a word tells, in the kind's own form. */
  readonly inForm: (said: JsonObject) => JsonObject;
  /** Where one comes in by several steps: this one and those before it, and whether it is the last. */
  readonly passes?: readonly string[];
  readonly completes?: boolean;
}

export interface StepQuery {
  readonly address: Address;
  readonly step: string;
  readonly state: LedgerState;
  readonly declared: readonly DeclaredKind[];
}

/** @throws CliFailure where nobody waits for such a step; it says what is waited for there. */
export function attestableAt(query: StepQuery): Attestable {
  const { address, step, state, declared } = query;
  const all = [...openSteps(state, declared)];
  const text = formatAddress(address);
  const found = all.find((one) => one.step === step && isMeant(query, one.address));
  if (found !== undefined) return found;
  const here = all.filter((one) => formatAddress(one.address) === text).map((one) => one.step);
  const takeBack = earlierWord(query);
  if (here.length > 0) {
    const cure = takeBack ?? `It waits for: ${here.join(', ')}.`;
    throw new CliFailure(`${text} does not wait for ${step}`, { cure });
  }
  const hint = didYouMean(text, new Set(all.map((one) => formatAddress(one.address))));
  throw new CliFailure(`Nothing is waited for at ${text}${hint === undefined ? '' : `; ${hint}`}`, {
    cure: takeBack ?? 'rollcall status shows what is waited for; apply writes down the steps of a new plan.',
  });
}

/** A mail is known by its step: who was to get it may have another address since, and status names them by that. */
function isMeant({ address, step }: StepQuery, at: Address): boolean {
  if (mailAskedAbout(step) !== undefined) return at.portal === address.portal;
  return formatAddress(at) === formatAddress(address);
}

/** Who says something twice may want to put the first word right. */
function earlierWord(query: StepQuery): string | undefined {
  const said = query.state.attestations.filter((one) => !one.withdrawn && one.step === query.step);
  const seq = said.findLast((one) => isMeant(query, one.address))?.seq;
  if (seq === undefined) return undefined;
  return `It was attested already, as number ${seq}. Was that wrong? rollcall attest --withdraw ${seq} --why …, apply, and attest it anew.`;
}

/** Nobody vouches for what the portal shows: the word would hold until the next read, and mean nothing from then on. */
export function demandNotReadable({ readable, address, step }: Attestable): void {
  if (!readable) return;
  throw new CliFailure(`${step} of ${formatAddress(address)} needs nobody’s word: ${address.portal} shows it itself`, {
    cure: 'Nothing to type: the next plan reads it, and the next apply records it.',
  });
}

export interface SittingQuery {
  readonly portal: string;
  /** `2026-11-21`: steps asked for up to that day belong to it. */
  readonly day: string;
  readonly state: LedgerState;
  readonly declared: readonly DeclaredKind[];
}

/** The steps by hand of one portal that were asked of its administrators up to a day, and that say all by themselves. */
export function attestableInSitting({ portal, day, state, declared }: SittingQuery): Attestable[] {
  const gates = [...state.openGates.values()].filter((gate) => {
    return gate.address.portal === portal && gate.opened.slice(0, 10) <= day && closesTogether(gate);
  });
  return gates.map((gate) => attestableGate(gate, declared));
}

function* openSteps(state: LedgerState, declared: readonly DeclaredKind[]): Generator<Attestable> {
  for (const gate of state.openGates.values()) yield attestableGate(gate, declared);
  for (const mail of state.unknownMails.values()) yield attestableMail(mail);
  for (const binding of state.bindings.values()) {
    if (binding.presence === 'invited') yield* attestableArrival(binding, declared);
  }
}

function attestableGate(open: OpenGate, declared: readonly DeclaredKind[]): Attestable {
  const { address, identity, gate, after, wants } = open;
  const privileged = isPrivileged(address, after, declared);
  // A read never shows that somebody pressed a button.
  const readable = wants !== 'reset' && wants !== 'sync' && isReadable(address, gate, declared);
  const inForm = formOf(kindOf(address, declared), after ?? {});
  return { address, step: gate.step, document: identity.name, privileged, readable, asks: gate.asks ?? [], inForm };
}

/** It gives nothing to anybody, and whom it is for is the one to say whether it came. */
function attestableMail({ address, identity, occasion }: UnknownMail): Attestable {
  const inForm = (said: JsonObject) => said;
  return { ...mailQuestion(occasion), address, document: identity.name, privileged: false, readable: false, inForm };
}

/** The steps of a pending invitation that are still ahead, which its kind derives and the ledger does not hold. */
function attestableArrival(binding: Binding, declared: readonly DeclaredKind[]): readonly Attestable[] {
  const { address, id, attributes, invitation, evidence, identity, passed } = binding;
  const kind = kindOf(address, declared);
  if (kind === undefined) return [];
  const invited = { address, id, presence: 'invited', attributes, evidence, passed } as const;
  const ahead = gatesAhead(kind.kind.arrivalGates(invitation === null ? invited : { ...invited, invitation }), passed);
  const privileged = isPrivileged(address, attributes, declared);
  return ahead.map((gate, index) => ({
    address,
    step: gate.step,
    document: identity.name,
    privileged,
    readable: isReadable(address, gate, declared),
    asks: gate.asks ?? [],
    inForm: formOf(kind, attributes),
    // Who has done a later step has done the earlier ones, but for those that can be passed by.
    passes: passedWith(ahead, index).map(({ step }) => step),
    completes: passedWith(ahead, index).length === ahead.length,
  }));
}

/** The steps that a word on one of them covers. */
function passedWith(ahead: readonly Gate[], index: number): readonly Gate[] {
  return ahead.slice(0, index + 1).filter((gate, at) => at === index || gate.ownWord !== true);
}

/** As a read would give it, so that what was told is no drift later. The id is the portal's own. */
function formOf(declared: DeclaredKind | undefined, known: JsonObject): Attestable['inForm'] {
  return ({ id, ...said }) => {
    const normal =
      declared === undefined ? said : picked(declared.kind.normalize({ ...known, ...said }), Object.keys(said));
    return id === undefined ? normal : { id, ...normal };
  };
}

function isPrivileged(address: Address, after: JsonObject | null, declared: readonly DeclaredKind[]): boolean {
  return after !== null && (kindOf(address, declared)?.kind.isAdministrator(after) ?? true);
}

/** What is declared no more is not read any more. */
function isReadable(address: Address, gate: Gate, declared: readonly DeclaredKind[]): boolean {
  const kind = kindOf(address, declared);
  return gate.proof.by === 'read' && kind !== undefined && kind.kind.reads !== 'none';
}

function kindOf(address: Address, declared: readonly DeclaredKind[]): DeclaredKind | undefined {
  return declared.find(({ portal, kind }) => portal.name === address.portal && kind.kind === address.kind);
}
