import { describe, expect, it } from 'vitest';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { containing } from '../support/like.ts';
import { personOf, portalOf, teammateOf } from './tenant.ts';

function auditOf(
  email: string,
  options: {
    readonly settings?: JsonObject;
    readonly with?: JsonObject;
    readonly role?: string;
    readonly url?: string;
  } = {},
) {
  const grant = { role: options.role ?? 'Full access', with: options.with ?? {}, origin: personOf('ada').origin };
  const portal: PortalDeclaration = portalOf({
    people: [personOf('ada', { email, access: [grant] })],
    settings: { mode: 'adapter', ...options.settings },
    baseUrls: { default: options.url ?? 'https://acme.us.webexconnect.io' },
  });
  const kind = teammateOf(portal);
  return kind.audit(kind.declare(portal).resources, portal);
}

describe('addresses', () => {
  it('may be of any domain where no allow-list is known', () => {
    expect(auditOf('ada@anywhere.example')).toEqual([]);
  });

  it('must be of a domain on the allow-list, in the words of the portal', () => {
    const settings = { emailDomains: ['ACME.example'] };
    expect(auditOf('ada@acme.example', { settings })).toEqual([]);
    expect(auditOf('ada@other.example', { settings })).toMatchObject([
      {
        code: 'domain-not-allowed',
        severity: 'error',
        summary: 'User domain not in allowed list',
        origin: { file: 'ada.yaml' },
      },
    ]);
  });

  it('of a sub-domain need an entry of their own, and are told so', () => {
    const found = auditOf('ada@eu.acme.example', { settings: { emailDomains: ['acme.example'] } });
    expect(found).toMatchObject([{ code: 'domain-not-allowed', detail: containing('sub-domains') }]);
    expect(auditOf('ada@notacme.example', { settings: { emailDomains: ['acme.example'] } })[0]?.detail).not.toContain(
      'sub-domains',
    );
  });

  it('of throw-away mail are refused even where the domain is on the allow-list', () => {
    const found = auditOf('ada@mailinator.com', { settings: { emailDomains: ['mailinator.com'] } });
    expect(found).toMatchObject([{ code: 'disposable-address', severity: 'error' }]);
  });
});

describe('levels', () => {
  it('below the tenant are advised against in a contact center tenant, and only there', () => {
    const group = { level: 'group', levelId: 'g1' };
    expect(auditOf('ada@acme.example', { with: group })).toMatchObject([
      { code: 'level-in-contact-center', severity: 'warning' },
    ]);
    expect(auditOf('ada@acme.example', { with: group, settings: { contactCenter: false } })).toEqual([]);
  });

  it('need the id of the group or team', () => {
    expect(auditOf('ada@acme.example', { with: { level: 'team' } })).toMatchObject([
      { code: 'level-without-id', severity: 'error' },
    ]);
  });

  it('below the tenant have no Owner', () => {
    const found = auditOf('ada@acme.example', { with: { level: 'team', levelId: 't1' }, role: 'Owner' });
    expect(found).toMatchObject([{ code: 'owner-below-client', severity: 'error' }]);
  });
});

describe('the base URL', () => {
  it.each(['https://acme.eu.webexconnect.io', 'https://acme.imiconnect.io', 'http://127.0.0.1:4747/acme'])(
    'may be %s',
    (url) => expect(auditOf('ada@acme.example', { url })).toEqual([]),
  );

  it.each(['https://adapter.acme.example', 'https://us.webexconnect.io', 'https://a.b.us.webexconnect.io'])(
    'is questioned where it is none of a tenant: %s',
    (url) => {
      expect(auditOf('ada@acme.example', { url })).toMatchObject([
        { code: 'unknown-tenant-host', severity: 'warning' },
      ]);
    },
  );

  it('must be encrypted', () => {
    const found = auditOf('ada@acme.example', { url: 'http://acme.us.webexconnect.io' });
    expect(found).toMatchObject([{ code: 'bad-base-url', severity: 'error' }]);
  });
});
