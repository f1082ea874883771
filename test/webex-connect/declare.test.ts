import { describe, expect, it } from 'vitest';
import type { GrantDeclaration, PersonDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import { anyText, anything, containing } from '../support/like.ts';
import { origin, personOf, portalOf, teammateOf } from './tenant.ts';

function declared(people: PersonDeclaration[], over: Partial<PortalDeclaration> = {}) {
  const portal = portalOf({ people, ...over });
  return teammateOf(portal).declare(portal);
}

function grantOf(role: string, more: Partial<GrantDeclaration> = {}): GrantDeclaration {
  return { role, with: {}, origin: { ...origin, file: `${role}.yaml` }, ...more };
}

describe('what a person gets', () => {
  it('is one teammate, at client level, known by the address in lower case', () => {
    const ada = personOf('ada', { email: ' Ada@Acme.Example', formerEmails: ['ADA@old.example'] });
    const { resources, requests, diagnostics } = declared([ada]);
    expect([requests, diagnostics]).toEqual([[], []]);
    expect(resources).toEqual([
      {
        address: { portal: 'acme', kind: 'teammate', key: 'ada@acme.example' },
        identity: { document: 'User', name: 'ada', portal: 'acme', kind: 'teammate' },
        attributes: { email: 'ada@acme.example', role: 'Full access', level: 'client' },
        origin: { ...origin, file: 'ada.yaml' },
        dependsOn: [],
        formerKeys: ['ada@old.example'],
      },
    ]);
  });

  it('takes level, group and log access from the grant, and writes the role as the portal does', () => {
    const given = { level: 'group', levelId: 'g1', decryptLogs: false };
    const { resources } = declared([personOf('ada', { access: [grantOf(' full ACCESS', { with: given })] })]);
    expect(resources[0]?.attributes).toEqual({ email: 'ada@acme.example', role: 'Full access', ...given });
  });

  it('is nothing without a grant', () => {
    expect(declared([personOf('ada', { access: [] })])).toEqual({ resources: [], requests: [], diagnostics: [] });
  });

  it('lasts as long as the last grant of the same role, with the reason of the first that has one', () => {
    const [june, may] = ['2027-06-30T23:59:59.999Z', '2027-05-31T23:59:59.999Z'];
    const access = [
      grantOf('Full access', { until: may }),
      grantOf('Full access', { until: june, why: { ticket: 'T' } }),
    ];
    expect(declared([personOf('ada', { access })]).resources[0]).toMatchObject({ until: june, why: { ticket: 'T' } });
    const forever = declared([personOf('ada', { access: [...access, grantOf('Full access')] })]).resources[0];
    expect(forever).not.toHaveProperty('until');
  });
});

describe('exactly one role', () => {
  const access = [grantOf('Full access', { via: 'admins' }), grantOf('Read-only access')];

  it('is an error that names both places where two are given', () => {
    const { resources, diagnostics } = declared([personOf('ada', { access }), personOf('ben')]);
    expect(resources.map((one) => one.identity.name)).toEqual(['ben']);
    expect(diagnostics).toMatchObject([
      {
        code: 'two-values-for-one',
        severity: 'error',
        detail:
          'ada has only one role on acme: the role admins says Full access, a grant of the person says Read-only access.',
        origin: { file: 'Full access.yaml' },
        related: [{ origin: { file: 'Read-only access.yaml' } }],
      },
    ]);
  });

  it('is decided by the precedence of the portal, whose grants then count alone', () => {
    const until = '2027-01-01T00:00:00.000Z';
    const both = [grantOf('Full access', { until, with: { decryptLogs: true } }), grantOf('Read-only access')];
    const precedence = ['read-only access', 'Full access'];
    const { resources, diagnostics } = declared([personOf('ada', { access: both })], { precedence });
    expect(diagnostics).toEqual([]);
    expect(resources[0]?.attributes).toEqual({ email: 'ada@acme.example', role: 'Read-only access', level: 'client' });
    expect(resources[0]).not.toHaveProperty('until');
  });

  it('stays an error where the precedence does not name both', () => {
    const { diagnostics } = declared([personOf('ada', { access })], { precedence: ['Full access'] });
    expect(diagnostics).toHaveLength(1);
  });

  it('does not let two grants of one role disagree about anything else', () => {
    const both = [
      grantOf('Owner', { with: { decryptLogs: true } }),
      grantOf('Owner', { with: { decryptLogs: false } }),
    ];
    const { diagnostics } = declared([personOf('ada', { access: both })]);
    expect(diagnostics).toMatchObject([{ code: 'two-values-for-one', detail: containing('one decryptLogs') }]);
  });
});

describe('what the portal does not have', () => {
  it.each([
    ['a role', { access: [grantOf('Developer')] }, 'unknown-portal-role'],
    ['an account', { access: [grantOf('Owner', { account: 'north' })] }, 'no-accounts-here'],
    ['a reset', { requests: [{ do: 'reset', id: 'lost', origin }] }, 'request-not-possible'],
  ] as const)('is an error with a cure: %s', (_, over, code) => {
    const { diagnostics } = declared([personOf('ada', over)]);
    expect(diagnostics).toMatchObject([{ code, severity: 'error', cure: anyText, origin: anything }]);
  });
});
