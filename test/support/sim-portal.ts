import type { Address } from '../../engine/model/address.ts';
import type { Change } from '../../engine/model/change.ts';
import type { Clock } from '../../engine/model/deps.ts';
import { addTo, day, instantOf } from '../../engine/model/instant.ts';
import type { Gate } from '../../engine/model/gate.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { type Problem, ProviderError } from '../../engine/model/provider-error.ts';
import type {
  Connection,
  Outcome,
  Reader,
  ReadRequest,
  ReadResult,
  ResourceKind,
  Write,
  WriteContext,
} from '../../engine/model/provider.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';

/** What happens to the next write of a key instead of its going well. */
export type Fate =
  | { readonly fate: 'throws'; readonly error: unknown }
  /** It is done, and the answer is lost. */
  | { readonly fate: 'answer-lost' }
  | { readonly fate: 'answers'; readonly outcome: Outcome; readonly done: boolean };

export interface SimPortal {
  readonly rows: Map<string, ObservedResource>;
  /** Every write that reached the portal: `create ada`. */
  readonly writes: string[];
  readonly reads: { full: number; only: number };
  readonly fates: Map<string, Fate>;
  /** Every kind fails to be read, or only in part. */
  readonly reading: {
    problem: Problem | null;
    coverage: ReadResult['coverage'] | null;
    /** Taken keys of which nobody can tell whose they are, by key. */
    unidentified: Map<string, Gate>;
  };
  readonly polls: (Outcome | null | ProviderError)[];
  readonly contexts: WriteContext[];
  readonly accept: (key: string) => void;
  readonly put: (attributes: JsonObject, more?: Partial<ObservedResource>) => void;
  readonly connection: Connection;
  /** Called just before each write, for what happens in between. */
  onWrite: (change: Change) => void | Promise<void>;
}

export interface SimOptions {
  readonly name: string;
  readonly kinds: readonly ResourceKind[];
  readonly clock: Clock;
}

/** The rows of a portal, and what each write does to them. */
interface SimTable {
  readonly rows: Map<string, ObservedResource>;
  readonly put: (attributes: JsonObject, more?: Partial<ObservedResource>) => ObservedResource;
  readonly find: (kind: string, id: string | null, key: string) => ObservedResource | undefined;
  readonly carryOut: (change: Change) => ObservedResource | null;
}

const place = (kind: string, key: string): string => `${kind}/${key}`;

function simTable({ name, kinds, clock }: SimOptions): SimTable {
  const rows: SimTable['rows'] = new Map();
  let ids = 0;

  const put: SimTable['put'] = (attributes, more = {}) => {
    const kind = more.address?.kind ?? kinds[0]?.kind ?? 'account';
    const key = `${attributes['email']}`;
    ids += 1;
    const evidence = { grade: 'read' as const, at: instantOf(clock.now()) };
    const common = { address: { portal: name, kind, key }, id: `p-${ids}`, presence: 'active' as const };
    const row: ObservedResource = { ...common, evidence, ...more, attributes };
    rows.set(place(kind, key), row);
    return row;
  };

  const find: SimTable['find'] = (kind, id, key) => {
    const byKey = rows.get(place(kind, key));
    if (id === null || byKey?.id === id) return byKey;
    return [...rows.values()].find((row) => row.address.kind === kind && row.id === id) ?? byKey;
  };

  const carryOut: SimTable['carryOut'] = (change) => {
    const { address } = change;
    const former = 'formerKey' in change && change.formerKey !== undefined ? change.formerKey : address.key;
    const there = find(address.kind, change.id, former);
    const isNew = change.verdict === 'create' || change.verdict === 'invite';
    if (isNew && there !== undefined) throw new ProviderError('conflict', `${address.key} is there already`);
    if (change.verdict === 'create') return put(change.after, { address });
    if (change.verdict === 'invite') return put(change.after, { address, presence: 'invited', ...sentAt(clock) });
    if (change.verdict === 'reset' || change.verdict === 'sync') return there ?? null;
    if (there !== undefined) rows.delete(place(address.kind, there.address.key));
    if (change.verdict === 'delete') return null;
    if (there === undefined) throw new ProviderError('not-found', `${address.key} is not there`);
    return put({ ...there.attributes, ...change.after }, { ...there, address });
  };

  return { rows, put, find, carryOut };
}

function sentAt(clock: Clock): Pick<ObservedResource, 'invitation'> {
  const now = instantOf(clock.now());
  return { invitation: { sentAt: now, expiresAt: addTo(now, 7 * day) } };
}

type Told = Omit<SimPortal, 'connection' | 'accept' | 'put'>;

/** A portal that does exactly what it is told, unless a test decides otherwise for one key. */
export function simPortal(options: SimOptions): SimPortal {
  const table = simTable(options);
  const told: Told = {
    rows: table.rows,
    writes: [],
    reads: { full: 0, only: 0 },
    fates: new Map(),
    reading: { problem: null, coverage: null, unidentified: new Map() },
    polls: [],
    contexts: [],
    onWrite: () => undefined,
  };
  const write = writerOf(told, table);
  return Object.assign(told, {
    put: (attributes: JsonObject, more?: Partial<ObservedResource>) => void table.put(attributes, more),
    accept: (key: string) => {
      for (const [at, row] of table.rows) {
        const { invitation: _, ...rest } = row;
        if (row.address.key === key) table.rows.set(at, { ...rest, presence: 'active' });
      }
    },
    connection: {
      reader: readerOf(told, table, options),
      writer: { create: write, invite: write, update: write, reset: write, sync: write, delete: write },
    },
  });
}

function writerOf(told: Told, table: SimTable): Write {
  return async (change, context) => {
    await told.onWrite(change);
    const { key } = change.address;
    told.writes.push(`${change.verdict} ${key.split('@')[0]}`);
    told.contexts.push(context);
    const fate = told.fates.get(key);
    told.fates.delete(key);
    if (fate?.fate === 'throws') throw fate.error;
    if (fate?.fate === 'answers' && !fate.done) return fate.outcome;
    const observed = table.carryOut(change);
    if (fate?.fate === 'answers') return fate.outcome;
    if (fate?.fate === 'answer-lost') throw new ProviderError('ambiguous', 'No answer came.');
    return { outcome: 'done', observed };
  };
}

function readerOf(told: Told, table: SimTable, { kinds }: SimOptions): Reader {
  const read = async (kind: string, request: ReadRequest): Promise<ReadResult> => {
    told.reads[request.only === undefined ? 'full' : 'only'] += 1;
    if (told.reading.problem !== null) throw new ProviderError('unavailable', told.reading.problem.text);
    const reads = kinds.find((one) => one.kind === kind)?.reads;
    const nothing = { absent: [], evidence: [], pages: 1, rows: 0, problem: null };
    if (reads === 'none') return { ...nothing, coverage: 'known-only', resources: [] };
    if (request.only === undefined && reads === 'list') {
      const resources = [...table.rows.values()].filter((row) => row.address.kind === kind);
      return { ...nothing, coverage: told.reading.coverage ?? 'complete', resources, rows: resources.length };
    }
    const asked = (request.only ?? request.known).map((one) => ({
      ...one,
      row: table.find(kind, one.id, one.address.key),
    }));
    const hidden = ({ address, id }: { address: Address; id: string | null }) =>
      id === null ? told.reading.unidentified.get(address.key) : undefined;
    const seen = asked.filter((one) => hidden(one) === undefined);
    const resources = [...new Set(seen.flatMap(({ row }) => (row === undefined ? [] : [row])))];
    const absent = seen.filter(({ row }) => row === undefined).map(({ address }) => address);
    const unidentified = asked.flatMap((one) => {
      const gate = hidden(one);
      return gate === undefined ? [] : [{ address: one.address, gate }];
    });
    return { ...nothing, coverage: 'known-only', resources, absent, unidentified };
  };
  const poll = async (): Promise<Outcome | null> => {
    const next = told.polls.shift() ?? null;
    if (next instanceof ProviderError) throw next;
    return next;
  };
  return { read, poll, estimate: async () => null };
}
