import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace as WorkspaceForm } from '../../schemas/types/workspace.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { originOf, type RawDocument } from './document.ts';
import { leadsOut } from './find-files.ts';
import { isInside } from './inside.ts';
import { type Calendar, createCalendar } from './moments.ts';
import type { CachedReader } from './read-cached.ts';
import { readSource } from './read-source.ts';

export const workspaceFile = 'rollcall.yaml';

/** `rollcall.yaml` as it was read. */
export interface WorkspaceFile {
  readonly form: WorkspaceForm;
  readonly document: RawDocument;
  readonly calendar: Calendar;
  /** Of its bytes. */
  readonly hash: string;
}

export type WorkspaceReading =
  | { readonly file: WorkspaceFile; readonly diagnostics?: undefined }
  | { readonly file?: undefined; readonly diagnostics: readonly Diagnostic[] };

export function readWorkspaceFile(folder: string, reader: CachedReader): WorkspaceReading {
  if (!existsSync(join(folder, workspaceFile))) return { diagnostics: [noWorkspace()] };
  if (!isInside(folder, workspaceFile)) return { diagnostics: [leadsOut(workspaceFile)] };
  const { bytes, problem } = readSource(folder, workspaceFile);
  if (bytes === undefined) return { diagnostics: [problem] };
  const { reading, hash } = reader.read(bytes, workspaceFile);
  const { documents, refused, diagnostics } = reading;
  if (diagnostics.length > 0) return { diagnostics };
  const all = [...documents, ...refused];
  const strange = all.filter((document, index) => index > 0 || document.value['kind'] !== 'Workspace');
  const [document] = all;
  if (document === undefined) return { diagnostics: [noWorkspace()] };
  if (strange.length > 0) return { diagnostics: strange.map(notAlone) };
  return settle(folder, document, hash);
}

function settle(folder: string, document: RawDocument, hash: string): WorkspaceReading {
  const form: unknown = document.value;
  // The schema of Workspace has accepted it.
  const workspace = form as WorkspaceForm;
  const calendar = createCalendar(workspace.timezone ?? 'UTC');
  const diagnostics: Diagnostic[] = [];
  if (calendar === undefined) diagnostics.push(unknownTimezone(document, `${workspace.timezone}`));
  if (!isInside(folder, workspace.manifests ?? '.')) diagnostics.push(folderOutside(document));
  if (calendar === undefined || diagnostics.length > 0) return { diagnostics };
  return { file: { form: workspace, document, calendar, hash } };
}

function noWorkspace(): Diagnostic {
  return {
    code: 'no-workspace',
    severity: 'error',
    summary: 'No workspace here',
    detail: `This folder has no ${workspaceFile} that says anything.`,
    cure: 'Change to the folder of the workspace, or begin one with: rollcall init',
    at: { file: workspaceFile, line: 1, column: 1, length: 1 },
  };
}

function notAlone(document: RawDocument): Diagnostic {
  return {
    code: 'workspace-not-alone',
    severity: 'error',
    summary: 'A document that is out of place',
    detail: `${workspaceFile} holds one document, of kind Workspace, and no other.`,
    cure: 'Move the other documents to files of their own.',
    origin: originOf(document, ['kind']),
  };
}

function unknownTimezone(document: RawDocument, timezone: string): Diagnostic {
  return {
    code: 'unknown-timezone',
    severity: 'error',
    summary: 'A time zone that does not exist',
    detail: `${timezone} is no time zone that this machine knows.`,
    cure: 'Write an IANA name, such as Europe/Berlin or UTC.',
    origin: originOf(document, ['timezone']),
  };
}

function folderOutside(document: RawDocument): Diagnostic {
  return {
    code: 'manifests-outside',
    severity: 'error',
    summary: 'A manifest folder that cannot be used',
    detail: 'The folder of the manifests must exist inside the workspace.',
    cure: 'Write a folder relative to rollcall.yaml, or leave the key out for the folder itself.',
    origin: originOf(document, ['manifests']),
  };
}
