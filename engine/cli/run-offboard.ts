import { nearest } from '../manifest/nearest.ts';
import type { LedgerState, Offboarded } from '../model/ledger.ts';
import { placeholders } from '../model/placeholders.ts';
import { safeText } from '../render/safe-text.ts';
import type { KnownActor } from './actor.ts';
import { CliFailure } from './cli-failure.ts';
import type { CliContext } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { knownActor } from './known-actor.ts';
import { soundStateOf, takeLedger } from './ledger-access.ts';
import { nextCommands } from './next-commands.ts';
import { type ApplyOptions, runApply } from './run-apply.ts';
import { openSession } from './session.ts';
import { demandReason } from './sweep.ts';
import { withRuntime } from './with-runtime.ts';

export type OffboardOptions = Omit<ApplyOptions, 'destroy' | 'lockdown' | 'offboard'> & {
  readonly now?: boolean;
  readonly withdraw?: boolean;
};

/** Takes everything from one person, or takes that back. */
export async function runOffboard(person: string, options: OffboardOptions, context: CliContext): Promise<ExitCode> {
  const { now, withdraw, ...rest } = options;
  if (now === true && withdraw === true) throw new CliFailure('--now and --withdraw exclude each other');
  if (withdraw === true) return await withdrawOffboarding(person, options, context);
  if (now !== true) throw withoutNow(person);
  demandReason('--now', options.why);
  return await runApply(undefined, { ...rest, offboard: person }, context);
}

function withoutNow(person: string): CliFailure {
  return new CliFailure(`Nothing was done: without --now nobody is offboarded by hand`, {
    cure:
      `Where there is time, write leave: { on: 2026-11-27 } into the User document of ${person}: it is reviewed, and ` +
      'plan --at shows it. --now takes everything at once, whatever the manifests say, and gives nothing until it is ' +
      `withdrawn: rollcall offboard ${person} --now --why ${placeholders.reason}`,
  });
}

async function withdrawOffboarding(word: string, { why }: OffboardOptions, context: CliContext): Promise<ExitCode> {
  demandReason('--withdraw', why);
  return await withRuntime(context, async ({ providers, deps }) => {
    const { folder, screen } = context;
    const { workspace } = await openSession({ folder, providers, now: deps.clock.now() });
    const actor = await knownActor(context);
    demandNotTheirOwn(offboardedAs(word, await soundStateOf(workspace)), actor);
    const ledger = await takeLedger({ workspace, deps, screen, holder: actor.name });
    try {
      const { person } = offboardedAs(word, ledger.state());
      const { name, how } = actor;
      const seq = await ledger.append({ type: 'offboard-withdrawn', person, actor: { name, how }, why: why ?? '' });
      const sandbox = ledger.state().portals === 'sandbox' ? true : undefined;
      const next = nextCommands(context, { sandbox })('plan');
      const said = `Taken back, as number ${seq} of the ledger: the manifests count again for ${person}. Next: ${next}`;
      screen.out(`${safeText(said)}\n`);
    } finally {
      await ledger.close();
    }
    return exitCodes.done;
  });
}

/** @throws CliFailure where nobody of this name or address was offboarded. */
function offboardedAs(word: string, { offboarded }: LedgerState): Offboarded {
  const all = [...offboarded.values()];
  const found = all.find(({ person, email }) => person === word || email.toLowerCase() === word.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(
    word,
    all.flatMap(({ person, email }) => [person, email]),
  );
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  throw new CliFailure(`Nobody called ${word} is offboarded${meant}`, {
    cure:
      all.length === 0
        ? 'There is nothing to take back.'
        : `Offboarded: ${all.map(({ person }) => person).join(', ')}.`,
  });
}

/** Nobody lets themselves in again. Refused wherever a name of the actor is one of the person's. */
function demandNotTheirOwn({ person, email }: Offboarded, actor: KnownActor): void {
  const lower = email.toLowerCase();
  const names = new Set([person.toLowerCase(), lower, lower.split('@')[0] ?? lower]);
  if (!actor.aliases.some((alias) => names.has(alias))) return;
  throw new CliFailure(`${actor.name} would take back their own offboarding (${person})`, {
    cure: 'Somebody else has to do it.',
    exitCode: exitCodes.refused,
  });
}
