import type { Command } from 'commander';
import type { Start } from '../context.ts';
import type { InitOptions } from './init-workspace.ts';

export function addInitCommand(program: Command, start: Start): void {
  program
    .command('init')
    .summary('begin a workspace and its ledger')
    .description(
      'Begins the ledger of a workspace and writes its id into rollcall.yaml, comments kept. In an empty folder it ' +
        'first writes a small workspace that can be tried on the sandbox at once. Done twice, it changes nothing. ' +
        'It never asks a portal and never replaces a ledger, unless --new-ledger says so.',
    )
    .option('--new-ledger', 'leave the old ledger behind and start a new one; what it owned is owned no longer')
    .option('--why <reason>', 'the reason for a new ledger, kept in rollcall.yaml')
    .addHelpText(
      'after',
      '\nExamples:\n  rollcall init\n  rollcall init --new-ledger --why "the disk is gone, see OPS-12"',
    )
    .action((options: InitOptions) =>
      start(async (context) => (await import('./init-workspace.ts')).runInit(options, context)),
    );
}
