import { isJsonObject, type JsonObject } from '../../../engine/model/json.ts';
import type { PersonDeclaration } from '../../../engine/model/declaration.ts';
import { Secret } from '../../../engine/model/secret.ts';
import { createMemoryProvider } from '../../../providers/memory/index.ts';
import { createMemoryStore, type MemoryRow } from '../../../providers/memory/store.ts';
import { portalDeclaration } from '../../support/portal-declaration.ts';
import { peopleOf } from '../simulated-manifest.ts';
import type { PortalRow, SimulatedPortal } from '../simulated-portal.ts';
import { answeringStore, storeFarAway } from './far-memory-store.ts';

const name = 'memory';
const baseUrl = `https://${name}.test`;
const token = 'canary-memory-91d2';
const administrators = 'administrators';
const roles = ['engineering', 'on-call', administrators] as const;
const kinds = ['account', 'membership'] as const;

/** The reference provider, with its store at the other end of the network: each operation may fail as a request does. */
export function memoryPortal(): SimulatedPortal {
  const store = createMemoryStore();
  const rows = new Map<string, readonly MemoryRow[]>();
  const look = async (): Promise<void> => {
    for (const kind of kinds) rows.set(kind, (await store.page(`${name}/${kind}`, 0, 1_000)).rows);
  };
  const answer = answeringStore(store, `Bearer ${token}`);
  const declared = portalDeclaration({
    name,
    provider: 'memory',
    settings: { pageSize: 3 },
    baseUrls: { default: baseUrl },
    credentials: { token: { env: 'MEMORY_TOKEN' } },
  });
  return {
    name,
    baseUrl,
    provider: {
      ...createMemoryProvider(store),
      connect: (input) => createMemoryProvider(storeFarAway(input)).connect(input),
    },
    credentials: { token: new Secret(token) },
    answer: async (request) => {
      const answered = await answer(request);
      await look();
      return answered;
    },
    writes: ({ method }) => method !== 'GET',
    declaration: (people) => ({
      ...declared,
      people: peopleOf(people, { portal: name, roles, resets: false }).map(withLevel),
    }),
    settle: () => undefined,
    rows: () => kinds.flatMap((kind) => (rows.get(kind) ?? []).map((row) => rowOf(kind, row))),
    mails: () => [],
    overfull: () => undefined,
    put: async (email, variant) => {
      await put('account', { email, level: variant === 2 ? 'administrator' : 'member' });
      if (variant > 0) await put('membership', { email, groups: ['by hand', roles[variant] ?? roles[0]] });
      await look();
    },
    remove: async ({ kind, id }) => {
      await store.remove(`${name}/${kind}`, id);
      await look();
    },
    accept: async () => undefined,
    hideNew: () => undefined,
    sees: ({ key, id }, body) => rowsIn(body).some((row) => row['id'] === id && row['key'] === key),
  };

  async function put(kind: string, attributes: JsonObject): Promise<void> {
    const table = `${name}/${kind}`;
    const key = String(attributes['email']);
    const there = await store.find(table, null, key);
    if (there === null) await store.insert(table, key, attributes);
    else await store.change(table, there.id, key, attributes);
  }
}

function withLevel(person: PersonDeclaration): PersonDeclaration {
  const access = person.access.map((grant) =>
    grant.role === administrators ? { ...grant, with: { level: 'administrator' } } : grant,
  );
  return { ...person, access };
}

function rowOf(kind: string, { id, key, attributes }: MemoryRow): PortalRow {
  return { kind, id, key, presence: 'active', attributes };
}

function rowsIn(body: string): readonly JsonObject[] {
  const told = parsed(body);
  const { rows, row } = isJsonObject(told) ? told : {};
  return [...(Array.isArray(rows) ? rows : []), row].filter(isJsonObject);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
