import type { Change } from '../../engine/model/change.ts';
import type { Clock } from '../../engine/model/deps.ts';
import { addTo, day, instantOf } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { type Problem, ProviderError } from '../../engine/model/provider-error.ts';
import type {
  Connection,
  Outcome,
  ReadRequest,
  ReadResult,
  ResourceKind,
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
  readonly reading: { problem: Problem | null; coverage: ReadResult['coverage'] | null };
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

/** A portal that does exactly what it is told, unless a test decides otherwise for one key. */
export function simPortal({ name, kinds, clock }: SimOptions): SimPortal {
  let ids = 0;
  const sim: Omit<SimPortal, 'connection' | 'accept' | 'put'> = {
    rows: new Map(),
    writes: [],
    reads: { full: 0, only: 0 },
    fates: new Map(),
    reading: { problem: null, coverage: null },
    polls: [],
    contexts: [],
    onWrite: () => undefined,
  };
  const place = (kind: string, key: string) => `${kind}/${key}`;
  const evidence = () => ({ grade: 'read' as const, at: instantOf(clock.now()) });

  function put(attributes: JsonObject, more: Partial<ObservedResource> = {}): ObservedResource {
    const kind = more.address?.kind ?? kinds[0]?.kind ?? 'account';
    const key = `${attributes['email']}`;
    const common = { address: { portal: name, kind, key }, id: `p-${(ids += 1)}`, presence: 'active' as const };
    const row: ObservedResource = { ...common, attributes, evidence: evidence(), ...more };
    sim.rows.set(place(kind, key), row);
    return row;
  }

  function carryOut(change: Change): ObservedResource | null {
    const { kind, key } = change.address;
    const there = find(kind, change.id, 'formerKey' in change ? (change.formerKey ?? key) : key);
    switch (change.verdict) {
      case 'create':
        if (there !== undefined) throw new ProviderError('conflict', `${key} is there already`);
        return put(change.after, { address: change.address });
      case 'invite': {
        if (there !== undefined) throw new ProviderError('conflict', `${key} is there already`);
        const sentAt = instantOf(clock.now());
        const invitation = { sentAt, expiresAt: addTo(sentAt, 7 * day) };
        return put(change.after, { address: change.address, presence: 'invited', invitation });
      }
      case 'delete':
        if (there !== undefined) sim.rows.delete(place(kind, there.address.key));
        return null;
      case 'reset':
      case 'sync':
        return there ?? null;
      default: {
        if (there === undefined) throw new ProviderError('not-found', `${key} is not there`);
        sim.rows.delete(place(kind, there.address.key));
        return put(
          { ...there.attributes, ...change.after },
          { ...there, address: change.address, attributes: { ...there.attributes, ...change.after } },
        );
      }
    }
  }

  function find(kind: string, id: string | null, key: string): ObservedResource | undefined {
    const byKey = sim.rows.get(place(kind, key));
    if (id === null || byKey?.id === id) return byKey;
    return [...sim.rows.values()].find((row) => row.address.kind === kind && row.id === id) ?? byKey;
  }

  const write = async (change: Change, context: WriteContext): Promise<Outcome> => {
    await sim.onWrite(change);
    const { key } = change.address;
    sim.writes.push(`${change.verdict} ${key.split('@')[0]}`);
    sim.contexts.push(context);
    const fate = sim.fates.get(key);
    sim.fates.delete(key);
    if (fate?.fate === 'throws') throw fate.error;
    if (fate?.fate === 'answers' && !fate.done) return fate.outcome;
    const observed = carryOut(change);
    if (fate?.fate === 'answers') return fate.outcome;
    if (fate?.fate === 'answer-lost') throw new ProviderError('ambiguous', 'No answer came.');
    return { outcome: 'done', observed };
  };

  const read = async (kind: string, request: ReadRequest): Promise<ReadResult> => {
    sim.reads[request.only === undefined ? 'full' : 'only'] += 1;
    if (sim.reading.problem !== null) throw new ProviderError('unavailable', sim.reading.problem.text);
    const reads = kinds.find((one) => one.kind === kind)?.reads;
    const nothing = { absent: [], evidence: [], pages: 1, rows: 0, problem: null };
    if (reads === 'none') return { ...nothing, coverage: 'known-only', resources: [] };
    if (request.only === undefined && reads === 'list') {
      const resources = [...sim.rows.values()].filter((row) => row.address.kind === kind);
      return { ...nothing, coverage: sim.reading.coverage ?? 'complete', resources, rows: resources.length };
    }
    const asked = (request.only ?? request.known).map((one) => ({ ...one, row: find(kind, one.id, one.address.key) }));
    const resources = [...new Set(asked.flatMap(({ row }) => (row === undefined ? [] : [row])))];
    const absent = asked.filter(({ row }) => row === undefined).map(({ address }) => address);
    return { ...nothing, coverage: 'known-only', resources, absent };
  };

  const poll = async (): Promise<Outcome | null> => {
    const next = sim.polls.shift() ?? null;
    if (next instanceof ProviderError) throw next;
    return next;
  };

  return Object.assign(sim, {
    put: (attributes: JsonObject, more?: Partial<ObservedResource>) => void put(attributes, more),
    accept: (key: string) => {
      for (const [at, row] of sim.rows) {
        const { invitation: _, ...rest } = row;
        if (row.address.key === key) sim.rows.set(at, { ...rest, presence: 'active' });
      }
    },
    connection: {
      reader: { read, poll },
      writer: { create: write, invite: write, update: write, reset: write, sync: write, delete: write },
    },
  });
}
