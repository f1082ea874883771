import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { systemCode, systemRefusal } from '../model/system-refusal.ts';
import { isBelow } from './inside.ts';

export interface FoundFiles {
  /** Relative to the workspace, with `/`, in the order of their UTF-16 code units. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Search {
  /** The workspace with every symbolic link followed. */
  readonly root: string;
  readonly folder: string;
  readonly files: Set<string>;
  /** What was already walked or read, with every link followed. */
  readonly reached: Set<string>;
  readonly links: string[];
  readonly diagnostics: Diagnostic[];
}

/**
 * All YAML files below a folder of the workspace. Folders whose name begins with a dot and `node_modules` are left
 * out. A symbolic link is followed only inside the workspace; what it leads to is read once.
 */
export function findFiles(workspace: string, manifests: string): FoundFiles {
  const search: Search = {
    root: realpathSync(workspace),
    folder: workspace,
    files: new Set(),
    reached: new Set(),
    links: [],
    diagnostics: [],
  };
  const start = manifests === '.' ? '' : relative(workspace, join(workspace, manifests)).split(sep).join('/');
  walkFolder(search, start);
  // Links come last, so that a file has the name under which it really stands.
  for (let link = search.links.shift(); link !== undefined; link = search.links.shift()) followLink(search, link);
  return { files: [...search.files].sort(), diagnostics: search.diagnostics };
}

function walkFolder(search: Search, folder: string): void {
  const real = realPath(search, folder);
  if (real === undefined || search.reached.has(real)) return;
  search.reached.add(real);
  for (const entry of entriesOf(search, folder)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isSymbolicLink()) search.links.push(path);
    else if (entry.isDirectory() && isWalked(entry.name)) walkFolder(search, path);
    else if (isYaml(entry.name) && !entry.isDirectory()) addFile(search, path, entry.isFile());
  }
}

function entriesOf(search: Search, folder: string): readonly Dirent[] {
  try {
    return readdirSync(join(search.folder, folder), { withFileTypes: true });
  } catch (error) {
    search.diagnostics.push(unreadable(folder || '.', error));
    return [];
  }
}

function addFile(search: Search, path: string, regular: boolean): void {
  if (regular) search.files.add(path);
  else search.diagnostics.push(notAFile(path));
}

function followLink(search: Search, path: string): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const real = realPath(search, path);
  if (real === undefined) return;
  const type = statSync(real);
  if (type.isDirectory() ? !isWalked(name) : !isYaml(name)) return;
  if (!isBelow(search.root, real)) {
    search.diagnostics.push(leadsOut(path));
    return;
  }
  if (type.isDirectory()) walkFolder(search, path);
  else if (!search.reached.has(real) && !search.files.has(relative(search.root, real).split(sep).join('/'))) {
    search.reached.add(real);
    addFile(search, path, type.isFile());
  }
}

function realPath(search: Search, path: string): string | undefined {
  try {
    return realpathSync(join(search.folder, path));
  } catch (error) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (isYaml(name) || path === '' || !search.links.includes(path))
      search.diagnostics.push(unreadable(path || '.', error));
    return undefined;
  }
}

function isWalked(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !name.startsWith('.');
}

/** Said instead of reading it. */
export function leadsOut(path: string): Diagnostic {
  return {
    ...problem('symlink-outside', 'A symbolic link that leads out of the workspace', path),
    detail: `${path} leads to a place outside the workspace. Manifests are read only from inside it.`,
    cure: 'Copy the file into the workspace, or remove the link.',
  };
}

/** A folder, a named pipe, a device: said instead of reading it. */
export function notAFile(path: string): Diagnostic {
  return {
    ...problem('not-a-file', 'Something that is no file', path),
    detail: `${path} is a folder, a named pipe, a socket or a device; manifests are read from regular files only.`,
    cure: 'Remove it, or call it otherwise.',
  };
}

/** A file or folder that the system does not let us read, with the system's own reason. */
export function unreadable(path: string, error: unknown): Diagnostic {
  const code = systemCode(error) ?? 'unknown';
  return {
    ...problem('unreadable', 'A file or folder that cannot be read', path),
    detail: `${path} cannot be read: ${systemRefusal(code, 'read').text} (${code}).`,
    cure: 'Check that it exists and that you may read it.',
  };
}

function problem(code: string, summary: string, file: string): Diagnostic {
  return { code, severity: 'error', summary, detail: file, at: { file, line: 1, column: 1, length: 1 } };
}
