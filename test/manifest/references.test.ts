import { describe, expect, test } from 'vitest';
import { toyBadge, toyProvider } from '../support/toy-provider.ts';
import { load, portal, said, user } from './workspace-folder.ts';

const role = `apiVersion: rollcall/v1
kind: Role
metadata: { name: contact-center-admin }
spec:
  access: [{ portal: lab, role: Blue, with: { floor: 2 } }]
`;

describe('names of other documents', () => {
  test('an unknown role says which is near, and where that stands', async () => {
    const loaded = await load({
      'portal.yaml': portal,
      'roles/admins.yaml': `# admins\n\n${role}`,
      'people/ben.yaml': user('ben', '  roles: [contact-centre-admin, { name: other }]\n'),
    });
    expect(said(loaded)).toEqual(['unknown-role people/ben.yaml:7:11', 'unknown-role people/ben.yaml:7:41']);
    expect(loaded.diagnostics[0]?.hint).toBe('did you mean contact-center-admin (roles/admins.yaml:3)?');
    expect(loaded.diagnostics[0]?.at?.length).toBe('contact-centre-admin'.length);
    expect(loaded.diagnostics[1]?.hint).toBeUndefined();
  });

  test('an unknown portal: of a person, of a role, of a request', async () => {
    const loaded = await load({
      'portal.yaml': portal,
      'role.yaml': role.replace('lab', 'labb'),
      'ada.yaml': user('ada', '  requests: [{ do: reset, on: lap, id: x }]\n').replace('portal: lab', 'portal: lib'),
    });
    expect(said(loaded)).toEqual([
      'unknown-portal ada.yaml:6:22',
      'unknown-portal ada.yaml:7:31',
      'unknown-portal role.yaml:5:22',
    ]);
  });

  test('a document that is there but wrong is not missing too', async () => {
    const loaded = await load({
      'portal.yaml': portal,
      'role.yaml': role.replace('access', 'acess'),
      'ada.yaml': user('ada', '  roles: [contact-center-admin]\n'),
    });
    expect(said(loaded)).toEqual(['unknown-key role.yaml:5:3']);
  });

  test('one name twice: both places are named', async () => {
    const loaded = await load({ 'portal.yaml': portal, 'a.yaml': user('ada'), 'b.yaml': `${role}---\n${user('ada')}` });
    expect(said(loaded)).toEqual(['duplicate-name b.yaml:9:19']);
    expect(loaded.diagnostics[0]?.related?.[0]?.at).toEqual({ file: 'a.yaml', line: 3, column: 19, length: 3 });
  });

  test('one name for two kinds is no mistake', async () => {
    const loaded = await load({ 'portal.yaml': portal, 'a.yaml': user('lab') });
    expect(said(loaded)).toEqual([]);
  });
});

describe('addresses of people', () => {
  test('one e-mail for two people of one portal, whatever its case', async () => {
    const files = { 'portal.yaml': portal, 'a.yaml': user('ada'), 'b.yaml': user('ben').replace('ben@', 'ADA@') };
    const loaded = await load(files);
    expect(said(loaded)).toEqual(['duplicate-email b.yaml:5:10']);
    expect(loaded.diagnostics[0]?.related?.[0]?.at).toMatchObject({ file: 'a.yaml', line: 5, column: 10 });
  });

  test('on two portals it is no mistake', async () => {
    const second = portal.replace('lab', 'other');
    const ben = user('ben').replace('ben@', 'ada@').replace('lab', 'other');
    expect(said(await load({ 'p.yaml': `${portal}---\n${second}`, 'a.yaml': user('ada'), 'b.yaml': ben }))).toEqual([]);
  });

  test('a former e-mail that somebody has now', async () => {
    const ada = user('ada', '  formerEmails: [old@acme.example, Ben@acme.example, ada@acme.example]\n');
    const loaded = await load({ 'portal.yaml': portal, 'a.yaml': ada, 'b.yaml': user('ben') });
    expect(said(loaded)).toEqual(['former-email-in-use a.yaml:7:36', 'former-email-in-use a.yaml:7:54']);
    expect(loaded.diagnostics[0]?.related?.[0]?.at?.file).toBe('b.yaml');
  });
});

describe('grants', () => {
  test('a role gives its access, and says by which document', async () => {
    const ada = user('ada', '  roles: [{ name: contact-center-admin, why: { ticket: X-1 } }]\n');
    const { workspace } = await load({ 'portal.yaml': portal, 'role.yaml': role, 'ada.yaml': ada });
    expect(workspace?.portals[0]?.people[0]?.access).toMatchObject([
      { role: 'Red', with: {} },
      {
        role: 'Blue',
        with: { floor: 2 },
        via: 'contact-center-admin',
        why: { ticket: 'X-1' },
        origin: { file: 'ada.yaml' },
      },
    ]);
  });

  test('the same grant by two ways is one, and lasts as long as either', async () => {
    const access =
      '  access: [{ portal: lab, role: Red, until: 2027-01-01 }, { portal: lab, role: Red, until: 2027-02-01 }]\n';
    const ada = user('ada').replace(/ {2}access.*\n/, access);
    const { workspace } = await load({ 'portal.yaml': portal, 'ada.yaml': ada });
    expect(workspace?.portals[0]?.people[0]?.access).toMatchObject([
      { role: 'Red', until: '2027-02-02T00:00:00.000Z' },
    ]);
  });

  test('what a grant says with it is checked by the kinds of the portal', async () => {
    const withKeys = user('ada').replace('role: Red', 'role: Red, with: { flor: 3, lamp: on, floor: -1 }');
    const loaded = await load({ 'portal.yaml': portal, 'ada.yaml': withKeys, 'role.yaml': role.replace('2', 'two') });
    expect(said(loaded)).toEqual([
      'unknown-key ada.yaml:6:46',
      'wrong-type ada.yaml:6:61',
      'out-of-range ada.yaml:6:72',
      'wrong-type role.yaml:5:54',
    ]);
    expect(loaded.diagnostics[0]).toMatchObject({ hint: 'did you mean floor?' });
  });

  test('one kind that takes a key is enough', async () => {
    const plain = { ...toyBadge, kind: 'desk', grantSchema: { properties: { desk: {} }, additionalProperties: false } };
    const providers = [toyProvider({ kinds: () => [toyBadge, plain] })];
    const ada = (keys: string) => user('ada').replace('role: Red', `role: Red, with: { ${keys} }`);
    expect(said(await load({ 'p.yaml': portal, 'a.yaml': ada('floor: 1, desk: 4') }, { providers }))).toEqual([]);
    const loaded = await load({ 'p.yaml': portal, 'a.yaml': ada('floor: 1, dsk: 4') }, { providers });
    expect(said(loaded)).toEqual(['unknown-key a.yaml:6:56']);
  });

  test('a request is for somebody who has something there, and once', async () => {
    const second = portal.replace('lab', 'other');
    const more =
      '  requests:\n    - { do: reset, on: lab, id: x }\n    - { do: reset, on: lab, id: x }\n    - { do: reset, on: other, id: x }\n';
    const loaded = await load({ 'p.yaml': `${portal}---\n${second}`, 'a.yaml': user('ada', more) });
    expect(said(loaded)).toEqual(['duplicate-request a.yaml:9:33', 'request-without-access a.yaml:10:24']);
  });
});
