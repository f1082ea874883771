import type { LedgerState } from '../model/ledger.ts';
import type { Plan } from '../model/plan.ts';
import { wholeScope } from '../plan/scope.ts';
import { isUnread } from '../render/plan-facts.ts';
import type { Status } from '../render/status-rows.ts';
import { callsToLookUp } from './calls-to-look-up.ts';
import type { CliContext } from './context.ts';
import { demandSandbox } from './demand-sandbox.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { gitFacts } from './git-facts.ts';
import { heedSweeps } from './heed-sweeps.ts';
import { ledgerStateOf } from './ledger-access.ts';
import { demandSamePortals, portalsReached } from './ledger-portals.ts';
import { connectPortals } from './links.ts';
import { nextCommands } from './next-commands.ts';
import { planNow } from './planning.ts';
import { sandboxUrlOf } from './sandbox-mode.ts';
import { openSession } from './session.ts';
import { showWarnings } from './show-problems.ts';
import { withRuntime } from './with-runtime.ts';

export interface StatusOptions {
  readonly format: 'text' | 'json' | 'markdown';
  readonly sandbox?: string | true;
}

/** Looks at the portals and says who is waited for. Writes nothing. */
export async function runStatus(options: StatusOptions, context: CliContext): Promise<ExitCode> {
  const sandbox = sandboxUrlOf(options.sandbox);
  return await withRuntime(context, async (runtime) => {
    const { folder, screen } = context;
    const { providers, deps } = runtime;
    const git = gitFacts(folder);
    const opening = { folder, providers, now: deps.clock.now(), sandbox };
    const read = await openSession(opening);
    showWarnings(read, screen);
    const ledger = await ledgerStateOf(read.workspace, screen);
    const session = await heedSweeps(read, { opening, ledger, screen });
    const { workspace } = session;
    demandSamePortals(ledger, portalsReached(sandbox));
    await demandSandbox({ url: sandbox, workspace, runtime, context });
    const links = connectPortals({
      ...context,
      workspace,
      providers,
      deps,
      sandbox: sandbox !== undefined,
    });
    const plan = await planNow({ session, runtime, links, ledger, scope: wholeScope, git });
    const unknown = [...ledger.spent].filter(([, how]) => how === 'unknown').map(([occasion]) => occasion);
    const status = { plan, unknown, unknownMails: ledger.unknownMails };
    screen.out(await shown(status, options, context));
    return statusExitCode(plan, ledger);
  });
}

async function shown(status: Status, options: StatusOptions, context: CliContext): Promise<string> {
  const commands = nextCommands(context, options);
  if (options.format === 'json') return (await import('../render/status-json.ts')).renderStatusJson(status);
  if (options.format === 'markdown')
    return (await import('../render/status-markdown.ts')).renderStatusMarkdown(status, commands);
  const { columns, colour } = context.screen;
  const { renderStatusText } = await import('../render/status-text.ts');
  return renderStatusText(status, { columns, colour, commands });
}

/** What is waited for: people, and the outcome of a call that the next apply looks up. */
export function statusExitCode(plan: Plan, ledger: Pick<LedgerState, 'openIntents'>): ExitCode {
  if (isUnread(plan)) return exitCodes.error;
  const isWaiting = plan.counts.waiting + plan.counts.manual > 0 || callsToLookUp(plan, ledger).length > 0;
  return isWaiting ? exitCodes.waiting : exitCodes.done;
}
