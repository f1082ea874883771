import { describe, expect, test } from 'vitest';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import { declareResources } from '../../engine/manifest/declare-resources.ts';
import { toyProvider } from '../support/toy-provider.ts';
import { type Files, load, portal, said } from './workspace-folder.ts';

/** A PartnerLink document on the portal `lab`, with eva as its primary administrator. */
function link(name: string, spec: string): string {
  return `apiVersion: rollcall/v1
kind: PartnerLink
metadata: { name: ${name} }
spec:
  portal: lab
  primary: eva
${spec}`;
}

function person(name: string, spec = ''): string {
  return `apiVersion: rollcall/v1
kind: User
metadata: { name: ${name} }
spec:
  email: ${name}@nordic.example
${spec}`;
}

const top = link('nordic', '  type: partner\n  account: NordicPartner\n');
const eva = person('eva', '  locale: sv\n');
const files: Files = { 'portal.yaml': portal, 'eva.yaml': eva, 'nordic.yaml': top };

async function labOf(more: Files): Promise<PortalDeclaration> {
  const loaded = await load({ ...files, ...more });
  expect(said(loaded)).toEqual([]);
  return loaded.workspace!.portals[0]!;
}

describe('a partner link', () => {
  test('stands on its portal with its parent and its administrator resolved', async () => {
    const spec = `  type: trial
  parent: nordic
  until: 2027-01-31
  ibmId: { link: eva@ibm.example, due: 2026-12-24 }
  onRemove: expire
  with: { country: SE }
  why: { ticket: TR-1 }
`;
    const { partnerLinks } = await labOf({ 'trial.yaml': link('trial-a', spec) });
    expect(partnerLinks).toMatchObject([{ name: 'nordic', account: 'NordicPartner', type: 'partner' }, {}]);
    expect(partnerLinks![1]).toEqual({
      name: 'trial-a',
      account: 'trial-a',
      type: 'trial',
      parent: 'NordicPartner',
      primary: { name: 'eva', email: 'eva@nordic.example', locale: 'sv' },
      ibmId: { how: 'link', ibmId: 'eva@ibm.example', due: '2026-12-25T00:00:00.000Z' },
      until: '2027-02-01T00:00:00.000Z',
      onRemove: 'expire',
      with: { country: 'SE' },
      why: { ticket: 'TR-1' },
      origin: { file: 'trial.yaml', document: 0, line: 1, path: ['metadata', 'name'] },
    });
  });

  test.each([
    ['2026-11-20', true],
    ['2026-11-21', undefined],
  ])('a trial whose last day was %s', async (until, over) => {
    const { partnerLinks } = await labOf({
      't.yaml': link('t', `  type: trial\n  parent: nordic\n  until: ${until}\n`),
    });
    expect(partnerLinks![1]!.over).toBe(over);
  });

  test('says little: no IBMid is asked for, and the account stays when the document goes', async () => {
    const { partnerLinks } = await labOf({});
    expect(partnerLinks).toMatchObject([{ ibmId: { how: 'none' }, onRemove: 'keep', with: {} }]);
    expect(partnerLinks![0]).not.toHaveProperty('parent');
  });

  test('owes an IBMid by a day', async () => {
    const owing = link('nordic', '  type: partner\n  ibmId: { later: 2026-12-31 }\n');
    const { partnerLinks } = await labOf({ 'nordic.yaml': owing });
    expect(partnerLinks).toMatchObject([{ ibmId: { how: 'later', due: '2027-01-01T00:00:00.000Z' } }]);
  });

  test('is not there at all where no document says so', async () => {
    const loaded = await load({ 'portal.yaml': portal });
    expect(loaded.workspace!.portals[0]).not.toHaveProperty('partnerLinks');
  });
});

describe('what is wrong with a partner link', () => {
  test.each<[string, Files, string[]]>([
    ['a customer below nobody', { 'c.yaml': link('c', '  type: customer\n') }, ['account-without-parent c.yaml:7:9']],
    [
      'a parent that is no partner',
      {
        'c.yaml': link('c', '  type: customer\n  parent: nordic\n'),
        'd.yaml': link('d', '  type: trial\n  parent: c\n'),
      },
      ['parent-without-children d.yaml:8:11'],
    ],
    [
      'a parent that is not there',
      { 'c.yaml': link('c', '  type: customer\n  parent: nordik\n') },
      ['unknown-partner-link c.yaml:8:11'],
    ],
    [
      'partners in a circle',
      {
        'a.yaml': link('a', '  type: partner\n  parent: b\n'),
        'b.yaml': link('b', '  type: partner\n  parent: a\n'),
      },
      ['parent-cycle a.yaml:8:11', 'parent-cycle b.yaml:8:11'],
    ],
    ['an administrator that no document declares', { 'eva.yaml': person('ada') }, ['unknown-user nordic.yaml:6:12']],
    [
      'an administrator who has left',
      { 'eva.yaml': person('eva', '  leave: { on: 2026-11-01 }\n') },
      ['primary-leaves nordic.yaml:6:12'],
    ],
    [
      'a date that does not exist',
      { 'nordic.yaml': link('nordic', '  type: partner\n  ibmId: { later: 2026-02-30 }\n') },
      ['no-such-date nordic.yaml:8:19'],
    ],
    [
      'an IBMid of no known form',
      { 'nordic.yaml': link('nordic', '  type: partner\n  ibmId: soon\n') },
      ['wrong-form nordic.yaml:8:10'],
    ],
  ])('%s', async (_what, more, expected) => {
    expect(said(await load({ ...files, ...more }))).toEqual(expected);
  });

  test('a parent on another portal', async () => {
    const other = portal.replace('name: lab', 'name: den');
    const child = link('c', '  type: customer\n  parent: nordic\n').replace('portal: lab', 'portal: den');
    const loaded = await load({ ...files, 'den.yaml': other, 'c.yaml': child });
    expect(said(loaded)).toContain('parent-elsewhere c.yaml:8:11');
  });

  test('a portal that has no partner accounts', async () => {
    const loaded = await load(files);
    const can = declareResources(loaded.workspace!, [toyProvider({ partners: { can: true } })]);
    const cannot = declareResources(loaded.workspace!, [toyProvider()]);
    expect(can.diagnostics).toEqual([]);
    expect(cannot.diagnostics.map(({ code }) => code)).toEqual(['no-partners-here']);
  });
});

describe('a role of the portal’s own', () => {
  const viewer = `apiVersion: rollcall/v1
kind: Role
metadata: { name: viewer }
spec:
  definition: { portal: lab, role: Partner Viewer, account: NordicPartner, copyOf: Partner Administrator, without: [Account Actions Control] }
`;

  test('is defined without being given to anybody', async () => {
    const { roleDefinitions, people } = await labOf({ 'viewer.yaml': viewer });
    expect(people).toEqual([]);
    expect(roleDefinitions).toMatchObject([
      {
        name: 'viewer',
        role: 'Partner Viewer',
        account: 'NordicPartner',
        copyOf: 'Partner Administrator',
        without: ['Account Actions Control'],
      },
    ]);
  });

  test('may be given by the same document', async () => {
    const given = `${viewer}  access: [{ portal: lab, role: Red }]\n`;
    const { people, roleDefinitions } = await labOf({
      'viewer.yaml': given,
      'bo.yaml': person('bo', '  roles: [viewer]\n'),
    });
    expect(people).toMatchObject([{ name: 'bo', access: [{ role: 'Red', via: 'viewer' }] }]);
    expect(roleDefinitions).toHaveLength(1);
  });

  test('gives nothing by itself, which is said where somebody is to get it', async () => {
    const loaded = await load({ ...files, 'viewer.yaml': viewer, 'bo.yaml': person('bo', '  roles: [viewer]\n') });
    expect(said(loaded)).toEqual(['role-without-access bo.yaml:6:11']);
  });

  test('a Role with neither is refused', async () => {
    const nothing = 'apiVersion: rollcall/v1\nkind: Role\nmetadata: { name: nothing }\nspec: {}\n';
    expect(said(await load({ ...files, 'nothing.yaml': nothing }))).toHaveLength(1);
  });

  test('stands on a portal that is there', async () => {
    const loaded = await load({ ...files, 'viewer.yaml': viewer.replace('portal: lab', 'portal: lap') });
    expect(said(loaded)).toEqual(['unknown-portal viewer.yaml:5:25']);
  });
});
