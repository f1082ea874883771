import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import { accountOf, bare, bulkLab, endOf, users, type Result, withBody } from '../support/scim-bulk-lab.ts';
import { type Answer, listOf, userRow } from '../support/scim-lab.ts';

const three = ['ada', 'ben', 'cy'];
const of = (name: string, operation: JsonObject): boolean => JSON.stringify(operation).includes(`"${name}@`);

/** All are done but ben's, which ends like this. */
const butBen =
  (said: JsonObject | undefined): Result =>
  (operation, index) => {
    if (!of('ben', operation)) return withBody(operation, index);
    const { method, bulkId } = operation;
    return said === undefined ? undefined : { method: method ?? null, bulkId: bulkId ?? null, ...said };
  };

describe('an operation that failed is told as a single answer would be, and the others are done', () => {
  test.each<readonly [Json, JsonObject, string]>([
    ['400', { scimType: 'invalidValue', detail: 'no' }, 'invalid'],
    ['403', { detail: 'no' }, 'auth'],
    ['404', { detail: 'no' }, 'not-found'],
    ['412', { detail: 'changed' }, 'conflict'],
    ['500', { detail: 'oops' }, 'ambiguous'],
    [503, {}, 'ambiguous'],
    [400, { detail: 'no' }, 'invalid'],
    [{ code: '400' }, { detail: 'no' }, 'invalid'],
    ['301', {}, 'contract'],
    ['fine', {}, 'ambiguous'],
  ])('%j', async (status, response, code) => {
    const lab = bulkLab({
      result: (operation, index) =>
        operation['path'] === `${users}/id-ben`
          ? { status, response, location: `${users}/id-ben`, method: 'PATCH' }
          : withBody(operation, index),
    });
    const ben = endOf(lab.rename('ben', 'B'));
    expect(await lab.ends('ada', 'cy')).toEqual(['done', 'done']);
    expect(await ben).toBe(code);
    expect(lab.work().filter((line) => !line.startsWith('GET'))).toEqual(['POST /Bulk']);
  });

  test('409: whoever is there already is looked for, and adopted by the next plan', async () => {
    const lab = bulkLab({
      result: butBen({ status: '409', response: { scimType: 'uniqueness', detail: 'taken' } }),
      other: ({ method, path }) => (method === 'GET' && path === '/Users' ? listOf(userRow('ben')) : undefined),
    });
    const failure: unknown = await Promise.all([lab.make('ada', 'cy'), lab.create('user', accountOf('ben'))]).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      code: 'conflict',
      portalText: 'taken',
      cure: expect.stringContaining('adopt') as unknown,
    });
  });

  test('404 of what is to go: it is gone', async () => {
    const lab = bulkLab({ settings: { removal: 'delete' }, result: () => ({ status: '404', response: {} }) });
    const removals = ['ada', 'ben'].map((name) =>
      lab.remove('user', { key: `${name}@acme.example`, id: `id-${name}` }),
    );
    expect(await Promise.all(removals)).toEqual([1, 2].map(() => ({ outcome: 'done', observed: null })));
  });

  test('429 and 408: nothing of it was done, and it is sent once more by itself', async () => {
    for (const status of ['429', '408']) {
      const lab = bulkLab({ result: butBen({ status }) });
      expect(await lab.ends(...three)).toEqual(['done', 'done', 'done']);
      expect(lab.work()).toEqual(['POST /Bulk', 'POST /Users']);
    }
  });

  test('says nothing of the secrets that the server echoes', async () => {
    const lab = bulkLab({ result: butBen({ status: '400', response: { detail: 'not with lab-token-0123' } }) });
    const failure: unknown = await lab.make(...three).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'invalid', portalText: expect.stringContaining('not with') as unknown });
    expect(JSON.stringify(failure)).not.toContain('lab-token-0123');
  });
});

describe('the result of an operation', () => {
  const renamed = (result: Result, order = (results: readonly JsonObject[]) => results) => {
    const lab = bulkLab({
      whole: (operations) => ({
        json: {
          Operations: order(operations.map((one, index) => result(one, index)).filter((one) => one !== undefined)),
        },
      }),
    });
    return Promise.all(three.map((name) => endOf(lab.rename(name, 'B'))));
  };
  const refusesBen = (operation: JsonObject) => (operation['path'] === `${users}/id-ben` ? '400' : '200');

  test.each<readonly [string, Result]>([
    ['bulkId', (one) => ({ bulkId: one['bulkId'] ?? null, status: refusesBen(one) })],
    [
      'method and location',
      (one) => ({ method: 'patch', location: `https://lab.test${String(one['path'])}`, status: refusesBen(one) }),
    ],
  ])('is known by its %s, in whatever order', async (_, result) => {
    expect(await renamed(result)).toEqual(['done', 'invalid', 'done']);
    expect(await renamed(result, (all) => [...all].reverse())).toEqual(['done', 'invalid', 'done']);
  });

  test('is known by its place where it says nothing else, and all others stand in theirs', async () => {
    expect(await renamed((one) => ({ status: refusesBen(one) }))).toEqual(['done', 'invalid', 'done']);
    const nameless: Result = (one) => {
      const status = refusesBen(one);
      return status === '400' ? { status } : { bulkId: one['bulkId'] ?? null, status };
    };
    expect(await renamed(nameless)).toEqual(['done', 'invalid', 'done']);
    expect(await renamed(nameless, (all) => [...all].reverse())).toEqual(['done', 'ambiguous', 'done']);
  });

  test.each<readonly [string, Result]>([
    ['is missing', (one) => (refusesBen(one) === '400' ? undefined : { bulkId: one['bulkId'] ?? null, status: '200' })],
    [
      'is of another',
      (one) => ({ bulkId: refusesBen(one) === '400' ? 'write-9' : (one['bulkId'] ?? null), status: '200' }),
    ],
    ['is of another verb', (one) => ({ method: refusesBen(one) === '400' ? 'POST' : 'PATCH', status: '200' })],
  ])('leaves open what happened where it %s', async (_, result) => {
    expect(await renamed(result)).toEqual(['done', 'ambiguous', 'done']);
  });

  test('leaves it open where there are two of it', async () => {
    const twice = await renamed(bare, (all) => [...all, ...all.slice(1, 2)]);
    expect(twice).toEqual(['done', 'ambiguous', 'done']);
  });
});

describe('a bulk request that nobody knows the end of is never sent again', () => {
  test.each<readonly [string, () => Answer]>([
    [
      'the answer is lost',
      () => {
        throw new Error('cut');
      },
    ],
    ['the server breaks', () => ({ status: 502 })],
    ['the answer is no bulk response', () => ({ json: { ok: true } })],
    ['the answer has no body', () => ({ status: 200 })],
    ['the whole is refused because of one object', () => ({ status: 409, json: { detail: 'taken' } })],
  ])('%s', async (_, whole) => {
    const lab = bulkLab({ whole });
    expect(await lab.ends(...three)).toEqual(['ambiguous', 'ambiguous', 'ambiguous']);
    expect(lab.work()).toEqual(['POST /Bulk']);
  });
});

describe('a bulk request that the server refuses as a whole did nothing', () => {
  test.each([400, 401, 403, 404, 405, 501])('%d: each goes by itself, and so do all that follow', async (status) => {
    const lab = bulkLab({ whole: () => ({ status }) });
    expect(await lab.ends(...three, 'dia', 'eva')).toEqual(Array.from({ length: 5 }, () => 'done'));
    expect(await lab.ends('fay', 'gus')).toEqual(['done', 'done']);
    expect(lab.work()).toEqual(['POST /Bulk', ...Array.from({ length: 7 }, () => 'POST /Users')]);
  });

  test('413: fewer go together, as few as it takes', async () => {
    const lab = bulkLab({ whole: ({ length }) => (length > 2 ? { status: 413 } : undefined) });
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    expect(await lab.ends(...names)).toEqual(names.map(() => 'done'));
    expect(lab.bulks().map((operations) => operations.length)).toEqual([8, 4, 2, 2, 2, 2]);
    await lab.make('i', 'j', 'k');
    expect(
      lab
        .bulks()
        .slice(6)
        .map((operations) => operations.length),
    ).toEqual([2]);
  });

  test('413 of any size: one by one', async () => {
    const lab = bulkLab({ whole: () => ({ status: 413 }) });
    expect(await lab.ends(...three)).toEqual(['done', 'done', 'done']);
    expect(lab.work()).toEqual(['POST /Bulk', 'POST /Users', 'POST /Users', 'POST /Users']);
  });

  test('429: the whole is waited for, as the server asks, and sent again', async () => {
    let refusals = 0;
    const lab = bulkLab({
      whole: () => ((refusals += 1) === 1 ? { status: 429, headers: { 'retry-after': '3' } } : undefined),
    });
    expect(await lab.ends(...three)).toEqual(['done', 'done', 'done']);
    expect(lab.work()).toEqual(['POST /Bulk', 'POST /Bulk']);
  });
});
