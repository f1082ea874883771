import { afterAll, describe, expect, test } from 'vitest';
import type { ConformanceSubject } from '../../engine/conformance/index.ts';
import type { HttpResponse } from '../../engine/model/deps.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { nextQuery } from '../../providers/webex/link-pages.ts';
import { ibmConnectionsSubject } from '../support/ibm-connections-subject.ts';
import { scimmySubject } from '../support/scim-scimmy-subject.ts';
import { webexConnectSubject } from '../support/webex-connect-subject.ts';
import { webexSubject } from '../support/webex-subject.ts';
import { type AnswerStage, openAnswerStage } from './support/answer-stage.ts';

type Change = (answer: HttpResponse) => HttpResponse;

interface Found {
  readonly kind: string;
  /** Which answers are changed: all whose address has this in it. */
  readonly where: string;
  readonly only?: boolean;
  readonly change: Change;
}

/** The answer's body with a part of it changed, in the hands of the test. */
function body(change: (json: never) => unknown): Change {
  return (answer) => ({ ...answer, body: JSON.stringify(change(JSON.parse(answer.body) as never)) });
}

interface Rows {
  readonly [list: string]: readonly JsonObject[];
}

/** Members of each row of a list set to something else. */
function rows(list: string, members: JsonObject): Change {
  return body((json: Rows) => ({ ...json, [list]: (json[list] ?? []).map((row) => ({ ...row, ...members })) }));
}

const set = (members: JsonObject): Change => body((json: JsonObject) => ({ ...json, ...members }));
const refused = (code: string): Change => {
  return (answer) => ({ ...answer, status: 400, body: JSON.stringify({ errors: [{ errorCode: code }] }) });
};

const stages = new Map<string, Promise<AnswerStage>>();
const subjects: Readonly<Record<string, () => ConformanceSubject>> = {
  webex: () => webexSubject(),
  connect: () => webexConnectSubject('adapter'),
  ibm: () => ibmConnectionsSubject('service'),
  panel: () => ibmConnectionsSubject('panel'),
  scim: () => scimmySubject({ leavers: 'delete' }),
};

async function stageOf(name: string): Promise<AnswerStage> {
  const stage = stages.get(name) ?? openAnswerStage(subjects[name]!());
  stages.set(name, stage);
  return stage;
}

afterAll(async () => {
  for (const stage of stages.values()) await (await stage).close();
});

/** What fuzzing found: each was once taken for a list without what was there, or ended in a defect. */
const found: readonly (readonly [what: string, portal: string, found: Found])[] = [
  [
    'a token that no request can carry',
    'webex',
    { kind: 'user', where: 'access_token', change: set({ access_token: 'x'.repeat(200_000) }) },
  ],
  [
    'a link to the next page that nobody can read',
    'webex',
    {
      kind: 'license-assignment',
      where: 'includeAssignedTo',
      change: (answer) => ({ ...answer, headers: { ...answer.headers, link: '<' } }),
    },
  ],
  [
    'a link to the next page that leads back to the bare licence',
    'webex',
    {
      kind: 'license-assignment',
      where: 'includeAssignedTo',
      change: (answer) => ({ ...answer, headers: { ...answer.headers, link: '<javascript:alert(1)>; rel="next"' } }),
    },
  ],
  [
    'holders of a licence that are no objects',
    'webex',
    { kind: 'license-assignment', where: 'includeAssignedTo', change: set({ users: [7] }) },
  ],
  [
    'holders without an address',
    'webex',
    { kind: 'license-assignment', where: 'includeAssignedTo', change: rows('users', { email: null }) },
  ],
  [
    'another answer where the holders of a licence were asked for',
    'webex',
    { kind: 'license-assignment', where: 'includeAssignedTo', change: body(() => ({ a: 1 })) },
  ],
  [
    'licences without a name',
    'webex',
    { kind: 'license-assignment', where: '/v1/licenses?', change: rows('items', { name: null }) },
  ],
  [
    'licences of a person that are no ids',
    'webex',
    { kind: 'license-assignment', where: '/v1/people', only: true, change: rows('items', { licenses: [null] }) },
  ],
  ['roles without a value', 'webex', { kind: 'role', where: 'startIndex', change: rows('Resources', { roles: [{}] }) }],
  [
    'partner administrators whose addresses are no list',
    'webex',
    { kind: 'partner-admin', where: 'partnerAdmins', change: rows('items', { emails: true }) },
  ],
  [
    'an error code that every object has as a member',
    'webex',
    { kind: 'user', where: 'startIndex', change: refused('constructor') },
  ],
  [
    'a subscription whose products are no list',
    'ibm',
    { kind: 'subscription', where: '/purchase/subscriptions/', change: set({ products: 7 }) },
  ],
  [
    'another object where a subscription was asked for',
    'ibm',
    { kind: 'subscription', where: '/purchase/subscriptions/', change: body(() => ({ id: '1', name: 'Acme' })) },
  ],
  [
    'subscriptions without a state',
    'panel',
    { kind: 'subscription', where: '/purchase/subscriptions?', change: rows('data', { status: null }) },
  ],
  [
    'a customer without a name',
    'ibm',
    { kind: 'customer', where: '/purchase/customers', change: rows('data', { name: null }) },
  ],
  [
    'subscribers without the person',
    'ibm',
    { kind: 'subscriber', where: '/subscriber?', only: true, change: rows('List', { Person: null }) },
  ],
  [
    'subscribers without the person, for their seats',
    'ibm',
    { kind: 'seat', where: '/subscriber?', change: rows('List', { Person: null, SeatSet: null }) },
  ],
  [
    'somebody else than was asked for',
    'ibm',
    {
      kind: 'subscriber',
      where: 'getSubscriberByEmailAddress',
      only: true,
      change: rows('List', { Person: { EmailAddress: 'eve@acme.example' } }),
    },
  ],
  [
    'entitlements that are no objects',
    'scim',
    { kind: 'entitlement', where: '/Users', change: rows('Resources', { entitlements: [7] }) },
  ],
  [
    'entitlements without a value',
    'scim',
    { kind: 'entitlement', where: '/Users', change: rows('Resources', { entitlements: [{}] }) },
  ],
  [
    'what is no user among the users',
    'scim',
    {
      kind: 'user',
      where: '/Users',
      change: body(() => ({
        totalResults: 1,
        Resources: [{ id: 'User', schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'] }],
      })),
    },
  ],
  [
    'an endless error code',
    'connect',
    {
      kind: 'teammate',
      where: 'connectapi',
      change: (answer) => ({ ...answer, body: JSON.stringify({ code: 'x'.repeat(200_000), description: '' }) }),
    },
  ],
];

describe('once taken for a short list, or for a defect of ours:', () => {
  test.each(found)('%s (%s)', async (_what, name, { kind, where, only = false, change }) => {
    const stage = await stageOf(name);
    const { observation, told } = await stage.readThrough({
      kind,
      only,
      change: (url, answer) => (url.includes(where) ? change(answer) : answer),
    });
    expect(told, 'nothing was changed').not.toBe('');
    expect(observation.coverage).toMatch(/^(failed|partial)$/u);
    expect(observation.problem?.code).not.toBe('bug');
    expect(observation.absent.size).toBe(0);
    expect(JSON.stringify(observation.problem).length).toBeLessThan(4_000);
  });
});

test('a link of many openings is read in a moment', () => {
  const begun = performance.now();
  expect(nextQuery(`${'<'.repeat(200_000)}; rel="next"`)).toBeUndefined();
  expect(performance.now() - begun).toBeLessThan(1_000);
});
