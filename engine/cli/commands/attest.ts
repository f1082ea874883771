import type { Command } from 'commander';
import type { Start } from '../context.ts';
import type { AttestOptions } from '../attest-words.ts';
import { collected } from './options.ts';

export function addAttestCommand(program: Command, start: Start): void {
  program
    .command('attest')
    .summary('vouch that a step was done that no portal shows')
    .description(
      'Records in the ledger that somebody vouches for a step: who (the identity of the CI run, or the user of this ' +
        'machine), for whom, and what shows it. It asks no portal. It can be taken back; nobody vouches for privileged ' +
        'access of their own, nor for what the portal shows itself.',
    )
    .argument('[address]', 'portal/kind/key, as status shows it')
    .option('--step <step>', 'which step was done, as status shows it')
    .option('--evidence <reference>', 'a ticket, a file or a link that shows it')
    .option('--set <key=value>', 'what could not be read (key:=json for other values than text)', collected)
    .option('--for <person>', 'the person whose word it is, where it is not yours')
    .option('--sitting <id>', 'all steps of one sitting at one portal')
    .option('--withdraw <number>', 'take back the attestation with this ledger number')
    .option('--why <reason>', 'the reason for taking it back')
    .addHelpText('after', `\n${examples}`)
    .action((address: string | undefined, options: AttestOptions) =>
      start(async (context) => (await import('../run-attest.ts')).runAttest(address, options, context)),
    );
}

const examples = `Examples:
  rollcall attest acme-connect/teammate/ada@acme.example --step join --evidence HR-1042
  rollcall attest --sitting acme-connect-2026-11-21 --evidence TS0180
  rollcall attest --withdraw 14 --why "it was another Ada"

Exit codes:
  0  recorded
  1  an error, such as a step that nobody waits for, or that the portal shows
  4  refused: one's own privileged access`;
