import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { instantOf } from '../../model/instant.ts';
import { createLedger } from '../../ledger/create-ledger.ts';
import type { LedgerFiles } from '../../ledger/ledger-files.ts';
import { readLedger } from '../../ledger/read-ledger.ts';
import { readSource } from '../../manifest/read-source.ts';
import type { Commands } from '../../render/commands.ts';
import { actorOf } from '../actor.ts';
import { CliFailure, Unmended } from '../cli-failure.ts';
import type { CliContext } from '../context.ts';
import { demandOwnWords } from '../demand-own-words.ts';
import { nextCommands } from '../next-commands.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { ledgerFilesAt } from '../ledger-access.ts';
import type { Runtime } from '../runtime.ts';
import { schemaFolder } from '../run-schema.ts';
import { withRuntime } from '../with-runtime.ts';
import { ignoreInGit } from './init-gitignore.ts';
import { withLedgerId } from './init-ledger-id.ts';
import { templatesFor, workspaceText } from './init-templates.ts';

export interface InitOptions {
  readonly newLedger?: boolean;
  readonly why?: string;
  /** Whether somebody else tells what comes next. */
  readonly told?: boolean;
}

const workspaceFile = 'rollcall.yaml';
const defaultPath = '.rollcall/ledger';

/** Makes a workspace of a folder, and the ledger that remembers what is done. */
export async function runInit(options: InitOptions, context: CliContext): Promise<ExitCode> {
  if (options.newLedger === true && (options.why ?? '').trim() === '') {
    throw new CliFailure('--new-ledger needs --why: whoever reads rollcall.yaml later will ask');
  }
  demandOwnWords('--why', options.why ?? '');
  return await withRuntime(context, async (runtime) => {
    scaffold(context);
    const { folder, screen } = context;
    const text = workspaceFileText(folder);
    const known = ledgerSettingsOf(text);
    const files = ledgerFilesAt({ folder, path: known.path });
    if (known.id !== undefined && options.newLedger !== true) {
      const { state } = await readLedger({ files, ledgerId: known.id });
      screen.out(`The ledger ${known.id} is there, with ${state.seq} entries. Nothing to do.\n`);
      return exitCodes.done;
    }
    if (options.newLedger === true) leaveBehind(context, known);
    const id = await beginLedger({ text, files, options, context, runtime });
    screen.out(`Began the ledger ${id} in ${known.path}, and wrote its id into ${workspaceFile}.\n`);
    if (options.told !== true) screen.out(nextSteps(nextCommands(context)));
    return exitCodes.done;
  });
}

/** A ledger is of the portals that its first run reached: whoever only tries the sandbox needs another one. */
function nextSteps(commands: Commands): string {
  return [
    `Next: ${commands('validate')}`,
    'Then try it in the sandbox, in a copy of this folder: the first apply makes a ledger one of the sandbox or of the',
    'live portals, and it stays so. In the copy: rollcall sandbox, and in another terminal rollcall plan --sandbox',
    '',
  ].join('\n');
}

/** What could not be read as a manifest is told as one, and nothing is waited at. */
function workspaceFileText(folder: string): string {
  const { bytes, problem } = readSource(folder, workspaceFile);
  if (bytes === undefined) throw new Unmended([problem]);
  return bytes.toString('utf8');
}

interface Beginning {
  readonly text: string;
  readonly files: LedgerFiles;
  readonly options: InitOptions;
  readonly context: CliContext;
  readonly runtime: Runtime;
}

/** The ledger first: an id without its ledger would look like a lost one. */
async function beginLedger({ text, files, options, context, runtime }: Beginning): Promise<string> {
  const { deps } = runtime;
  const ledgerId = deps.newId();
  const note =
    options.newLedger === true
      ? `new ledger of ${instantOf(deps.clock.now()).slice(0, 10)} by ${actorOf(context.env).name}: ${options.why}`
      : undefined;
  const changed = withLedgerId(text, ledgerId, note);
  if (changed === undefined) {
    throw new CliFailure(`${workspaceFile} is not a YAML mapping`, {
      cure: 'rollcall validate says where it is wrong.',
    });
  }
  await createLedger({ files, ledgerId, deps });
  writeFileSync(join(context.folder, workspaceFile), changed);
  return ledgerId;
}

function ledgerSettingsOf(text: string): { readonly id: string | undefined; readonly path: string } {
  const document = parseDocument(text);
  if (document.errors.length > 0) return { id: undefined, path: defaultPath };
  const [id, path] = [document.getIn(['ledger', 'id']), document.getIn(['ledger', 'path'])];
  return { id: typeof id === 'string' ? id : undefined, path: typeof path === 'string' ? path : defaultPath };
}

/** The old history stays readable beside the new one. */
function leaveBehind(
  { folder, screen }: CliContext,
  known: { readonly id: string | undefined; readonly path: string },
): void {
  const place = join(folder, known.path);
  if (!existsSync(place)) return;
  const aside = `${known.path}-${known.id ?? 'without-id'}`;
  if (existsSync(join(folder, aside))) throw new CliFailure(`${aside} is there already: move it away first`);
  renameSync(place, join(folder, aside));
  screen.out(`The old ledger stands in ${aside} now. What it owned is owned no longer: the next plan adopts it.\n`);
}

/** Into an empty folder a whole small workspace, else only the file that was missing. Never replaces anything. */
function scaffold({ folder, screen }: CliContext): void {
  const name = nameFor(folder);
  if (!existsSync(join(folder, workspaceFile))) {
    const templates = isEmpty(folder) ? templatesFor(name) : [{ file: workspaceFile, text: workspaceText(name) }];
    for (const { file, text } of templates) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text, { flag: 'wx' });
      screen.out(`Wrote ${file}\n`);
    }
  }
  const own = join(folder, '.rollcall');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  ignoreInGit(own);
  copySchemas(join(own, 'schemas'));
}

/** Editors find the schemas beside the manifests, offline, whoever opens the folder. */
function copySchemas(to: string): void {
  cpSync(schemaFolder(), to, {
    recursive: true,
    filter: (path) => !/[/\\]types([/\\]|$)/.test(path.slice(schemaFolder().length - 1)),
  });
}

function isEmpty(folder: string): boolean {
  return readdirSync(folder).every((name) => name.startsWith('.') || /^(README|LICENSE)/i.test(name));
}

function nameFor(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'workspace' : name.slice(0, 63);
}
