import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LoadedWorkspace, loadWorkspace } from '../../engine/manifest/load-workspace.ts';
import type { Offboarded } from '../../engine/model/ledger.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { toyProvider } from '../support/toy-provider.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export const rollcall = 'apiVersion: rollcall/v1\nkind: Workspace\nworkspace: acme\n';

export const portal = `apiVersion: rollcall/v1
kind: Portal
metadata: { name: lab }
spec: { provider: toy }
`;

/** A User document with a badge on the portal `lab`. */
export function user(name: string, more = ''): string {
  return `apiVersion: rollcall/v1
kind: User
metadata: { name: ${name} }
spec:
  email: ${name}@acme.example
  access: [{ portal: lab, role: Red }]
${more}`;
}

/** A folder with these files, besides `rollcall.yaml` unless it is among them. Removed after the test. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-manifest-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries({ 'rollcall.yaml': rollcall, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface LoadExtra {
  readonly at?: string;
  readonly providers?: readonly Provider[];
  readonly cacheFolder?: string | null;
  readonly offboarded?: readonly Offboarded[];
}

export async function loadFolder(folder: string, extra: LoadExtra = {}): Promise<LoadedWorkspace> {
  const { at = '2026-11-21T12:00:00Z', providers = [toyProvider()], cacheFolder = null, offboarded = [] } = extra;
  return await loadWorkspace({ folder, at: Date.parse(at), providers, cacheFolder, offboarded });
}

export async function load(files: Files, extra: LoadExtra = {}): Promise<LoadedWorkspace> {
  return await loadFolder(folderOf(files), extra);
}

/** `code file:line:column`, one for each diagnostic. */
export function said({ diagnostics }: Pick<LoadedWorkspace, 'diagnostics'>): readonly string[] {
  return diagnostics.map(({ code, at }) => `${code} ${at?.file}:${at?.line}:${at?.column}`);
}
