import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { safeLines, safeText } from '../render/safe-text.ts';
import { addApplyCommand } from './commands/apply.ts';
import { addAttestCommand } from './commands/attest.ts';
import { addInitCommand } from './commands/init.ts';
import {
  addPoliciesCommand,
  addProvidersCommand,
  addQuickstartCommand,
  addSandboxCommand,
  addSchemaCommand,
  addValidateCommand,
} from './commands/others.ts';
import { addOffboardCommand } from './commands/offboard.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addStatusCommand } from './commands/status.ts';
import { engineVersion } from './engine-version.ts';
import { CliFailure } from './cli-failure.ts';
import { type ExitCode, exitCodeHelp, exitCodes } from './exit-codes.ts';
import type { Start } from './context.ts';
import { answerToHabit, type KnownOptions } from './terraform-habits.ts';
import { createScreen, type Screen, type Terminal } from './screen.ts';

interface GlobalOptions {
  readonly workspace: string;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** What a command line is run in: of a real program, `process`. */
export interface Surroundings extends Terminal {
  readonly cwd: () => string;
}

/** Runs one command line. Gives the exit code; throws for nothing. */
export async function runProgram(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = new Command('rollcall');
  const start: Start = async (task) => {
    const { workspace, color, debug } = program.opts<GlobalOptions>();
    const screen = createScreen({ colourless: !color, terminal: surroundings });
    try {
      const typed = { program: 'rollcall', workspace };
      demandFolder(workspace, surroundings.cwd());
      code = await task({ screen, folder: resolve(surroundings.cwd(), workspace), typed, env: surroundings.env });
    } catch (error) {
      code = await problemCode(error, screen, debug === true);
    }
  };
  describe(program, surroundings);
  addCommands(program, start);
  const answer = answerToHabit(words, namesOf(program));
  if (answer !== undefined) {
    surroundings.stderr.write(`error: ${safeText(answer)}\n`);
    return exitCodes.error;
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.error;
    throw error;
  }
}

/** Else the cause would be looked for in the manifests. */
function demandFolder(workspace: string, cwd: string): void {
  const folder = resolve(cwd, workspace);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  const what = found === undefined ? 'is not there' : 'is no folder';
  throw new CliFailure(`${folder} ${what}`, { cure: 'Correct the folder behind -C, or make it first.' });
}

async function problemCode(error: unknown, screen: Screen, debug: boolean): Promise<ExitCode> {
  const { showProblem } = await import('./show-problems.ts');
  return showProblem(error, screen, { debug });
}

function describe(program: Command, { stdout, stderr, env }: Terminal): void {
  const helpWidth = (): number => helpWidthOf(stdout, env);
  program
    .description(
      'Declarative provisioning of people’s access: the list and the roll call. Manifests say who should have what; ' +
        'plan compares them with what each portal really holds; apply does the difference and nothing else.',
    )
    .version(engineVersion(), '-V, --version', 'print the version')
    .option('-C, --workspace <dir>', 'the folder of rollcall.yaml', '.')
    .option('--no-color', 'no colours, as with NO_COLOR set')
    .option('--debug', 'show the stack of an unexpected error')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(rollcall --help shows what there is)')
    .exitOverride()
    .addHelpText('after', `\n${firstSteps}\n\n${exitCodeHelp}`);
  program.configureOutput({
    writeOut: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(safeLines(text).join('\n')),
    getOutHelpWidth: helpWidth,
    getErrHelpWidth: helpWidth,
  });
}

/** Commands take over what was configured before they are added. */
function addCommands(program: Command, start: Start): void {
  addInitCommand(program, start);
  addValidateCommand(program, start);
  addPlanCommand(program, start);
  addApplyCommand(program, start);
  addOffboardCommand(program, start);
  addStatusCommand(program, start);
  addAttestCommand(program, start);
  addSandboxCommand(program, start);
  addProvidersCommand(program, start);
  addPoliciesCommand(program, start);
  addSchemaCommand(program, start);
  addQuickstartCommand(program, start);
  for (const command of program.commands) {
    command.showHelpAfterError(`(rollcall ${command.name()} --help shows its options)`);
  }
}

function namesOf(program: Command): KnownOptions {
  const all = [program, ...program.commands];
  const options = all.flatMap((command) => command.options.map((option) => option.long?.slice(2) ?? ''));
  return {
    options: new Set([...options, 'help']),
    commands: new Set([...program.commands.map((command) => command.name()), 'help']),
  };
}

function helpWidthOf(stdout: Terminal['stdout'], env: Terminal['env']): number {
  const columns = (stdout.isTTY === true ? stdout.columns : undefined) ?? Number(env['COLUMNS'] ?? '');
  return Number.isInteger(columns) && columns >= 40 ? Math.min(columns, 120) : 100;
}

const firstSteps = `First steps:
  rollcall init                 begin a workspace here (a ledger is for the sandbox, or for real)
  rollcall sandbox              emulate its portals; in another terminal:
  rollcall plan --sandbox       what would happen to whom
  rollcall apply --sandbox      do it
  rollcall status --sandbox     who is waited for`;
