import type { LedgerSettings, UserDeclaration, Workspace } from '../model/declaration.ts';
import { type Diagnostic, hasErrors, type Location, type Origin } from '../model/diagnostic.ts';
import { day } from '../model/instant.ts';
import type { Offboarded } from '../model/ledger.ts';
import type { ShippedPolicy } from '../model/policy.ts';
import type { Provider } from '../model/provider.ts';
import { createCatalogue } from './catalogue.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { durationOf } from './duration.ts';
import { freezesOf } from './freezes.ts';
import { createLocator, type Locator } from './locator.ts';
import { withMailTemplates } from './mail-templates.ts';
import { type Manifests, readManifests } from './read-manifests.ts';
import { createCachedReader } from './read-cached.ts';
import { resolveWorkspace } from './resolve-workspace.ts';
import { readWorkspaceFile, type WorkspaceFile, workspaceFile } from './workspace-file.ts';

export interface LoadOptions {
  /** The folder of `rollcall.yaml`, absolute. */
  readonly folder: string;
  /** The moment to plan for, in milliseconds since 1970. */
  readonly at: number;
  readonly providers: readonly Provider[];
  /** Where parsed files are kept between runs; null for nowhere. */
  readonly cacheFolder: string | null;
  /** Rules that a Policy document may name; none where it is left out. */
  readonly shippedPolicies?: readonly ShippedPolicy[];
  /** Who was offboarded by hand: their documents give nothing any more. */
  readonly offboarded?: readonly Offboarded[];
}

export interface LoadedWorkspace {
  /** Null where there are errors. */
  readonly workspace: Workspace | null;
  /** Everything that is wrong, in the order of files and lines, each at its exact place. */
  readonly diagnostics: readonly Diagnostic[];
  /** The exact place of something declared. Reads the file again. */
  readonly locate: (origin: Origin) => Location;
  /** The place of some characters of a text value; undefined where only the whole of it can be told. */
  readonly locateInside: Locator['locateInside'];
  readonly sourceLine: (file: string, line: number) => string | undefined;
  /** Everybody who has a document, whatever it gives. */
  readonly users: () => readonly NamedUser[];
}

export type NamedUser = Pick<UserDeclaration, 'name' | 'email' | 'formerEmails'>;

/** Reads a workspace: YAML files to documents, checked, every reference resolved. Throws for no input. */
export async function loadWorkspace(options: LoadOptions): Promise<LoadedWorkspace> {
  const { folder } = options;
  const locator = createLocator(folder);
  const reader = createCachedReader(options.cacheFolder, locator);
  const { locate, locateInside, sourceLine } = locator;
  const finish = (workspace: Workspace | null, found: readonly Diagnostic[]): LoadedWorkspace => {
    const diagnostics = [...locator.place(found)].sort(byPlace);
    return {
      workspace: hasErrors(diagnostics) ? null : workspace,
      diagnostics,
      locate,
      locateInside,
      sourceLine,
      users: () => everybody(),
    };
  };
  let everybody: LoadedWorkspace['users'] = () => [];
  const { file, diagnostics } = readWorkspaceFile(folder, reader);
  if (file === undefined) return finish(null, diagnostics);
  const manifests = readManifests({
    folder,
    manifests: file.form.manifests ?? '.',
    workspaceHash: file.hash,
    reader,
  });
  // Where a file could not be read, every reference into it would look like a mistake of its own.
  if (!manifests.parsed) return finish(null, manifests.diagnostics);
  const catalogue = createCatalogue(manifests.documents, manifests.refused);
  everybody = () => [...catalogue.users.values()].map(named);
  const { providers, at, shippedPolicies = [], offboarded = [] } = options;
  const resolved = resolveWorkspace({ file, catalogue, providers, at, shippedPolicies, offboarded });
  const strays = manifests.documents.filter(({ value }) => value['kind'] === 'Workspace').map(strayWorkspace);
  const frozen = freezesOf({ file, portals: [...catalogue.portals.keys()], at });
  const found = [...manifests.diagnostics, ...strays, ...resolved.diagnostics, ...frozen.diagnostics];
  if (!hasErrors(found) && catalogue.portals.size === 0) found.push(noPortal());
  const { portals, diagnostics: wrong } = await withMailTemplates(folder, resolved.portals, resolved.templateFolders);
  found.push(...wrong);
  const { consents, users, policies } = resolved;
  const rules = users === undefined || policies === undefined ? {} : { users, policies };
  return finish(
    { ...settingsOf(file, manifests), folder, portals, consents, freezes: frozen.freezes, ...rules },
    found,
  );
}

function named({ value: { metadata, spec } }: ManifestDocument<'User'>): NamedUser {
  return { name: metadata.name, email: spec.email, formerEmails: spec.formerEmails ?? [] };
}

function settingsOf(file: WorkspaceFile, manifests: Manifests): Omit<Workspace, 'folder' | 'portals' | 'consents'> {
  const { form } = file;
  const { id, path = '.rollcall/ledger' } = form.ledger ?? {};
  const ledger: LedgerSettings = { store: 'file', path, ...(id === undefined ? {} : { id }) };
  return {
    name: form.workspace,
    ledger,
    timezone: form.timezone ?? 'UTC',
    planMaxAge: form.planMaxAge === undefined ? day : durationOf(form.planMaxAge),
    manifestDigest: manifests.digest,
    documents: manifests.documents.length + 1,
  };
}

function strayWorkspace(document: Manifests['documents'][number]): Diagnostic {
  return {
    code: 'second-workspace',
    severity: 'error',
    summary: 'A second Workspace document',
    detail: `The Workspace document stands in ${workspaceFile}, and only there.`,
    cure: 'Remove this one; a workspace inside another one is not read.',
    origin: originOf(document, ['kind']),
  };
}

function noPortal(): Diagnostic {
  return {
    code: 'no-portal',
    severity: 'error',
    summary: 'No Portal document',
    detail: 'Not one Portal document was read. If there were some before, everything would look removed.',
    cure: `Add a Portal document, or correct manifests in ${workspaceFile}: it says where manifests are read from.`,
    at: { file: workspaceFile, line: 1, column: 1, length: 1 },
  };
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  const [a, b] = [left.at, right.at];
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
