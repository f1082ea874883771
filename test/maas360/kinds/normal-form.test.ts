import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOf } from '../../../engine/manifest/validator.ts';
import type { Json } from '../../../engine/model/json.ts';
import { formatRole, parseRole, roleSet, shownRole } from '../../../providers/maas360/kinds/role-names.ts';
import { maas360Kinds } from '../../../providers/maas360/kinds/maas360-kinds.ts';
import { declared, grantOf, kindOf, linkOf, personOf, portalOf, roleOf, topLink } from './partner.ts';

const people = [personOf('bo', { access: [grantOf('Help Desk', { with: { ibmId: { later: '2026-12-31' } } })] })];
const partnerLinks = [
  topLink(),
  linkOf('Fjord', { type: 'partner' }),
  linkOf('Alpha', { with: { committedLicenses: 5 } }),
];
const portal = portalOf({ people, partnerLinks, roleDefinitions: [roleOf('Partner Viewer')] });
const kinds = maas360Kinds(portal).map((kind): [string, typeof kind] => [kind.kind, kind]);

/** Texts that look like what is there, and any other value. */
const role = fc.constantFrom(
  'Help Desk',
  ' Help  Desk ',
  'A@30001111',
  'A (Inherited from account number 30001111)',
  'B@1',
  '',
);
const value: fc.Arbitrary<Json> = fc.oneof(
  role,
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(role),
  fc.constantFrom(' Trial ', '50', 'se', 'X@Y.example', '2027-01-31'),
);

describe.each(kinds)('%s', (name, kind) => {
  const fields = Object.keys((kind.schema as { properties: object }).properties);
  const attributes = fc.dictionary(fc.constantFrom(...fields), value);

  test('has one form: normalizing twice is normalizing once, in whatever order, and throws for nothing', () => {
    fc.assert(
      fc.property(attributes, (given) => {
        const once = kind.normalize(given);
        expect(kind.normalize(once)).toEqual(once);
        expect(kind.normalize(Object.fromEntries(Object.entries(given).toReversed()))).toEqual(once);
        expect(Object.keys(once).filter((field) => !Object.hasOwn(given, field))).toEqual([]);
        expect(typeof kind.identify(once)).toBe('string');
        expect(typeof kind.summarize(once)).toBe('string');
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  test('what is declared is normal, has the key it says, and keeps its schema', () => {
    const resources = declared(name, portal);
    expect(resources.length).toBeGreaterThan(0);
    const check = checkOf(kind.schema, { fillDefaults: false });
    for (const { attributes: given, address } of resources) {
      expect(kind.normalize(given)).toEqual(given);
      expect(kind.identify(given)).toBe(address.key);
      expect(check(structuredClone(given) as never)).toEqual([]);
    }
  });

  test('what it depends on is declared', () => {
    const all = new Set(
      kinds
        .flatMap(([, one]) => one.declare(portal).resources)
        .map(({ address }) => `nordic/${address.kind}/${address.key}`),
    );
    expect(
      declared(name, portal)
        .flatMap(({ dependsOn }) => dependsOn)
        .filter((address) => !all.has(address)),
    ).toEqual([]);
  });
});

test.each<[string, Json, Json]>([
  [
    'account',
    { name: 12345, committedLicenses: '50', type: ' Trial', adminEmail: ' A@B.example', country: 'se' },
    { name: '12345', committedLicenses: 50, type: 'trial', adminEmail: 'a@b.example', country: 'SE' },
  ],
  ['account', { name: ' Fjord ', parent: null, vertical: '', code: null }, { name: 'Fjord', parent: null }],
  [
    'administrator',
    { userName: ' Bo ', email: 'BO@X.example', roles: 'Help Desk, Admin' },
    { userName: 'Bo', email: 'bo@x.example', roles: ['Admin', 'Help Desk'] },
  ],
])('%s %j becomes %j', (kind, given, expected) => {
  expect(kindOf(kind).normalize(given as never)).toEqual(expected);
});

describe('roles', () => {
  test.each([
    ['Help Desk', 'Help Desk'],
    ['Administrator (Inherited from account number 11122233)', 'Administrator@11122233'],
    ['Administrator (inherited from 1122334455)', 'Administrator@1122334455'],
    ['Administrator@11122233', 'Administrator@11122233'],
    ['Level (2)', 'Level (2)'],
  ])('%s is %s', (text, form) => expect(formatRole(parseRole(text))).toBe(form));

  test('are shown as the portal shows them', () => {
    expect(shownRole('Administrator@11122233')).toBe('Administrator (Inherited from account number 11122233)');
    expect(shownRole('Help Desk')).toBe('Help Desk');
  });

  test('are a set, and the same name of two levels is two', () => {
    expect(roleSet(['B', 'A@11122233', 'A', 'A (Inherited from account number 11122233)'])).toEqual([
      'A',
      'A@11122233',
      'B',
    ]);
    expect(roleSet(7)).toBe(7);
  });
});
