import { describe, expect, test } from 'vitest';
import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { ChangeDraft } from '../../engine/model/provider.ts';
import { scim } from '../../providers/scim/index.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';

const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };

function grant(role: string, given: JsonObject = {}): GrantDeclaration {
  return { role, with: given, origin };
}

function person(
  name: string,
  access: readonly GrantDeclaration[],
  more: Partial<PersonDeclaration> = {},
): PersonDeclaration {
  const email = `${name}@acme.example`;
  const nothing = { formerEmails: [], licenses: [], requests: [], service: false, locale: 'en' };
  return { name, email, access, ...nothing, origin, ...more };
}

function lab(people: readonly PersonDeclaration[], settings: JsonObject = {}, more: Partial<PortalDeclaration> = {}) {
  const portal = portalDeclaration({ name: 'lab', provider: 'scim', settings, people, ...more });
  const kindOf = (name: string) => {
    const kind = scim.kinds(portal).find((one) => one.kind === name);
    if (kind === undefined) throw new Error(`no kind ${name}`);
    return kind;
  };
  return { portal, kindOf, declared: (name: string) => kindOf(name).declare(portal) };
}

describe('accounts', () => {
  test('follow from grants, with the names of the person, and are active', () => {
    const { declared } = lab([
      person('Ada', [grant('team')], { givenName: 'Ada', formerEmails: ['Old@Acme.example'] }),
    ]);
    expect(declared('user').resources).toMatchObject([
      {
        address: { portal: 'lab', kind: 'user', key: 'ada@acme.example' },
        identity: { document: 'User', name: 'Ada' },
        attributes: { email: 'ada@acme.example', givenName: 'Ada', active: true },
        formerKeys: ['old@acme.example'],
      },
    ]);
  });

  test('are not made for who has nothing here', () => {
    expect(lab([person('ada', [])]).declared('user').resources).toEqual([]);
  });

  test('follow from a licence too, where licences are given here', () => {
    const licenses = [{ license: 'design', origin }];
    const { declared } = lab([person('ada', [], { licenses })], { entitlements: true });
    expect(declared('user').resources).toHaveLength(1);
  });

  test('of which two grants say different things are an error that names both', () => {
    const grants = [grant('a', { displayName: 'Ada' }), grant('b', { displayName: 'Countess' })];
    const { resources, diagnostics } = lab([person('ada', grants)]).declared('user');
    expect(resources).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'two-values-for-one' }]);
  });

  test.each<readonly [string, Partial<PersonDeclaration>]>([
    ['request-not-possible', { requests: [{ do: 'reset', id: 'lost', origin }] }],
    ['licenses-switched-off', { licenses: [{ license: 'design', origin }] }],
    ['no-accounts-here', { access: [{ ...grant('team'), account: 'elsewhere' }] }],
  ])('what cannot be had is told: %s', (code, more) => {
    const { diagnostics } = lab([person('ada', [grant('team')], more)]).declared('user');
    expect(diagnostics).toMatchObject([{ code, severity: 'error', cure: expect.any(String) as unknown }]);
  });
});

describe('groups', () => {
  const people = [person('ben', [grant('team'), grant('account')]), person('ada', [grant('team'), grant(' all ')])];

  test('hold everybody who has the role, whoever gave it', () => {
    const { declared } = lab([...people, person('cy', [grant('account')])]);
    const { resources } = declared('group');
    expect(resources.map(({ attributes }) => attributes)).toEqual([
      { name: 'team', members: ['ada@acme.example', 'ben@acme.example'] },
      { name: 'all', members: ['ada@acme.example'] },
    ]);
    expect(resources[0]).toMatchObject({
      identity: { document: 'Portal', name: 'lab', part: 'team' },
      dependsOn: ['lab/user/ada@acme.example', 'lab/user/ben@acme.example'],
    });
  });

  test('that the settings do not list are an error, with the name that was meant', () => {
    const { diagnostics } = lab(people.slice(0, 1), { groups: ['Team', 'all'] }).declared('group');
    expect(diagnostics).toMatchObject([{ code: 'unknown-portal-role', cure: 'Write Team, in exactly these letters.' }]);
    const far = lab(people, { groups: ['x', 'all'] }).declared('group');
    expect(far.diagnostics[0]?.cure).toContain('Use one of: x, all');
  });

  test('that differ only in capitals are an error', () => {
    const { diagnostics } = lab([person('ada', [grant('team'), grant('Team')])]).declared('group');
    expect(diagnostics).toMatchObject([{ code: 'groups-alike', related: [{ text: expect.any(String) as unknown }] }]);
  });

  test('name the accounts in them', () => {
    const { names } = lab(people).kindOf('group');
    expect(names?.({ name: 'team', members: ['ada@acme.example'] })).toEqual(['lab/user/ada@acme.example']);
  });
});

describe('a change of a group', () => {
  const keys = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}@acme.example`);

  function told(before: readonly string[], after: readonly string[] | null, settings: JsonObject = {}) {
    const address = { portal: 'lab', kind: 'group', key: 'admins' };
    const draft: ChangeDraft = {
      verb: after === null ? 'delete' : 'update',
      address,
      identity: { document: 'Portal', name: 'lab', portal: 'lab', kind: 'group', part: 'admins' },
      before: { name: 'admins', members: before },
      after: after === null ? null : { name: 'admins', members: after },
      presence: 'active',
      round: 0,
      at: '2026-11-21T09:00:00.000Z',
    };
    return lab([], settings).kindOf('group').describe(draft);
  }

  test('that many leave at once needs a consent that says how many', () => {
    expect(told(keys(10), []).consent).toEqual([]);
    expect(told(keys(12), keys(1)).consent).toEqual(['11 of 12 members leave the group at once']);
    expect(told(keys(3), keys(1), { leavesWithoutConsent: 1 }).consent).toHaveLength(1);
    expect(told(keys(40), null).consent).toHaveLength(1);
  });

  test('counts as a removal only where somebody leaves', () => {
    expect(told(keys(2), keys(3))).toMatchObject({ harms: [], consequences: [] });
    expect(told(keys(3), keys(2))).toMatchObject({ harms: ['role-assignments'], consequences: [{ kind: 'removal' }] });
  });

  test('hits each membership that ends, named as those that are held', () => {
    const { units } = lab([]).kindOf('group');
    const held = units?.({ name: 'admins', members: keys(3) }, 'role-assignments') ?? [];
    expect(held).toEqual(['p0@acme.example', 'p1@acme.example', 'p2@acme.example']);
    expect(told(keys(3), ['p1@acme.example']).hits).toEqual({ 'role-assignments': [held[0], held[2]] });
    expect(told(keys(3), null).hits).toEqual({ 'role-assignments': held });
    expect(told(keys(2), keys(3))).not.toHaveProperty('hits');
  });

  test('that makes administrators says so', () => {
    const settings = { administratorGroups: ['admins'] };
    expect(told(keys(1), keys(3), settings).consequences).toEqual([
      { kind: 'privilege', text: 'makes 2 members an administrator' },
    ]);
    expect(
      lab([], settings)
        .kindOf('group')
        .isAdministrator({ name: 'admins', members: keys(1) }),
    ).toBe(true);
    expect(lab([], settings).kindOf('group').isAdministrator({ name: 'admins', members: [] })).toBe(false);
  });

  test('that nobody is left in after is called by what is done', () => {
    expect(told(keys(1), null).word).toBe('empty');
    expect(told(keys(1), null, { emptyGroups: 'delete' }).word).toBe('delete');
    const { isSpent } = lab([]).kindOf('group');
    expect([isSpent({ name: 'a', members: [] }), isSpent({ name: 'a', members: keys(1) })]).toEqual([true, false]);
    expect(lab([], { emptyGroups: 'delete' }).kindOf('group').isSpent({ name: 'a', members: [] })).toBe(false);
  });

  test('is summed up by names as long as they are few', () => {
    const { summarize } = lab([]).kindOf('group');
    expect(summarize({ members: keys(2) })).toBe('2 members: p0@acme.example, p1@acme.example');
    expect(summarize({ members: keys(6) })).toBe('6 members');
  });
});

describe('licences', () => {
  const license = { name: 'design', product: 'Design tool', onRemove: 'keep', origin } as const;

  test.each([
    ['design-pro', { ...license, part: 'design-pro' }],
    ['design', license],
  ])('are the entitlement %s', (value, declaredLicense) => {
    const licenses = [{ license: 'design', origin }];
    const { declared, kindOf } = lab(
      [person('ada', [], { licenses })],
      { entitlements: true },
      { licenses: [declaredLicense] },
    );
    expect(declared('entitlement').resources).toMatchObject([
      {
        address: { key: `ada@acme.example/${value}` },
        attributes: { email: 'ada@acme.example', entitlement: value },
        dependsOn: ['lab/user/ada@acme.example'],
      },
    ]);
    expect(kindOf('entitlement').summarize({ entitlement: value })).toBe('Design tool');
  });

  test('are no kind where they are switched off', () => {
    expect(scim.kinds(portalDeclaration({ provider: 'scim' })).map(({ kind }) => kind)).toEqual(['user', 'group']);
  });
});
