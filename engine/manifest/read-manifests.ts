import type { Diagnostic } from '../model/diagnostic.ts';
import { type Digest, digestOf, sha256 } from '../model/digest.ts';
import type { RawDocument } from './document.ts';
import { findFiles } from './find-files.ts';
import type { Locator } from './locator.ts';
import { type CachedFile, openParseCache } from './parse-cache.ts';
import { type FileReading, readDocuments } from './read-documents.ts';
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
  readonly cacheFolder: string | null;
}

/** Reads every manifest of a workspace, besides `rollcall.yaml` itself. */
export function readManifests(input: ManifestsInput): Manifests {
  const found = findFiles(input.folder, input.manifests);
  const cache = openParseCache(input.cacheFolder);
  const names = [`${workspaceFile}\0${hashOf(input.workspaceBytes)}`];
  const kept = new Map<string, CachedFile>();
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
    const hash = hashOf(bytes);
    names.push(`${file}\0${hash}`);
    const cached = cache.find(hash);
    const reading = cached === undefined ? readDocuments(bytes, file, input.locator) : readingOf(cached, file);
    if (reading.diagnostics.length === 0) kept.set(hash, cached ?? cachedFile(reading));
    if (saysNothing(reading)) diagnostics.push(emptyFile(file));
    parsed &&= reading.parsed;
    for (const document of reading.documents) documents.push(document);
    refused.push(...reading.refused);
    diagnostics.push(...reading.diagnostics);
  }
  cache.keep(kept);
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

function hashOf(bytes: Buffer): string {
  return sha256(bytes, 'base64');
}

/** A file that was read before: its documents were all good, so they count from 0 without a gap. */
function readingOf(cached: CachedFile, file: string): FileReading {
  const documents = cached.map(([line, value], index): RawDocument => ({ file, index, line, value }));
  return { documents, refused: [], diagnostics: [], parsed: true };
}

function cachedFile(reading: FileReading): CachedFile {
  return reading.documents.map(({ line, value }) => [line, value]);
}
