import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { Diagnostic, Origin } from '../model/diagnostic.ts';
import { leadsOut } from './find-files.ts';
import { isInside } from './inside.ts';
import type { TemplateFile } from './liquid-templates.ts';
import { withoutMark } from './manifest-text.ts';
import { readSource } from './read-source.ts';

export interface PortalsWithTemplates {
  readonly portals: readonly PortalDeclaration[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A portal and the folder that its `spec.mail.templates` names. */
export interface TemplateFolder {
  readonly portal: string;
  readonly path: string;
}

/** The most bytes of one template. */
export const mostTemplateBytes = 64 * 1024;

/** Reads and parses the templates of every portal that names a folder of them. Loads the library only then. */
export async function withMailTemplates(
  workspace: string,
  portals: readonly PortalDeclaration[],
  folders: readonly TemplateFolder[],
): Promise<PortalsWithTemplates> {
  if (folders.length === 0) return { portals, diagnostics: [] };
  const { parseTemplates } = await import('./liquid-templates.ts');
  const diagnostics: Diagnostic[] = [];
  const pathOf = new Map(folders.map(({ portal, path }) => [portal, path]));
  const given = portals.map((portal): PortalDeclaration => {
    const path = pathOf.get(portal.name);
    if (path === undefined || portal.mail === undefined) return portal;
    const files = readTemplates({ workspace, path, portal, diagnostics });
    const parsed = parseTemplates(files);
    diagnostics.push(...parsed.diagnostics);
    return { ...portal, mail: { ...portal.mail, templates: parsed.templates } };
  });
  return { portals: given, diagnostics };
}

interface Reading {
  readonly workspace: string;
  readonly path: string;
  readonly portal: PortalDeclaration;
  readonly diagnostics: Diagnostic[];
}

function readTemplates({ workspace, path, portal, diagnostics }: Reading): TemplateFile[] {
  const origin: Origin = { ...portal.origin, path: ['spec', 'mail', 'templates'] };
  const folder = posix.normalize(path.replaceAll('\\', '/')).replace(/\/$/, '');
  const names = isInside(workspace, folder) ? namesIn(join(workspace, folder)) : undefined;
  if (names === undefined) {
    diagnostics.push(noFolder(path, origin));
    return [];
  }
  const files: TemplateFile[] = [];
  for (const name of names) {
    const file = folder === '.' ? name : `${folder}/${name}`;
    const read = readTemplate(workspace, file);
    if (typeof read === 'string') files.push({ file, name, text: read });
    else diagnostics.push(read);
  }
  return files;
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.liquid'))
      .sort();
  } catch {
    return undefined;
  }
}

function readTemplate(workspace: string, file: string): string | Diagnostic {
  if (!isInside(workspace, file))
    return { ...leadsOut(file), detail: `${file} leads out of the workspace, or nowhere.` };
  const { bytes, problem } = readSource(workspace, file);
  if (bytes === undefined) return problem;
  if (bytes.length > mostTemplateBytes) return tooLarge(file, bytes.length);
  const text = withoutMark(bytes.toString('utf8')).replaceAll('\r\n', '\n');
  return text.includes('\uFFFD') || text.includes('\0') ? notText(file) : text;
}

function noFolder(path: string, origin: Origin): Diagnostic {
  return {
    code: 'no-template-folder',
    severity: 'error',
    summary: 'A folder of mail templates that cannot be used',
    detail: `${path} is no folder inside the workspace that can be read.`,
    cure: 'Name a folder relative to rollcall.yaml, or leave the key out for the built-in words.',
    origin,
  };
}

function tooLarge(file: string, size: number): Diagnostic {
  return {
    code: 'template-too-large',
    severity: 'error',
    summary: 'A mail template that is too large',
    detail: `${file} has ${size} bytes; a mail template has at most ${mostTemplateBytes}.`,
    cure: 'Shorten it.',
    at: { file, line: 1, column: 1, length: 1 },
  };
}

function notText(file: string): Diagnostic {
  return {
    code: 'not-text',
    severity: 'error',
    summary: 'A mail template that is no text',
    detail: `${file} is not UTF-8 text.`,
    cure: 'Save it as UTF-8.',
    at: { file, line: 1, column: 1, length: 1 },
  };
}
