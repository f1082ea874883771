import { describe, expect, test } from 'vitest';
import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { PartnerLinkDeclaration } from '../../../engine/model/partner-declaration.ts';
import { diagnostics, findings, grantOf, linkOf, personOf, portalOf, roleOf, topLink } from './partner.ts';

const licensed = { with: { committedLicenses: 5 } };

function links(...partnerLinks: readonly PartnerLinkDeclaration[]): readonly string[] {
  return findings('account', portalOf({ partnerLinks: [topLink(), ...partnerLinks] }));
}

describe('accounts', () => {
  test('nothing is found where nothing is wrong', () => {
    const trial = linkOf('Beta', { type: 'trial', until: '2027-02-01T00:00:00.000Z' });
    expect(
      links(linkOf('Alpha', licensed), trial, linkOf('Sub', { type: 'partner', with: { code: 'AB12cd34' } })),
    ).toEqual([]);
  });

  test.each([
    ['a name with a space', linkOf('Alpha Ltd', licensed), 'error account-name-not-taken'],
    ['a name with an umlaut', linkOf('Möbel', licensed), 'error account-name-not-taken'],
    ['a code of 7', linkOf('Sub', { type: 'partner', with: { code: 'AB12cd3' } }), 'error partner-code-form'],
    ['a code with a hyphen', linkOf('Sub', { type: 'partner', with: { code: 'AB12-d34' } }), 'error partner-code-form'],
    [
      'a partner that is to expire',
      linkOf('Sub', { type: 'partner', onRemove: 'expire' }),
      'error partner-never-expires',
    ],
    ['a trial without its end', linkOf('Beta', { type: 'trial' }), 'error trial-without-until'],
    [
      'an end of a customer',
      linkOf('Alpha', { ...licensed, until: '2027-02-01T00:00:00.000Z' }),
      'error until-without-trial',
    ],
    ['a customer without licences', linkOf('Alpha'), 'warning customer-without-licences'],
    [
      'licences of a trial',
      linkOf('Beta', { type: 'trial', until: '2027-02-01T00:00:00.000Z', ...licensed }),
      'error field-of-another-type',
    ],
    [
      'a code of a customer',
      linkOf('Alpha', { with: { committedLicenses: 5, code: 'AB12cd34' } }),
      'error field-of-another-type',
    ],
    [
      'a name twice but for its case',
      linkOf('nordicpartner', { ...licensed, name: 'other' }),
      'error account-name-twice',
    ],
    ['a second partner at the top', topLink({ name: 'second', account: 'Second' }), 'error two-business-partners'],
  ])('%s', (_, link, expected) => expect(links(link)).toEqual([expected]));

  test('the name of what support makes is only remarked on', () => {
    const portal = portalOf({ partnerLinks: [topLink({ account: 'Nordic Partner AB' })] });
    expect(findings('account', portal)).toEqual(['warning account-name-not-taken']);
  });

  test('a code twice, with both places', () => {
    const code = { type: 'partner' as const, with: { code: 'AB12cd34' } };
    const portal = portalOf({ partnerLinks: [topLink(), linkOf('One', code), linkOf('Two', code)] });
    const [found, ...others] = diagnostics('account', portal);
    expect([found?.code, others]).toEqual(['partner-code-twice', []]);
    expect([found?.origin?.file, found?.related?.[0]?.origin?.file]).toEqual(['Two.yaml', 'One.yaml']);
  });
});

describe('grants', () => {
  const far = linkOf('Sub', { type: 'partner' });
  const below = linkOf('Alpha', { parent: 'Sub', ...licensed });
  const roles = [roleOf('Sub Viewer', { account: 'Sub' })];

  function granted(account: string | undefined, over: Partial<PortalDeclaration> = {}): readonly string[] {
    const access = [grantOf('Sub Viewer', account === undefined ? {} : { account })];
    const people = [personOf('bo', { access })];
    return findings(
      'administrator',
      portalOf({ partnerLinks: [topLink(), far, below], roleDefinitions: roles, people, ...over }),
    );
  }

  test.each([
    ['the account that owns the role', 'Sub', []],
    ['an account below it', 'Alpha', []],
    ['an account above it', 'NordicPartner', ['error role-out-of-reach']],
    ['the account left out: the top', undefined, ['error role-out-of-reach']],
    ['the billing id of the top', '30001111', ['error role-out-of-reach']],
    ['the billing id of an account that nobody declares', '30009999', []],
    ['a name that nobody declares', 'Elsewhere', ['error unknown-account']],
  ])('to %s', (_, account, expected) => expect(granted(account)).toEqual(expected));

  test('a role that is not defined here may be one of the portal', () => {
    expect(granted('NordicPartner', { roleDefinitions: [] })).toEqual([]);
  });

  test('nobody knows the account where nothing stands at the top', () => {
    expect(granted(undefined, { partnerLinks: [], settings: {} })).toEqual(['error grant-without-account']);
    const portal = portalOf({
      partnerLinks: [],
      settings: {},
      roleDefinitions: [{ ...roleOf('X'), account: undefined } as never],
    });
    expect(findings('role', portal)).toEqual(['error role-without-account']);
  });

  test('one user name for two accounts, and two that differ in case', () => {
    const two = [grantOf('Help Desk'), grantOf('Help Desk', { account: 'Sub' })];
    expect(granted(undefined, { roleDefinitions: [], people: [personOf('bo', { access: two })] })).toEqual([
      'error user-name-twice',
    ]);
    const named = (name: string, userName: string) =>
      personOf(name, { access: [grantOf('Help Desk', { with: { userName } })] });
    const people = [named('bo', 'Bo.Viewer'), named('cy', 'bo.viewer')];
    expect(granted(undefined, { roleDefinitions: [], people })).toEqual(['error user-names-alike']);
  });

  test('two user names for one login contradict each other', () => {
    const access = ['one', 'two'].map((userName) => grantOf('Help Desk', { with: { userName } }));
    expect(granted(undefined, { roleDefinitions: [], people: [personOf('bo', { access })] })).toEqual([
      'error two-values-for-one',
    ]);
  });

  test('a sync is not possible', () => {
    const requests = [{ do: 'sync' as const, id: '1', origin: topLink().origin }];
    expect(granted('Sub', { people: [personOf('bo', { requests })] })).toEqual(['error request-not-possible']);
  });
});

describe('primary administrators', () => {
  test.each(['userName', 'ibmId'])('a grant of theirs does not say %s', (field) => {
    const people = [personOf('eva', { access: [grantOf('Help Desk', { with: { [field]: 'none' } })] })];
    expect(findings('primary-administrator', portalOf({ people }))).toEqual(['error said-by-partner-link']);
  });

  test("the engine's own account is none", () => {
    expect(findings('primary-administrator', portalOf({ account: 'EVA@nordic.example' }))).toEqual([
      'error script-only-primary',
    ]);
    expect(findings('primary-administrator', portalOf())).toEqual([]);
  });
});

describe('the host', () => {
  test.each([
    ['https://services.m3.maas360.com', []],
    ['https://apis.m3.maas360.com', []],
    ['https://services.m2.maas360.com', ['warning other-instance']],
    ['https://services.fiberlink.com', ['warning other-instance']],
    ['https://services.m5.maas360.com', ['warning unknown-instance-host']],
    ['https://services.m3.maas360.com.example', ['warning unknown-instance-host']],
    ['http://127.0.0.1:4747/nordic', []],
    ['http://services.m3.maas360.com', ['error bad-base-url']],
  ])('%s', (url, expected) => {
    expect(findings('api-access', portalOf({ baseUrls: { default: url } }))).toEqual(expected);
  });

  test('fits any billing id that nobody has written down', () => {
    const portal = portalOf({ settings: {}, baseUrls: { default: 'https://services.m2.maas360.com' } });
    expect(findings('api-access', portal)).toEqual([]);
  });
});
