import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { instantOf } from '../../model/instant.ts';
import { readLedger } from '../../ledger/read-ledger.ts';
import { createLocator } from '../../manifest/locator.ts';
import { createCachedReader } from '../../manifest/read-cached.ts';
import { readSource } from '../../manifest/read-source.ts';
import { readWorkspaceFile, workspaceFile } from '../../manifest/workspace-file.ts';
import type { Commands } from '../../render/commands.ts';
import { safeText } from '../../render/safe-text.ts';
import { actorOf } from '../actor.ts';
import { CliFailure, Unmended } from '../cli-failure.ts';
import type { CliContext } from '../context.ts';
import { demandOwnWords } from '../demand-own-words.ts';
import { unwritable } from '../file-failure.ts';
import { nextCommands } from '../next-commands.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { ledgerFilesAt } from '../ledger-access.ts';
import { pointingAside } from '../ledger-aside.ts';
import type { Runtime } from '../runtime.ts';
import { demandWhole, schemaFolder } from '../own-files.ts';
import { draftFile, writeWholeFile } from '../whole-file.ts';
import { withRuntime } from '../with-runtime.ts';
import { beginLedger } from './begin-ledger.ts';
import { forgottenSweeps } from './forgotten-sweeps.ts';
import { prepareForGit } from './prepare-for-git.ts';
import { withLedgerId } from './init-ledger-id.ts';
import { templatesFor, workspaceText } from './init-templates.ts';

export interface InitOptions {
  readonly newLedger?: boolean;
  readonly why?: string;
  /** Whether somebody else tells what comes next. */
  readonly told?: boolean;
}

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
    const { text, known } = readWorkspaceText(folder);
    const files = ledgerFilesAt({ folder, path: known.path });
    if (known.id !== undefined && options.newLedger !== true) {
      const ledger = { folder, path: known.path, id: known.id };
      const { state } = await pointingAside(ledger, () => readLedger({ files, ledgerId: ledger.id }));
      screen.out(`The ledger ${known.id} is there, with ${state.seq} entries. Nothing to do.\n`);
      return exitCodes.done;
    }
    const forgotten = known.id === undefined ? [] : await forgottenSweeps(files, known.id);
    const id = runtime.deps.newId();
    const draft = draftFile({
      path: join(folder, workspaceFile),
      text: textWithId({ text, id, options, context, runtime }),
    });
    // The ledger first: an id without its ledger would look like a lost one. But the changed text is on the disk
    // before: a ledger whose id found no room would belong to nobody.
    const old = options.newLedger === true ? { old: known.id ?? null } : {};
    await beginLedger({ folder, screen, path: known.path, id, draft, deps: runtime.deps, ...old });
    screen.out(`Began the ledger ${id} in ${safeText(known.path)}, and wrote its id into ${workspaceFile}.\n`);
    if (forgotten.length > 0) {
      screen.out(`The old ledger knew what this one does not: ${safeText(forgotten.join(', '))}.\n`);
    }
    if (options.told !== true) screen.out(nextSteps(nextCommands(context), options));
    return exitCodes.done;
  });
}

/** A ledger is of the portals that its first run reached: whoever only tries the sandbox needs another one. */
function nextSteps(commands: Commands, { newLedger }: InitOptions): string {
  if (newLedger === true) {
    return [
      `Next: ${commands('plan')}: look at what it would adopt, invite, mail and reset before anything is applied. The new`,
      'ledger knows of no offboarding, lockdown, mail or reset, and its rails count from nothing: take out of the',
      'manifests whoever must not come back. Commit the old folder with the new one.',
      '',
    ].join('\n');
  }
  return [
    `Next: ${commands('validate')}`,
    'Then try it in the sandbox, in a copy of this folder: the first apply makes a ledger one of the sandbox or of the',
    'live portals, and it stays so. In the copy: rollcall sandbox, and in another terminal rollcall plan --sandbox',
    '',
  ].join('\n');
}

interface LedgerInFile {
  readonly id: string | undefined;
  readonly path: string;
}

/**
 * The text that the id is written into. It is read as every other command reads it, so that nothing is written into
 * what none of them could use, and nothing is waited at.
 *
 * @throws Unmended with all that is wrong with it.
 */
function readWorkspaceText(folder: string): { readonly text: string; readonly known: LedgerInFile } {
  const locator = createLocator(folder);
  const { file, diagnostics } = readWorkspaceFile(folder, createCachedReader(null, locator));
  if (file === undefined) throw new Unmended(locator.place(diagnostics), locator.sourceLine);
  const { bytes, problem } = readSource(folder, workspaceFile);
  if (bytes === undefined) throw new Unmended([problem]);
  const { id, path = defaultPath } = file.form.ledger ?? {};
  return { text: bytes.toString('utf8'), known: { id, path } };
}

interface Beginning {
  readonly text: string;
  readonly id: string;
  readonly options: InitOptions;
  readonly context: CliContext;
  readonly runtime: Runtime;
}

/** @throws CliFailure where the id cannot be written: before anything is moved or begun. */
function textWithId({ text, id, options, context, runtime }: Beginning): string {
  const { deps } = runtime;
  const day = instantOf(deps.clock.now()).slice(0, 10);
  const why = safeText((options.why ?? '').replace(/\s+/g, ' '));
  const note =
    options.newLedger === true ? `new ledger of ${day} by ${safeText(actorOf(context.env).name)}: ${why}` : undefined;
  const changed = withLedgerId(text, id, note);
  if (changed !== undefined) return changed;
  throw new CliFailure(`The ledger's id cannot be written into ${workspaceFile}`, {
    cure: 'Write ledger as a block of its own, without characters that are written as escapes.',
  });
}

/** Into an empty folder a whole small workspace, else only the file that was missing. Never replaces anything. */
function scaffold({ folder, screen }: CliContext): void {
  const name = nameFor(folder);
  if (!existsSync(join(folder, workspaceFile))) {
    const templates = isEmpty(folder) ? templatesFor(name) : [{ file: workspaceFile, text: workspaceText(name) }];
    for (const { file, text } of templates) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeWholeFile({ path: join(folder, file), text, isNew: true });
      screen.out(`Wrote ${file}\n`);
    }
  }
  const own = join(folder, '.rollcall');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  prepareForGit(own);
  copySchemas(join(own, 'schemas'));
}

/** Editors find the schemas beside the manifests, offline, whoever opens the folder. */
function copySchemas(to: string): void {
  const filter = (path: string): boolean => !/[/\\]types([/\\]|$)/.test(path.slice(schemaFolder().length - 1));
  try {
    cpSync(schemaFolder(), to, { recursive: true, filter });
  } catch (error) {
    demandWhole(schemaFolder());
    throw unwritable(to, error);
  }
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
