import { describe, expect, test } from 'vitest';
import {
  declared,
  described,
  gateText,
  grantOf,
  kindOf,
  linkOf,
  personOf,
  portalOf,
  roleOf,
  topLink,
} from './partner.ts';

describe('the right to sub-partners', () => {
  const sub = linkOf('Fjord', { type: 'partner' });

  test('is declared once for each partner that has partners below it', () => {
    const portal = portalOf({
      partnerLinks: [topLink(), sub, linkOf('Sund', { type: 'partner' }), linkOf('Alpha', { parent: 'Fjord' })],
    });
    const [right, ...others] = declared('sub-partner-right', portal);
    expect(others).toEqual([]);
    expect(right?.attributes).toEqual({ account: 'NordicPartner', allowed: true });
    expect(right?.dependsOn).toEqual(['nordic/account/NordicPartner']);
  });

  test('is a request to support, in words to copy; a read shows it', () => {
    const text = gateText(described('sub-partner-right', 'create', { key: 'NordicPartner' }));
    expect(text).toContain('allow-sub-partners · support IBM MaaS360 support · read');
    expect(text).toContain('Text to send: "For our MaaS360 partner account NordicPartner, please switch on');
    expect(gateText(described('sub-partner-right', 'delete'))).toContain('disallow-sub-partners');
    expect(kindOf('sub-partner-right').whenUndeclared({})).toBe('release');
  });
});

describe('a custom role', () => {
  const portal = portalOf({
    roleDefinitions: [roleOf('Partner Viewer', { without: ['B right', 'A right', 'B right'] })],
  });

  test('is known by its name and the account that owns it', () => {
    const [role] = declared('role', portal);
    expect(role?.address.key).toBe('Partner Viewer (NordicPartner)');
    expect(role?.identity).toMatchObject({ document: 'Role', name: 'partner-viewer' });
    expect(role?.attributes).toEqual({
      role: 'Partner Viewer',
      account: 'NordicPartner',
      copyOf: 'Partner Administrator',
      without: ['A right', 'B right'],
    });
    expect(role?.dependsOn).toEqual(['nordic/account/NordicPartner']);
  });

  test.each([
    ['create', 'make-role', 'Select Partner Administrator from the list of existing roles, Next.'],
    ['create', 'make-role', 'clear A right, B right, leave the others selected'],
    ['update', 'change-role', 'those of Partner Administrator without A right, B right'],
    ['delete', 'remove-role', 'Whoever has no other role is inactive then'],
  ] as const)('%s: %s, %s', (verb, step, text) => {
    const [role] = declared('role', portal);
    const attributes = role?.attributes ?? {};
    const said = gateText(described('role', verb, { portal, before: attributes, after: attributes }));
    expect(said).toContain(`${step} · administrator eva@nordic.example · attest`);
    expect(said).toContain('Setup > Portal Administration > Roles.');
    expect(said).toContain('Only rights that you have yourself can be given');
    expect(said).toContain(text);
  });
});

describe('a primary administrator', () => {
  const before = { account: 'Fjord', email: 'eva@nordic.example', roles: ['Help Desk'] };

  test('comes with its account: nothing is sent', () => {
    const { word, requests, manual, harms } = described('primary-administrator', 'invite', { after: before });
    expect([word, requests, manual, harms]).toEqual(['expect', 0, undefined, []]);
    expect(kindOf('primary-administrator').whenUndeclared({})).toBe('release');
  });

  test('has no roles asked for where nobody grants any', () => {
    expect(declared('primary-administrator', portalOf()).map(({ attributes }) => attributes)).toEqual([
      { account: 'NordicPartner', email: 'eva@nordic.example' },
    ]);
  });

  test('another person is marked as primary, and their user name told', () => {
    const after = { ...before, email: 'ida@nordic.example' };
    const description = described('primary-administrator', 'update', { before, after });
    const text = gateText(description);
    expect(text).toContain('mark-primary · administrator eva@nordic.example · attest');
    expect(text).toContain('Edit ida@nordic.example: mark as primary administrator');
    expect(text).toContain('with the role Service Administrator: only such a one can be primary');
    expect(description.manual?.gate.asks?.map(({ name, into }) => [name, into])).toEqual([['userName', 'id']]);
  });

  test('with a new address is not another person', () => {
    const eva = personOf('eva', { email: 'evl@nordic.example', formerEmails: ['Eva@nordic.example'] });
    const after = { ...before, email: 'evl@nordic.example' };
    const portal = portalOf({ people: [eva] });
    const text = gateText(described('primary-administrator', 'update', { portal, before, after }));
    expect(text).toContain('change-address · administrator eva@nordic.example · attest');
    expect(text).toContain('Corporate Email Address: evl@nordic.example');
    expect(text).not.toContain('mark as primary');
    const unsaid = gateText(described('primary-administrator', 'update', { before, after }));
    expect(unsaid).toContain('write formerEmails: [eva@nordic.example] in the User');
  });

  test('follows its account to another name, and nobody has to do anything', () => {
    const after = { ...before, account: 'FjordPlus' };
    const { word, manual, harms } = described('primary-administrator', 'update', { key: 'FjordPlus', before, after });
    expect([word, manual, harms]).toEqual(['record', undefined, []]);
    expect(kindOf('primary-administrator').keyChange).toBe('update');
  });

  test('roles that the mail names otherwise than asked are corrected', () => {
    const text = gateText(
      described('primary-administrator', 'update', { before, after: { ...before, roles: ['Administrator'] } }),
    );
    expect(text).toContain('correct-roles');
    expect(text).toContain('MaaS360 gave Help Desk; asked for: Administrator.');
    expect(text).toContain('at least Administrator (only equal or lesser roles can be given)');
  });

  test('an IBMid that is to be linked later on is the person’s', () => {
    const after = { ...before, ibmId: 'link eva@ibm.example' };
    expect(gateText(described('primary-administrator', 'update', { before, after }))).toContain(
      'change-ibmid · person eva@nordic.example',
    );
  });

  test('is never removed: another one comes first', () => {
    const text = gateText(described('primary-administrator', 'delete', { before }));
    expect(text).toContain('hand-over-primary');
    expect(text).toContain('never removed: another one has to be marked as primary first');
    expect(gateText(described('primary-administrator', 'reset', { before, after: before }))).toContain(
      'Reset Password',
    );
  });
});

describe('an IBMid that is owed', () => {
  const due = '2027-01-01T00:00:00.000Z';
  const bo = personOf('bo', {
    access: [grantOf('Help Desk', { with: { userName: 'bo.v', ibmId: { later: '2026-12-31' } } })],
  });
  const cy = personOf('cy', { access: [grantOf('Help Desk', { with: { ibmId: { link: 'cy@ibm.example' } } })] });
  const portal = portalOf({ people: [bo, cy], partnerLinks: [topLink({ ibmId: { how: 'later', due } })] });

  test('is one for each who skips it', () => {
    expect(
      declared('ibmid', portal).map(({ address, dependsOn, identity }) => [address.key, dependsOn, identity.document]),
    ).toEqual([
      ['NordicPartner', ['nordic/primary-administrator/NordicPartner'], 'PartnerLink'],
      ['bo.v', ['nordic/administrator/bo.v'], 'User'],
    ]);
  });

  test.each([
    ['NordicPartner', 'Eva@nordic.example'],
    ['bo.v', 'bo@nordic.example'],
  ])('of %s is waited for until its day', (key, person) => {
    const { manual } = described('ibmid', 'create', { portal, key, after: { administrator: key } });
    expect(manual?.gate).toMatchObject({
      step: 'link-ibmid',
      until: due,
      waitingFor: { role: 'person', name: person },
    });
    expect(manual?.gate.instructions.join(' ')).toContain('the one-time code that is sent to it');
  });
});

describe("the engine's own access", () => {
  const credentials = { accessKey: { env: 'MAAS_KEY' }, password: { pending: 'access-key' } };
  const portal = portalOf({ credentials, settings: {} });
  const [access] = declared('api-access', portal);

  test('is one for the portal, after the partner account', () => {
    expect(access?.address.key).toBe('portal');
    expect(access?.identity).toMatchObject({ document: 'Portal', name: 'nordic' });
    expect(access?.attributes).toEqual({ user: 'nordic_robot' });
    expect(access?.dependsOn).toEqual(['nordic/account/NordicPartner']);
  });

  test('is one sitting, with each place by its name and no secret', () => {
    const text = gateText(described('api-access', 'create', { portal, key: 'portal' }));
    expect(text).toContain('access-key · administrator eva@nordic.example · read');
    for (const part of [
      'Setup > Web Services API > Manage Access Keys > Generate Access Key: choose MaaS360 Web Services',
      'Setup > Portal Administrators > Administrators > Add Administrator',
      'user name nordic_robot',
      'finish the change of the password',
      'More > Convert to Script Only',
      'the environment variable MAAS_KEY',
      'in place of pending',
      'never into a manifest or a ticket',
      'Write settings.billingId',
    ])
      expect(text).toContain(part);
  });

  test('the billing id is only asked for where it is missing', () => {
    expect(gateText(described('api-access', 'create', { key: 'portal' }))).not.toContain('Write settings.billingId');
  });

  test('is let go, never closed', () => {
    expect(kindOf('api-access').whenUndeclared({})).toBe('release');
  });
});
