import type { Command } from 'commander';
import type { Start } from '../context.ts';
import type { PoliciesOptions } from '../run-policies.ts';
import type { ProvidersOptions } from '../run-providers.ts';
import type { SandboxCommandOptions } from '../run-sandbox.ts';
import type { ValidateOptions } from '../run-validate.ts';
import type { QuickstartOptions } from './quickstart.ts';
import { formatOption } from './options.ts';

export function addValidateCommand(program: Command, start: Start): void {
  program
    .command('validate')
    .summary('are the manifests right?')
    .description(
      'Reads all manifests and says everything that is wrong with them, each at its place. It needs no credentials ' +
        'and asks no portal.',
    )
    .addOption(formatOption('text', 'json'))
    .addHelpText('after', '\nExamples:\n  rollcall validate\n  rollcall validate -C customers/acme --format json')
    .action((options: ValidateOptions) =>
      start(async (context) => (await import('../run-validate.ts')).runValidate(options, context)),
    );
}

export function addSchemaCommand(program: Command, start: Start): void {
  program
    .command('schema')
    .summary('print the JSON Schema of a kind, or list them')
    .description('Prints one of the JSON Schemas that manifests are checked against; without a name it lists them.')
    .argument('[kind]', 'user, portal, webex-connect/settings, …')
    .addHelpText('after', '\nExamples:\n  rollcall schema\n  rollcall schema user')
    .action((kind: string | undefined) =>
      start(async (context) => (await import('../run-schema.ts')).runSchema(kind, context)),
    );
}

export function addProvidersCommand(program: Command, start: Start): void {
  program
    .command('providers')
    .summary('which portals are known, and what of them is real')
    .description(
      'Lists the providers, their kinds of resource, what can be done by API and what has to be done by hand.',
    )
    .addOption(formatOption('text', 'json'))
    .action((options: ProvidersOptions) =>
      start(async (context) => (await import('../run-providers.ts')).runProviders(options, context)),
    );
}

export function addPoliciesCommand(program: Command, start: Start): void {
  program
    .command('policies')
    .summary('which policies come with Rollcall, and what they take')
    .description('Lists the policies that a Policy document may name under use, with their params and rules.')
    .addOption(formatOption('text', 'json'))
    .action((options: PoliciesOptions) =>
      start(async (context) => (await import('../run-policies.ts')).runPolicies(options, context)),
    );
}

export function addSandboxCommand(program: Command, start: Start): void {
  program
    .command('sandbox')
    .summary('emulate the portals of this workspace on this machine')
    .description(
      'Runs emulators of all portals of the workspace on 127.0.0.1, with an inbox and the pages that people see. Its ' +
        'start page shows people, mails, the clock and faults. Nothing in it is real, and it forgets everything when ' +
        'it ends. Then: rollcall plan --sandbox',
    )
    .option('--port <port>', 'the port to listen on; 0 for any free one', '4747')
    .addHelpText('after', '\nExamples:\n  rollcall sandbox\n  rollcall sandbox --port 0')
    .action((options: SandboxCommandOptions) =>
      start(async (context) => (await import('../run-sandbox.ts')).runSandbox(options, context)),
    );
}

export function addQuickstartCommand(program: Command, start: Start): void {
  program
    .command('quickstart', { hidden: true })
    .description('Shows the whole story on the sandbox: plan, apply, waiting, joining, nothing to do.')
    .option('--open', 'leave the sandbox running, and do not play the persons’ part')
    .action((options: QuickstartOptions) =>
      start(async (context) => (await import('./quickstart.ts')).runQuickstart(options, context)),
    );
}
