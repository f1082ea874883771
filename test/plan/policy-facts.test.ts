import { describe, expect, test } from 'vitest';
import type { GrantDeclaration, PortalDeclaration, UserDeclaration } from '../../engine/model/declaration.ts';
import type { Holding } from '../../engine/model/provider.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import type { PlannedResource } from '../../engine/plan/planned-state.ts';
import { policyFacts } from '../../engine/plan/policy-facts.ts';
import { addressOf, at, before, bound, desired, identityOf, origin, portal } from '../support/engine-builders.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { byHand, remove, update } from '../support/plan-builders.ts';

const early = '2026-12-01T00:00:00.000Z';
const late = '2027-01-01T00:00:00.000Z';

function user(name: string, more: Partial<UserDeclaration> = {}): UserDeclaration {
  return { name, email: `${name}@acme.example`, formerEmails: [], service: false, ...more };
}

/** What somebody holds after a plan: Ada’s account, declared and owned, unless it is said otherwise. */
function held(name: string, more: Partial<PlannedResource> = {}): PlannedResource {
  return {
    address: addressOf(name),
    kind: account,
    attributes: desired(name).attributes,
    invited: false,
    leaving: false,
    identity: identityOf(name),
    binding: bound(name),
    desired: desired(name),
    ended: undefined,
    managed: true,
    ...more,
  };
}

interface State {
  readonly planned?: readonly PlannedResource[];
  readonly counted?: readonly Counted[];
  readonly users?: readonly UserDeclaration[];
  readonly access?: readonly Partial<GrantDeclaration>[];
  readonly portal?: Partial<PortalDeclaration>;
}

function factsIn({ planned = [], counted = [], users = [], access = [], portal: more }: State) {
  const person = { name: 'ada', email: 'ada@acme.example', formerEmails: [], locale: 'en', service: false };
  const grants = access.map((one) => ({ role: 'member', with: {}, origin, ...one }));
  const people = [{ ...person, access: grants, licenses: [], requests: [], origin }];
  return policyFacts({ planned, counted, portals: [{ ...portal, people, ...more }], users, at });
}
const grantIn = (state: State) => factsIn(state).grants[0];
const holding = (...held: readonly Holding[]) => kindWith({ holdings: () => held });

describe('a grant says', () => {
  test('who holds what where, since when, and how it is known', () => {
    expect(grantIn({ planned: [held('ada')], users: [user('ada')] })).toMatchObject({
      portal: 'acme',
      provider: 'sim',
      kind: 'account',
      key: 'ada@acme.example',
      user: 'ada',
      email: 'ada@acme.example',
      role: 'member',
      managed: true,
      declared: true,
      invited: false,
      leaving: false,
      since: new Date(before),
      until: undefined,
      who: 'acme/account/ada@acme.example',
    });
    const stranger = { binding: undefined, desired: undefined, identity: null, managed: false, invited: true };
    expect(grantIn({ planned: [held('zoe', { ...stranger, leaving: true })] })).toMatchObject({
      user: '',
      email: 'zoe@acme.example',
      managed: false,
      declared: false,
      invited: true,
      leaving: true,
      since: undefined,
    });
  });

  test('whose it is by the document, and else by any address of a declared person', () => {
    const known = { users: [user('ada', { email: ' ADA.King@acme.example ', formerEmails: [' Ada@acme.example'] })] };
    expect(grantIn({ planned: [held('ada')], ...known })).toMatchObject({
      user: 'ada',
      email: 'ada.king@acme.example',
    });
    const found = held('ada', { identity: null });
    expect(grantIn({ planned: [found], ...known })).toMatchObject({ user: 'ada', email: 'ada@acme.example' });
    const ofRole = held('ada', { identity: { ...identityOf('team'), document: 'Role' } });
    expect(grantIn({ planned: [ofRole], ...known })).toMatchObject({ user: 'ada', email: 'ada@acme.example' });
    expect(grantIn({ planned: [held('gone')], ...known })).toMatchObject({ user: 'gone', email: 'gone@acme.example' });
  });

  test('an address of today before one that somebody else had earlier', () => {
    const users = [user('ben'), user('ada', { formerEmails: ['ben@acme.example'] })];
    expect(grantIn({ planned: [held('ben', { identity: null })], users })).toMatchObject({ user: 'ben' });
  });

  test.each([
    ['its email', { email: ' Eve@acme.example ', userName: 'u@acme.example' }, 'eve@acme.example'],
    ['its user name', { email: 7, userName: 'U@acme.example' }, 'u@acme.example'],
    ['the first part of its key', { email: 'no address', userName: 'x/y@z' }, 'key@acme.example'],
  ])('the address by %s', (_, attributes, email) => {
    const address = { ...addressOf('x'), key: 'KEY@acme.example/id_full_admin' };
    expect(grantIn({ planned: [held('x', { address, attributes, identity: null })] })).toMatchObject({ email });
  });

  test('nothing of what belongs to nobody, and nothing on a portal that is not declared', () => {
    const thing = held('x', { address: { ...addressOf('x'), key: 'contract' }, attributes: {}, identity: null });
    const elsewhere = held('ada', { address: { ...addressOf('ada'), portal: 'other' } });
    expect(factsIn({ planned: [thing, elsewhere] }).grants).toEqual([]);
    const owned = { ...thing, identity: identityOf('ada') };
    expect(factsIn({ planned: [owned] }).grants).toMatchObject([{ user: 'ada', email: '' }]);
  });
});

describe('until when and why', () => {
  test('is what the document says, or the grant, or that the person leaves: the earliest counts', () => {
    const until = (state: State) => grantIn({ users: [user('ada')], ...state })?.until;
    const dated = held('ada', { desired: desired('ada', {}, { until: late }) });
    expect(until({ planned: [dated], access: [{ until: early }] })).toEqual(new Date(late));
    expect(until({ planned: [held('ada')], access: [{ role: 'MEMBER', until: early }] })).toEqual(new Date(early));
    expect(until({ planned: [held('ada')], access: [{ role: 'other', until: early }] })).toBeUndefined();
    expect(until({ planned: [dated], users: [user('ada', { leaves: early })] })).toEqual(new Date(early));
    const overdue = held('ada', { ended: before });
    expect(until({ planned: [overdue], access: [{ until: early }] })).toEqual(new Date(before));
  });

  test('is the nearest reason: of the grant, of the resource, of the person', () => {
    const ticket = (state: State) => grantIn(state)?.why.ticket;
    const users = [user('ada', { why: { ticket: 'person' } })];
    const own = held('ada', { desired: desired('ada', {}, { why: { ticket: 'resource' } }) });
    expect(ticket({ planned: [own], users, access: [{ why: { ticket: 'grant' } }] })).toBe('grant');
    expect(ticket({ planned: [own], users })).toBe('resource');
    expect(ticket({ planned: [held('ada')], users })).toBe('person');
    expect(ticket({ planned: [held('ada')] })).toBeUndefined();
  });
});

describe('a resource that several people hold', () => {
  const members = holding({ email: ' Ben@acme.example', role: 'admins' }, { role: 'owner' });
  const group = held('ada', { kind: members, desired: desired('ada', {}, { until: late, why: { ticket: 'group' } }) });

  test('is a grant of each, named by the address, and by the role of who owns it', () => {
    const { grants, users, portals } = factsIn({ planned: [group], users: [user('ada'), user('ben')] });
    expect(grants.map(({ user: name, role, who }) => [name, role, who])).toEqual([
      ['ben', 'admins', 'acme/account/ada@acme.example/ben@acme.example'],
      ['ada', 'owner', 'acme/account/ada@acme.example/owner'],
    ]);
    expect(users.map(({ name, grants: own, portals: on }) => [name, own.length, on])).toEqual([
      ['ada', 1, ['acme']],
      ['ben', 1, ['acme']],
    ]);
    expect(portals[0]?.grants).toEqual(grants);
  });

  test('is declared for another only where a manifest gives it to them', () => {
    const mine = {
      ...group,
      kind: holding({ email: 'ada@acme.example', role: 'Admins' }),
      identity: identityOf('ben'),
    };
    const users = [user('ada'), user('ben')];
    expect(grantIn({ planned: [mine], users })).toMatchObject({ user: 'ada', declared: false, until: undefined });
    expect(grantIn({ planned: [mine], users })?.why.ticket).toBeUndefined();
    const access = [{ role: 'admins', until: early, why: { ticket: 'own' } }];
    const given = grantIn({ planned: [mine], users, access });
    expect(given).toMatchObject({ declared: true, until: new Date(early), why: { ticket: 'own' } });
  });

  test('is privileged as the holding says, and else as the resource is', () => {
    const admin = { attributes: desired('ada', { role: 'administrator' }).attributes };
    const kind = holding({ role: 'a', privileged: false }, { role: 'b', privileged: true }, { role: 'c' });
    const found = (more: object) =>
      factsIn({ planned: [held('ada', { kind, ...more })] }).grants.map((one) => one.privileged);
    expect(found({})).toEqual([false, true, false]);
    expect(found(admin)).toEqual([false, true, true]);
  });
});

test('people are all who are declared, and all who were found, each once', () => {
  const users = [user('ada', { service: true, leaves: late, why: { ticket: 'A' } })];
  const stranger = { identity: null, desired: undefined };
  const twice = [held('zoe', stranger), held('zoe', { ...stranger, address: { ...addressOf('zoe'), key: 'z' } })];
  const gone = held('gone', { attributes: {} });
  expect(factsIn({ planned: [...twice, gone], users }).users).toMatchObject([
    { name: 'ada', declared: true, service: true, leaves: new Date(late), why: { ticket: 'A' }, grants: [] },
    { name: '', email: 'zoe@acme.example', declared: false, service: false, leaves: undefined, portals: ['acme'] },
    { name: 'gone', email: 'gone@acme.example', declared: false },
  ]);
});

describe('a change says', () => {
  const change = (counted: Counted, users = [user('ada')]) => factsIn({ counted: [counted], users }).changes[0];
  const place = { address: addressOf('ada'), identity: identityOf('ada') };

  test('what it does to whom, and why', () => {
    const role = update('x', { ...place, harms: ['seats'], why: { ticket: 'T' } });
    expect(change(role)).toMatchObject({
      verdict: 'update',
      word: 'update',
      portal: 'acme',
      provider: 'sim',
      kind: 'account',
      key: 'ada@acme.example',
      user: 'ada',
      email: 'ada@acme.example',
      role: 'Read-only access',
      harms: ['seats'],
      privileged: false,
      byHand: false,
      why: { ticket: 'T' },
      who: 'acme/account/ada@acme.example',
    });
  });

  test('for a step by hand, what is asked for', () => {
    const consequences = [{ kind: 'privilege', text: 'x' }] as const;
    expect(change(byHand('x', { ...place, consequences }))).toMatchObject({
      verdict: 'invite',
      byHand: true,
      privileged: true,
    });
  });

  test('whose it is by the document, then by the address that is there afterwards or was before', () => {
    const found = (one: Counted) => change(one, [user('ada', { formerEmails: ['old@acme.example'] })]);
    const team = { identity: { ...identityOf('ada'), document: 'Role' }, address: { ...addressOf('x'), key: 'k' } };
    expect(found(update('x', { ...team, before: null as never, after: { email: 'OLD@acme.example' } }))).toMatchObject({
      user: 'ada',
      email: 'old@acme.example',
    });
    expect(found(remove('x', { ...team, before: { email: 'zoe@acme.example' } }))).toMatchObject({
      user: '',
      email: 'zoe@acme.example',
    });
    expect(found(remove('x', { address: { ...addressOf('x'), portal: 'other' } }))).toMatchObject({ provider: '' });
  });
});
