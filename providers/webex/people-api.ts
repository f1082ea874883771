import type { JsonObject } from '../../engine/model/json.ts';
import { pathOf } from '../kit/base-url.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import { publicId, rawId } from './ids.ts';

export interface PeopleApi {
  /** Of these UUIDs, those who have clicked the activation mail and not signed in yet. */
  readonly verified: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Documented: so many ids in one request. */
const mostIds = 85;

export function createPeopleApi(door: HttpDoor): PeopleApi {
  return {
    async verified(ids) {
      const found = new Set<string>();
      for (let from = 0; from < ids.length; from += mostIds) {
        const some = ids.slice(from, from + mostIds).map((id) => publicId('PEOPLE', id));
        const answer = await door.request({
          operation: 'ask who has an account by now',
          method: 'GET',
          path: pathOf('v1', 'people'),
          query: { id: some.join(','), max: mostIds },
          writes: false,
        });
        const read = answerReader('The list of people');
        for (const person of read.list(read.object(answer.json), 'items')) {
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
