import { createHash } from 'node:crypto';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Digest } from '../model/digest.ts';
import type { RawDocument } from './document.ts';
import { findFiles } from './find-files.ts';
import type { Locator } from './locator.ts';
import { readDocuments } from './read-documents.ts';
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
  readonly workspaceBytes: Buffer;
  readonly locator: Locator;
}

/** Reads every manifest of a workspace, besides `rollcall.yaml` itself. */
export function readManifests(input: ManifestsInput): Manifests {
  const found = findFiles(input.folder, input.manifests);
  const documents: RawDocument[] = [];
  const refused: RawDocument[] = [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  let parsed = found.diagnostics.length === 0;
  const digest = createHash('sha256');
  addToDigest(digest, workspaceFile, input.workspaceBytes);
  for (const file of found.files) {
    if (file === workspaceFile) continue;
    const { bytes, problem } = readSource(input.folder, file);
    if (bytes === undefined) {
      diagnostics.push(problem);
      parsed = false;
      continue;
    }
    addToDigest(digest, file, bytes);
    const reading = readDocuments(bytes, file, input.locator);
    parsed &&= reading.parsed;
    documents.push(...reading.documents);
    refused.push(...reading.refused);
    diagnostics.push(...reading.diagnostics);
  }
  return { documents, refused, diagnostics, parsed, digest: `sha256:${digest.digest('hex')}` };
}

function addToDigest(digest: ReturnType<typeof createHash>, file: string, bytes: Buffer): void {
  digest.update(`${file}\0${bytes.length}\0`);
  digest.update(bytes);
}
