import type { Command } from 'commander';
import type { Start } from '../context.ts';
import { exitCodeHelp } from '../exit-codes.ts';
import type { StatusOptions } from '../run-status.ts';
import { formatOption, sandboxOption } from './options.ts';

export function addStatusCommand(program: Command, start: Start): void {
  program
    .command('status')
    .summary('who is waited for, since when, and what to do next')
    .description(
      'Looks at the portals and the ledger and says who is waited for, for which step, since when and until when, and ' +
        'the next thing to do. Steps by hand come as one checklist per portal. It changes nothing.',
    )
    .addOption(formatOption('text', 'json', 'markdown'))
    .addOption(sandboxOption())
    .addHelpText('after', `\nExamples:\n  rollcall status\n  rollcall status --format markdown\n\n${exitCodeHelp}`)
    .action((options: StatusOptions) =>
      start(async (context) => (await import('../run-status.ts')).runStatus(options, context)),
    );
}
