import type { PortalTime } from '../../../engine/conformance/index.ts';
import { day, type Instant, instantOf, type Milliseconds } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';

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
  readonly key: string;
  readonly attributes: JsonObject;
  readonly presence?: 'active' | 'invited';
  readonly readyAfter?: Milliseconds;
}

/** What the exotic portal holds, in the order of arrival. */
export interface ExoticDesk {
  /** Everything that is there now, finished or not: invitations that ran out are gone, without a word. */
  readonly held: (kind: string) => ExoticObject[];
  readonly shown: (kind: string) => ExoticObject[];
  /** Null where the key is taken. */
  readonly add: (kind: string, made: ExoticArrival) => ExoticObject | null;
  readonly set: (kind: string, id: string, attributes: JsonObject) => ExoticObject | null;
  readonly replace: (kind: string, id: string, next: (object: ExoticObject) => ExoticObject) => ExoticObject | null;
  readonly drop: (kind: string, id: string) => void;
}

export function createExoticDesk(time: PortalTime): ExoticDesk {
  let objects: { readonly kind: string; readonly object: ExoticObject }[] = [];

  function held(kind: string): ExoticObject[] {
    const now = instantOf(time.clock.now());
    objects = objects.filter(({ object }) => object.presence === 'active' || (object.expiresAt ?? now) > now);
    return objects.filter((one) => one.kind === kind).map((one) => one.object);
  }

  const replace: ExoticDesk['replace'] = (kind, id, next) => {
    const place = objects.findIndex((one) => one.kind === kind && one.object.id === id);
    const found = objects[place];
    if (found === undefined) return null;
    const object = next(found.object);
    objects[place] = { kind, object };
    return object;
  };

  function add(kind: string, made: ExoticArrival): ExoticObject | null {
    const { key, attributes, presence = 'active', readyAfter = 0 } = made;
    if (held(kind).some((object) => object.key === key)) return null;
    const now = time.clock.now();
    const dates = { sentAt: instantOf(now), expiresAt: instantOf(now + 7 * day) };
    const sent = presence === 'invited' ? dates : { sentAt: null, expiresAt: null };
    const object = { id: time.newId(), key, presence, attributes, ...sent, readyAt: now + readyAfter };
    objects.push({ kind, object });
    return object;
  }

  return {
    held,
    shown: (kind) => held(kind).filter((object) => object.readyAt <= time.clock.now()),
    add,
    set: (kind, id, attributes) =>
      replace(kind, id, (object) => ({ ...object, attributes: { ...object.attributes, ...attributes } })),
    replace,
    drop: (kind, id) => {
      objects = objects.filter((one) => one.kind !== kind || one.object.id !== id);
    },
  };
}
