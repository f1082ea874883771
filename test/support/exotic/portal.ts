import type { PortalProbe, PortalTime } from '../../../engine/conformance/index.ts';
import type { Address } from '../../../engine/model/address.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import { createTurnstile } from '../turnstile.ts';
import { createExoticDesk, type ExoticArrival, type ExoticDesk, type ExoticObject } from './desk.ts';

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
  const desk = createExoticDesk(time);
  return {
    page: (kind, page) =>
      read(async () => {
        const shown = desk.shown(kind);
        return { objects: shown.slice(2 * page - 2, 2 * page), last: shown.length <= 2 * page };
      }, page),
    find: (kind, id, key) =>
      read(async () => {
        const shown = desk.shown(kind);
        return shown.find((one) => one.id === id) ?? shown.find((one) => one.key === key) ?? null;
      }),
    insert: (kind, made) => write(async () => desk.add(kind, made)),
    change: (kind, id, attributes) => write(async () => desk.set(kind, id, attributes)),
    remove: (kind, id) => write(async () => desk.drop(kind, id)),
    probe: { ...turnstile, ...backDoor(desk, time) },
  };
}

function backDoor(desk: ExoticDesk, time: PortalTime): Pick<PortalProbe, 'objects' | 'put' | 'remove' | 'accept'> {
  const at = ({ kind, key }: Address): ExoticObject | undefined => desk.held(kind).find((one) => one.key === key);
  return {
    objects: async (kind) => desk.shown(kind).map(({ key, presence, attributes }) => ({ key, presence, attributes })),
    put: async (address, attributes) => {
      const found = at(address);
      if (found === undefined) desk.add(address.kind, { key: address.key, attributes });
      else desk.set(address.kind, found.id, attributes);
    },
    remove: async (address) => {
      const found = at(address);
      if (found !== undefined) desk.drop(address.kind, found.id);
    },
    accept: async (address) => {
      // The one who joined is another object than the one who was invited.
      const joined = { id: time.newId(), presence: 'active', sentAt: null, expiresAt: null } as const;
      const found = at(address);
      if (found !== undefined) desk.replace(address.kind, found.id, (object) => ({ ...object, ...joined }));
    },
  };
}
