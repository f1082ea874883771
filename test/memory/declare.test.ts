import { describe, expect, test } from 'vitest';
import type { GrantDeclaration, PersonDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { account } from '../../providers/memory/kinds/account.ts';
import { membership } from '../../providers/memory/kinds/membership.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';

const origin = { file: 'ada.yaml', document: 0, path: [], line: 1 };

function grant(role: string, given: JsonObject = {}): GrantDeclaration {
  return { role, with: given, origin };
}

function ada(given: Partial<PersonDeclaration> = {}): PersonDeclaration {
  const access = [grant('engineering')];
  return {
    name: 'ada',
    email: 'Ada@acme.example',
    formerEmails: [],
    locale: 'en',
    service: false,
    access,
    licenses: [],
    requests: [],
    origin,
    ...given,
  };
}

function attributesOf(person: PersonDeclaration, kind = account): JsonObject {
  const { resources } = kind.declare(portalDeclaration({ provider: 'memory', people: [person] }));
  return kind.normalize(resources[0]?.attributes ?? {});
}

describe('an account', () => {
  test('holds what is declared, and leaves out the rest', () => {
    expect(attributesOf(ada())).toEqual({ email: 'ada@acme.example', level: 'member' });
    const named = ada({ givenName: 'Ada', familyName: 'Lovelace', access: [grant('x', { note: 'hello' })] });
    expect(attributesOf(named)).toMatchObject({ name: 'Ada Lovelace', note: 'hello' });
  });

  test('has the highest level of all grants', () => {
    const access = [grant('x', { level: 'administrator' }), grant('y', { level: 'member' })];
    expect(attributesOf(ada({ access }))).toMatchObject({ level: 'administrator' });
  });

  test('is nobody’s who is given nothing', () => {
    const people = [ada({ access: [] })];
    expect(account.declare(portalDeclaration({ provider: 'memory', people })).resources).toEqual([]);
  });

  test('says who becomes administrator, and who loses the account', () => {
    const address = { portal: 'lab', kind: 'account', key: 'ada@acme.example' };
    const identity = { document: 'User', name: 'ada', portal: 'lab', kind: 'account' } as const;
    const draft = { address, identity, presence: 'active', round: 0, at: '2026-11-21T09:00:00.000Z' } as const;
    const before = { email: 'ada@acme.example', level: 'member' };
    const raised = account.describe({ ...draft, verb: 'update', before, after: { ...before, level: 'administrator' } });
    expect(raised.consequences).toEqual([{ kind: 'privilege', text: 'becomes administrator' }]);
    const removed = account.describe({ ...draft, verb: 'delete', before, after: null });
    expect([removed.harms, removed.consequences[0]?.kind]).toEqual([['accounts'], 'removal']);
    const lowered = account.describe({
      ...draft,
      verb: 'update',
      before: { ...before, level: 'administrator' },
      after: before,
    });
    expect([lowered.harms, lowered.consequences[0]?.text]).toEqual([
      ['role-assignments'],
      'is no longer administrator',
    ]);
  });
});

describe('a membership', () => {
  test('is the set of the roles, each once', () => {
    const access = [grant('on-call'), grant('engineering'), grant('on-call')];
    expect(attributesOf(ada({ access }), membership)).toEqual({
      email: 'ada@acme.example',
      groups: ['engineering', 'on-call'],
    });
  });

  test('depends on the account, and knows the addresses it had before', () => {
    const people = [ada({ formerEmails: ['A.Byron@acme.example'] })];
    const [resource] = membership.declare(portalDeclaration({ provider: 'memory', people })).resources;
    expect(resource?.dependsOn).toEqual(['lab/account/ada@acme.example']);
    expect(resource?.formerKeys).toEqual(['a.byron@acme.example']);
  });

  test('says which groups are left', () => {
    const address = { portal: 'lab', kind: 'membership', key: 'ada@acme.example' };
    const { harms, hits, consequences } = membership.describe({
      verb: 'update',
      address,
      identity: { document: 'User', name: 'ada', portal: 'lab', kind: 'membership' },
      before: { groups: ['engineering', 'on-call'] },
      after: { groups: ['engineering'] },
      presence: 'active',
      round: 0,
      at: '2026-11-21T09:00:00.000Z',
    });
    expect([harms, consequences]).toEqual([['role-assignments'], [{ kind: 'removal', text: 'leaves on-call' }]]);
    expect(hits).toEqual({ 'role-assignments': ['on-call'] });
    expect(membership.units?.({ groups: ['engineering', 'on-call'] }, 'role-assignments')).toEqual([
      'engineering',
      'on-call',
    ]);
  });
});
