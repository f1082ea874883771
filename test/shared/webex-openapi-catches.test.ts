import { describe, expect, test } from 'vitest';
import { ciscoUser, coreUser, orgId, patchOp } from '../webex-emulator/support/hub-lab.ts';
import { always, idle, ofLiveServers, unexplained } from './support/deviations.ts';
import type { Exchange } from './support/open-api.ts';
import { webexDescription } from './support/webex-description.ts';

const users = `/identity/scim/${orgId}/v2/Users`;
const meta = { created: 'x', lastModified: 'x', version: 'W/"1"', location: 'x' };
const ada = { schemas: [coreUser], id: 'x', userName: 'ada@acme.example', userType: 'user', meta };
const create = { schemas: [coreUser], userName: 'ada@acme.example', userType: 'user' };
const licence = { id: 'x', name: 'x', totalUnits: 1, consumedUnits: 0 };

interface Given {
  readonly method?: string;
  readonly path: string;
  readonly asks?: object;
  readonly status?: number;
  readonly answers?: object | string;
}

function exchange({ method = 'GET', path, asks, status = 200, answers = {} }: Given): Exchange {
  return {
    method,
    url: `https://hub.test${path}`,
    requestBody: asks === undefined ? '' : JSON.stringify(asks),
    status,
    answerBody: typeof answers === 'string' ? answers : JSON.stringify(answers),
  };
}

const assign = { method: 'PATCH', path: '/v1/licenses/users' };
const patch = { method: 'PATCH', path: `${users}/x`, answers: ada };
const operation = { op: 'add', path: 'roles', value: [{ value: 'x' }] };

describe.skipIf(webexDescription === null)('the check by Cisco’s description', () => {
  const check = webexDescription?.check ?? (() => []);
  const said = (given: Given): readonly string[] => check(exchange(given)).map(({ side, text }) => `${side}: ${text}`);

  test.each<[string, Given]>([
    ['a user that is made', { method: 'POST', path: users, asks: create, status: 201, answers: ada }],
    ['a change of roles', { ...patch, asks: { schemas: [patchOp], Operations: [operation] } }],
    ['a deletion', { method: 'DELETE', path: `${users}/x`, status: 204, answers: '' }],
    ['one of the two ids of a path', { path: '/v1/people/me', answers: { type: 'person' } }],
    ['a licence that is given', { ...assign, asks: { email: 'x', licenses: [{ id: 'x' }] } }],
    ['a coded error', { ...assign, asks: {}, status: 400, answers: { errors: [{ errorCode: 400413 }] } }],
    ['a number in the query', { path: '/v1/people?max=5', answers: { items: [] } }],
    ['an error of whatever body', { path: '/v1/roles', status: 503, answers: 'Service Unavailable' }],
  ])('has nothing against %s', (_, given) => {
    expect(said(given)).toEqual([]);
  });

  test.each<[string, Given, string]>([
    ['a path that there is not', { path: '/v1/persons' }, 'request: is not described'],
    ['a method that there is not', { method: 'PUT', path: '/v1/roles' }, 'request: is not described'],
    ['a part too many', { path: `${users}/x/y` }, 'request: is not described'],
    ['an unknown query', { path: '/v1/people?limit=5', answers: {} }, 'the query has an unknown limit'],
    ['a word for a number', { path: '/v1/people?max=all', answers: {} }, "the query's max: / must be number"],
    ['a choice that there is not', { path: '/v1/licenses/x?includeAssignedTo=group' }, 'includeAssignedTo'],
    ['a missing query', { path: '/v1/adminAudit/events?orgId=x&from=x' }, 'the query lacks to'],
    ['no body', { ...assign }, 'request: the body is missing'],
    ['a body where none is', { path: '/v1/roles', asks: {} }, 'request: the body is not expected'],
    [
      'no user type',
      { method: 'POST', path: users, asks: { ...create, userType: undefined }, status: 201 },
      "'userType'",
    ],
    [
      'an unknown user type',
      { method: 'POST', path: users, asks: { ...create, userType: 'bot' } },
      '/userType must be',
    ],
    ['a member of the request', { method: 'POST', path: users, asks: { ...create, mail: 'x' } }, '"mail"'],
    ['a text for a boolean', { method: 'POST', path: users, asks: { ...create, active: 'true' } }, '/active must be'],
    ['an operation', { ...patch, asks: { schemas: [], Operations: [{ op: 'Add' }] } }, '/Operations/0/op must be'],
    ['small letters', { ...patch, asks: { schemas: [], operations: [] } }, "must have required property 'Operations'"],
    ['a licence without id', { ...assign, asks: { licenses: [{ operation: 'add' }] } }, "required property 'id'"],
    ['another status', { method: 'POST', path: users, asks: create, answers: ada }, 'answer: the status 200 is not'],
    [
      'an answer without id',
      { path: `${users}/x`, answers: { ...ada, id: undefined } },
      'answer: the body: / must have',
    ],
    ['a member of the answer', { path: `${users}/x`, answers: { ...ada, nick: 'x' } }, '"nick"'],
    ['a list for an object', { path: '/v1/roles', answers: [] }, 'answer: the body: / must be object'],
    [
      'a text for a number',
      { path: '/v1/licenses', answers: { items: [{ ...licence, totalUnits: '1' }] } },
      '/totalUnits',
    ],
    ['no JSON', { path: '/v1/roles', answers: '<html>' }, 'answer: the body is no JSON'],
    ['a body after deletion', { method: 'DELETE', path: `${users}/x`, status: 204, answers: ada }, 'is not expected'],
    [
      'an unknown code',
      { ...assign, asks: {}, status: 400, answers: { errors: [{ errorCode: 1 }] } },
      'errorCode must be',
    ],
  ])('finds %s', (_, given, text) => {
    expect(said(given)).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
  });
});

describe.skipIf(webexDescription === null)('the listed deviations', () => {
  const check = webexDescription?.check ?? (() => []);
  const extended = (extension: object) => ({ path: `${users}/x`, answers: { ...ada, [ciscoUser]: extension } });
  const left = (given: Given) => unexplained(check(exchange(given)), ofLiveServers).map(({ text }) => text);

  test('explain what live servers are known for, and nothing beside it', () => {
    expect(left(extended({}))).toEqual([]);
    expect(left(extended({ accountStatus: ['active'] }))).toEqual([]);
    expect(left(extended({ accountStatus: 'active', status: 'x' }))).toHaveLength(1);
    expect(left({ path: '/v1/people/me', answers: { loginEnabled: true } })).toEqual([]);
    expect(left({ path: '/v1/people/me', answers: { id: true } })).toHaveLength(1);
    expect(left({ path: '/v1/licenses', answers: { items: [{ consumedByUsers: null }] } })).toEqual([]);
    expect(left({ path: '/v1/licenses', answers: { items: [{ consumedUnits: null }] } })).toHaveLength(1);
  });

  test('are told when they explain nothing', () => {
    const problems = check(exchange(extended({})));
    expect(idle(problems, ofLiveServers)).toHaveLength(ofLiveServers.length - 1);
    expect(idle([], always)).toHaveLength(always.length);
  });

  test('each say why', () => {
    for (const { reason } of [...always, ...ofLiveServers]) expect(reason).toMatch(/^.{20,}\.$/u);
  });
});
