import { resolve } from 'node:path';
import { instantOf } from '../model/instant.ts';
import { placeholders } from '../model/placeholders.ts';
import type { Plan, PlanScope } from '../model/plan.ts';
import { serializePlan } from '../plan/plan-file.ts';
import { wholeScope } from '../plan/scope.ts';
import { CliFailure } from './cli-failure.ts';
import type { CliContext } from './context.ts';
import { demandFreePlace } from './demand-free-place.ts';
import { demandKnownScope } from './demand-known-scope.ts';
import { demandSandbox } from './demand-sandbox.ts';
import type { ExitCode } from './exit-codes.ts';
import { gitFacts } from './git-facts.ts';
import { heedSweeps } from './heed-sweeps.ts';
import { ledgerStateOf } from './ledger-access.ts';
import { demandSamePortals, portalsReached } from './ledger-portals.ts';
import { connectPortals } from './links.ts';
import { nextCommands, type RunWords } from './next-commands.ts';
import { planExitCode, planNow } from './planning.ts';
import { sandboxUrlOf } from './sandbox-mode.ts';
import { momentOf, openSession, type Session } from './session.ts';
import { showIdleConsents, showPastDates, showWarnings } from './show-problems.ts';
import { writeWholeFile } from './whole-file.ts';
import { withRuntime } from './with-runtime.ts';

export interface PlanOptions {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
  readonly target?: readonly string[];
  readonly exclude?: readonly string[];
  readonly at?: string;
  readonly refreshOnly?: boolean;
  readonly destroy?: boolean;
  readonly lockdown?: boolean;
  readonly show?: readonly string[];
  readonly format: 'text' | 'json' | 'markdown';
  readonly sandbox?: string | true;
}

/** Reads, compares, shows. Changes nothing at any portal and nothing in the ledger. */
export async function runPlan(options: PlanOptions, context: CliContext): Promise<ExitCode> {
  demandOneMode(options);
  const sandbox = sandboxUrlOf(options.sandbox);
  return await withRuntime(context, async (runtime) => {
    const { folder, screen } = context;
    const { providers, deps } = runtime;
    const git = gitFacts(folder);
    const opening = { folder, providers, now: deps.clock.now(), at: options.at, sandbox };
    const read = await openSession(opening);
    showWarnings(read, screen);
    if (options.out !== undefined) demandFreePlace(options.out, read.workspace);
    const ledger = await ledgerStateOf(read.workspace, screen);
    const session = await heedSweeps(read, { opening, ledger, screen });
    demandSamePortals(ledger, portalsReached(sandbox));
    await demandSandbox({ url: sandbox, workspace: session.workspace, runtime, context });
    showPastDates(session, ledger, screen);
    const { workspace } = session;
    const links = connectPortals({
      ...context,
      workspace,
      providers,
      deps,
      sandbox: sandbox !== undefined,
    });
    const scope = scopeOf(options, session);
    const { show = [] } = options;
    const keepUnchanged = show.includes('unchanged') || show.includes('all');
    const planning = { session, runtime, links, ledger, git };
    const planWhole = () => planNow({ ...planning, scope: wholeScope, keepUnchanged: true });
    await demandKnownScope(scope, { session, ledger, planWhole });
    const plan = await planNow({ ...planning, scope, keepUnchanged });
    showIdleConsents(session, { plan, ledger }, screen);
    if (options.out !== undefined) writePlan(plan, resolve(folder, options.out));
    screen.out(await shown(plan, options, context));
    return planExitCode(plan, { detailed: options.detailedExitcode === true, ledger });
  });
}

function demandOneMode({ destroy, lockdown, refreshOnly }: PlanOptions): void {
  const given = Object.entries({ '--destroy': destroy, '--lockdown': lockdown, '--refresh-only': refreshOnly });
  const [first, second] = given.filter(([, isGiven]) => isGiven === true).map(([option]) => option);
  if (second !== undefined) throw new CliFailure(`${first} and ${second} exclude each other`);
}

function scopeOf(options: PlanOptions, session: Session): PlanScope {
  const { target = [], exclude = [], at } = options;
  const moment = at === undefined ? undefined : momentOf(at, session.workspace.timezone);
  return { target, exclude, at: moment === undefined ? null : instantOf(moment), mode: modeOf(options) };
}

function modeOf({ destroy, lockdown, refreshOnly }: PlanOptions): PlanScope['mode'] {
  if (destroy === true) return 'destroy';
  if (lockdown === true) return 'lockdown';
  return refreshOnly === true ? 'refresh-only' : 'normal';
}

/** Plan files name people: for this user only. One that stands there already stays whole where this one has no room. */
function writePlan(plan: Plan, file: string): void {
  writeWholeFile({ path: file, text: serializePlan(plan), mode: 0o600 });
}

async function shown(plan: Plan, options: PlanOptions, context: CliContext): Promise<string> {
  const commands = nextCommands(context, runWordsOf(options));
  const next = commands(options.lockdown === true ? `apply --why ${placeholders.reason}` : 'apply');
  if (options.format === 'json') return (await import('../render/plan-json.ts')).renderPlanJson(plan);
  if (options.format === 'markdown') {
    const { renderPlanMarkdown } = await import('../render/plan-markdown.ts');
    return renderPlanMarkdown(plan, { next, commands });
  }
  const { renderPlanText } = await import('../render/plan-text.ts');
  const { columns, colour } = context.screen;
  return renderPlanText(plan, { columns, colour, show: new Set(options.show), next, commands });
}

/** What narrows this plan has to be said again to plan the same. */
function runWordsOf(options: PlanOptions): RunWords {
  const { target = [], exclude = [], at, destroy, lockdown, refreshOnly, sandbox, out } = options;
  const narrowed = [
    ...target.flatMap((word) => ['--target', word]),
    ...exclude.flatMap((word) => ['--exclude', word]),
    ...(at === undefined ? [] : ['--at', at]),
    ...(destroy === true ? ['--destroy'] : []),
    ...(lockdown === true ? ['--lockdown'] : []),
    ...(refreshOnly === true ? ['--refresh-only'] : []),
  ];
  return { sandbox, planFile: out, narrowed };
}
