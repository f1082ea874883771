import { describe, expect, test } from 'vitest';
import type { PersonDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft } from '../../engine/model/provider.ts';
import type { DesiredResource } from '../../engine/model/resource.ts';
import { ibmConnections } from '../../providers/ibm-connections/index.ts';
import { docs, kindOf, licenseOf, origin, personOf, portalOf, s2 } from './lab.ts';

const until = '2027-01-01T00:00:00.000Z';
const why = { ticket: 'HR-1', reason: 'joins sales' };

const ada = personOf('ada', {
  email: ' Ada@ACME.example',
  formerEmails: ['a.byron@acme.example'],
  access: [{ role: 'customeradministrator', with: {}, origin }],
  licenses: [
    { license: 's2', until, why, origin },
    { license: 'docs', origin },
  ],
});

function declared(kind: string, portal: PortalDeclaration): readonly DesiredResource[] {
  return kindOf(kind, portal).declare(portal).resources;
}

function codes(kind: string, portal: PortalDeclaration): readonly string[] {
  return kindOf(kind, portal)
    .declare(portal)
    .diagnostics.map(({ code }) => code);
}

function crowd(...people: readonly PersonDeclaration[]): PortalDeclaration {
  return portalOf({ people });
}

interface Drafted {
  readonly portal?: PortalDeclaration;
  readonly key?: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

function described(kind: string, verb: ChangeDraft['verb'], drafted: Drafted = {}): ChangeDescription {
  const { portal = portalOf(), key = 'ada@acme.example', before = null, after = null } = drafted;
  const address = { portal: 'acme', kind, key };
  const identity = { document: 'User', name: 'ada', portal: 'acme', kind };
  const at = '2026-11-21T09:00:00.000Z';
  return kindOf(kind, portal).describe({
    verb,
    address,
    identity,
    before,
    after,
    presence: 'active',
    round: verb === 'invite' ? 1 : 0,
    at,
  });
}

describe('what one person gets', () => {
  const portal = crowd(ada);
  const email = 'ada@acme.example';

  test.each([
    ['panel-user', email, { email, givenName: 'ada', familyName: 'Acme' }],
    ['service-assignment', email, { email }],
    ['subscriber', email, { email, state: 'ACTIVE' }],
    ['role', `${email}/CustomerAdministrator`, { email, role: 'CustomerAdministrator' }],
    ['credentials', email, { email }],
  ])('as %s', (kind, key, attributes) => {
    expect(declared(kind, portal).map((one) => [one.address.key, one.attributes])).toEqual([[key, attributes]]);
  });

  test('as seats: the base first, each with its own why and until', () => {
    const [base, addOn] = declared('seat', portal);
    expect(base).toMatchObject({ address: { key: `${email}/D0NPULL` }, until, why, identity: { part: 's2' } });
    expect(addOn?.dependsOn).toContain(`acme/seat/${email}/D0NPULL`);
    expect([addOn?.until, addOn?.why]).toEqual([undefined, undefined]);
  });

  test('carries the former address along, for those who change it', () => {
    expect(declared('seat', portal)[0]?.formerKeys).toEqual(['a.byron@acme.example/D0NPULL']);
    expect(declared('panel-user', portal)[0]?.formerKeys).toEqual(['a.byron@acme.example']);
  });

  test('is mailed when everything is there', () => {
    expect(declared('credentials', portal)[0]?.dependsOn).toEqual([
      `acme/panel-user/${email}`,
      `acme/subscriber/${email}`,
      `acme/seat/${email}/D0NPULL`,
      `acme/seat/${email}/D0QBKLL`,
    ]);
  });
});

describe('what is bought', () => {
  test('an add-on is ordered after its base, at the marketplace and at IBM', () => {
    const portal = portalOf();
    expect(declared('subscription', portal)[1]?.dependsOn).toContain('acme/subscription/IBM-CONN-S2');
    expect(declared('service-subscription', portal)[1]?.dependsOn).toContain('acme/service-subscription/D0NPULL');
  });

  test('periods have one form, and what is left out is not managed', () => {
    const license = licenseOf('s2', { ...s2, term: '1 years', billing: '12 month' });
    const [one] = declared('subscription', portalOf({ licenses: [license] }));
    expect(one?.attributes).toEqual({ mpn: 'IBM-CONN-S2', quantity: 5, term: '1 year', billing: '12 months' });
  });

  test('only what says so is cancelled when its document goes', () => {
    const { whenUndeclared } = kindOf('subscription');
    expect([whenUndeclared({ mpn: 'x' }), whenUndeclared({ mpn: 'x', onRemove: 'cancel' })]).toEqual([
      'release',
      'delete',
    ]);
  });
});

describe('mistakes are found before anything is sent', () => {
  test.each([
    ['panel-user', 'person-without-name', { familyName: '' as const }],
    ['role', 'unknown-portal-role', { access: [{ role: 'Boss', with: {}, origin }] }],
    ['role', 'no-accounts-here', { access: [{ role: 'Support', account: 'x', with: {}, origin }] }],
    ['credentials', 'request-not-possible', { requests: [{ do: 'sync', id: '1', origin }] }],
  ] as const)('%s: %s', (kind, code, over) => {
    const { familyName: _, ...nameless } = personOf('ada');
    const person = 'familyName' in over ? nameless : personOf('ada', over);
    expect(codes(kind, crowd(person))).toEqual([code]);
  });

  test('a product without a number of seats', () => {
    const bare = licenseOf('s2', { mpn: 'IBM-CONN-S2', part: 'D0NPULL' });
    const atIbm = portalOf({ licenses: [licenseOf('s2', { part: 'D0NPULL' })] }, { activation: 'vsr' });
    expect(codes('subscription', portalOf({ licenses: [bare] }))).toEqual(['license-without-seats']);
    expect(codes('service-subscription', atIbm)).toEqual(['license-without-seats']);
  });

  test('a last day that the marketplace takes from nobody', () => {
    const dated = licenseOf('s2', { ...s2, expires: until });
    expect(codes('subscription', portalOf({ licenses: [dated] }))).toEqual(['no-expiry-date']);
    expect(codes('subscription', portalOf({ licenses: [dated] }, { activation: 'vsr' }))).toEqual([]);
  });

  test.each(["o'neil@acme.example", 'a+b@acme.example', 'a@b'])('%s is no login of the panel', (email) => {
    const portal = crowd(personOf('x', { email }));
    const found = kindOf('panel-user', portal).audit(declared('panel-user', portal), portal);
    expect(found.map(({ code }) => code)).toEqual(['login-not-taken']);
  });

  test('a person who is suspended in one place and not in another', () => {
    const grants = [true, false].map((suspended) => ({ role: 'User', with: { suspended }, origin }));
    expect(codes('subscriber', crowd(personOf('ada', { access: grants })))).toHaveLength(1);
  });
});

describe('what a change says', () => {
  const line = { mpn: 'IBM-CONN-S2', quantity: 5 };

  test('an order costs money, and so needs a consent', () => {
    const said = described('subscription', 'create', { after: { ...line, term: '1 year', renewal: 'automatic' } });
    expect(said).toMatchObject({ word: 'order', harms: ['orders'], consequences: [{ kind: 'money' }] });
    expect(said.consent).toEqual(['orders 5 × Product s2 for 1 year, renews itself']);
  });

  test('a cancellation names what ends with it', () => {
    const said = described('subscription', 'delete', { before: { ...line, addOns: ['IBM-CONN-DOCS'] } });
    expect([said.manual, said.consent]).toEqual([undefined, ['cancels Product s2']]);
    expect(said.consequences[0]?.text).toContain('and Product docs with it');
  });

  test('an add-on alone is ended by the support', () => {
    const said = described('subscription', 'delete', { before: { mpn: 'IBM-CONN-DOCS', base: 'IBM-CONN-S2' } });
    expect(said.manual).toMatchObject({
      because: expect.stringContaining('so Product s2 too'),
      gate: { step: 'end-add-on', waitingFor: { role: 'support' } },
    });
  });

  test('another renewal needs no consent', () => {
    const said = described('subscription', 'update', { before: line, after: { ...line, renewal: 'automatic' } });
    expect(said).toMatchObject({ word: 'change renewal', harms: [], consent: [] });
  });

  test.each([
    ['soft', 'move to the trash', 'removal'],
    ['hard', 'delete for good', 'irreversible'],
  ])('%s data: %s', (data, word, kind) => {
    const said = described('subscriber', 'delete', { portal: portalOf({}, { data }) });
    expect(said).toMatchObject({ word, harms: ['accounts'], consequences: [{ kind }] });
  });

  test('the owner keeps CustomerAdministrator, others do not', () => {
    const role = 'CustomerAdministrator';
    const owner = described('role', 'delete', { before: { email: 'grace@acme.example', role } });
    const other = described('role', 'delete', { before: { email: 'ada@acme.example', role } });
    expect([owner.manual?.gate.step, other.manual]).toEqual(['change-owner', undefined]);
  });

  test('a password mail is said to be one', () => {
    expect(described('credentials', 'invite')).toMatchObject({ harms: ['mails'] });
    expect(described('credentials', 'reset')).toMatchObject({ harms: ['resets', 'mails'] });
  });
});

test.each(ibmConnections.kinds(portalOf()))('every verb that $kind lacks has a step by hand', (kind) => {
  for (const verb of ['create', 'invite', 'update', 'reset', 'sync', 'delete'] as const) {
    const { manual } = described(kind.kind, verb, { before: {}, after: {} });
    if (!kind.capabilities[verb].can) expect(manual?.gate.instructions).not.toEqual([]);
    if (!kind.capabilities[verb].can) expect(manual?.because).toBe(kind.capabilities[verb].why);
  }
});

test('an add-on stands on its base, and takes its piece of the pool', () => {
  const { standsOn, takesFrom } = kindOf('seat', portalOf({ licenses: [s2, docs] }));
  const attributes = { email: 'ada@acme.example', part: 'D0QBKLL' };
  expect(standsOn(attributes)).toEqual(['ada@acme.example/D0NPULL']);
  expect(takesFrom(attributes)).toEqual({ portal: 'acme', kind: 'service-subscription', key: 'D0QBKLL' });
  expect(kindOf('service-subscription').free({ part: 'x', seats: 12, used: 2 })).toBe(10);
});
