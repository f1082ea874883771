import { describe, expect, test } from 'vitest';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import {
  addressOf,
  at,
  bound,
  desired,
  diff,
  observed,
  pending,
  verdicts,
  type World,
} from '../support/engine-builders.ts';
import { byHand, kindWith } from '../support/engine-kinds.ts';

const owed = { occasion: 'o', to: 'ada@acme.example', subject: 'Welcome', text: 'Hello', locale: 'en' };
const kind = kindWith({ mails: () => [owed] });
const from = { name: 'Acme', address: 'it@acme.example' };

function mailOf(mail?: object) {
  const portal = (mail === undefined ? {} : { mail }) as Partial<PortalDeclaration>;
  const { changes } = diff({ kind, desired: [desired('ada')], portal });
  const notify = changes.find(({ verdict }) => verdict === 'notify');
  return notify?.verdict === 'notify' ? notify : undefined;
}

describe('a mail is worded', () => {
  test('by the kind, in nobody’s name, where the workspace says nothing', () => {
    expect(mailOf()).toMatchObject({
      word: 'mail',
      summary: 'Welcome',
      consequences: [{ kind: 'mail', text: 'gets the mail "Welcome"' }],
      consent: [],
      requests: 0,
      evidence: { grade: 'not-observable', at },
      before: null,
      after: null,
      at: { line: 3 },
    });
    expect(mailOf()?.mail).toEqual(owed);
  });

  test('in the customer’s name where there is one', () => {
    expect(mailOf({ from })?.mail).toEqual({ ...owed, from });
    expect(mailOf({ from, replyTo: 'help@acme.example' })?.mail).toEqual({
      ...owed,
      from,
      replyTo: 'help@acme.example',
    });
    expect(mailOf({ from })?.consequences[0]?.text).toBe('gets the mail "Welcome" from it@acme.example');
  });

  test('by a template that is sound, and by no other', () => {
    const templates = (said: object | undefined) => mailOf({ from, templates: { word: () => said } })?.mail;
    expect(templates({ subject: 'Hi', text: 'there' })).toMatchObject({ subject: 'Hi', text: 'there', occasion: 'o' });
    expect(templates({ subject: 'Hi', text: 'there', problem: 'wrong' })).toMatchObject({ subject: 'Welcome' });
    expect(templates(undefined)).toMatchObject({ subject: 'Welcome', text: 'Hello' });
  });
});

describe('a mail is owed', () => {
  const said = (world: World) => verdicts(diff({ kind, desired: [desired('ada')], ...world }));

  test('with an invitation, also where something else is said of it besides', () => {
    const invited = kindWith({ arrives: 'invite', mails: () => [owed] });
    expect(said({ kind: invited })).toEqual(['invite ada', 'notify ada']);
    const king = desired('ada.king', {}, { identity: desired('ada').identity });
    const replaced = { kind: { ...invited, keyChange: 'replace' as const }, desired: [king] };
    const there = { observed: [observed('ada', {}, pending)], bindings: [bound('ada', {}, pending)] };
    expect(said({ ...replaced, ...there })).toEqual(['delete ada', 'invite ada.king', 'notify ada.king']);
  });

  test('for what we made only while it is there, under the declared key', () => {
    const owned = { bindings: [bound('ada')] };
    expect(said({ ...owned, observed: [observed('ada')] })).toEqual(['notify ada', 'unchanged ada']);
    expect(said({ ...owned, reading: { coverage: 'partial' } })).toEqual(['blocked ada']);
    const moved = {
      bindings: [bound('ada', {}, { address: addressOf('old') })],
      observed: [observed('old', {}, { id: 'id-ada' })],
    };
    expect(said(moved)).toEqual(['update ada']);
  });
});

describe('a request', () => {
  const request = {
    address: addressOf('ada'),
    verb: 'reset',
    occasion: 'o',
    id: 'lost',
    origin: desired('ada').origin,
  } as const;
  const requests = [request];

  test('says of whom nothing is known, and what it waits for', () => {
    const { standing } = diff({ requests });
    expect(standing).toMatchObject([
      { verdict: 'blocked', identity: null, by: expect.stringContaining('in use') as unknown },
    ]);
    const unread = diff({ requests, bindings: [bound('ada')], reading: { coverage: 'failed' } }).standing;
    const by = 'account of acme could not be read';
    expect(unread.map((one) => (one.verdict === 'blocked' ? one.by : ''))).toEqual([by, by]);
    expect(unread[0]?.identity).toMatchObject({ name: 'ada' });
  });

  test('has no date and no reason where the manifest gives none', () => {
    const world = { desired: [desired('ada')], observed: [observed('ada')], bindings: [bound('ada')], requests };
    const [reset] = diff(world).changes;
    for (const part of ['until', 'why']) expect(reset).not.toHaveProperty(part);
    const [dated] = diff({ ...world, requests: [{ ...request, notAfter: at, why: { ticket: 'T' } }] }).changes;
    expect(dated).toMatchObject({
      until: at,
      why: { ticket: 'T' },
      before: { role: 'member' },
      after: { role: 'member' },
    });
  });

  test('of another verb that ended at a gate is asked for by itself', () => {
    const sync = { ...request, verb: 'sync' as const };
    const world = { desired: [desired('ada')], observed: [observed('ada')], bindings: [bound('ada')] };
    expect(verdicts(diff({ ...world, requests: [sync] }))).toEqual(['sync ada', 'unchanged ada']);
  });
});

describe('what is there, and nobody knows under which id', () => {
  test('carries the reasons and dates of its document, and harms nobody', () => {
    const gate = byHand.arrivalGates(observed('ada', {}, pending))[0]!;
    const reading = { coverage: 'known-only' as const, unidentified: new Map([['ada@acme.example', gate]]) };
    const only = (more: object) => diff({ desired: [desired('ada', {}, more)], reading }).standing[0];
    expect(only({ why: { ticket: 'T' }, until: at })).toMatchObject({
      why: { ticket: 'T' },
      until: at,
      evidence: { grade: 'read', at },
      harms: [],
      consequences: [],
      consent: [],
    });
    for (const part of ['why', 'until']) expect(only({})).not.toHaveProperty(part);
  });
});
