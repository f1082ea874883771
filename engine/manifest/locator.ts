import type { Document } from 'yaml';
import type { Diagnostic, DocumentPath, Location, Origin, Related } from '../model/diagnostic.ts';
import { withoutMark } from './manifest-text.ts';
import { measureShape } from './measure-shape.ts';
import { isInside } from './inside.ts';
import { parseTree } from './parse-yaml.ts';
import { readSource } from './read-source.ts';
import { scalarMap } from './scalar-map.ts';
import { quotesHint } from './schema-words.ts';
import { type Segment, splitDocuments } from './split-documents.ts';
import { placeIn } from './text-problem.ts';
import { yamlLibrary } from './yaml-library.ts';

/** Looks places up by reading files again; that is slow, and done only for what somebody must see. Never throws. */
export interface Locator {
  /** The place of what the path leads to: a scalar itself, for a mapping or list the key before it. */
  readonly locate: (origin: Origin) => Location;
  /** The place of some characters of a text value; undefined where only the whole of it can be told. */
  readonly locateInside: (
    origin: Origin,
    stretch: { readonly start: number; readonly end: number },
  ) => Location | undefined;
  /** Undefined where there is no such line, where it is very long, and where a secret may stand on it. */
  readonly sourceLine: (file: string, line: number) => string | undefined;
  /** The same diagnostics, each with its exact place. */
  readonly place: (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];
}

const mostFiles = 8;

export function createLocator(folder: string): Locator {
  const files = recent<readonly Segment[]>();
  const texts = recent<string>();
  const trees = recent<Document.Parsed | undefined>();
  const textOf = (file: string): string => texts(file, () => readText(folder, file));
  const segmentOf = ({ file, document }: Origin) => files(file, () => splitDocuments(textOf(file)))[document];
  const treeAt = ({ file, document }: Origin, { text }: Segment) => trees(`${file}#${document}`, () => treeOf(text));
  const find = (origin: Origin, key: boolean): Location => {
    const segment = segmentOf(origin);
    if (segment === undefined) return roughPlace(origin);
    const tree = treeAt(origin, segment);
    const range = tree === undefined ? undefined : rangeOf(tree.contents, origin.path, key);
    return range === undefined ? roughPlace(origin) : placeIn(segment, origin.file, range);
  };
  const locate = (origin: Origin): Location => find(origin, false);
  const locateInside: Locator['locateInside'] = (origin, stretch) => {
    const segment = segmentOf(origin);
    const node = segment === undefined ? undefined : treeAt(origin, segment)?.getIn(origin.path, true);
    if (segment === undefined || !yamlLibrary().isScalar(node)) return undefined;
    const places = scalarMap(node, segment.text);
    const start = places?.[stretch.start];
    const end = places?.[Math.min(stretch.end, places.length - 1)];
    return start === undefined || end === undefined ? undefined : placeIn(segment, origin.file, { start, end });
  };
  const hidden = new Set<string>();
  const show = (diagnostic: Diagnostic): Diagnostic => {
    const key = aboutKeys.has(diagnostic.code);
    const shown = placed(withoutLogin(diagnostic), { own: (origin) => find(origin, key), related: locate });
    if (aboutSecrets.has(shown.code)) hidden.add(`${shown.at?.file}:${shown.at?.line}`);
    const { origin, hint } = shown;
    const segment = origin === undefined || hint === undefined ? undefined : segmentOf(origin);
    if (origin === undefined || segment === undefined) return shown;
    return asWritten(shown, treeAt(origin, segment)?.getIn(origin.path, true));
  };
  return {
    locate,
    locateInside,
    sourceLine: (file, line) => (hidden.has(`${file}:${line}`) ? undefined : lineOf(textOf(file), line)),
    place: (diagnostics) => diagnostics.map(show),
  };
}

/** Diagnostics whose mistake is a key, not what stands behind it. */
const aboutKeys: ReadonlySet<string> = new Set([
  'unknown-key',
  'bad-name',
  'unknown-plane',
  'unknown-credential',
  'unknown-param',
]);

/** Diagnostics on whose line a secret may stand: that line is shown to nobody. */
const aboutSecrets: ReadonlySet<string> = new Set(['secret-in-manifest', 'secret-in-url']);

/** A hint that repeats a number or a truth repeats it as it stands in the file: `010`, not the 10 that it is read as. */
function asWritten(diagnostic: Diagnostic, node: unknown): Diagnostic {
  if (!yamlLibrary().isScalar(node) || node.source === undefined || diagnostic.hint !== quotesHint(String(node.value)))
    return diagnostic;
  return { ...diagnostic, hint: quotesHint(node.source) };
}

const longestLine = 2000;

/** Who logs in by an address, `https://user:password@…`, also where the password should have been encoded. */
const login = /(:\/\/)(?:[^\s"'/?#]{1,300}|[^\s"'/?#:@]{0,100}:[^\s"'@]{1,200})(?=@)/gu;

/**
 * A line as it stands in the file; undefined where there is none, or none that anybody would want to see whole, or where
 * a password may stand.
 */
function lineOf(text: string, line: number): string | undefined {
  const found = text === '' ? undefined : text.split('\n')[line - 1]?.replace(/\r$/, '');
  return found === undefined || found.length > longestLine || found.search(login) >= 0 ? undefined : found;
}

/** What was wrong is repeated, but for a password in an address. */
function withoutLogin(diagnostic: Diagnostic): Diagnostic {
  const { summary, detail, cure, hint, related } = diagnostic;
  const said = { summary, detail, cure, hint };
  const entries = Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const texts = [...entries.map(([, text]) => text), ...(related ?? []).map(({ text }) => text)];
  if (texts.every((text) => text.search(login) < 0)) return diagnostic;
  return {
    ...diagnostic,
    ...Object.fromEntries(entries.map(([name, text]) => [name, hideLogin(text)])),
    ...(related === undefined ? {} : { related: related.map((one) => ({ ...one, text: hideLogin(one.text) })) }),
  };
}

function hideLogin(text: string): string {
  return text.replaceAll(login, '$1«secret»');
}

type Locate = (origin: Origin) => Location;

function placed(diagnostic: Diagnostic, locate: { readonly own: Locate; readonly related: Locate }): Diagnostic {
  const { origin, related, ...rest } = diagnostic;
  const at = rest.at ?? (origin === undefined ? undefined : locate.own(origin));
  return {
    ...rest,
    ...(at === undefined ? {} : { at }),
    ...(origin === undefined ? {} : { origin }),
    ...(related === undefined ? {} : { related: related.map((one) => placedRelated(one, locate.related)) }),
  };
}

function placedRelated(related: Related, locate: Locate): Related {
  return related.at !== undefined || related.origin === undefined
    ? related
    : { ...related, at: locate(related.origin) };
}

/** Where nothing better is known: the line on which the document begins. */
function roughPlace(origin: Origin): Location {
  return { file: origin.file, line: origin.line, column: 1, length: 1 };
}

/** Nothing for a file that is too large, or that leads out of the workspace: its lines are nobody's business. */
function readText(folder: string, file: string): string {
  const { bytes } = isInside(folder, file) ? readSource(folder, file) : {};
  return bytes === undefined ? '' : withoutMark(bytes.toString('utf8'));
}

function treeOf(text: string): Document.Parsed | undefined {
  return measureShape(text) === undefined ? parseTree(text) : undefined;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Follows a path as far as it goes, and gives the place of the last step that exists. */
function rangeOf(contents: unknown, path: DocumentPath, key: boolean): Range | undefined {
  const { isAlias, isMap, isScalar, isSeq } = yamlLibrary();
  let node = contents;
  let range = firstKey(contents);
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) return range;
      const keyRange = nodeRange(pair.key);
      const scalar = isScalar(pair.value) || isAlias(pair.value);
      range = last && scalar && !key ? (valueRange(pair.value) ?? keyRange) : keyRange;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      range = nodeRange(node) ?? range;
    } else return range;
  }
  return range;
}

/** The place of a value; undefined where nothing is written there. */
function valueRange(node: unknown): Range | undefined {
  const range = nodeRange(node);
  return range === undefined || range.end <= range.start ? undefined : range;
}

function nodeRange(node: unknown): Range | undefined {
  if (!yamlLibrary().isNode(node) || node.range === null || node.range === undefined) return undefined;
  return { start: node.range[0], end: node.range[1] };
}

function firstKey(contents: unknown): Range | undefined {
  return yamlLibrary().isMap(contents)
    ? (nodeRange(contents.items[0]?.key) ?? nodeRange(contents))
    : nodeRange(contents);
}

/** The last few answers, so that a hundred places in one file cost one reading. */
function recent<Value>(): (key: string, make: () => Value) => Value {
  const kept = new Map<string, Value>();
  return (key, make) => {
    const found = kept.get(key);
    if (found !== undefined) return found;
    const made = make();
    kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > mostFiles && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
