import { describe, expect, test } from 'vitest';
import type { Json } from '../../engine/model/json.ts';
import type { RawAnswer } from '../../providers/kit/answer-verdict.ts';
import { classifyAnswer } from '../../providers/webex/classify.ts';

function answer(status: number, json?: Json, headers: Readonly<Record<string, string>> = {}): RawAnswer {
  return { status, headers, json, body: json === undefined ? '' : JSON.stringify(json) };
}

const gateway = (errorCode: number, description = 'No.'): Json => ({
  message: 'License assignment failed',
  errors: [{ errorCode, description }],
  trackingId: 'NA_88b8',
});

describe('an error of the gateway', () => {
  test('tells its code, all its words and the tracking id', () => {
    expect(classifyAnswer(answer(400, gateway(400000, 'License not recognized X')))).toMatchObject({
      verdict: 'refused',
      code: 'invalid',
      portalCode: '400000',
      text: 'License assignment failed License not recognized X (TrackingID NA_88b8)',
    });
  });

  test.each([
    400, 400000, 400112, 400118, 400216, 400404, 400406, 400407, 400408, 400410, 400411, 400413, 700003, 700004, 700005,
    700006,
  ])('with the documented code %i has a cure of its own', (code) => {
    const verdict = classifyAnswer(answer(400, gateway(code)));
    expect(verdict).toMatchObject({ code: 'invalid', portalCode: String(code), cure: expect.stringMatching(/\.$/u) });
  });

  test('with a code that nobody documents has none, and is told all the same', () => {
    expect(classifyAnswer(answer(400, gateway(499999)))).not.toHaveProperty('cure');
  });

  test('names the two licences that exclude each other', () => {
    expect(classifyAnswer(answer(400, gateway(400413)))).toMatchObject({ cure: expect.stringContaining('Premium') });
  });

  test('takes the tracking id from the header where the body has none, once', () => {
    const headers = { trackingid: 'ROUTERGW_1' };
    expect(classifyAnswer(answer(404, { message: 'Gone' }, headers))).toMatchObject({
      code: 'not-found',
      text: 'Gone (TrackingID ROUTERGW_1)',
    });
    expect(classifyAnswer(answer(404, { message: 'Gone ROUTERGW_1' }, headers))).toMatchObject({
      text: 'Gone ROUTERGW_1',
    });
  });
});

describe('an error of SCIM', () => {
  test('tells its scimType and detail', () => {
    const json = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '400',
      scimType: 'noTarget',
      detail: 'path',
    };
    expect(classifyAnswer(answer(400, json))).toMatchObject({ code: 'invalid', portalCode: 'noTarget', text: 'path' });
  });

  test.each([
    ['409 with scimType', 409, { status: '409', scimType: 'uniqueness', detail: 'taken' }],
    ['409 without it', 409, { detail: 'User already exists' }],
    ['409 in the gateway’s shape', 409, { message: 'User already exists' }],
    ['400 with scimType', 400, { scimType: 'uniqueness', detail: 'taken' }],
    ['400 with the words alone', 400, { message: 'User already exists' }],
  ])('about an address that is taken is a conflict: %s', (_, status, json) => {
    expect(classifyAnswer(answer(status, json))).toMatchObject({ verdict: 'refused', code: 'conflict' });
  });
});

test('an error of the older services tells its code', () => {
  const json = { error: { key: '304', message: [{ code: 'ATLAS-600199', description: 'in last 24 hours' }] } };
  expect(classifyAnswer(answer(400, json))).toMatchObject({ portalCode: 'ATLAS-600199', text: 'in last 24 hours' });
});

test('a token that is refused by OAuth tells why', () => {
  const json = { error: 'invalid_grant', error_description: 'The refresh token is over.' };
  expect(classifyAnswer(answer(401, json))).toMatchObject({
    code: 'auth',
    portalCode: 'invalid_grant',
    text: 'The refresh token is over.',
    cure: expect.stringContaining('90 days'),
  });
});

test.each([
  [401, 'auth', 'refresh token'],
  [403, 'auth', 'scopes'],
  [423, 'conflict', 'later'],
] as const)('%i has the cure of this portal', (status, code, words) => {
  expect(classifyAnswer(answer(status, { message: 'No' }))).toMatchObject({
    code,
    cure: expect.stringContaining(words),
  });
});

test.each([
  [410, 'not-found'],
  [412, 'conflict'],
  [415, 'invalid'],
  [428, 'invalid'],
] as const)('%i without a body is %s', (status, code) => {
  expect(classifyAnswer(answer(status))).toMatchObject({
    verdict: 'refused',
    code,
    portalCode: `HTTP ${status}`,
    text: '',
  });
});

test.each([200, 204, 206, 408, 429, 500, 503])('%i is left to what the status says', (status) => {
  expect(classifyAnswer(answer(status, { message: 'x' }))).toBeUndefined();
});

test('a lock that says when it ends is left to the door, which waits', () => {
  expect(classifyAnswer(answer(423, { message: 'locked' }, { 'retry-after': '3' }))).toBeUndefined();
});

test('a body that is no object is shown as it is', () => {
  expect(classifyAnswer({ status: 400, headers: {}, json: undefined, body: '<html>' })).toMatchObject({
    text: '<html>',
  });
});
