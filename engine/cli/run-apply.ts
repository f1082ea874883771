import type { ConsentDeclaration } from '../model/declaration.ts';
import { instantOf } from '../model/instant.ts';
import type { LedgerWriter } from '../model/ledger.ts';
import type { Sweep } from '../model/ledger-entry.ts';
import type { Plan, PlanScope } from '../model/plan.ts';
import type { RunItem, RunReport } from '../model/run-report.ts';
import { refusedRun } from '../apply/finish-run.ts';
import { heldTransport } from '../apply/held-transport.ts';
import { confirmPlan } from '../plan/confirm-plan.ts';
import { applyPlan, recover, type WriteLink } from '../pipeline.ts';
import type { Commands } from '../render/commands.ts';
import { isNothingToDo } from '../render/plan-facts.ts';
import { renderPlanText } from '../render/plan-text.ts';
import { renderRunReport } from '../render/run-report-text.ts';
import { safeJson } from '../render/safe-text.ts';
import { actorOf, type KnownActor } from './actor.ts';
import { consentedDigest, consentsGiven, type ConsentWords, demandConsentFits } from './apply-consent.ts';
import { planFileText, readPlanFile } from './apply-plan-file.ts';
import { followProgress } from './apply-progress.ts';
import { crashReport, keepReport, newRunId, tryToKeep } from './apply-report.ts';
import { reportCrashedRuns } from './crashed-runs.ts';
import type { CliContext } from './context.ts';
import { doneByRun } from './done-by-run.ts';
import { demandSandbox } from './demand-sandbox.ts';
import { type DecisionWords, demandSomebodyDecides } from './demand-somebody-decides.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type GitFacts, gitFacts } from './git-facts.ts';
import { heedSweeps } from './heed-sweeps.ts';
import type { Person } from './find-person.ts';
import { soundStateOf, takeLedger } from './ledger-access.ts';
import { demandSamePortals, portalsReached } from './ledger-portals.ts';
import { connectPortals } from './links.ts';
import { nextCommands } from './next-commands.ts';
import { isRefused, planNow } from './planning.ts';
import { notice } from './notice.ts';
import { lateMailer, type Runtime } from './runtime.ts';
import { sandboxUrlOf } from './sandbox-mode.ts';
import { openSession, type Session } from './session.ts';
import { showIdleConsents, showPastDates, showWarnings } from './show-problems.ts';
import { aimOf, demandOneAim, demandSweepFits, sweepOf, sweepOptions } from './sweep.ts';
import { withRuntime } from './with-runtime.ts';

export type ApplyOptions = ConsentWords & DecisionWords;

/** Everything that one apply works with, once the ledger is held. */
interface Stage {
  readonly context: CliContext;
  readonly options: ApplyOptions;
  readonly runtime: Runtime;
  readonly session: Session;
  /** What a fresh plan is made for. */
  readonly scope: PlanScope;
  /** Whom it offboards. */
  readonly person?: Person;
  readonly links: ReadonlyMap<string, WriteLink>;
  readonly ledger: LedgerWriter;
  readonly actor: KnownActor;
  readonly consents: readonly ConsentDeclaration[];
  /** Null where a fresh plan is to be made. */
  readonly given: Plan | null;
  readonly run: string;
  readonly git: Promise<GitFacts>;
  /** The commands to go on with. */
  readonly commands: Commands;
}

const whenInterrupted = 'Finishing what is under way. Once more to stop at once; the ledger keeps what it promised.';

/** Plans, shows, asks, applies, reports. What was shown is what runs. */
export async function runApply(
  file: string | undefined,
  options: ApplyOptions,
  context: CliContext,
): Promise<ExitCode> {
  const fresh = nextCommands(context, { sandbox: options.sandbox });
  if (file !== undefined) planFileText({ file, folder: context.folder, commands: fresh });
  demandSomebodyDecides(file, options, context);
  consentedDigest(options);
  demandOneAim(file, options);
  const sandbox = sandboxUrlOf(options.sandbox);
  const work = async (runtime: Runtime): Promise<ExitCode> => {
    const { folder, env, screen } = context;
    const { providers, deps } = runtime;
    const now = deps.clock.now();
    const git = gitFacts(folder);
    const opening = { folder, providers, now, sandbox };
    const read = await openSession(opening);
    showWarnings(read, screen);
    const { workspace } = read;
    const actor = actorOf(env);
    const consents = consentsGiven({ words: options, actor, now });
    const given = file === undefined ? null : readPlanFile({ file, folder, session: read, now, commands: fresh });
    demandSweepFits(given, options);
    const door = heldTransport(deps.transport);
    const sending = { ...deps, transport: door.transport };
    const links = connectPortals({ ...context, workspace, providers, deps: sending, sandbox: sandbox !== undefined });
    demandSamePortals(await soundStateOf(workspace), portalsReached(sandbox));
    await demandSandbox({ url: sandbox, workspace, runtime, context });
    const mailer = lateMailer({ env, folder, portals: workspace.portals, deps, sandbox });
    const mailing = { ...runtime, deps: { ...deps, mailer } };
    const ledger = await takeLedger({ workspace, deps, screen, holder: actor.name });
    door.holdBy(ledger);
    try {
      demandSamePortals(ledger.state(), portalsReached(sandbox));
      const heeding = await heedSweeps(read, { opening, ledger: ledger.state(), screen });
      showPastDates(heeding, ledger.state(), screen);
      const aim = await aimOf(heeding, { words: options, opening, ledger: ledger.state(), who: actor.name });
      const run = newRunId(deps);
      const commands = nextCommands(context, {
        sandbox: options.sandbox,
        planFile: file,
        narrowed: sweepOptions(options),
        offboard: options.offboard,
      });
      const held = {
        context,
        options,
        runtime: mailing,
        ...aim,
        links,
        ledger,
        actor,
        consents,
        given,
        run,
        git,
        commands,
      };
      return await applyHeld(held);
    } finally {
      await mailer.close();
      await ledger.close();
    }
  };
  return await withRuntime(context, { work, whenInterrupted });
}

async function applyHeld(stage: Stage): Promise<ExitCode> {
  const { session, runtime, links, ledger, run, consents } = stage;
  const { screen } = stage.context;
  const recovered = await recover({ run, declared: session.declared, links, ledger }, runtime.deps);
  for (const file of await reportCrashedRuns(session.workspace, ledger.state())) {
    notice(screen, `The report of an earlier run was missing; what the ledger knows of it stands in ${file}`);
  }
  const { given } = stage;
  // A plan for a moment that has come by now is held against the manifests of today.
  const scope = given === null ? stage.scope : { ...given.scope, at: null };
  const emails = stage.person?.emails;
  const fresh = await planNow({
    session,
    runtime,
    links,
    ledger: ledger.state(),
    scope,
    consents,
    git: stage.git,
    emails,
  });
  const { plan, stale } = given === null ? { plan: fresh, stale: [] } : confirmPlan(given, fresh);
  const doneBy = given === null ? undefined : doneByRun(given, { stale, state: ledger.state() });
  try {
    demandConsentFits(plan, consents, ledger.state());
  } catch (error) {
    const report = await refused(plan, stage, { recovered, because: [error instanceof Error ? error.message : ''] });
    notice(screen, `Refused; the report stands in ${await keepReport(session.workspace.folder, report)}`);
    throw error;
  }
  showIdleConsents(session, { plan, ledger: ledger.state() }, screen);
  showPlan(plan, stage);
  if (isRefused(fresh) && given === null) {
    const report = await refused(plan, stage, { recovered });
    return await showReport(report, stage, { ...report, rails: [], policies: [] });
  }
  if (!(await isWanted(plan, stage))) {
    screen.err('Nothing was applied.\n');
    return exitCodes.error;
  }
  const report = await applied(plan, stage, { recovered, stale });
  return await showReport({ ...report, ...(doneBy === undefined ? {} : { doneBy }) }, stage);
}

function showPlan(plan: Plan, { context, options, commands }: Stage): void {
  const { screen } = context;
  if (options.json === true) {
    screen.out(`${safeJson(JSON.stringify({ type: 'plan', plan }))}\n`);
    return;
  }
  const { columns, colour } = screen;
  screen.out(`${renderPlanText(plan, { columns, colour, show: new Set(), commands })}\n`);
}

async function isWanted(plan: Plan, { options, context, runtime }: Stage): Promise<boolean> {
  if (options.yes === true || isNothingToDo(plan)) return true;
  const answer = await context.screen.ask('Apply exactly this? Only "yes" applies it: ', runtime.deps.signal);
  return answer.trim().toLowerCase() === 'yes';
}

/** What is known before the first change: calls of earlier runs that were looked up, and what is stale already. */
interface Before {
  readonly recovered: readonly RunItem[];
  readonly stale: readonly RunItem[];
}

/** Applies, and writes the report whatever happens. */
async function applied(plan: Plan, stage: Stage, before: Before): Promise<RunReport> {
  const { recovered, stale } = before;
  const { context, options, runtime, session, run, consents } = stage;
  const { deps } = runtime;
  const { name, how } = stage.actor;
  const actor = { name, how };
  const { screen } = context;
  const startedAt = instantOf(deps.clock.now());
  const items: RunItem[] = [];
  const show = followProgress({ plan, screen, clock: deps.clock, json: options.json === true });
  const onItem = (item: RunItem): void => {
    items.push(item);
    show(item);
  };
  const { declared } = session;
  const { links, ledger } = stage;
  try {
    const portals = portalsReached(sandboxUrlOf(options.sandbox));
    const { workspace, locate } = session;
    const ground = { workspace, locate };
    const input = { plan, run, declared, links, portals, ground, ledger, actor, consents, recovered, stale, onItem };
    return await applyPlan({ ...input, ...sweepIn(plan, stage) }, deps);
  } catch (error) {
    const portals = portalsReached(sandboxUrlOf(options.sandbox));
    const report = crashReport({ run, actor, portals, plan, consents, startedAt, items, recovered, deps });
    const { folder, ledger: history } = session.workspace;
    const { file } = await tryToKeep(folder, report, history.path);
    const place = file ?? `the ledger (${history.path}); its report could not be kept`;
    notice(screen, `The run ended unexpectedly; what was done until then stands in ${place}`);
    throw error;
  } finally {
    screen.live(null);
  }
}

function sweepIn(plan: Plan, { options, person }: Stage): { readonly sweep?: Sweep } {
  const sweep = sweepOf(plan, options, person);
  return sweep === undefined ? {} : { sweep };
}

interface Refusal {
  readonly recovered: readonly RunItem[];
  /** What the rails say where it is left out. */
  readonly because?: readonly string[];
}

/** Refused before anybody was asked: what an auditor finds of it is a line in the ledger and a report. */
async function refused(plan: Plan, stage: Stage, { recovered, because }: Refusal): Promise<RunReport> {
  const { run, consents, ledger, options, runtime } = stage;
  const { deps } = runtime;
  const { name, how } = stage.actor;
  const portals = portalsReached(sandboxUrlOf(options.sandbox));
  const begun = { at: instantOf(deps.clock.now()), monotonic: deps.clock.monotonic() };
  const said = {
    plan,
    run,
    actor: { name, how },
    consents,
    portals,
    ledger,
    recovered,
    begun,
    deps,
    ...sweepIn(plan, stage),
  };
  return await refusedRun({ ...said, observations: [], rails: plan.rails, policies: plan.policies ?? [] }, because);
}

/** `text` is the same report without what stands on the screen already. */
async function showReport(report: RunReport, stage: Stage, text = report): Promise<ExitCode> {
  const { context, options, session, commands } = stage;
  const { screen } = context;
  const { folder, ledger } = session.workspace;
  const { file, failure } = await tryToKeep(folder, report, ledger.path);
  if (options.json === true) {
    screen.out(`${safeJson(JSON.stringify({ type: 'report', report }))}\n`);
  } else {
    const { columns, colour } = screen;
    screen.out(renderRunReport(text, { columns, colour, file, commands }));
  }
  if (failure !== null) throw failure;
  return report.exitCode;
}
