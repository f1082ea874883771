import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ObservedResource } from '../../../engine/model/resource.ts';
import {
  at,
  declared,
  described,
  gateText,
  grantOf,
  kindOf,
  linkOf,
  origin,
  personOf,
  portalOf,
  roleOf,
  topLink,
} from './partner.ts';

const viewer = roleOf('Partner Viewer');
const bo = personOf('bo', {
  access: [
    grantOf('Partner Viewer', { with: { userName: 'bo.viewer' } }),
    grantOf('Help Desk', { with: { ownedBy: '30001111' }, until: '2027-01-01T00:00:00.000Z' }),
    grantOf('Read-Only', { account: '30009999', with: { userName: 'bo.ro' } }),
  ],
});
const portal = portalOf({ people: [bo], roleDefinitions: [viewer] });

describe('what a person with grants gets', () => {
  const [own, other] = declared('administrator', portal);

  test('one login for each account, with all roles of it', () => {
    expect(own?.address.key).toBe('bo.viewer');
    expect(own?.identity).toMatchObject({ document: 'User', name: 'bo', part: 'NordicPartner' });
    expect(own?.attributes).toEqual({
      userName: 'bo.viewer',
      email: 'bo@nordic.example',
      account: 'NordicPartner',
      roles: ['Help Desk@30001111', 'Partner Viewer'],
      active: true,
    });
    expect(other?.attributes).toMatchObject({ userName: 'bo.ro', account: '30009999', roles: ['Read-Only'] });
    expect(other?.identity.part).toBe('30009999');
  });

  test('after its account and the roles that are defined for it', () => {
    expect(own?.dependsOn).toEqual(['nordic/account/NordicPartner', 'nordic/role/Partner Viewer (NordicPartner)']);
    expect(other?.dependsOn).toEqual([]);
  });

  test('the address as user name where nothing else is said', () => {
    const [login] = declared(
      'administrator',
      portalOf({ people: [personOf('Cy', { access: [grantOf('Help Desk')] })] }),
    );
    expect(login?.address.key).toBe('cy@nordic.example');
  });

  test('addresses of before were user names where the address is one', () => {
    const formerEmails = ['Bo.Old@nordic.example'];
    const named = grantOf('Help Desk', { with: { userName: 'bo.viewer' } });
    const formerOf = (grant: typeof named) => {
      return declared('administrator', portalOf({ people: [personOf('bo', { formerEmails, access: [grant] })] }))[0]
        ?.formerKeys;
    };
    expect(formerOf(grantOf('Help Desk'))).toEqual(['bo.old@nordic.example']);
    expect(formerOf(named)).toEqual([]);
  });

  test('keys and identities stay where the order of the grants changes', () => {
    const turned = { ...bo, access: bo.access.toReversed() };
    const names = declared('administrator', portalOf({ people: [turned], roleDefinitions: [viewer] }));
    expect(names.map(({ address, identity }) => [address.key, identity.part]).sort()).toEqual([
      ['bo.ro', '30009999'],
      ['bo.viewer', 'NordicPartner'],
    ]);
  });

  test("nothing in the account whose primary administrator they are: that one's roles are asked for there", () => {
    const eva = personOf('eva', { access: [grantOf('Partner Administrator')] });
    const theirs = portalOf({ people: [eva] });
    expect(declared('administrator', theirs)).toEqual([]);
    const [primary] = declared('primary-administrator', theirs);
    expect(primary?.attributes).toEqual({
      account: 'NordicPartner',
      email: 'eva@nordic.example',
      roles: ['Partner Administrator'],
    });
  });

  test('a reset for each login', () => {
    const requests = [{ do: 'reset' as const, id: '7', origin }];
    const kind = kindOf('administrator', portal);
    const asked = kind.declare({ ...portal, people: [{ ...bo, requests }] }).requests;
    expect(asked.map(({ address, verb }) => [address.key, verb])).toEqual([
      ['bo.viewer', 'reset'],
      ['bo.ro', 'reset'],
    ]);
    expect(new Set(asked.map(({ occasion }) => occasion)).size).toBe(2);
  });
});

describe('what is done to one', () => {
  const before = {
    userName: 'bo',
    email: 'bo@nordic.example',
    account: 'NordicPartner',
    roles: ['Help Desk'],
    active: true,
  };
  const changed = (change: JsonObject, from: JsonObject = before): string =>
    gateText(described('administrator', 'update', { key: 'bo', before: from, after: { ...from, ...change } }));

  test('adding one is a call: MaaS360 mails a temporary password, and great roles are named', () => {
    const after = { ...before, roles: ['Help Desk', 'Service Administrator@30001111'] };
    const { word, manual, consequences, harms } = described('administrator', 'invite', { key: 'bo', after });
    expect([word, manual, harms]).toEqual(['add', undefined, ['mails']]);
    expect(consequences).toEqual([
      { kind: 'privilege', text: 'becomes Service Administrator (Inherited from account number 30001111)' },
      { kind: 'mail', text: 'MaaS360 mails a temporary password to bo@nordic.example' },
    ]);
  });

  test('roles are changed in the grid, by somebody who has them', () => {
    const text = changed({ roles: ['Read-Only@30001111'] });
    expect(text).toContain('change-administrator · administrator eva@nordic.example · read');
    expect(text).toContain('Setup > Portal Administrators > Administrators.');
    expect(text).toContain(
      'it takes Service Administrator, and at least Read-Only (Inherited from account number 30001111) (only equal or lesser roles can be given)',
    );
    expect(text).toContain('asks the primary administrator, eva@nordic.example');
    expect(text).toContain('Add the roles Read-Only (Inherited from account number 30001111).');
    expect(text).toContain('Remove the roles Help Desk.');
  });

  test('an address that changed', () => {
    expect(changed({ email: 'bo.new@nordic.example' })).toContain('Corporate Email Address: bo.new@nordic.example');
  });

  test('one that was deactivated is reactivated; where nobody knows, a person looks and says so', () => {
    expect(changed({ active: true }, { ...before, active: false })).toContain('It was deactivated: Reactivate it.');
    const { active: _, ...unknown } = before;
    const text = changed({ active: true }, unknown);
    expect(text).toContain('See whether its Status is active');
    expect(text).toContain('· attest');
  });

  test('an IBMid is linked by the person', () => {
    const text = changed({ ibmId: 'link bo@ibm.example' });
    expect(text).toContain('change-ibmid · person bo@nordic.example · attest');
    expect(text).toContain('Enter the IBMid bo@ibm.example, then the one-time code');
  });

  test('a reset is a button, and only a word says that it was pressed', () => {
    const description = described('administrator', 'reset', { key: 'bo', before, after: before });
    expect(description.harms).toEqual(['resets', 'mails']);
    expect(gateText(description)).toContain('reset-password · administrator eva@nordic.example · attest');
    expect(gateText(description)).toContain('Find bo in the column Username > Reset Password.');
  });

  test('removing one: deactivate, then delete, and never the primary one', () => {
    const text = gateText(described('administrator', 'delete', { key: 'bo', before }));
    expect(text).toContain('remove-administrator · administrator eva@nordic.example · read');
    expect(text).toContain('More > Remove > Deactivate');
    expect(text).toContain('marked as Primary: Edit another Service Administrator');
    expect(text.indexOf('> Deactivate')).toBeLessThan(text.indexOf('> Delete'));
  });
});

describe('the first steps', () => {
  function steps(kind: string, attributes: JsonObject, over: Partial<ObservedResource> = {}) {
    const address = {
      portal: 'nordic',
      kind,
      key: kind === 'administrator' ? 'bo.viewer' : String(attributes['account']),
    };
    const evidence = { grade: 'read' as const, at };
    const there = portalOf({
      people: [bo],
      partnerLinks: [
        topLink({ ibmId: { how: 'later', due: '2027-01-01T00:00:00.000Z' } }),
        linkOf('Alpha'),
        linkOf('Fjord', { type: 'partner' }),
      ],
    });
    return kindOf(kind, there).arrivalGates({ address, id: null, presence: 'invited', attributes, evidence, ...over });
  }

  const inPartner = { account: 'NordicPartner', email: 'bo@nordic.example' };

  test('of an administrator of a partner', () => {
    const gates = steps('administrator', { ...inPartner, ibmId: 'link bo@ibm.example' });
    expect(gates.map(({ step }) => step)).toEqual(['first-login', 'temporary-password', 'profile', 'ibmid', 'tile']);
    expect(gates.map(({ proof }) => proof.by)).toEqual(['evidence', 'attest', 'attest', 'attest', 'attest']);
    expect(new Set(gates.map(({ waitingFor }) => `${waitingFor.role} ${waitingFor.name}`))).toEqual(
      new Set(['person bo@nordic.example']),
    );
  });

  test('of an administrator of a customer: no profile, no tile, and no IBMid where none is asked for', () => {
    const gates = steps('administrator', { account: 'Alpha', email: 'bo@nordic.example' });
    expect(gates.map(({ step }) => step)).toEqual(['first-login', 'temporary-password']);
  });

  test('a login proves a login', () => {
    const [login, password] = steps('administrator', inPartner);
    expect(login?.proof).toEqual({ by: 'evidence', fact: 'login' });
    expect(login?.proves).toBe('A login proves that the person got in, not that the temporary password was changed.');
    expect(login?.instructions[1]).toContain('the user name bo.viewer');
    expect(password?.proves).toContain('Only a word');
  });

  test('they are counted from the invitation', () => {
    const invitation = { sentAt: '2026-11-20T09:00:00.000Z' };
    expect(steps('administrator', inPartner, { invitation })[0]?.since).toBe(invitation.sentAt);
    expect(steps('administrator', inPartner)[0]?.since).toBe(at);
  });

  test('an IBMid that is owed is skipped, with its day', () => {
    const gates = steps('primary-administrator', { ...inPartner, ibmId: 'later' });
    const gate = gates.find(({ step }) => step === 'ibmid');
    expect(gate?.title).toBe('skip the IBMid for now, it is due on 2026-12-31');
    expect(gate?.until).toBeUndefined();
    expect(gate?.instructions[0]).toContain('"Link Administrator Account to IBMid" skip');
  });

  test('an IBMid to be linked has its day as its end', () => {
    const ibmId = { link: 'bo@ibm.example', due: '2026-12-01' };
    const people = [personOf('bo', { access: [grantOf('Help Desk', { with: { ibmId } })] })];
    const attributes = { ...inPartner, ibmId: 'link bo@ibm.example' };
    const address = { portal: 'nordic', kind: 'administrator', key: 'bo@nordic.example' };
    const evidence = { grade: 'read' as const, at };
    const gates = kindOf('administrator', portalOf({ people })).arrivalGates({
      address,
      id: null,
      presence: 'invited',
      attributes,
      evidence,
    });
    expect(gates.find(({ step }) => step === 'ibmid')?.until).toBe('2026-12-02T00:00:00.000Z');
  });

  test('a primary administrator first tells what only the mail says; roles only where some were asked for', () => {
    const [mail, login] = steps(
      'primary-administrator',
      { ...inPartner, account: 'Fjord', roles: ['Partner Administrator'] },
      { id: '30001111_eva' },
    );
    expect(mail).toMatchObject({ step: 'details-mail', proof: { by: 'attest' } });
    expect(mail?.asks?.map(({ name, into, required }) => [name, into, required])).toEqual([
      ['userName', 'id', true],
      ['roles', { attribute: 'roles' }, true],
    ]);
    expect(mail?.instructions.join(' ')).toContain('Roles asked for: Partner Administrator');
    expect(mail?.instructions.join(' ')).toContain('inferred');
    expect(login?.instructions[1]).toContain('30001111_eva');
    expect(steps('primary-administrator', { ...inPartner, account: 'Fjord' })[0]?.asks).toHaveLength(1);
  });

  test('at the top the mail is what begins it, by a word, before there is access to look with', () => {
    const after = { ...inPartner, roles: ['Partner Administrator'] };
    const { manual } = described('primary-administrator', 'invite', { key: 'NordicPartner', after });
    expect(manual?.gate).toMatchObject({ step: 'details-mail', waitingFor: { role: 'person', name: inPartner.email } });
    expect(manual?.gate.asks?.map(({ name }) => name)).toEqual(['userName', 'roles']);
    expect(steps('primary-administrator', after)[0]?.step).toBe('first-login');
    const below = { account: 'Alpha', email: inPartner.email };
    expect(described('primary-administrator', 'invite', { key: 'Alpha', after: below }).manual).toBeUndefined();
  });

  test.each([
    ['Partner Administrator', true],
    ['Help Desk, Service Administrator', true],
    ['["Help Desk"]', true],
    ['', false],
    [' ', false],
    ['Help Desk,', false],
  ])('the roles of the mail may be told as %j: %s', (text, fits) => {
    const [mail] = steps('primary-administrator', { ...inPartner, account: 'Fjord', roles: ['x'] });
    expect(new RegExp(mail?.asks?.[1]?.pattern ?? '', 'u').test(text)).toBe(fits);
  });
});

test('an administrator of another account is removed there and added here, or only the name is another one', () => {
  const before = { userName: 'bo', account: 'Fjord', email: 'bo@nordic.example', roles: ['Help Desk'], active: true };
  const text = gateText(
    described('administrator', 'update', { key: 'bo', before, after: { ...before, account: 'Fjell' } }),
  );
  expect(text).toContain('move-administrator · administrator eva@nordic.example · attest');
  expect(text).toContain('Is Fjell the account Fjord under a new name? Then there is nothing to do');
  expect(text).toContain('Find bo in the column Username > More > Remove > Deactivate, then More > Remove > Delete');
  expect(text).toContain('Add Administrator: bo@nordic.example; user name bo; roles Help Desk.');
});
