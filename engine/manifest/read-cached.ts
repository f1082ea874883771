import { sha256 } from '../model/digest.ts';
import type { RawDocument } from './document.ts';
import type { Locator } from './locator.ts';
import { type CachedFile, openParseCache } from './parse-cache.ts';
import { type FileReading, readDocuments } from './read-documents.ts';

export interface CachedReading {
  readonly reading: FileReading;
  /** Of the bytes that were read. */
  readonly hash: string;
}

/** Reads files by way of the cache: what was read before, byte for byte, is not parsed again. */
export interface CachedReader {
  readonly read: (bytes: Buffer, file: string) => CachedReading;
  /** Keeps what was read since the beginning and was right, and nothing else. */
  readonly keep: () => void;
}

export function createCachedReader(cacheFolder: string | null, locator: Locator): CachedReader {
  const cache = openParseCache(cacheFolder);
  const kept = new Map<string, CachedFile>();
  return {
    read: (bytes, file) => {
      const hash = sha256(bytes, 'base64');
      const cached = cache.find(hash);
      const reading = cached === undefined ? readDocuments(bytes, file, locator) : readingOf(cached, file);
      if (reading.diagnostics.length === 0) kept.set(hash, cached ?? cachedFile(reading));
      return { reading, hash };
    },
    keep: () => cache.keep(kept),
  };
}

/** A file that was read before: its documents were all good, so they count from 0 without a gap. */
function readingOf(cached: CachedFile, file: string): FileReading {
  const documents = cached.map(([line, value], index): RawDocument => ({ file, index, line, value }));
  return { documents, refused: [], diagnostics: [], parsed: true };
}

function cachedFile(reading: FileReading): CachedFile {
  return reading.documents.map(({ line, value }) => [line, value]);
}
