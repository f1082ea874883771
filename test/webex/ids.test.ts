import { expect, test } from 'vitest';
import { isUuidId, publicId, rawId } from '../../providers/webex/ids.ts';
import { readSettings } from '../../providers/webex/settings.ts';

const uuid = '0ae87ade-8c8a-4952-af08-318798958d0c';

test.each([
  [
    'ORGANIZATION',
    '96abc2aa-3dcc-11e5-a152-fe34819cdc9a',
    'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi85NmFiYzJhYS0zZGNjLTExZTUtYTE1Mi1mZTM0ODE5Y2RjOWE',
  ],
  [
    'PEOPLE',
    'f5b36187-c8dd-4727-8b2f-f9c447f29046',
    'Y2lzY29zcGFyazovL3VzL1BFT1BMRS9mNWIzNjE4Ny1jOGRkLTQ3MjctOGIyZi1mOWM0NDdmMjkwNDY',
  ],
] as const)('the public id of %s is the one of the vendor’s samples, and leads back', (type, raw, id) => {
  expect(publicId(type, raw)).toBe(id);
  expect(rawId(id)).toBe(raw);
});

test.each([
  ['another cluster', Buffer.from(`ciscospark://urn:TEAM:eu-central-1_k/PEOPLE/${uuid}`).toString('base64url'), uuid],
  ['capitals', uuid.toUpperCase(), uuid],
  ['spaces around it', ` ${uuid}\n`, uuid],
  ['the id of a role', publicId('ROLE', 'id_full_admin'), 'id_full_admin'],
  ['a licence with its site', publicId('LICENSE', `${uuid}:MC_1_acme.webex.com`), `${uuid}:MC_1_acme.webex.com`],
  ['any other text', 'Sub-hydraOct26a', 'Sub-hydraOct26a'],
  ['nothing', '', ''],
])('the raw id is found in %s', (_, given, raw) => {
  expect(rawId(given)).toBe(raw);
});

test('an organisation may be named in both forms, and by nothing else', () => {
  expect(isUuidId(uuid)).toBe(true);
  expect(isUuidId(publicId('ORGANIZATION', uuid))).toBe(true);
  expect(isUuidId(publicId('ROLE', 'id_full_admin'))).toBe(false);
  expect(isUuidId('globex')).toBe(false);
});

test('settings that are left out have their defaults', () => {
  expect(readSettings({})).toEqual({
    organisation: '',
    signIn: 'service-app',
    leavers: 'deactivate',
    contactCenter: false,
    verifiedDomains: [],
    customers: {},
    pageSize: 100,
  });
});

test('settings that are given are brought into one form', () => {
  const given = {
    orgId: publicId('ORGANIZATION', uuid),
    signIn: 'token',
    leavers: 'delete',
    contactCenter: true,
    verifiedDomains: [' ACME.example'],
    customers: { globex: publicId('ORGANIZATION', uuid) },
    pageSize: 7,
  };
  expect(readSettings(given)).toEqual({
    organisation: uuid,
    signIn: 'token',
    leavers: 'delete',
    contactCenter: true,
    verifiedDomains: ['acme.example'],
    customers: { globex: uuid },
    pageSize: 7,
  });
});
