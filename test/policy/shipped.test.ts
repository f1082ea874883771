import { describe, expect, test } from 'vitest';
import type { PortalDeclaration, UserDeclaration } from '../../engine/model/declaration.ts';
import type { DeclaredKind } from '../../engine/model/declared.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { PolicyDeclaration, PolicyException } from '../../engine/model/policy.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { plannedState } from '../../engine/plan/planned-state.ts';
import { policyFacts } from '../../engine/plan/policy-facts.ts';
import { shippedPolicies } from '../../engine/policy/shipped/index.ts';
import { maas360 } from '../../providers/maas360/index.ts';
import { scim } from '../../providers/scim/index.ts';
import { webexConnect } from '../../providers/webex-connect/index.ts';
import { webex } from '../../providers/webex/index.ts';
import { ledgerWith, observation } from '../support/engine-builders.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { judged, policy } from './policies.ts';

const at = '2026-11-22T09:00:00.000Z';
const evidence = { grade: 'read' as const, at };

interface Found {
  readonly provider: Provider;
  readonly kind: string;
  readonly attributes: JsonObject;
  readonly settings?: JsonObject;
}

function user(name: string, more: Partial<UserDeclaration> = {}): UserDeclaration {
  return { name, email: `${name}@acme.example`, formerEmails: [], service: false, ...more };
}

/** What portals of real providers are read to hold, one Portal each, and what the manifests give of it. */
function facts(
  found: readonly Found[],
  users: readonly UserDeclaration[] = [],
  given: Partial<PortalDeclaration> = {},
) {
  const portals = new Map<string, PortalDeclaration>();
  const declared: DeclaredKind[] = [];
  const observations = [];
  for (const { provider, kind: name, settings = {} } of found) {
    if (declared.some(({ portal, kind }) => portal.provider === provider.name && kind.kind === name)) continue;
    const base = portalDeclaration({ provider: provider.name, name: provider.name, settings, ...given });
    const portal = portals.get(provider.name) ?? base;
    portals.set(provider.name, portal);
    const kind = provider.kinds(portal).find((one) => one.kind === name)!;
    const resources = found
      .filter((one) => one.provider === provider && one.kind === name)
      .map(({ attributes }) => {
        const normal = kind.normalize(attributes);
        const address = { portal: portal.name, kind: name, key: kind.identify(normal) };
        return { address, id: null, presence: 'active' as const, attributes: normal, evidence };
      });
    const wanted = Object.keys(given).length === 0 ? [] : kind.declare(portal).resources;
    declared.push({ portal, kind, resources: wanted, requests: [] });
    observations.push(observation(resources, { kind, portal }));
  }
  const input = { declared, observations, ledger: ledgerWith(), changes: [], standing: [], at };
  return policyFacts({ planned: plannedState(input), counted: [], portals: [...portals.values()], users, at });
}

function use(name: string, params: JsonObject = {}, exceptions: readonly PolicyException[] = []): PolicyDeclaration {
  const { params: known, summary: _, ...shipped } = shippedPolicies.find((one) => one.name === name)!;
  const filled = Object.fromEntries(known.map((one) => [one.name, params[one.name] ?? one.default!]));
  return policy({ ...shipped, params: filled, exceptions, use: name });
}

function said(one: PolicyDeclaration, state: ReturnType<typeof facts>): string[] {
  return judged(one, state).map(({ verdict, who }) => `${verdict} ${who}`);
}

function except(whom: string): readonly PolicyException[] {
  return [{ for: whom, until: '2027-01-01T00:00:00.000Z', why: 'a handover', mitigation: 'is watched' }];
}

const teammate = (name: string, role: string): Found => {
  return { provider: webexConnect, kind: 'teammate', attributes: { email: `${name}@acme.example`, role } };
};
const hubRole = (name: string, role: string): Found => {
  return { provider: webex, kind: 'role', attributes: { email: `${name}@acme.example`, role } };
};
const administrator = (name: string, roles: readonly string[]): Found => {
  const attributes = { userName: name, account: '30001111', email: `${name}@acme.example`, roles: [...roles] };
  return { provider: maas360, kind: 'administrator', attributes };
};
const group = (name: string, members: readonly string[]): Found => {
  const settings = { administratorGroups: ['admins'] };
  return { provider: scim, kind: 'group', attributes: { name, members: [...members] }, settings };
};

describe('separation-of-duties', () => {
  const one = use('separation-of-duties', { pairs: [['Full access', 'approvers']] });
  const both = [teammate('ada', 'Full access'), group('approvers', ['ada@acme.example', 'ben@acme.example'])];

  test('two roles on two portals, by whoever they were given', () => {
    expect(said(one, facts(both, [user('ada')]))).toEqual(['refused ada']);
    expect(said(one, facts(both))).toEqual(['refused ada@acme.example']);
    expect(said({ ...one, exceptions: except('ada') }, facts(both, [user('ada')]))).toEqual(['excepted ada']);
  });

  test('one of them is well, and so is one role twice of one administrator', () => {
    expect(said(one, facts([teammate('ada', 'Full access'), group('approvers', ['ben@acme.example'])]))).toEqual([]);
    const pair = use('separation-of-duties', { pairs: [['Help Desk', 'Read-Only']] });
    expect(said(pair, facts([administrator('ada', ['Help Desk', 'Read-Only'])]))).toEqual(['refused ada@acme.example']);
    expect(said(pair, facts([administrator('ada', ['Help Desk'])]))).toEqual([]);
  });
});

describe('few-full-access', () => {
  const four = ['ada', 'ben', 'cy', 'dia'].map((name) => teammate(name, 'Full access'));

  test('at most three on each portal, unless it is said otherwise', () => {
    expect(said(use('few-full-access'), facts(four))).toEqual(['refused webex-connect']);
    expect(said(use('few-full-access'), facts(four.slice(1)))).toEqual([]);
    expect(said(use('few-full-access', { most: 4 }), facts(four))).toEqual([]);
    expect(said(use('few-full-access', { portal: 'another' }), facts(four))).toEqual([]);
    expect(said(use('few-full-access', {}, except('webex-connect')), facts(four))).toEqual(['excepted webex-connect']);
  });

  test('says who they are', () => {
    const [found] = judged(use('few-full-access'), facts(four));
    expect(found?.names).toEqual(['ada', 'ben', 'cy', 'dia'].map((name) => `${name}@acme.example`));
  });

  test('another role of another provider', () => {
    const hub = ['ada', 'ben'].map((name) => hubRole(name, 'id_full_admin'));
    const one = use('few-full-access', { role: 'Full Administrator', most: 1 });
    expect(said(one, facts(hub))).toEqual(['refused webex']);
    expect(said(one, facts(hub.slice(1)))).toEqual([]);
  });
});

describe('approver-not-administrator', () => {
  const one = use('approver-not-administrator', { approvers: ['approvers'] });

  test('an approver administers nothing', () => {
    const admin = [hubRole('ada', 'id_full_admin'), group('approvers', ['ada@acme.example'])];
    expect(said(one, facts(admin, [user('ada')]))).toEqual(['refused ada']);
    expect(said({ ...one, exceptions: except('ada') }, facts(admin, [user('ada')]))).toEqual(['excepted ada']);
    const scimAdmin = [group('admins', ['ada@acme.example']), group('approvers', ['ada@acme.example'])];
    expect(said(one, facts(scimAdmin))).toEqual(['refused ada@acme.example']);
    expect(said(one, facts([hubRole('ada', 'id_readonly_admin'), group('approvers', ['ben@acme.example'])]))).toEqual(
      [],
    );
  });

  test.each(['ada', 'Ada@acme.example'])('nobody asks for their own privileged access: %s', (requestedBy) => {
    const held = [hubRole('ada', 'id_full_admin')];
    expect(said(one, facts(held, [user('ada', { why: { requestedBy } })]))).toEqual(['refused ada']);
    expect(said(one, facts(held, [user('ada', { why: { requestedBy: 'grace' } })]))).toEqual([]);
  });
});

describe('privileged-needs-ticket', () => {
  const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };

  function given(role: string, why: JsonObject) {
    const person = { name: 'ada', email: 'ada@acme.example', formerEmails: [], locale: 'en', service: false, origin };
    const access = [{ role, with: {}, origin, why }];
    const people = [{ ...person, access, licenses: [], requests: [] }];
    return facts([teammate('ada', role)], [user('ada')], { people, settings: {} });
  }

  test('what a manifest gives, and only what is privileged', () => {
    const one = use('privileged-needs-ticket');
    const who = 'webex-connect/teammate/ada@acme.example';
    expect(said(one, given('Full access', {}))).toEqual([`refused ${who}`]);
    expect(said(one, given('Full access', { ticket: ' ' }))).toEqual([`refused ${who}`]);
    expect(said(one, given('Full access', { ticket: 'HR-1' }))).toEqual([]);
    expect(said(one, given('Read-only access', {}))).toEqual([]);
    expect(said({ ...one, exceptions: except('ada') }, given('Full access', {}))).toEqual([`excepted ${who}`]);
    expect(said(one, facts([teammate('ada', 'Full access')]))).toEqual([]);
  });
});

describe('leavers-within-24h', () => {
  const held = [administrator('ada', ['Help Desk']), group('staff', ['ada@acme.example'])];
  const left = (leaves: string) => facts(held, [user('ada', { leaves })]);

  test('who left more than a day ago holds nothing any more', () => {
    const one = use('leavers-within-24h');
    expect(said(one, left('2026-11-21T08:59:59.000Z'))).toEqual([
      'warned maas360/administrator/ada',
      'warned scim/group/staff/ada@acme.example',
    ]);
    expect(said(one, left('2026-11-21T09:00:00.000Z'))).toEqual([]);
    expect(said(use('leavers-within-24h', { hours: 1 }), left('2026-11-22T07:00:00.000Z'))).toHaveLength(2);
    expect(said({ ...one, severity: 'error' }, left('2026-11-01T00:00:00.000Z'))[0]).toContain('refused');
    expect(said({ ...one, exceptions: except('ada') }, left('2026-11-01T00:00:00.000Z'))[0]).toContain('excepted');
  });
});

describe('no-personal-mail', () => {
  const personal: Found = {
    provider: webexConnect,
    kind: 'teammate',
    attributes: { email: 'ada@GMail.com', role: 'x' },
  };

  test('a personal address, of the list or of ours', () => {
    expect(said(use('no-personal-mail'), facts([personal]))).toEqual(['refused ada@gmail.com']);
    expect(said(use('no-personal-mail', { domains: ['acme.example'] }), facts([personal]))).toEqual([]);
    expect(said(use('no-personal-mail'), facts([teammate('ada', 'Full access')]))).toEqual([]);
    expect(said(use('no-personal-mail', {}, except('ada@gmail.com')), facts([personal]))).toEqual([
      'excepted ada@gmail.com',
    ]);
    const notHeld = facts([], [user('ada', { email: 'ada@gmail.com' })]);
    expect(said(use('no-personal-mail'), notHeld)).toEqual([]);
  });
});
