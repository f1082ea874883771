import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Start } from '../context.ts';
import { exitCodeHelp } from '../exit-codes.ts';
import type { PlanOptions } from '../run-plan.ts';
import { soleLists } from '../../render/shown-items.ts';
import { legend } from '../../render/symbols.ts';
import { collected, formatOption, sandboxOption } from './options.ts';

const shows = ['unchanged', 'waiting', 'unmanaged', 'blocked', 'upcoming', ...soleLists, 'all'];

export function addPlanCommand(program: Command, start: Start): void {
  program
    .command('plan')
    .summary('show what apply would do, to whom, and what can go wrong')
    .description(
      'Reads the manifests and the portals, compares, and shows what apply would do. It never changes anything at a ' +
        'portal and never writes to the ledger. A portal that cannot be read is said to be so, never taken for empty.',
    )
    .option('--out <file>', 'write the plan into a file that apply takes')
    .option('--detailed-exitcode', 'exit with 2 for changes and with 3 for people who are waited for')
    .option('--target <address>', 'only this portal, portal/kind or address; several times for several', collected)
    .option('--exclude <address>', 'all but this one; several times for several', collected)
    .option('--at <date>', 'as it would be at another moment: a date or an instant')
    .option('--refresh-only', 'only look: what moved at the portals since the last record; changes nothing')
    .option('--destroy', 'the end of everything that Rollcall manages here')
    .option('--lockdown', 'the removal of all that Rollcall owns, but what is protected')
    .addOption(
      new Option(
        '--show <what>',
        'list these besides the changes, or only what is removed, needs a consent, or counts for a rail',
      )
        .choices(shows)
        .argParser(collectedShow),
    )
    .addOption(formatOption('text', 'json', 'markdown'))
    .addOption(sandboxOption())
    .addHelpText('after', `\n${examples}\n\n${symbolHelp}\n\n${exitCodeHelp}`)
    .action((options: PlanOptions) =>
      start(async (context) => (await import('../run-plan.ts')).runPlan(options, context)),
    );
}

const examples = `Examples:
  rollcall plan
  rollcall plan --out plan.json --detailed-exitcode
  rollcall plan --format markdown              for a comment on a pull request
  rollcall plan --at 2026-11-27                what Friday brings
  rollcall plan --target acme-connect --show unchanged`;

const symbolHelp = `Symbols:\n${legend()
  .map((text) => `  ${text}`)
  .join('\n')}`;

/** Choices and repetition do not go together by themselves. */
function collectedShow(value: string, before: readonly string[] | undefined): string[] {
  if (shows.includes(value)) return collected(value, before);
  throw new InvalidArgumentError(`Allowed choices are ${shows.join(', ')}.`);
}
