import type { Diagnostic } from '../model/diagnostic.ts';
import { type Digest, digestOf } from '../model/digest.ts';
import type { RawDocument } from './document.ts';
import { findFiles } from './find-files.ts';
import type { CachedReader } from './read-cached.ts';
import type { FileReading } from './read-documents.ts';
import { readSource } from './read-source.ts';
import { workspaceFile } from './workspace-file.ts';

export interface Manifests {
  readonly documents: readonly RawDocument[];
  readonly refused: readonly RawDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether every file could be read as YAML: only then is a missing name surely missing. */
  readonly parsed: boolean;
  /** Over the names and bytes of all files, in their order. */
  readonly digest: Digest;
}

export interface ManifestsInput {
  readonly folder: string;
  readonly manifests: string;
  /** Of the bytes of `rollcall.yaml`. */
  readonly workspaceHash: string;
  readonly reader: CachedReader;
}

/** Reads every manifest of a workspace, besides `rollcall.yaml` itself. */
export function readManifests(input: ManifestsInput): Manifests {
  const found = findFiles(input.folder, input.manifests);
  const names = [`${workspaceFile}\0${input.workspaceHash}`];
  const documents: RawDocument[] = [];
  const refused: RawDocument[] = [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  let parsed = found.diagnostics.length === 0;
  for (const file of found.files) {
    if (file === workspaceFile) continue;
    const { bytes, problem } = readSource(input.folder, file);
    if (bytes === undefined) {
      diagnostics.push(problem);
      parsed = false;
      continue;
    }
    const { reading, hash } = input.reader.read(bytes, file);
    names.push(`${file}\0${hash}`);
    if (saysNothing(reading)) diagnostics.push(emptyFile(file));
    parsed &&= reading.parsed;
    for (const document of reading.documents) documents.push(document);
    refused.push(...reading.refused);
    diagnostics.push(...reading.diagnostics);
  }
  input.reader.keep();
  return { documents, refused, diagnostics, parsed, digest: digestOf(names.join('\n')) };
}

function saysNothing({ documents, refused, diagnostics }: FileReading): boolean {
  return documents.length + refused.length + diagnostics.length === 0;
}

/** Emptying a file takes away all that it declared, as removing it does, but more easily by mistake. */
function emptyFile(file: string): Diagnostic {
  return {
    code: 'empty-file',
    severity: 'warning',
    summary: 'A file that declares nothing',
    detail: 'It is empty, or holds only comments. What it declared before counts as removed.',
    cure: 'Put its documents back, or remove the file if that is meant.',
    at: { file, line: 1, column: 1, length: 1 },
  };
}
