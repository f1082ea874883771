import type { Deps } from '../../engine/model/deps.ts';
import { type Instant, instantOf } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { type PagedRows, readPages } from '../kit/paging.ts';
import type { Api, ObjectWrite } from './api.ts';
import { createDirectory, type Directory } from './directory.ts';
import type { Discovery } from './discovery.ts';
import { createReadBack, type ReadBack } from './read-back.ts';
import type { Settings } from './settings.ts';
import { type ResourceType, textMember, versionOf } from './wire.ts';

/** One server through one connection: its requests, and what was learned of it by them. */
export interface Server {
  readonly portal: string;
  readonly settings: Settings;
  readonly api: Api;
  readonly discovery: Discovery;
  readonly directory: Directory;
  readonly now: () => Instant;
  readonly list: (type: ResourceType) => Promise<PagedRows<JsonObject>>;
  readonly read: (type: ResourceType, id: string) => Promise<JsonObject>;
  /** As it is after a write. */
  readonly readBack: ReadBack;
  /** Keeps what an answer tells besides. */
  readonly saw: (type: ResourceType, row: JsonObject) => void;
  /** How to write to one object: under the version that was read last, where the server checks it. */
  readonly target: (type: ResourceType, id: string, signal: AbortSignal) => Promise<ObjectWrite>;
}

export interface ServerInput {
  readonly portal: string;
  readonly settings: Settings;
  readonly api: Api;
  readonly discovery: Discovery;
  readonly deps: Pick<Deps, 'clock' | 'sleep'>;
}

export function createServer({ portal, settings, api, discovery, deps }: ServerInput): Server {
  const { clock, sleep } = deps;
  const versions = new Map<string, string>();

  function saw(type: ResourceType, row: JsonObject): void {
    const id = textMember(row, 'id');
    const version = versionOf(row);
    if (id !== undefined && version !== undefined) versions.set(`${type}/${id}`, version);
    if (type === 'User') directory.remember(row);
  }

  async function list(type: ResourceType): Promise<PagedRows<JsonObject>> {
    const { pageSize } = settings;
    const found = await readPages<JsonObject>({
      pageSize,
      page: (offset, size) => api.page(type, offset, size),
      keyOf: (row) => textMember(row, 'id') ?? '',
    });
    for (const row of found.rows) saw(type, row);
    return found;
  }

  async function read(type: ResourceType, id: string): Promise<JsonObject> {
    const row = await api.read(type, id);
    saw(type, row);
    return row;
  }

  const { search } = api;
  async function joins(type: ResourceType): Promise<boolean> {
    if (type === 'Group' && settings.profile.membersShown !== 'in-lists') return false;
    return (await discovery.bulk()) !== null && (await discovery.abilities()).filter;
  }

  const readBack = createReadBack({ joins, search, read, sleep });
  const directory = createDirectory({ settings, list: () => list('User'), clock });
  return {
    portal,
    settings,
    api,
    discovery,
    directory,
    now: () => instantOf(clock.now()),
    saw,
    list: (type) => (type === 'User' ? directory.list() : list(type)),
    read,
    async readBack(type, id, shows) {
      const row = await readBack(type, id, shows);
      saw(type, row);
      return row;
    },
    async target(type, id, signal) {
      const version = (await discovery.abilities()).etag ? versions.get(`${type}/${id}`) : undefined;
      // The write makes another one of it, whether the answer tells it or not.
      versions.delete(`${type}/${id}`);
      return { type, id, signal, ...(version === undefined ? {} : { version }) };
    },
  };
}
