import type { Node, Pair, YAMLMap } from 'yaml';
import type { Json } from '../model/json.ts';
import { mostLevels, mostProblems, tooDeep } from './measure-shape.ts';
import type { TextProblem } from './text-problem.ts';
import { aliasProblem, keyProblems, nodeProblems } from './value-words.ts';
import { yamlLibrary } from './yaml-library.ts';

/** How many values aliases may add to a document: enough for honest repetition, far too few for a bomb. */
const mostRepeated = 10_000;

export interface PlainValue {
  readonly value: Json;
  readonly problems: readonly TextProblem[];
}

/** A tree of nodes as plain values, with everything that the manifest language does not allow in it. */
export function plainValue(contents: Node | null, text: string): PlainValue {
  const walk = new PlainWalk(text);
  const value = walk.valueOf(contents, 0);
  return { value, problems: walk.problems };
}

class PlainWalk {
  readonly problems: TextProblem[] = [];
  readonly #text: string;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #repeating = 0;
  #repeated = 0;
  #stopped = false;

  constructor(text: string) {
    this.#text = text;
  }

  valueOf(node: unknown, depth: number): Json {
    if (this.#stopped || node === null || node === undefined) return null;
    const { isAlias, isMap, isScalar, isSeq } = yamlLibrary();
    if (isAlias(node)) return this.#aliased(node.source, node.range ?? undefined, depth);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    if (depth > mostLevels) return this.#stop(tooDeep(node.range?.[0] ?? 0));
    if (this.#repeating > 0) this.#repeated += 1;
    if (node.anchor !== undefined && this.#repeating === 0) this.#anchors.set(node.anchor, node);
    if (this.#repeating === 0) this.#noteAll(nodeProblems(node));
    if (isScalar(node)) return scalarValue(node.value);
    this.#open.add(node);
    const value = isMap(node) ? this.#mapping(node, depth) : node.items.map((item) => this.valueOf(item, depth + 1));
    this.#open.delete(node);
    return value;
  }

  #mapping(node: YAMLMap, depth: number): Json {
    const seen = new Map<string, number>();
    const members: [string, Json][] = [];
    for (const pair of node.items) {
      if (this.#stopped) break;
      const key = this.#keyOf(pair, seen);
      const value = this.valueOf(pair.value, depth + 1);
      if (key !== undefined) members.push([key, value]);
    }
    return Object.fromEntries(members);
  }

  #keyOf(pair: Pair, seen: Map<string, number>): string | undefined {
    const { key } = pair;
    const found = keyProblems(key, seen, this.#text);
    if (this.#repeating === 0) this.#noteAll(found);
    if (found.length > 0 || !yamlLibrary().isScalar(key) || typeof key.value !== 'string') return undefined;
    if (key.anchor !== undefined && this.#repeating === 0) this.#anchors.set(key.anchor, key);
    seen.set(key.value, key.range?.[0] ?? 0);
    return key.value;
  }

  #aliased(name: string, range: readonly number[] | undefined, depth: number): Json {
    const place = { start: range?.[0] ?? 0, end: range?.[1] ?? 1 };
    const source = this.#anchors.get(name);
    if (source === undefined) return this.#note(aliasProblem('unknown', name, place));
    if (this.#open.has(source)) return this.#stop(aliasProblem('circle', name, place));
    this.#repeating += 1;
    const value = this.valueOf(source, depth);
    this.#repeating -= 1;
    if (this.#repeated > mostRepeated && !this.#stopped) return this.#stop(aliasProblem('bomb', name, place));
    return value;
  }

  #note(problem: TextProblem): null {
    this.#noteAll([problem]);
    return null;
  }

  #noteAll(problems: readonly TextProblem[]): void {
    this.problems.push(...problems);
    if (this.problems.length >= mostProblems) this.#stopped = true;
  }

  /** Nothing more is looked at: what follows would only take time. */
  #stop(problem: TextProblem): null {
    this.#stopped = true;
    return this.#note(problem);
  }
}

function scalarValue(value: unknown): Json {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
