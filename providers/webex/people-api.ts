import type { JsonObject } from '../../engine/model/json.ts';
import { pathOf } from '../kit/base-url.ts';
import type { DoorAnswer, DoorRequest } from '../kit/door-request.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import { publicId, rawId } from './ids.ts';
import { readLinkPages } from './link-pages.ts';

export interface PeopleApi {
  /** Of these UUIDs, those who have clicked the activation mail and not signed in yet. */
  readonly verified: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Documented: so many ids in one request. */
const mostIds = 85;

export function createPeopleApi(door: HttpDoor): PeopleApi {
  const read = answerReader('The list of people');
  const ask = (request: Pick<DoorRequest, 'query' | 'rawQuery'>): Promise<DoorAnswer> => {
    const operation = 'ask who has an account by now';
    return door.request({ ...request, operation, method: 'GET', path: pathOf('v1', 'people'), writes: false });
  };
  return {
    async verified(ids) {
      const found = new Set<string>();
      for (let from = 0; from < ids.length; from += mostIds) {
        const some = ids.slice(from, from + mostIds).map((id) => publicId('PEOPLE', id));
        const listed = await readLinkPages({
          page: (rawQuery) =>
            ask(rawQuery === undefined ? { query: { id: some.join(','), max: mostIds } } : { rawQuery }),
          rowsOf: ({ json }) => read.list(read.object(json), 'items'),
          keyOf: (row) => read.text(row, 'id'),
        });
        for (const person of listed.rows) {
          if (isFalse(person, 'invitePending')) found.add(rawId(read.text(person, 'id')));
        }
      }
      return found;
    },
  };
}

/** The description says text, live servers say true and false. Left out says nothing. */
function isFalse(object: JsonObject, name: string): boolean {
  const value = object[name];
  return value === false || (typeof value === 'string' && value.toLowerCase() === 'false');
}
