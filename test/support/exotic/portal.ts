import type { PortalProbe, PortalTime } from '../../../engine/conformance/index.ts';
import { day, instantOf, type Instant, type Milliseconds } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import { createTurnstile } from '../turnstile.ts';

export interface ExoticObject {
  readonly id: string;
  readonly key: string;
  readonly presence: 'active' | 'invited';
  readonly attributes: JsonObject;
  readonly sentAt: Instant | null;
  readonly expiresAt: Instant | null;
  /** Epoch milliseconds from which on the portal has finished making it. */
  readonly readyAt: number;
}

export interface ExoticArrival {
  readonly presence?: 'active' | 'invited';
  readonly readyAfter?: Milliseconds;
}

/** A portal in this process with everything that is hard about portals: invitations that run out, work that takes time. */
export interface ExoticPortal {
  readonly page: (
    kind: string,
    page: number,
  ) => Promise<{ readonly objects: readonly ExoticObject[]; readonly last: boolean }>;
  readonly find: (kind: string, id: string | null, key: string) => Promise<ExoticObject | null>;
  readonly insert: (
    kind: string,
    made: { key: string; attributes: JsonObject } & ExoticArrival,
  ) => Promise<ExoticObject | null>;
  readonly change: (kind: string, id: string, attributes: JsonObject) => Promise<ExoticObject | null>;
  readonly remove: (kind: string, id: string) => Promise<void>;
  readonly probe: PortalProbe;
}

export function createExoticPortal(time: PortalTime): ExoticPortal {
  const turnstile = createTurnstile();
  const { read, write } = turnstile;
  let objects: { readonly kind: string; readonly object: ExoticObject }[] = [];

  /** What stands there now: invitations that ran out are gone, without a word. */
  function held(kind: string): ExoticObject[] {
    const now = instantOf(time.clock.now());
    objects = objects.filter(({ object }) => object.presence === 'active' || (object.expiresAt ?? now) > now);
    return objects.filter((one) => one.kind === kind).map((one) => one.object);
  }

  function shown(kind: string): ExoticObject[] {
    return held(kind).filter((object) => object.readyAt <= time.clock.now());
  }

  function replace(kind: string, id: string, next: (object: ExoticObject) => ExoticObject): ExoticObject | null {
    const place = objects.findIndex((one) => one.kind === kind && one.object.id === id);
    const found = objects[place];
    if (found === undefined) return null;
    objects[place] = { kind, object: next(found.object) };
    return objects[place].object;
  }

  function add(kind: string, made: { key: string; attributes: JsonObject } & ExoticArrival): ExoticObject | null {
    if (held(kind).some((object) => object.key === made.key)) return null;
    const { key, attributes, presence = 'active', readyAfter = 0 } = made;
    const now = time.clock.now();
    const invited = presence === 'invited';
    const sent = { sentAt: invited ? instantOf(now) : null, expiresAt: invited ? instantOf(now + 7 * day) : null };
    const object = { id: time.newId(), key, presence, attributes, ...sent, readyAt: now + readyAfter };
    objects.push({ kind, object });
    return object;
  }

  const drop = (kind: string, id: string): void => {
    objects = objects.filter((one) => one.kind !== kind || one.object.id !== id);
  };
  const change = (kind: string, id: string, attributes: JsonObject): ExoticObject | null =>
    replace(kind, id, (object) => ({ ...object, attributes: { ...object.attributes, ...attributes } }));

  return {
    page: (kind, page) =>
      read(
        async () => ({
          objects: shown(kind).slice(2 * page - 2, 2 * page),
          last: shown(kind).length <= 2 * page,
        }),
        page,
      ),
    find: (kind, id, key) =>
      read(async () => shown(kind).find((one) => one.id === id) ?? shown(kind).find((one) => one.key === key) ?? null),
    insert: (kind, made) => write(async () => add(kind, made)),
    change: (kind, id, attributes) => write(async () => change(kind, id, attributes)),
    remove: (kind, id) => write(async () => drop(kind, id)),
    probe: {
      operations: turnstile.operations,
      fail: turnstile.fail,
      heal: turnstile.heal,
      objects: async (kind) => shown(kind).map(({ key, presence, attributes }) => ({ key, presence, attributes })),
      put: async ({ kind, key }, attributes) => {
        const found = held(kind).find((object) => object.key === key);
        if (found === undefined) add(kind, { key, attributes });
        else change(kind, found.id, attributes);
      },
      remove: async ({ kind, key }) => {
        const found = held(kind).find((object) => object.key === key);
        if (found !== undefined) drop(kind, found.id);
      },
      accept: async ({ kind, key }) => {
        const found = held(kind).find((object) => object.key === key);
        // The one who joined is another object than the one who was invited.
        const joined = { id: time.newId(), presence: 'active', sentAt: null, expiresAt: null } as const;
        if (found !== undefined) replace(kind, found.id, (object) => ({ ...object, ...joined }));
      },
    },
  };
}
