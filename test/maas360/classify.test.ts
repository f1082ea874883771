import { describe, expect, it } from 'vitest';
import { classifier, isTokenOver } from '../../providers/maas360/classify.ts';

const classify = classifier({ rights: 'Ask Grace.' });
const raw = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, body: text, json: undefined };
};
const failure = (description: string) => ({ actionResponse: { status: 'Failure', description } });

describe('MaaS360 refuses', () => {
  it.each([
    [
      'a name that is taken',
      400,
      { response: { responseCode: 7, description: 'Duplicate name' } },
      'conflict',
      'responseCode 7',
    ],
    ['a value, under HTTP 200', 200, failure('The trial is too long'), 'invalid', 'Failure'],
    ['a value, under HTTP 400', 400, failure('The trial is too long'), 'invalid', 'Failure'],
    ['a value, by number', 200, { actionResponse: { actionStatus: 1, description: 'x' } }, 'invalid', 'actionStatus 1'],
    ['a value, in XML', 200, '<actionResponse><status>Failure</status></actionResponse>', 'invalid', 'Failure'],
    ['what is not there', 404, failure('No such account'), 'not-found', 'Failure'],
    ['a missing right, under HTTP 403', 403, failure('x'), 'auth', 'Failure'],
    ['a missing right, without a word', 403, '', 'auth', 'HTTP 403'],
    ['a missing right, under HTTP 200', 200, failure('You do not have permission'), 'auth', 'Failure'],
    ['a foreign billing id', 401, { authResponse: { errorCode: 1008, errorDesc: 'x' } }, 'auth', '1008'],
    ['somebody, without a word', 401, '', 'auth', 'HTTP 401'],
  ])('%s', (_, status, body, code, portalCode) => {
    expect(classify(raw(status, body))).toMatchObject({ verdict: 'refused', code, portalCode });
  });

  it('a missing right with the name of who can give it, and in its own words', () => {
    const text = 'This needs the access right Account Actions Control';
    expect(classify(raw(403, failure(text)))).toMatchObject({ text, cure: 'Ask Grace.' });
    expect(classify(raw(200, failure(text)))).toMatchObject({ code: 'auth', text, cure: 'Ask Grace.' });
  });

  it('a foreign billing id with where to look for it', () => {
    const body = { authResponse: { errorCode: 1008, errorDesc: 'Invalid billing ID' } };
    expect(classify(raw(401, body))).toMatchObject({ cure: expect.stringContaining('settings.billingId') });
    expect(classify(raw(401, body))).toMatchObject({ cure: expect.stringContaining('rollcall attest --withdraw') });
  });
});

describe('MaaS360 takes', () => {
  it.each([
    ['an action', { actionResponse: { status: 'Success' } }],
    ['a list', { adminChanges: { count: 0 } }],
    ['what says nothing', ''],
  ])('%s', (_, body) => {
    expect(classify(raw(200, body))).toBeUndefined();
  });
});

describe('MaaS360 is busy', () => {
  it.each([200, 400, 429, 503])(
    'where any header says that the limit is reached, whatever the status (%i)',
    (status) => {
      const limit = { 'x-anything': 'API limit reached, try after some time' };
      expect(classify(raw(status, failure('x'), limit))).toMatchObject({ verdict: 'busy' });
    },
  );

  it('with an account that is still being copied: nothing was done', () => {
    expect(classify(raw(503, failure('still being set up')))).toMatchObject({ verdict: 'failed', acted: 'no' });
  });

  it.each([500, 502, 503, 429])('or a gateway speaks in its place: the status decides (%i)', (status) => {
    expect(classify(raw(status, '<html></html>'))).toBeUndefined();
  });
});

describe('another token helps', () => {
  it.each([
    [401, { authResponse: { errorCode: 1007 } }, true],
    [401, { adminChanges: { errorCode: 1009 } }, true],
    [401, '', true],
    [401, { authResponse: { errorCode: 1008 } }, false],
    [401, { authResponse: { errorCode: 1234 } }, false],
    [200, { authResponse: { errorCode: 1002 } }, false],
    [403, '', false],
  ])('HTTP %i with %j: %s', (status, body, helps) => {
    expect(isTokenOver(raw(status, body))).toBe(helps);
  });
});
