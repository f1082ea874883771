import type { Change } from '../../engine/model/change.ts';
import { instantOf } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type {
  ConnectInput,
  Connection,
  Outcome,
  ReadRequest,
  ReadResult,
  Reader,
  ResourceKind,
  WriteContext,
  Writer,
} from '../../engine/model/provider.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import type { MemoryPage, MemoryRow, MemoryStore } from './store.ts';

type World = Pick<ConnectInput, 'portal' | 'deps'> & {
  readonly kinds: readonly ResourceKind[];
  readonly store: MemoryStore;
};

export function createMemoryConnection(world: World): Connection {
  return { reader: createReader(world), writer: createWriter(world) };
}

function createReader(world: World): Reader {
  return {
    read: (kind, request) => (request.only === undefined ? readAll(world, kind) : readOnly(world, kind, request.only)),
    poll: async () => null,
    estimate: async () => null,
  };
}

async function readAll(world: World, kind: string): Promise<ReadResult> {
  const { portal, store, deps } = world;
  const size = typeof portal.settings['pageSize'] === 'number' ? portal.settings['pageSize'] : 1000;
  const rows: MemoryRow[] = [];
  for (let pages = 1; ; pages += 1) {
    goOn(deps.signal);
    let page: MemoryPage;
    try {
      page = await store.page(tableOf(world, kind), rows.length, size);
    } catch (error) {
      // What was read so far is true, but it is not all: never give a short list as if it were complete.
      if (pages === 1 || !(error instanceof ProviderError)) throw error;
      return { ...found(world, kind, rows), coverage: 'partial', pages: pages - 1, problem: problemOf(error) };
    }
    rows.push(...page.rows);
    if (rows.length >= page.total) return { ...found(world, kind, rows), pages };
    if (page.rows.length === 0) throw new ProviderError('contract', 'The store gave an empty page before the last.');
  }
}

async function readOnly(world: World, kind: string, only: NonNullable<ReadRequest['only']>): Promise<ReadResult> {
  const rows: MemoryRow[] = [];
  const absent = [];
  for (const { address, id } of only) {
    goOn(world.deps.signal);
    const row = await world.store.find(tableOf(world, kind), id, address.key);
    if (row === null) absent.push(address);
    else rows.push(row);
  }
  return { ...found(world, kind, rows), absent, coverage: 'known-only', pages: only.length };
}

function createWriter(world: World): Writer {
  const { store } = world;

  async function create(change: Change, context: WriteContext): Promise<Outcome> {
    goOn(context.signal);
    const { kind, key } = change.address;
    const row = await store.insert(tableOf(world, kind), key, attributesOf(change));
    if (row === null) throw new ProviderError('conflict', `There is a ${kind} ${key} already.`);
    return { outcome: 'done', observed: observe(world, kind, row) };
  }

  async function update(change: Change, context: WriteContext): Promise<Outcome> {
    goOn(context.signal);
    const { kind, key } = change.address;
    const row = change.id && (await store.change(tableOf(world, kind), change.id, key, attributesOf(change)));
    if (!row) throw new ProviderError('not-found', `There is no ${kind} ${key} any more, or its key is taken.`);
    return { outcome: 'done', observed: observe(world, kind, row) };
  }

  async function remove(change: Change, context: WriteContext): Promise<Outcome> {
    goOn(context.signal);
    // What is not there need not be removed: that is done as well.
    if (change.id !== null) await store.remove(tableOf(world, change.address.kind), change.id);
    return { outcome: 'done', observed: null };
  }

  return { create, update, delete: remove, invite: refuse, reset: refuse, sync: refuse };
}

/** The run was told to end: nothing more is begun. An error of no kind that the engine knows would pass for a defect. */
function goOn(signal: AbortSignal): void {
  if (signal.aborted) throw new ProviderError('unavailable', 'The run was told to end before this was begun.');
}

async function refuse(change: Change): Promise<Outcome> {
  throw new ProviderError('invalid', `A portal in memory cannot ${change.verdict} a ${change.address.kind}.`);
}

function attributesOf(change: Change): JsonObject {
  if (change.after !== null) return change.after;
  throw new ProviderError('invalid', `A ${change.verdict} has no attributes to write.`);
}

/** Portals of several names share a store without seeing each other. */
function tableOf(world: World, kind: string): string {
  return `${world.portal.name}/${kind}`;
}

function found(world: World, kind: string, rows: readonly MemoryRow[]): ReadResult {
  const resources = rows.map((row) => observe(world, kind, row));
  return { coverage: 'complete', resources, absent: [], evidence: [], pages: 1, rows: rows.length, problem: null };
}

function observe(world: World, kind: string, row: MemoryRow): ObservedResource {
  return {
    address: { portal: world.portal.name, kind, key: row.key },
    id: row.id,
    presence: 'active',
    attributes: row.attributes,
    evidence: { grade: 'read', at: instantOf(world.deps.clock.now()) },
  };
}
