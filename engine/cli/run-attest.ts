import { safeText } from '../render/safe-text.ts';
import { actorOf } from './actor.ts';
import { attestJudge, type AttestOptions } from './attest-words.ts';
import type { CliContext } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { knownActor } from './known-actor.ts';
import { soundStateOf, takeLedger } from './ledger-access.ts';
import { nextCommands } from './next-commands.ts';
import { openSession } from './session.ts';
import { withRuntime } from './with-runtime.ts';

/** Records a person's word that a step was done, or takes one back. No portal is asked. */
export async function runAttest(
  address: string | undefined,
  options: AttestOptions,
  context: CliContext,
): Promise<ExitCode> {
  const judge = attestJudge(address, options);
  return await withRuntime(context, async ({ providers, deps }) => {
    const { folder, env, screen } = context;
    const { workspace, declared } = await openSession({ folder, providers, now: deps.clock.now() });
    const actor = await knownActor(context);
    const state = await soundStateOf(workspace);
    judge({ state, declared, actor });
    const commands = nextCommands(context, { sandbox: state.portals === 'sandbox' ? true : undefined });
    const ledger = await takeLedger({ workspace, deps, screen, holder: actorOf(env).name });
    try {
      for (const { entry, said } of judge({ state: ledger.state(), declared, actor })) {
        const seq = await ledger.append(entry);
        screen.out(`${safeText(said(seq, commands))}\n`);
      }
    } finally {
      await ledger.close();
    }
    return exitCodes.done;
  });
}
