import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliFailure } from '../cli-failure.ts';
import type { CliContext } from '../context.ts';
import { packageFolder } from '../engine-version.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { nextCommands } from '../next-commands.ts';
import { demandWhole } from '../own-files.ts';
import { runApply } from '../run-apply.ts';
import { runPlan } from '../run-plan.ts';
import { interrupted, openSandbox } from '../run-sandbox.ts';
import { runStatus } from '../run-status.ts';
import { type RunningSandbox, type Runtime, sandboxAt } from '../runtime.ts';
import { openSession } from '../session.ts';
import { startedAs } from '../started-as.ts';
import { withRuntime } from '../with-runtime.ts';
import { runInit } from './init-workspace.ts';

export interface QuickstartOptions {
  readonly open?: boolean;
}

const example = '01-webex-connect';

/** The whole story on the sandbox, told step by step, each with the command that a person would type. */
export async function runQuickstart(options: QuickstartOptions, context: CliContext): Promise<ExitCode> {
  const shipped = join(packageFolder(), 'examples', example);
  demandWhole(shipped);
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-quickstart-'));
  cpSync(shipped, folder, { recursive: true });
  const here = { ...context, folder, typed: typedFor(folder, options, context) };
  const { screen } = context;
  screen.out(`Everything below runs on this machine, on an emulation: no real portal is asked.\n`);
  try {
    return await withRuntime(here, async (runtime) => {
      tell(context, `A ledger is begun for a copy of examples/${example}.`, 'rollcall init');
      await runInit({ told: true }, here);
      const session = await openSession({ folder, providers: runtime.providers, now: runtime.deps.clock.now() });
      tell(context, 'The sandbox emulates the portals of the workspace.', 'rollcall sandbox');
      const sandbox = await openSandbox({ session, runtime, port: 0 });
      screen.out(`It listens at ${sandbox.url}\n`);
      try {
        return await story({ here, runtime, sandbox, open: options.open === true });
      } finally {
        await sandbox.close();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is printed can be typed only while the workspace is there: with `--open`. */
function typedFor(folder: string, { open }: QuickstartOptions, { env }: CliContext): CliContext['typed'] {
  if (open !== true) return { program: 'rollcall', workspace: '.' };
  const script = process.argv[1] ?? 'rollcall';
  return { program: startedAs({ script, cwd: env['INIT_CWD'] ?? process.cwd(), env }), workspace: folder };
}

interface Story {
  readonly here: CliContext;
  readonly runtime: Runtime;
  readonly sandbox: RunningSandbox;
  readonly open: boolean;
}

async function story({ here, runtime, sandbox, open }: Story): Promise<ExitCode> {
  const at = { sandbox: sandbox.url };
  const planning = { ...at, format: 'text' } as const;
  tell(here, 'What would happen to whom, and what can go wrong?', 'rollcall plan --sandbox');
  await runPlan(planning, here);
  tell(here, 'Exactly that is done.', 'rollcall apply --sandbox');
  const applied = await runApply(undefined, { ...at, yes: true }, here);
  if (applied !== exitCodes.done) throw new CliFailure('The quickstart could not apply its plan');
  tell(here, 'Who is waited for now?', 'rollcall status --sandbox');
  await runStatus({ ...at, format: 'text' }, here);
  await showInvitations({ here, runtime, sandbox });
  if (open) return await leaveOpen({ here, runtime, sandbox });
  tell(here, 'Each person opens their link and joins; the quickstart plays their part.');
  await everybodyJoins({ here, runtime, sandbox });
  tell(here, 'Planned again, there is nothing to do.', 'rollcall plan --sandbox --detailed-exitcode');
  const code = await runPlan({ ...planning, detailedExitcode: true }, here);
  if (code !== exitCodes.done) throw new CliFailure('The quickstart expected nothing to do at its end');
  return code;
}

type Scene = Omit<Story, 'open'>;

async function showInvitations({ here, runtime, sandbox }: Scene): Promise<void> {
  tell(here, 'The portal has sent each of them an invitation; the sandbox keeps the mails.');
  const client = await sandboxAt(sandbox.url, runtime.deps);
  for (const { portal } of await client.portals()) {
    for (const { who, waitingFor, link } of (await client.people(portal)).rows) {
      if (waitingFor !== '') here.screen.out(`  ${who}  ${link ?? ''}\n`);
    }
  }
}

async function everybodyJoins({ here, runtime, sandbox }: Scene): Promise<void> {
  const client = await sandboxAt(sandbox.url, runtime.deps);
  for (const { portal } of await client.portals()) {
    for (const { who, waitingFor } of (await client.people(portal)).rows) {
      if (waitingFor === '') continue;
      const result = await client.join(portal, who, answersOf(who));
      if (!result.played) throw new CliFailure(`${who} could not join: ${JSON.stringify(result.problems)}`);
      here.screen.out(`  ${who} gave a name and a password, then a job role and interests, and is in\n`);
    }
  }
}

/** What the two join pages ask for. The password is made up for the emulation, which forgets it. */
function answersOf(who: string) {
  const name = who.split('@')[0] ?? who;
  return { name, phone: '', password: 'Roll-call-2026', jobRole: 'Administrator', interests: ['SMS'] };
}

async function leaveOpen({ here, runtime, sandbox }: Scene): Promise<ExitCode> {
  const { screen, folder } = here;
  screen.out(`\nThe sandbox stays open: ${sandbox.url}\n`);
  screen.out(`The workspace: ${folder}\n`);
  const commands = nextCommands(here, { sandbox: sandbox.url });
  screen.out(`Open the links, join, then in another terminal:\n  ${commands('plan')}\n  ${commands('status')}\n`);
  screen.out('Ctrl-C ends it and removes the workspace.\n');
  await interrupted(runtime.deps.signal);
  return exitCodes.done;
}

function tell({ screen }: CliContext, sentence: string, command?: string): void {
  screen.out(`\n${'─'.repeat(Math.min(screen.columns, 80))}\n${sentence}\n`);
  if (command !== undefined) screen.out(`$ ${command}\n`);
  screen.out('\n');
}
