import type { DeclaredKind } from '../model/declared.ts';
import type { Instant } from '../model/instant.ts';
import type { Binding, LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { Reader, ReadResult, ResourceKind } from '../model/provider.ts';
import { type Problem, ProviderError, problemOf } from '../model/provider-error.ts';
import type { Known, ObservedResource } from '../model/resource.ts';
import { recall } from './recall.ts';

export interface ObserveInput {
  readonly declared: DeclaredKind;
  /** Null where no connection could be made; `problem` says why. */
  readonly reader: Reader | null;
  readonly problem?: Problem;
  readonly ledger: LedgerState;
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
  const { declared, reader, ledger } = input;
  if (reader === null) return failed(declared, input.problem ?? unconnected(declared));
  const bindings = bindingsOf(declared, ledger);
  const known = knownOf(declared, bindings);
  try {
    const request = input.only === undefined ? { known } : { known, only: input.only };
    const result = await reader.read(declared.kind.kind, request);
    if (declared.kind.reads !== 'none') return observationOf(declared, result);
    const asked = input.only === undefined ? undefined : new Set(input.only.map((one) => one.address.key));
    const wanted = asked === undefined ? bindings : bindings.filter((binding) => asked.has(binding.address.key));
    return observationOf(declared, { ...result, ...recall(wanted, { result, at: input.at }) });
  } catch (error) {
    return failed(declared, problemOf(error));
  }
}

function bindingsOf(declared: DeclaredKind, ledger: LedgerState): Binding[] {
  const here: Binding[] = [];
  for (const binding of ledger.bindings.values()) {
    const { portal, kind } = binding.address;
    if (portal === declared.portal.name && kind === declared.kind.kind) here.push(binding);
  }
  return here;
}

/** Everything worth asking for by key: what is owned, with its id, and what is declared. */
function knownOf(declared: DeclaredKind, bindings: readonly Binding[]): Known[] {
  const known = new Map<string, Known>();
  for (const { address } of declared.resources) known.set(address.key, { address, id: null });
  for (const { address, id } of bindings) known.set(address.key, { address, id });
  return [...known.values()];
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
    if (observed.id !== null) byId.set(observed.id, observed);
  }
  const absent = new Set(result.absent.map((address) => address.key));
  const { coverage, evidence, pages, rows, problem } = result;
  if (coverage === 'complete' && kind.reads !== 'list') {
    throw breach(kind, 'a kind that cannot be listed was given as completely read');
  }
  return { portal, kind, coverage, resources, byId, absent, evidence, pages, rows, problem };
}

function checked(declared: DeclaredKind, raw: ObservedResource): ObservedResource {
  const { portal, kind } = declared;
  if (raw.address.portal !== portal.name || raw.address.kind !== kind.kind) {
    throw breach(kind, `an object of ${raw.address.portal}/${raw.address.kind} came back`);
  }
  const attributes = kind.normalize(raw.attributes);
  const key = kind.identify(attributes);
  if (key !== raw.address.key) throw breach(kind, `the key ${raw.address.key} does not follow from the attributes`);
  return { ...raw, attributes };
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
