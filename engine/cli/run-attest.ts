import { formatAddress, parseAddress } from '../model/address.ts';
import type { JsonObject } from '../model/json.ts';
import type { LedgerWriter } from '../model/ledger.ts';
import { parseSittingId } from '../render/sitting.ts';
import { safeText } from '../render/safe-text.ts';
import { actorOf, type KnownActor } from './actor.ts';
import { type Attestable, attestableAt, attestableInSitting } from './attest-steps.ts';
import { setOf } from './attest-values.ts';
import { demandNotBeneficiary } from './attest-beneficiary.ts';
import { CliFailure } from './cli-failure.ts';
import type { CliContext } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { gitEmail } from './git-facts.ts';
import { takeLedger } from './ledger-access.ts';
import { openSession, type Session } from './session.ts';
import { withRuntime } from './with-runtime.ts';

export interface AttestOptions {
  readonly step?: string;
  readonly set?: readonly string[];
  readonly evidence?: string;
  readonly for?: string;
  readonly sitting?: string;
  readonly withdraw?: string;
  readonly why?: string;
}

interface Stage {
  readonly session: Session;
  readonly ledger: LedgerWriter;
  readonly actor: KnownActor;
  readonly context: CliContext;
}

/** Records a person's word that a step was done, or takes one back. No portal is asked. */
export async function runAttest(
  address: string | undefined,
  options: AttestOptions,
  context: CliContext,
): Promise<ExitCode> {
  const task = taskOf(address, options);
  return await withRuntime(context, async ({ providers, deps }) => {
    const { folder, env, screen } = context;
    const session = await openSession({ folder, providers, now: deps.clock.now() });
    const actor = await knownActor(context);
    const ledger = await takeLedger({ workspace: session.workspace, deps, screen, holder: actorOf(env).name });
    try {
      await task({ session, ledger, actor, context });
    } finally {
      await ledger.close();
    }
    return exitCodes.done;
  });
}

type AttestTask = (stage: Stage) => Promise<void>;

/** Exactly one of an address, a sitting and a withdrawal. */
function taskOf(address: string | undefined, options: AttestOptions): AttestTask {
  const { sitting, withdraw } = options;
  const given = [address, sitting, withdraw].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new CliFailure('attest takes an address with --step, or --sitting ID, or --withdraw NUMBER', {
      cure: 'rollcall status shows what to type for each step that is waited for.',
    });
  }
  if (withdraw !== undefined) return (stage) => takeBack(withdraw, options, stage);
  const reference = evidenceOf(options);
  if (sitting !== undefined) return (stage) => attestSitting(sitting, reference, { options, stage });
  return (stage) => attestStep(address ?? '', reference, { options, stage });
}

interface Attesting {
  readonly options: AttestOptions;
  readonly stage: Stage;
}

async function attestStep(text: string, reference: string, { options, stage }: Attesting): Promise<void> {
  const address = parseAddress(text);
  if (address === undefined) throw new CliFailure(`${text} is no address`, { cure: 'Write portal/kind/key.' });
  if (options.step === undefined) {
    throw new CliFailure('attest needs --step: which step was done?', { cure: 'rollcall status shows them.' });
  }
  const { declared } = stage.session;
  const found = attestableAt({ address, step: options.step, state: stage.ledger.state(), declared });
  await record([found], { reference, set: setOf(options.set ?? []), options, stage });
}

async function attestSitting(id: string, reference: string, { options, stage }: Attesting): Promise<void> {
  const sitting = parseSittingId(id);
  if (sitting === undefined) {
    throw new CliFailure(`${id} is no sitting`, { cure: 'It is a portal and a day: acme-connect-2026-11-21.' });
  }
  if (options.set !== undefined) {
    throw new CliFailure('--set says something of one object: attest that one by its address');
  }
  const { declared } = stage.session;
  const found = attestableInSitting({ ...sitting, state: stage.ledger.state(), declared });
  if (found.length === 0) {
    throw new CliFailure(`No open step of ${id}`, { cure: 'rollcall status shows the sittings that are open.' });
  }
  await record(found, { reference, set: {}, options, stage });
}

interface Recording extends Attesting {
  readonly reference: string;
  readonly set: JsonObject;
}

async function record(steps: readonly Attestable[], { reference, set, options, stage }: Recording): Promise<void> {
  const { actor, ledger, context } = stage;
  for (const step of steps) demandNotBeneficiary(step, actor);
  const { name, how } = actor;
  const onBehalfOf = options.for ?? null;
  for (const { address, step } of steps) {
    const by = { name, how };
    const seq = await ledger.append({ type: 'attested', address, step, actor: by, onBehalfOf, set, reference });
    const text = `Attested ${step} of ${formatAddress(address)} by ${name}, evidence ${reference}.`;
    context.screen.out(`${safeText(text)} Take it back: rollcall attest --withdraw ${seq} --why "…"\n`);
  }
}

async function takeBack(text: string, options: AttestOptions, { ledger, actor, context }: Stage): Promise<void> {
  const { why } = options;
  if (why === undefined) throw new CliFailure('--withdraw needs --why: the ledger keeps the reason');
  const found = ledger.state().attestations.find(({ seq }) => String(seq) === text);
  if (found === undefined) throw new CliFailure(`The ledger has no attestation ${text}`);
  if (found.withdrawn) throw new CliFailure(`The attestation ${text} was withdrawn already`);
  const { name, how } = actor;
  await ledger.append({ type: 'attest-withdrawn', attested: found.seq, actor: { name, how }, why });
  const what = `${found.step} of ${formatAddress(found.address)}`;
  context.screen.out(`${safeText(`Withdrawn: ${what}, attested by ${found.actor.name}.`)} Next: rollcall plan\n`);
}

function evidenceOf({ evidence }: AttestOptions): string {
  if (evidence !== undefined && evidence.trim() !== '') return evidence.trim();
  throw new CliFailure('attest needs --evidence: a ticket, a file or a link that shows it');
}

/** The address that Git knows counts as one of the user's names: it can only make a refusal more likely. */
async function knownActor({ env, folder }: CliContext): Promise<KnownActor> {
  const actor = actorOf(env);
  const email = actor.how === 'os' ? await gitEmail(folder) : null;
  return email === null || email === '' ? actor : { ...actor, aliases: [...actor.aliases, email.toLowerCase()] };
}
