import type { Address } from '../model/address.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Instant } from '../model/instant.ts';
import type { Binding } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { Reader, ReadRequest, ReadResult, ResourceKind } from '../model/provider.ts';
import { type Problem, ProviderError, problemOf } from '../model/provider-error.ts';
import type { Known, ObservedResource } from '../model/resource.ts';
import { recall, withSteps } from './recall.ts';

export interface ObserveInput {
  readonly declared: DeclaredKind;
  /** Null where no connection could be made; `problem` says why. */
  readonly reader: Reader | null;
  readonly problem?: Problem;
  /** The step that must first be done before there are credentials to read with. */
  readonly pending?: string;
  /** What the ledger owns of this kind here; for `only`, of those that are asked for. */
  readonly bindings: readonly Binding[];
  /** What was asked for by a call of which only a person can say what came of it. Left out: nothing. */
  readonly sent?: readonly Address[];
  /** The moment of the read. */
  readonly at: Instant;
  /** Only these, right now; all where it is left out. */
  readonly only?: readonly Known[];
}

/**
 * Reads one kind of one portal and brings it into one form. A portal that fails is an observation with coverage
 * `failed` and its problem, never an empty portal; an answer that breaks the provider's contract likewise.
 */
export async function observeKind(input: ObserveInput): Promise<Observation> {
  const { declared, reader, bindings, at } = input;
  if (input.pending !== undefined) return { ...remembered(input), pending: input.pending };
  if (reader === null) return failed(declared, input.problem ?? unconnected(declared));
  try {
    const request = input.only === undefined ? wholeRead(input) : { known: input.only, only: input.only };
    const result = await reader.read(declared.kind.kind, request);
    if (result.coverage === 'failed') return failed(declared, result.problem ?? unconnected(declared));
    const recalling = { kind: declared.kind, result, at };
    switch (declared.kind.reads) {
      case 'list':
        return observationOf(declared, result);
      case 'by-key':
        return observationOf(declared, { ...result, resources: withSteps(bindings, recalling) });
      case 'none':
        return observationOf(declared, { ...result, ...recall(bindings, recalling) });
    }
  } catch (error) {
    return failed(declared, problemOf(error));
  }
}

/** Most readers list, and never look at what is known: it is gathered for those who do. */
function wholeRead(input: ObserveInput): ReadRequest {
  let known: readonly Known[] | undefined;
  return {
    get known() {
      known ??= knownOf(input);
      return known;
    },
  };
}

/**
 * Everything worth asking for by key: what is declared, now or under an earlier key, what is owned, with its id, and
 * what may have been made.
 */
function knownOf({ declared, bindings, sent = [] }: ObserveInput): Known[] {
  const known = new Map<string, Known>();
  for (const address of sent) known.set(address.key, { address, id: null });
  for (const { address, formerKeys } of declared.resources) {
    known.set(address.key, { address, id: null });
    for (const key of formerKeys) if (!known.has(key)) known.set(key, { address: { ...address, key }, id: null });
  }
  for (const binding of bindings) known.set(binding.address.key, knownBinding(binding));
  return [...known.values()];
}

export function knownBinding({ address, id, presence, attributes, since, evidence }: Binding): Known {
  return { address, id, presence, recorded: { attributes, since, evidence } };
}

/** Nobody can look yet: what the ledger holds is all there is to know. */
function remembered({ declared, bindings, at }: ObserveInput): Observation {
  const nothing = { absent: [], evidence: [], pages: 0, rows: 0, problem: null };
  const result: ReadResult = { coverage: 'known-only', resources: [], ...nothing };
  return observationOf(declared, { ...result, ...recall(bindings, { kind: declared.kind, result, at }) });
}

function observationOf(declared: DeclaredKind, result: ReadResult): Observation {
  const { portal, kind } = declared;
  const resources = new Map<string, ObservedResource>();
  const byId = new Map<string, ObservedResource>();
  for (const raw of result.resources) {
    const observed = checked(declared, raw);
    const { key } = observed.address;
    if (resources.has(key)) throw breach(kind, `the key ${key} came twice in one read`);
    resources.set(key, observed);
    if (observed.id === null) continue;
    if (byId.has(observed.id)) throw breach(kind, `two objects have the id ${observed.id}`);
    byId.set(observed.id, observed);
  }
  const absent = new Set(result.absent.map((address) => address.key));
  const { coverage, evidence, pages, rows, problem, unidentified = [] } = result;
  if (coverage === 'complete' && kind.reads !== 'list') {
    throw breach(kind, 'a kind that cannot be listed was given as completely read');
  }
  const read = { portal, kind, coverage, resources, byId, absent, evidence, pages, rows, problem };
  if (unidentified.length === 0) return read;
  return { ...read, unidentified: new Map(unidentified.map(({ address, gate }) => [address.key, gate])) };
}

function checked(declared: DeclaredKind, raw: ObservedResource): ObservedResource {
  const { portal, kind } = declared;
  if (raw.address.portal !== portal.name || raw.address.kind !== kind.kind) {
    throw breach(kind, `an object of ${raw.address.portal}/${raw.address.kind} came back`);
  }
  const attributes = kind.normalize(raw.attributes);
  const key = kind.identify(attributes);
  if (key !== raw.address.key) throw breach(kind, `the key ${raw.address.key} does not follow from the attributes`);
  return attributes === raw.attributes ? raw : { ...raw, attributes };
}

function breach(kind: ResourceKind, text: string): ProviderError {
  return new ProviderError('contract', `The provider broke its contract on ${kind.kind}: ${text}.`);
}

function unconnected(declared: DeclaredKind): Problem {
  return { code: 'unavailable', text: `There is no connection to ${declared.portal.name}.` };
}

function failed(declared: DeclaredKind, problem: Problem): Observation {
  const { portal, kind } = declared;
  const nothing = { resources: new Map(), byId: new Map(), absent: new Set<string>(), evidence: [], pages: 0, rows: 0 };
  return { portal, kind, coverage: 'failed', ...nothing, problem };
}
