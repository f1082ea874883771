import { describe, expect, it } from 'vitest';
import { documentOf, failureIn, flagOf, memberIn, numberOf, rowsIn, textOf } from '../../providers/maas360/answer.ts';

describe('an answer', () => {
  it('is read as JSON or as XML, whichever came', () => {
    const document = { actionResponse: { status: 'Success', billingId: '30001234' } };
    expect(documentOf(JSON.stringify(document))).toEqual(document);
    expect(
      documentOf('<actionResponse><status>Success</status><billingId>30001234</billingId></actionResponse>'),
    ).toEqual(document);
  });

  it.each([[''], ['Forbidden'], ['[1]'], ['{"a":'], ['<html><br></html>'], ['null']])('%j is none', (text) => {
    expect(documentOf(text)).toBeUndefined();
  });
});

describe('a failure is found in every envelope', () => {
  it.each([
    ['auth', { authResponse: { errorCode: 1002, errorDesc: 'Invalid Credentials' } }, '1002', 'Invalid Credentials'],
    ['auth, with the code as a text', { authResponse: { errorCode: '1007', errorDesc: '' } }, '1007', ''],
    [
      'auth, in the root of an operation',
      { adminChanges: { errorCode: 1009, errorDesc: 'Token invalid' } },
      '1009',
      'Token invalid',
    ],
    ['action by text', { actionResponse: { status: 'Failure', description: 'No.' } }, 'Failure', 'No.'],
    ['action by number', { actionResponse: { actionStatus: 1, description: 'No.' } }, 'actionStatus 1', 'No.'],
    ['action by number, as a text', { actionResponse: { actionStatus: '1' } }, 'actionStatus 1', ''],
    ['resource', { response: { responseCode: 7, description: 'Duplicate' } }, 'responseCode 7', 'Duplicate'],
    ['resource, without a root', { responseCode: 7 }, 'responseCode 7', ''],
  ])('%s', (_, document, code, text) => {
    expect(failureIn(document)).toEqual({ code, text });
  });

  it.each([
    ['auth', { authResponse: { authToken: 't', errorCode: 0 } }],
    ['auth, with the code as a text', { authResponse: { authToken: 't', errorCode: '0' } }],
    ['action by text', { actionResponse: { status: 'Success', description: 'Failure is no option' } }],
    ['action by number', { actionResponse: { actionStatus: 0, actionID: 5 } }],
    ['resource', { response: { name: 'x', responseCode: 200 } }],
    ['list', { users: { count: 1, user: { status: 'Failure' } } }],
    ['nothing', {}],
  ])('and none where %s says success', (_, document) => {
    expect(failureIn(document)).toBeUndefined();
  });
});

describe('a list', () => {
  const row = { name: 'a' };
  it.each([
    ['of several', { rows: { count: 2, pageNumber: 1, pageSize: 2, row: [row, row] } }, 2, 2],
    ['of one, which is the object itself', { rows: { count: 1, pageNumber: 1, pageSize: 1, row } }, 1, 1],
    ['of one, with numbers as texts, as XML has it', { rows: { count: '1', pageSize: '1', row } }, 1, 1],
    ['that is empty, as a text', { rows: '' }, 0, 0],
    ['that is empty, with a count and without a member', { rows: { count: 0 } }, 0, 0],
    ['that is empty, with a member that is a text', { rows: { count: 0, row: '' } }, 0, 0],
    ['that is not there at all', {}, 0, 0],
    ['past its end', { rows: { count: 300, pageNumber: 3, pageSize: 0 } }, 0, 300],
    ['without a count', { rows: { row: [row] } }, 1, null],
  ])('%s', (_, document, rows, total) => {
    const read = rowsIn(document);
    expect([read?.rows.length, read?.total]).toEqual([rows, total]);
  });

  it.each([
    ['something else', { html: 'Welcome' }],
    ['two things', { one: {}, other: {} }],
    ['an empty object with another name', { response: { name: 'x' } }],
  ])('is not %s', (_, document) => {
    expect(rowsIn(document)).toBeUndefined();
  });
});

describe('a member', () => {
  it('is found wherever it stands, the one nearest to the root first', () => {
    const document = { a: { b: { billingId: 'deep' } }, c: { billingId: 'near' }, d: [{ only: 1 }] };
    expect(memberIn(document, 'billingId')).toBe('near');
    expect(memberIn(document, 'only')).toBe(1);
    expect(memberIn(document, 'toString')).toBeUndefined();
  });

  it('is a text also as a number, and none where it is empty', () => {
    expect([textOf(30001234), textOf(' x '), textOf(''), textOf(undefined), textOf(true)]).toEqual([
      '30001234',
      'x',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is a number also as a text', () => {
    expect([numberOf('12'), numberOf(12), numberOf(''), numberOf('1.5'), numberOf('x')]).toEqual([
      12,
      12,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    [true, true],
    ['Yes', true],
    ['Y', true],
    [1, true],
    ['true', true],
    [false, false],
    ['No', false],
    ['N', false],
    [0, false],
    ['false', false],
    ['', undefined],
    ['perhaps', undefined],
    [2, undefined],
  ])('%j is %j as yes or no', (value, flag) => {
    expect(flagOf(value)).toBe(flag);
  });
});
