import type { Diagnostic, DocumentPath, Location } from '../model/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { packagedSchema } from '../model/packaged-schema.ts';
import { type DocumentKind, documentKinds, documentSchemas, originOf, type RawDocument } from './document.ts';
import type { Locator } from './locator.ts';
import { manifestText } from './manifest-text.ts';
import { didYouMean } from './nearest.ts';
import { parseYaml } from './parse-yaml.ts';
import { type Segment, splitDocuments } from './split-documents.ts';
import { placeIn, problemAt } from './text-problem.ts';
import { checkOf } from './validator.ts';

/** What one file says. `parsed` is false where its text could not be read as YAML: more may stand there. */
export interface FileReading {
  readonly documents: readonly RawDocument[];
  /** Documents that name themselves, but that their schema refused. */
  readonly refused: readonly RawDocument[];
  readonly diagnostics: readonly Diagnostic[];
  readonly parsed: boolean;
}

/** After so many documents that are no YAML, the rest of a file is not looked at: it is something else. */
const mostUnreadable = 5;

/** Reads the documents of one file: text, YAML, schema. Everything wrong is said at its exact place. */
export function readDocuments(bytes: Buffer, file: string, locator: Locator): FileReading {
  const { text, problem } = manifestText(bytes, file);
  if (text === undefined) return { documents: [], refused: [], diagnostics: [problem], parsed: false };
  const documents: RawDocument[] = [];
  const refused: RawDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  let unreadable = 0;
  for (const [index, segment] of splitDocuments(text).entries()) {
    const read = readSegment(segment, file);
    if ('problems' in read) {
      diagnostics.push(...read.problems);
      unreadable += 1;
      if (unreadable === mostUnreadable) break;
      continue;
    }
    const document: RawDocument = { file, index, line: segment.line, value: read.value };
    const found = validateDocument(document, locator);
    diagnostics.push(...found);
    (found.length > 0 ? refused : documents).push(document);
  }
  return { documents, refused, diagnostics, parsed: unreadable === 0 };
}

function readSegment(
  segment: Segment,
  file: string,
): { readonly value: JsonObject } | { readonly problems: readonly Diagnostic[] } {
  const directive = directiveOf(segment, file);
  if (directive !== undefined) return { problems: [directive] };
  const { value, problems } = parseYaml(segment.text);
  if (problems.length > 0) return { problems: problems.map((problem) => problemAt(segment, file, problem)) };
  if (isJsonObject(value)) return { value };
  return { problems: [noMapping(segment, file)] };
}

/** `%YAML` and `%TAG` change how a document is read; here all are read in one way. */
function directiveOf(segment: Segment, file: string): Diagnostic | undefined {
  const start = directiveStart(segment.text);
  if (start === undefined) return undefined;
  return problemAt(segment, file, {
    code: 'yaml-directive',
    summary: 'A YAML directive',
    detail: 'Lines that begin with a percent sign are no part of the manifest language; it is always YAML 1.2.',
    cure: 'Remove the line.',
    start,
    end: segment.text.length,
  });
}

/** Where the first line that is neither blank nor a comment begins, where it is a directive. */
function directiveStart(text: string): number | undefined {
  for (let start = 0; start < text.length;) {
    if (text[start] === '%') return start;
    const next = text.indexOf('\n', start) + 1;
    const words = text.slice(start, next === 0 ? text.length : next).trimStart();
    if (next === 0 || (words !== '' && !words.startsWith('#'))) return undefined;
    start = next;
  }
  return undefined;
}

function noMapping(segment: Segment, file: string): Diagnostic {
  return {
    code: 'not-a-document',
    severity: 'error',
    summary: 'Text that is no document',
    detail: 'A document is a mapping with the keys apiVersion, kind, metadata and spec.',
    cure: 'Begin with apiVersion: rollcall/v1, or move files that are no manifests out of the manifest folder.',
    at: firstWords(segment, file),
  };
}

function firstWords(segment: Segment, file: string): Location {
  const start = segment.text.search(/^(?!---|[ \t]*#|[ \t]*$)/m);
  return placeIn(segment, file, { start: Math.max(0, start), end: segment.text.length });
}

/** What is wrong with a document by its schema; nothing where it fits. */
export function validateDocument(document: RawDocument, locator: Locator): readonly Diagnostic[] {
  const { kind } = document.value;
  const known = documentKinds.find((name) => name === kind);
  if (known === undefined) return [unknownKind(document, locator)];
  const problems = checkDocument(known, document.value).map(({ path, ...words }): Diagnostic => {
    const secret = holdsReference(path) && secretCodes.has(words.code);
    return { ...(secret ? secretValue : words), severity: 'error', origin: originOf(document, path) };
  });
  return locator.place(problems);
}

function holdsReference([, section, name]: DocumentPath): boolean {
  if (section === 'mail') return name === 'user' || name === 'password';
  return section === 'credentials' && name !== undefined;
}

/** A text where a reference to a credential should stand may be the credential itself: it is not repeated. */
const secretCodes: ReadonlySet<string> = new Set(['wrong-type', 'wrong-form']);

const secretValue = {
  code: 'secret-in-manifest',
  summary: 'A value where only a reference to a credential may stand',
  detail: 'Manifests never hold credentials, only where one is to be found: { env: NAME } or { file: path }.',
  cure: 'Write a reference. If this was the credential itself, it has been seen: replace it at the portal.',
};

function checkDocument(kind: DocumentKind, value: JsonObject): ReturnType<ReturnType<typeof checkOf>> {
  return checkOf(packagedSchema(documentSchemas[kind]), { fillDefaults: false })(value);
}

function unknownKind(document: RawDocument, locator: Locator): Diagnostic {
  const { kind } = document.value;
  const missing = kind === undefined || kind === null;
  const hint = typeof kind === 'string' ? didYouMean(kind, documentKinds) : undefined;
  const kinds = documentKinds.join(', ');
  const origin = originOf(document, missing ? [] : ['kind']);
  return {
    code: missing ? 'missing-key' : 'unknown-kind',
    severity: 'error',
    summary: missing ? 'A key is missing' : 'A kind of document that does not exist',
    detail: missing ? 'The document needs kind.' : `There is no kind ${JSON.stringify(kind)}.`,
    cure: `The kinds are: ${kinds}.`,
    ...(hint === undefined ? {} : { hint }),
    at: locator.locate(origin),
    origin,
  };
}
