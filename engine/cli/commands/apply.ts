import type { Command } from 'commander';
import type { Start } from '../context.ts';
import { exitCodeHelp } from '../exit-codes.ts';
import type { ApplyOptions } from '../run-apply.ts';
import { sandboxOption } from './options.ts';

export function addApplyCommand(program: Command, start: Start): void {
  program
    .command('apply')
    .summary('do what the plan says, and nothing else')
    .description(
      'First looks up what became of earlier calls that were never answered. Then makes a plan (or takes the one in ' +
        'the file), shows it, asks, and does exactly that. Each object is looked at again just before it is touched. ' +
        'It never does anything that was not shown, never repeats a call blindly, and never removes what it does not ' +
        'own. A report of every run is kept in .rollcall/runs.',
    )
    .argument('[plan]', 'a plan file of rollcall plan --out; without it a new plan is made')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .option('--consent <digest>', 'consent to exactly the plan with this digest, where a rail refuses it')
    .option('--why <reason>', 'the reason for the consent or the lockdown, kept in the ledger')
    .option('--destroy', 'the end of everything that Rollcall manages here')
    .option('--lockdown', 'remove all that Rollcall owns, but what is protected; needs --why')
    .option('--json', 'progress and report as JSON, one value per line')
    .addOption(sandboxOption())
    .addHelpText('after', `\n${examples}\n\n${exitCodeHelp}`)
    .action((file: string | undefined, options: ApplyOptions) =>
      start(async (context) => (await import('../run-apply.ts')).runApply(file, options, context)),
    );
}

const examples = `Examples:
  rollcall apply
  rollcall apply plan.json --yes               in CI, after somebody has looked at the plan
  rollcall apply --consent sha256:4be1… --why "the team moved, see HR-77"`;
