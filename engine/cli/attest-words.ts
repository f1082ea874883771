import { type Address, formatAddress, parseAddress } from '../model/address.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { JsonObject } from '../model/json.ts';
import type { AttestedEntry, AttestWithdrawnEntry } from '../model/ledger-entry.ts';
import type { LedgerState } from '../model/ledger.ts';
import { placeholders } from '../model/placeholders.ts';
import type { Commands } from '../render/commands.ts';
import { parseSittingId } from '../render/sitting.ts';
import type { KnownActor } from './actor.ts';
import { demandNotBeneficiary } from './attest-beneficiary.ts';
import { type Attestable, attestableAt, attestableInSitting, demandNotReadable } from './attest-steps.ts';
import { answersTo, setOf } from './attest-values.ts';
import { CliFailure } from './cli-failure.ts';
import { demandOwnWords } from './demand-own-words.ts';

export interface AttestOptions {
  readonly step?: string;
  readonly set?: readonly string[];
  readonly evidence?: string;
  readonly for?: string;
  readonly sitting?: string;
  readonly withdraw?: string;
  readonly why?: string;
}

/** What a word is judged against. */
export interface AttestView {
  readonly state: LedgerState;
  readonly declared: readonly DeclaredKind[];
  readonly actor: KnownActor;
}

/** One entry for the ledger, and what to tell about it once it has its number. */
export interface AttestWord {
  readonly entry: AttestedEntry | AttestWithdrawnEntry;
  readonly said: (seq: number, commands: Commands) => string;
}

/**
 * What the words of the command come to. Pure, so that it is asked twice: before the ledger is opened for writing, so
 * that a slip of the hand leaves nothing there, and once more when it is held.
 *
 * @throws CliFailure where the words do not hold.
 */
export type AttestJudge = (view: AttestView) => readonly AttestWord[];

/** Exactly one of an address, a sitting and a withdrawal. */
export function attestJudge(address: string | undefined, options: AttestOptions): AttestJudge {
  const { sitting, withdraw } = options;
  const given = [address, sitting, withdraw].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new CliFailure('attest takes an address with --step, or --sitting ID, or --withdraw NUMBER', {
      cure: 'rollcall status shows what to type for each step that is waited for.',
    });
  }
  if (withdraw !== undefined) {
    const why = whyOf(options);
    return (view) => takenBack(withdraw, why, view);
  }
  const reference = evidenceOf(options);
  if (sitting !== undefined) return sittingJudge(sitting, reference, options);
  return stepJudge(address ?? '', reference, options);
}

function stepJudge(text: string, reference: string, options: AttestOptions): AttestJudge {
  const address: Address | undefined = parseAddress(text);
  if (address === undefined) throw new CliFailure(`${text} is no address`, { cure: 'Write portal/kind/key.' });
  const { step } = options;
  if (step === undefined) {
    throw new CliFailure('attest needs --step: which step was done?', { cure: 'rollcall status shows them.' });
  }
  const set = setOf(options.set ?? []);
  return ({ state, declared, actor }) => {
    const found = attestableAt({ address, step, state, declared });
    demandNotReadable(found);
    return wordsFor([found], { reference, set, options, actor }).map((word) => demandFreeId(word, state));
  };
}

function sittingJudge(id: string, reference: string, options: AttestOptions): AttestJudge {
  const sitting = parseSittingId(id);
  if (sitting === undefined) {
    throw new CliFailure(`${id} is no sitting`, { cure: 'It is a portal and a day: acme-connect-2026-11-21.' });
  }
  if (options.set !== undefined) {
    throw new CliFailure('--set says something of one object: attest that one by its address');
  }
  return ({ state, declared, actor }) => {
    const found = attestableInSitting({ ...sitting, state, declared });
    const [first] = found;
    if (first === undefined) {
      throw new CliFailure(`No open step of ${id}`, { cure: 'rollcall status shows the sittings that are open.' });
    }
    const unread = found.filter((step) => !step.readable);
    if (unread.length === 0) demandNotReadable(first);
    return wordsFor(unread, { reference, set: {}, options, actor });
  };
}

/** One object has one document: an id that another one holds was told wrongly, or is withdrawn there first. */
function demandFreeId(word: AttestWord, { bindings }: LedgerState): AttestWord {
  const { entry } = word;
  if (entry.type !== 'attested' || typeof entry.set['id'] !== 'string') return word;
  for (const { id, address } of bindings.values()) {
    const isOther = address.portal === entry.address.portal && address.kind === entry.address.kind;
    if (!isOther || id !== entry.set['id'] || address.key === entry.address.key) continue;
    throw new CliFailure(`${id} is the id of ${formatAddress(address)} already`, {
      cure: 'Look it up once more. Was the other one told wrongly? Take that word back first (attest --withdraw).',
    });
  }
  return word;
}

interface Given {
  readonly reference: string;
  readonly set: JsonObject;
  readonly options: AttestOptions;
  readonly actor: KnownActor;
}

function wordsFor(steps: readonly Attestable[], { reference, set, options, actor }: Given): AttestWord[] {
  for (const step of steps) demandNotBeneficiary(step, actor);
  const { name, how } = actor;
  const onBehalfOf = options.for ?? null;
  return steps.map(({ address, step, asks, inForm, passes = [], completes = true }) => ({
    entry: {
      type: 'attested',
      address,
      step,
      actor: { name, how },
      onBehalfOf,
      set: inForm(answersTo(asks, set)),
      reference,
      ...(passes.length > 1 ? { passes } : {}),
      ...(completes ? {} : { completes }),
    },
    said: (seq, commands) =>
      `Attested ${step} of ${formatAddress(address)} by ${name}, evidence ${reference}. ` +
      `Take it back: ${commands(`attest --withdraw ${seq} --why ${placeholders.reason}`)}`,
  }));
}

function takenBack(text: string, why: string, { state, actor }: AttestView): AttestWord[] {
  const found = state.attestations.find(({ seq }) => String(seq) === text);
  if (found === undefined) throw new CliFailure(`The ledger has no attestation ${text}`);
  if (found.withdrawn) throw new CliFailure(`The attestation ${text} was withdrawn already`);
  const { name, how } = actor;
  const what = `${found.step} of ${formatAddress(found.address)}`;
  return [
    {
      entry: { type: 'attest-withdrawn', attested: found.seq, actor: { name, how }, why },
      said: (_, commands) => `Withdrawn: ${what}, attested by ${found.actor.name}. Next: ${commands('plan')}`,
    },
  ];
}

function whyOf({ why }: AttestOptions): string {
  if (why !== undefined) demandOwnWords('--why', why);
  if (why !== undefined && why.trim() !== '') return why;
  throw new CliFailure('--withdraw needs --why: the ledger keeps the reason');
}

function evidenceOf({ evidence }: AttestOptions): string {
  if (evidence !== undefined) demandOwnWords('--evidence', evidence);
  if (evidence !== undefined && evidence.trim() !== '') return evidence.trim();
  throw new CliFailure('attest needs --evidence: a ticket, a file or a link that shows it');
}
