import { fstatSync, mkdirSync, closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../model/canonical-json.ts';
import { digestOf } from '../model/digest.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { packagedSchema } from '../model/packaged-schema.ts';
import { documentSchemas } from './document.ts';

/** The documents of one file, each with its first line: read, and accepted by their schemas. */
export type CachedFile = readonly (readonly [line: number, value: JsonObject])[];

/** Files that were read before, by the digest of their bytes. */
export interface ParseCache {
  readonly find: (digest: string) => CachedFile | undefined;
  /** Keeps these files and no others. A cache that cannot be written is no error: the next run only takes longer. */
  readonly keep: (files: ReadonlyMap<string, CachedFile>) => void;
}

/** To be raised when the same bytes are to be read in another way. */
const cacheFormat = 2;

const cacheFile = 'manifests.cache';

const noCache: ParseCache = { find: () => undefined, keep: () => undefined };

/**
 * The cache in a folder: one file for the whole workspace. It is believed only where it is this user's own, nobody else
 * can read or write it (so none that came with a Git repository), this engine with these schemas wrote it, and its
 * digest is right.
 */
export function openParseCache(folder: string | null): ParseCache {
  if (folder === null) return noCache;
  const engine = engineDigest();
  const known = readCache(join(folder, cacheFile), engine);
  return {
    find: (digest) => known.get(digest),
    keep: (files) => {
      const same = files.size === known.size && [...files.keys()].every((digest) => known.has(digest));
      if (!same) writeCache(folder, engine, files);
    },
  };
}

let ownDigest: string | undefined;

function engineDigest(): string {
  if (ownDigest !== undefined) return ownDigest;
  const schemas = Object.values(documentSchemas).map((name) => canonicalJson(packagedSchema(name)));
  ownDigest = digestOf([`${cacheFormat}`, ...schemas].join('\n'));
  return ownDigest;
}

function readCache(path: string, engine: string): ReadonlyMap<string, CachedFile> {
  try {
    const bytes = readPrivate(path);
    const headEnd = bytes.indexOf(0x0a);
    const head: unknown = JSON.parse(bytes.subarray(0, headEnd).toString('utf8'));
    const body = bytes.subarray(headEnd + 1);
    if (!isJsonObject(head) || head['engine'] !== engine || head['body'] !== digestOf(body)) return new Map();
    const files: unknown = JSON.parse(body.toString('utf8'));
    return Array.isArray(files) && files.every(isEntry) ? new Map(files) : new Map();
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, CachedFile] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string' || !Array.isArray(entry[1])) return false;
  return entry[1].every((document: unknown) => {
    return Array.isArray(document) && Number.isInteger(document[0]) && isJsonObject(document[1]);
  });
}

/** @throws Error where the file is missing, or somebody else could have written it. */
function readPrivate(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    // Only its owner can read a file of this mode, and that is who reads it here.
    if ((fstatSync(descriptor).mode & 0o077) !== 0) throw new Error('not private');
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeCache(folder: string, engine: string, files: ReadonlyMap<string, CachedFile>): void {
  const path = join(folder, cacheFile);
  const draft = `${path}.draft`;
  try {
    const body = JSON.stringify([...files]);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Made anew, so that it never is a link to somewhere else.
    rmSync(draft, { force: true });
    const head = JSON.stringify({ engine, body: digestOf(body) });
    writeFileSync(draft, `${head}\n${body}`, { flag: 'wx', mode: 0o600 });
    renameSync(draft, path);
  } catch {
    // A folder that cannot be written, or another run that writes at this moment.
  }
}
