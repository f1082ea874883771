import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { webexConnect } from '../../providers/webex-connect/index.ts';
import { publicId } from '../../providers/webex/ids.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';
import { declared, described, texts } from './saying.ts';
import { customerId, grant, hub, kindOf, person } from './wire.ts';

describe('a role is declared', () => {
  test('by name or id, once for several customers, after the user', () => {
    const access = [
      grant('full administrator'),
      grant('Partner Administrator', customerId),
      grant('Partner Administrator', publicId('ORGANIZATION', customerId)),
      grant('cjp.admin'),
    ];
    const found = declared('role', hub({ people: [person('ada', { access })] }));
    expect(found.keys.map((key) => key.replace('ada@acme.example/', ''))).toEqual([
      'id_full_admin',
      'atlas-portal.partner.salesadmin',
      'cjp.admin',
    ]);
    expect(found.dependsOn[0]).toEqual(['user/ada@acme.example']);
    expect(found.codes).toEqual([]);
  });

  test.each([
    ['Location Administrator', undefined, 'role-by-hand'],
    ['Emperor', undefined, 'unknown-portal-role'],
    ['Full Administrator', customerId, 'no-role-per-customer'],
    ['Partner Full Administrator', customerId, 'no-role-per-customer'],
  ])('%s for %s is refused as %s', (name, account, code) => {
    const found = declared('role', hub({ people: [person('ada', { access: [grant(name, account)] })] }));
    expect([found.keys, found.codes]).toEqual([[], [code]]);
  });

  test('and the last full administrator is counted', () => {
    const { isAdministrator, normalize } = kindOf('role');
    expect(isAdministrator(normalize({ email: 'a@x.example', role: 'Full Administrator' }))).toBe(true);
    expect(isAdministrator({ email: 'a@x.example', role: 'id_readonly_admin' })).toBe(false);
  });

  const give = (role: string) => ({ verb: 'create', after: { email: 'ada@acme.example', role } }) as const;

  test.each<readonly [string, readonly string[], number]>([
    [
      'id_full_admin',
      [
        'privilege: becomes Full Administrator',
        'privilege: by role sync becomes Owner of Webex Connect, without an invitation',
      ],
      1,
    ],
    [
      'id_readonly_admin',
      [
        'privilege: becomes Read-only Administrator',
        'follows: by role sync becomes Read-only access of Webex Connect, without an invitation',
      ],
      0,
    ],
    ['id_user_admin', ['privilege: becomes User and Device Administrator'], 0],
  ])('in a contact center says what follows from %s', (role, lines, consents) => {
    const said = described('role', give(role), hub({}, { contactCenter: true }));
    expect([texts(said), said.consent.length]).toEqual([lines, consents]);
    const elsewhere = described('role', give(role));
    expect([texts(elsewhere).length, elsewhere.consent]).toEqual([1, []]);
  });

  test('and what is lost with it, and what may stay', () => {
    const take = (role: string, settings: JsonObject = {}) =>
      texts(described('role', { verb: 'delete', before: { role } }, hub({}, settings)));
    expect(take('id_full_admin')).toEqual(['removal: is no longer Full Administrator']);
    expect(take('id_full_admin', { contactCenter: true })[1]).toContain('keeps: may stay a teammate');
    expect(take('atlas-portal.partner.salesadmin')[0]).toContain('manages no customer any more');
  });
});

describe('what follows from a role, and to it', () => {
  const tenant = portalDeclaration({
    name: 'acme-connect',
    provider: 'webex-connect',
    settings: { controlHub: 'acme-hub' },
  });
  const stranger = portalDeclaration({
    name: 'other',
    provider: 'webex-connect',
    settings: { controlHub: 'other-hub' },
  });
  const follows = (role: string) =>
    kindOf('role').follows?.({ email: 'ada@acme.example', role }, [hub(), tenant, stranger]);

  test('is a teammate on the tenant that names this organisation', () => {
    expect(follows('id_full_admin')).toMatchObject([
      { portal: 'acme-connect', kind: 'teammate', key: 'ada@acme.example', wants: { role: 'Owner' } },
    ]);
    expect(follows('id_readonly_admin')).toMatchObject([{ wants: { role: 'Read-only access' } }]);
    expect(follows('id_user_admin')).toEqual([]);
  });

  test.each([
    ['Owner', 'id_full_admin'],
    ['Full access', 'id_full_admin'],
    ['Limited access', 'id_readonly_admin'],
    ['Restricted access', 'id_readonly_admin'],
  ])('from a teammate with %s is %s', (role, id) => {
    const [teammate] = webexConnect.kinds(tenant);
    expect(teammate?.follows?.({ email: 'ada@acme.example', role }, [])).toMatchObject([
      { portal: 'acme-hub', kind: 'role', key: `ada@acme.example/${id}`, wants: { role: id } },
    ]);
  });

  test('leads to a Portal that has to be there', () => {
    const [teammate] = webexConnect.kinds(tenant);
    expect(teammate?.followedBy).toMatchObject([{ portal: 'acme-hub', kind: 'role' }]);
  });

  test('is nothing where no Control Hub is named, or roles are not synchronised', () => {
    for (const settings of [{}, { controlHub: 'acme-hub', roleSync: false }]) {
      const [teammate] = webexConnect.kinds({ ...tenant, settings });
      expect(teammate?.follows?.({ email: 'ada@acme.example', role: 'Owner' }, [])).toEqual([]);
      expect(teammate?.followedBy).toEqual([]);
    }
  });
});

describe('a customer of a partner is declared', () => {
  test('by a name of the settings or by an id, after the role', () => {
    const access = [grant('Partner Administrator', 'globex'), grant('Partner Administrator')];
    const portal = hub({ people: [person('ada', { access })] }, { customers: { globex: customerId } });
    const found = declared('partner-admin', portal);
    expect(found.keys).toEqual([`ada@acme.example/${customerId}`]);
    expect(found.dependsOn).toEqual([
      ['user/ada@acme.example', 'role/ada@acme.example/atlas-portal.partner.salesadmin'],
    ]);
    const [attributes] = found.attributes;
    expect(kindOf('partner-admin', portal).summarize(attributes ?? {})).toBe('manages globex');
    expect(texts(described('partner-admin', { after: attributes ?? {} }, portal))[0]).toContain('customer globex');
  });

  test('by one id, whichever form of it is written', () => {
    const { identify, normalize } = kindOf('partner-admin');
    const written = { email: 'Ada@Acme.example', customer: publicId('ORGANIZATION', customerId) };
    expect(identify(normalize(written))).toBe(`ada@acme.example/${customerId}`);
  });

  test('but not by a name that nobody knows', () => {
    const access = [grant('Partner Administrator', 'globex')];
    const found = declared('partner-admin', hub({ people: [person('ada', { access })] }));
    expect([found.keys, found.codes]).toEqual([[], ['unknown-customer']]);
    expect(found.diagnostics[0]?.cure).toContain('customers: { globex: ID }');
  });
});
