import { describe, expect, test } from 'vitest';
import type { DesiredRequest } from '../../engine/model/provider.ts';
import {
  addressOf,
  at,
  before,
  bound,
  desired,
  diff,
  gateFor,
  intent,
  observed,
  origin,
  pending,
  verdicts,
} from '../support/engine-builders.ts';
import { account, invitee, kindWith, without } from '../support/engine-kinds.ts';

const request: DesiredRequest = {
  address: addressOf('ada'),
  verb: 'reset',
  occasion: 'ada/reset/lost',
  id: 'lost',
  origin,
};
const inUse = { desired: [desired('ada')], observed: [observed('ada')], bindings: [bound('ada')], requests: [request] };

describe('a request', () => {
  test('is made once on an account in use, after what else is done to it', () => {
    const { changes } = diff({ ...inUse, requests: [{ ...request, notAfter: '2026-12-01T00:00:00.000Z' }] });
    expect(changes).toMatchObject([
      {
        verdict: 'reset',
        request: 'ada/reset/lost',
        dependsOn: ['acme/account/ada@acme.example'],
        until: '2026-12-01T00:00:00.000Z',
      },
    ]);
  });

  test('for who is still to come in is made then, and moot afterwards', () => {
    const kind = kindWith({ arrives: 'invite', resetsInvited: true });
    const arriving = {
      ...inUse,
      kind,
      observed: [observed('ada', {}, pending)],
      bindings: [bound('ada', {}, pending)],
    };
    expect(verdicts(diff(arriving))).toEqual(['reset ada', 'waiting ada']);
    expect(verdicts(diff({ ...inUse, kind }))).toEqual(['unchanged ada']);
    expect(verdicts(diff({ ...arriving, requests: [{ ...request, verb: 'sync' }] }))).toEqual([
      'waiting ada',
      'blocked ada',
    ]);
  });

  test('that was made is over', () => {
    expect(verdicts(diff({ ...inUse, spent: new Map([[request.occasion, 'done']]) }))).toEqual(['unchanged ada']);
  });

  test('that may have been made is never made again by itself', () => {
    const { standing } = diff({ ...inUse, spent: new Map([[request.occasion, 'unknown']]) });
    expect(standing[1]).toMatchObject({
      verdict: 'blocked',
      cure: 'Ask the person. To do it again, add a request with another id.',
    });
  });

  test('is not made after its date, and is made on it', () => {
    const on = (notAfter: string) => verdicts(diff({ ...inUse, requests: [{ ...request, notAfter }] }));
    expect(on('2026-11-21T08:59:59.999Z')).toEqual(['unchanged ada']);
    expect(on(at)).toEqual(['reset ada', 'unchanged ada']);
  });

  test.each([
    ['nobody is there', { desired: [desired('ada')], requests: [request] }, ['create ada', 'blocked ada']],
    ['the account is not managed yet', { ...inUse, bindings: [] }, ['adopt ada', 'blocked ada']],
    [
      'the invitation is pending',
      { ...inUse, kind: invitee, observed: [observed('ada', {}, pending)], bindings: [bound('ada', {}, pending)] },
      ['waiting ada', 'blocked ada'],
    ],
    [
      'another object has the key',
      { ...inUse, observed: [observed('ada', {}, { id: 'id-other' })] },
      ['adopt ada', 'blocked ada'],
    ],
    [
      'the portal was not read',
      { ...inUse, observed: [], reading: { coverage: 'failed' as const } },
      ['blocked ada', 'blocked ada'],
    ],
  ])('waits where %s', (_, world, expected) => {
    expect(verdicts(diff(world))).toEqual(expected);
  });

  test('is by hand where the portal has no API for it', () => {
    expect(verdicts(diff({ ...inUse, kind: kindWith({ capabilities: without('reset') }) }))).toEqual([
      'unchanged ada',
      'manual ada',
    ]);
  });

  test('is blocked by an earlier call without an outcome, its own or another', () => {
    const open = { seq: 1, at, intent: intent('ada', { verdict: 'reset', occasion: request.occasion }), ref: null };
    expect(verdicts(diff({ ...inUse, openIntents: [open] }))).toEqual(['blocked ada', 'blocked ada']);
  });

  test('that ended at somebody’s gate is waited for', () => {
    const gate = gateFor('ada', { wants: 'reset', before: {}, after: {} });
    expect(verdicts(diff({ ...inUse, openGates: [gate] }))).toEqual(['unchanged ada', 'waiting ada']);
  });

  test('is nothing where everything is to go', () => {
    expect(verdicts(diff({ ...inUse, removeAll: true }))).toEqual(['delete ada']);
  });
});

describe('a mail', () => {
  const mail = {
    occasion: 'ada@acme/welcome',
    to: 'ada@acme.example',
    subject: 'Welcome',
    text: 'Hello',
    locale: 'en',
  };
  const kind = kindWith({ mails: () => [mail] });
  const wanted = { kind, desired: [desired('ada', {}, { dependsOn: ['acme/seat/1'] })] };

  test('goes with the resource, and after it', () => {
    const { changes } = diff(wanted);
    expect(changes).toMatchObject([
      { verdict: 'create' },
      { verdict: 'notify', mail, dependsOn: ['acme/seat/1', 'acme/account/ada@acme.example'], harms: ['mails'] },
    ]);
    expect(changes[1]?.evidence).toMatchObject({ grade: 'not-observable', note: 'nothing is recorded' });
  });

  test.each([
    ['is owed still where it failed', { how: 'created' }, ['notify ada', 'unchanged ada']],
    ['is owed where somebody made it by hand', { how: 'attested' }, ['notify ada', 'unchanged ada']],
    ['is not owed to whom we only adopted', { how: 'adopted' }, ['unchanged ada']],
    ['is not owed to whom we took over', { how: 'taken-over' }, ['unchanged ada']],
  ] as const)('%s', (_, { how }, expected) => {
    const world = { ...wanted, observed: [observed('ada')], bindings: [bound('ada', {}, { how })] };
    expect(verdicts(diff(world))).toEqual(expected);
  });

  test('is not owed to whom is about to be adopted, nor before somebody is there', () => {
    expect(verdicts(diff({ ...wanted, observed: [observed('ada')] }))).toEqual(['adopt ada']);
    const manual = kindWith({ mails: () => [mail], capabilities: without('create') });
    expect(verdicts(diff({ ...wanted, kind: manual }))).toEqual(['manual ada']);
    expect(verdicts(diff({ ...wanted, reading: { coverage: 'failed' } }))).toEqual(['blocked ada']);
  });

  test('is sent once, and one that may have been sent never again', () => {
    const world = { ...wanted, observed: [observed('ada')], bindings: [bound('ada')] };
    expect(verdicts(diff({ ...world, spent: new Map([[mail.occasion, 'done']]) }))).toEqual(['unchanged ada']);
    expect(verdicts(diff({ ...world, spent: new Map([[mail.occasion, 'unknown']]) }))).toEqual([
      'unchanged ada',
      'waiting ada',
    ]);
  });

  test('is waited for where it may have been sent: by the person, who can say whether it came', () => {
    const { address, identity } = bound('ada');
    const unknown = { seq: 3, address, identity, occasion: mail.occasion, since: before };
    const world = { ...wanted, observed: [observed('ada')], bindings: [bound('ada')] };
    const spent = new Map([[mail.occasion, 'unknown' as const]]);
    const { standing } = diff({ ...world, spent, unknownMails: new Map([[mail.occasion, unknown]]) });
    expect(standing[1]).toMatchObject({
      verdict: 'waiting',
      evidence: { grade: 'not-observable' },
      overdue: false,
      gate: {
        step: `mail:${mail.occasion}`,
        title: `say whether the mail "${mail.subject}" came`,
        waitingFor: { role: 'person', name: mail.to },
        since: before,
        proof: { by: 'attest' },
        asks: [{ name: 'came', into: { attribute: 'came' }, pattern: '^(yes|no)$', required: true }],
      },
    });
  });

  test('is asked about where it went to, also once the person has another address', () => {
    const lost = { seq: 3, ...bound('ada'), occasion: mail.occasion, since: before };
    const king = desired('ada.king', {}, { identity: lost.identity });
    const theirs = { address: king.address, id: 'id-ada' };
    const world = {
      kind: kindWith({ mails: () => [{ ...mail, to: king.address.key }] }),
      desired: [king],
      observed: [observed('ada.king', {}, { id: 'id-ada' })],
      bindings: [bound('ada', {}, theirs)],
      spent: new Map([[mail.occasion, 'unknown' as const]]),
      unknownMails: new Map([[mail.occasion, lost]]),
    };
    const asked = diff(world).standing.find(({ verdict }) => verdict === 'waiting');
    expect(asked).toMatchObject({
      address: king.address,
      evidence: { grade: 'not-observable', note: 'no answer to it is recorded' },
      gate: {
        waitingFor: { name: 'ada@acme.example' },
        instructions: [expect.stringContaining('Ask ada@acme.example whether'), expect.anything()],
      },
    });
    // An account has a name that is no address: then it went where the next one would go.
    for (const address of [king.address, { ...lost.address, key: 'adaFoods' }]) {
      const kind = kindWith({ mails: () => [{ ...mail, to: 'home@acme.example' }] });
      const { standing } = diff({ ...world, kind, unknownMails: new Map([[mail.occasion, { ...lost, address }]]) });
      expect(standing).toContainEqual(
        expect.objectContaining({
          gate: expect.objectContaining({ waitingFor: { role: 'person', name: 'home@acme.example' } }) as unknown,
        }),
      );
    }
  });

  test('that is being sent is not planned again', () => {
    const open = { seq: 1, at, intent: intent('ada', { verdict: 'notify', occasion: mail.occasion }), ref: null };
    const world = { ...wanted, observed: [observed('ada')], bindings: [bound('ada')] };
    expect(verdicts(diff({ ...world, openIntents: [open] }))).toEqual(['blocked ada']);
    expect(account.mails(desired('ada'))).toEqual([]);
  });
});
