import type { Command } from 'commander';
import type { Start } from '../context.ts';
import { exitCodeHelp } from '../exit-codes.ts';
import type { OffboardOptions } from '../run-offboard.ts';
import { sandboxOption } from './options.ts';

export function addOffboardCommand(program: Command, start: Start): void {
  program
    .command('offboard')
    .summary('take everything from one person, on all portals, now')
    .description(
      'For when there is no time for a reviewed change: takes from one person all that Rollcall owns of theirs, on all ' +
        'portals, whatever the manifests say. Shows the plan, asks, does it, and lists what it cannot take back. From ' +
        'then on nothing is given to them until it is withdrawn. Rails count as ever; what a Portal protects stays, and ' +
        'is listed; a freeze does not hold it. Where there is time, write leave into the User document instead.',
    )
    .argument('<person>', 'the address, or the name of the User document')
    .option('--now', 'at once; without it nothing is done')
    .option('--why <reason>', 'the reason, kept in the ledger')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .option('--consent <digest>', 'consent to exactly the plan with this digest, where a rail refuses it')
    .option('--withdraw', 'take an offboarding back: the manifests count again for this person')
    .option('--json', 'progress and report as JSON, one value per line')
    .addOption(sandboxOption())
    .addHelpText('after', `\n${examples}\n\n${exitCodeHelp}`)
    .action((person: string, options: OffboardOptions) =>
      start(async (context) => (await import('../run-offboard.ts')).runOffboard(person, options, context)),
    );
}

const examples = `Examples:
  rollcall offboard ada@acme.example --now --why "left in anger, HR-88"
  rollcall offboard ada@acme.example --withdraw --why "it was another Ada"`;
