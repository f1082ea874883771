import type { Json, JsonObject } from '../../engine/model/json.ts';
import { pathOf } from '../kit/base-url.ts';
import type { DoorAnswer, DoorRequest } from '../kit/door-request.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import type { PagedRows } from '../kit/paging.ts';
import { textIn } from './classify.ts';
import { publicId } from './ids.ts';
import { readLinkPages } from './link-pages.ts';

export interface LicenseChange {
  readonly email: string;
  readonly license: string;
  readonly operation: 'add' | 'remove';
}

/** What one person holds, by the ids of the licences. */
export interface Holder {
  /** The person's id; null where there is none, or the answer leaves it out. */
  readonly person: string | null;
  readonly held: readonly string[];
}

/** What the person holds now; `pending` waits for somebody of another organisation. */
export interface HeldLicenses extends Holder {
  readonly status: number;
  readonly pending: readonly string[];
}

/** Licences by `/v1`. Ids are public ones. */
export interface LicensesApi {
  readonly list: () => Promise<readonly JsonObject[]>;
  /** Who holds it, those of other organisations too. */
  readonly holders: (license: string) => Promise<PagedRows<JsonObject>>;
  /** Everything that one person holds; nothing where the organisation has no such person. */
  readonly heldBy: (email: string) => Promise<Holder>;
  readonly change: (change: LicenseChange, signal: AbortSignal) => Promise<HeldLicenses>;
}

/** Documented: no more than this. */
const mostHolders = 300;

const root = pathOf('v1', 'licenses');

export function createLicensesApi(door: HttpDoor, input: { organisation: string; pageSize: number }): LicensesApi {
  const orgId = publicId('ORGANIZATION', input.organisation);
  const get = (request: Pick<DoorRequest, 'operation' | 'path' | 'query' | 'rawQuery'>) =>
    door.request({ ...request, method: 'GET', writes: false });
  return {
    async list() {
      const answer = await get({ operation: 'list the licences', path: root, query: { orgId } });
      const read = answerReader('The list of licences');
      return read.list(read.object(answer.json), 'items');
    },
    holders(license) {
      const limit = Math.min(mostHolders, input.pageSize);
      const request = { operation: 'list who holds a licence', path: `${root}${pathOf(license)}` };
      return readLinkPages({
        page: (rawQuery) =>
          rawQuery === undefined
            ? get({ ...request, query: { includeAssignedTo: 'user', limit } })
            : get({ ...request, rawQuery }).then(demandUsers),
        rowsOf: ({ json }) => holdersIn(json, license),
        keyOf: (row) => answerReader('A holder of a licence').text(row, 'id'),
      });
    },
    async heldBy(email) {
      const people = pathOf('v1', 'people');
      const found = await get({ operation: 'find a person', path: people, query: { email, max: 2 } });
      const read = answerReader('The list of people');
      const [person] = read.list(read.object(found.json), 'items');
      if (person === undefined) return { person: null, held: [] };
      const id = read.text(person, 'id');
      if (Array.isArray(person['licenses'])) return { person: id, held: textsIn(person, 'licenses') };
      // Some answers leave the administrators' fields to the person's own route (documented for lists by id).
      const path = `${people}${pathOf(id)}`;
      const whole = await get({ operation: 'read a person', path });
      return { person: id, held: textsIn(answerReader('A person').object(whole.json), 'licenses') };
    },
    async change({ email, license, operation }, signal) {
      const answer = await door.request({
        operation: operation === 'add' ? 'give a licence' : 'take a licence away',
        method: 'PATCH',
        path: `${root}${pathOf('users')}`,
        body: { email, orgId, licenses: [{ id: license, operation }] },
        writes: true,
        signal,
      });
      const read = answerReader('The licences of the person');
      const result = read.object(answer.json);
      // Who is left without any may come without a list; whoever was given one has a list, or what is to be accepted.
      const known = operation === 'add' ? ['licenses', 'pendingLicenses'] : ['licenses', 'pendingLicenses', 'email'];
      if (!known.some((name) => Object.hasOwn(result, name))) throw read.breach('it says nothing of licences');
      const { status } = answer;
      const person = textIn(result, 'personId') || null;
      return { status, person, held: textsIn(result, 'licenses'), pending: textsIn(result, 'pendingLicenses') };
    },
  };
}

/** What another page has is people: a link that leads to the bare licence leads nowhere. */
function demandUsers(answer: DoorAnswer): DoorAnswer {
  const read = answerReader('A licence');
  if (!Object.hasOwn(read.object(answer.json), 'users')) throw read.breach('a further page of holders holds no users');
  return answer;
}

/** One that nobody holds may come without `users`. */
function holdersIn(json: Json, license: string): readonly JsonObject[] {
  const read = answerReader('A licence');
  const given = read.object(json);
  if (!Object.hasOwn(given, 'users') && read.text(given, 'id') !== license)
    throw read.breach('it is another one than was asked for');
  return read.listIfAny(given, 'users');
}

function textsIn(object: JsonObject, name: string): readonly string[] {
  return answerReader('A person').textsIfAny(object, name);
}
