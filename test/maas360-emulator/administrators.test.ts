import { describe, expect, it } from 'vitest';
import {
  customer,
  form,
  formOf,
  goodPassword,
  json,
  lab,
  made,
  partner,
  robot,
  tokenOf,
  trial,
} from './support/lab.ts';
import type { Answer, Lab, Row } from './support/lab.ts';

const helpDesk = { userName: 'bo', emailAddress: 'bo@nordic.example', roles: 'Help Desk' };

function said({ status, body }: Answer): string {
  const [envelope] = Object.values(body) as Row[];
  return `${status} ${String(envelope?.['description'])}`;
}

/** The rows of a report, whichever way they came. */
function rowsIn(body: Row, root: string, member: string): Row[] {
  const list = body[root] as Row;
  const rows = list === undefined || (list as unknown) === '' ? [] : (list[member] ?? []);
  return Array.isArray(rows) ? (rows as Row[]) : [rows as Row];
}

async function changes(one: Lab, billingId = partner): Promise<string[]> {
  const dates = { fromDate: 0, toDate: one.world.now() };
  const { body } = await one.call('administratorChanges', dates, billingId);
  return rowsIn(body, 'adminChanges', 'adminChange').map((row) => {
    const { username, accountStatus, rolesAdded, rolesDeleted } = row['administrator'] as Row;
    const roles = [rolesAdded && `+${String(rolesAdded)}`, rolesDeleted && `-${String(rolesDeleted)}`].filter(Boolean);
    return [row['operationType'], username, accountStatus, ...roles, `by ${String(row['performedBy'])}`].join(' ');
  });
}

describe('creating an administrator', () => {
  it('mails them, and gives a temporary password', async () => {
    const one = lab();
    const both = { ...helpDesk, roles: 'Help Desk, Read-Only' };
    const { status, body } = await one.call('createAdministrator', both);
    expect([status, body]).toMatchObject([200, { actionResponse: { status: 'Success' } }]);
    expect(one.person('BO')).toMatchObject({ isPrimary: false, isPasswordTemporary: true, email: 'bo@nordic.example' });
    expect(one.mails('bo@nordic.example').map(({ subject }) => subject)).toEqual(['Administrator Account Details']);
    expect(one.mails('bo@nordic.example')[0]?.text).toContain('Roles assigned: Help Desk, Read-Only');
    expect(await changes(one)).toEqual([`ADD bo Active +Help Desk, Read-Only by ${robot}`]);
  });

  it('needs a user name that nobody has, on the whole instance', async () => {
    const one = lab();
    const id = await made(one, customer('Acme'));
    const free = async (userName: string) => {
      const { body } = await one.call('checkAdministrator', { userName });
      return (body['adminAccountAvailability'] as Row)['available'];
    };
    expect(await free('bo')).toBe(true);
    await one.call('createAdministrator', helpDesk, id);
    expect(await free('Bo')).toBe(false);
    expect(said(await one.call('createAdministrator', { ...helpDesk, userName: 'BO' }))).toContain(
      '400 The user name BO',
    );
  });

  it.each([
    ['a role that is not there', { roles: 'Chief' }, '400 Nordic has no role Chief.'],
    ['no address', { emailAddress: 'bo' }, '400 bo is no e-mail address.'],
    ['a name with spaces', { userName: 'bo viewer' }, '400 Enter a user name without spaces.'],
    ['no role', { roles: '' }, '400 The parameter roles is missing.'],
    ['an unknown parameter', { firstName: 'Bo' }, '400 There is no parameter firstName here.'],
  ])('is refused with %s', async (_what, change, text) => {
    const one = lab();
    expect(said(await one.call('createAdministrator', { ...helpDesk, ...change }))).toContain(text);
    expect(one.emulator.state().administrators.size).toBe(2);
  });

  it('gives only equal or lesser roles, and only where administrators may be managed', async () => {
    const one = lab();
    one.person(robot).roles = one.person(robot).roles.filter(({ role }) => role.name === 'Service Administrator');
    const asPartner = await one.call('createAdministrator', { ...helpDesk, roles: 'Partner Administrator' });
    expect(said(asPartner)).toContain('403 You can give only roles that are equal to or less than your own');
    expect((await one.call('createAdministrator', helpDesk)).status).toBe(200);
    one.person(robot).roles = one.person('bo').roles;
    expect(said(await one.call('createAdministrator', { ...helpDesk, userName: 'cy' }))).toContain(
      '403 Only a Service Administrator can do this',
    );
  });

  it('takes roles of the accounts above, named with the account that owns them', async () => {
    const one = lab();
    const id = await made(one, customer('Acme'));
    const eva = `${partner}_eva`;
    expect(await one.play('create-role', eva, { name: 'Desk Plus', copyOf: 'Help Desk' })).toBe('');
    const label = `Desk Plus (Inherited from account number ${partner})`;
    expect(said(await one.call('createAdministrator', { ...helpDesk, roles: 'Desk Plus' }, id))).toContain('no role');
    expect((await one.call('createAdministrator', { ...helpDesk, roles: label }, id)).status).toBe(200);
    expect(one.person('bo').roles).toMatchObject([{ role: { name: 'Desk Plus' }, inheritedFrom: partner }]);
    expect(await changes(one, id)).toContain(`ADD bo Active +${label} by ${robot}`);
    const partnerRole = `Partner Administrator (Inherited from account number ${partner})`;
    const asPartner = await one.call('createAdministrator', { ...helpDesk, userName: 'cy', roles: partnerRole }, id);
    expect(said(asPartner)).toContain(`Acme has no role ${partnerRole}`);
    const twice = `Administrator, Administrator (Inherited from account number ${partner})`;
    expect((await one.call('createAdministrator', { ...helpDesk, userName: 'cy', roles: twice }, id)).status).toBe(200);
    expect(one.person('cy').roles).toHaveLength(2);
  });
});

describe('the audit of administrators', () => {
  it('has all members that were seen, of each account by itself', async () => {
    const one = lab();
    await made(one, customer('Acme'));
    await one.call('createAdministrator', helpDesk);
    const { body } = await one.call('administratorChanges', { fromDate: 0, toDate: one.world.now() });
    expect(body).toEqual({
      adminChanges: {
        count: 1,
        pageNumber: 1,
        pageSize: 1,
        adminChange: {
          updateDate: one.world.now(),
          performedBy: robot,
          operationType: 'ADD',
          ipAddress: '192.0.2.1',
          administrator: {
            email: 'bo@nordic.example',
            username: 'bo',
            firstName: '',
            middleName: '',
            lastName: '',
            address: '',
            phone: '',
            jobTitle: '',
            watchSubscription: 'N',
            accountStatus: 'Active',
            managedUserGroups: 'All groups',
            lastLoginTime: '',
            rolesAdded: 'Help Desk',
            rolesDeleted: '',
            previousState: '',
          },
        },
      },
    });
  });

  it('shows every change that people make', async () => {
    const one = lab();
    const eva = `${partner}_eva`;
    await one.call('createAdministrator', helpDesk);
    const whom = { administrator: 'bo' };
    await one.play('assign-roles', eva, { ...whom, roles: ['Read-Only'] });
    await one.play('change-email', eva, { ...whom, newEmail: 'bo@else.example' });
    await one.play('reset-password', eva, whom);
    await one.play('deactivate', eva, whom);
    await one.play('reactivate', eva, whom);
    await one.play('delete-administrator', eva, whom);
    expect(await changes(one)).toEqual([
      `ADD bo Active +Help Desk by ${robot}`,
      `CHANGE bo Active +Read-Only -Help Desk by ${eva}`,
      `CHANGE bo Active by ${eva}`,
      `CHANGE bo Active by ${eva}`,
      `CHANGE bo Inactive by ${eva}`,
      `CHANGE bo Active by ${eva}`,
      `DELETE bo Inactive -Read-Only by ${eva}`,
    ]);
  });

  it('comes in pages: count is the total, pageSize what is on the page', async () => {
    const one = lab();
    for (const userName of ['a1', 'a2', 'a3', 'a4', 'a5']) {
      await one.call('createAdministrator', { ...helpDesk, userName });
    }
    const page = async (pageNumber: number, pageSize = 2) => {
      const dates = { fromDate: 0, toDate: one.world.now() };
      const { body } = await one.call('administratorChanges', { ...dates, pageNumber, pageSize });
      const { adminChange, ...counts } = body['adminChanges'] as Row;
      return { counts, one: !Array.isArray(adminChange), rows: rowsIn(body, 'adminChanges', 'adminChange').length };
    };
    expect(await page(1)).toEqual({ counts: { count: 5, pageNumber: 1, pageSize: 2 }, one: false, rows: 2 });
    expect(await page(3)).toEqual({ counts: { count: 5, pageNumber: 3, pageSize: 1 }, one: true, rows: 1 });
    expect(await page(4)).toMatchObject({ counts: { count: 5, pageNumber: 4, pageSize: 0 }, rows: 0 });
    expect(await page(1, 250)).toMatchObject({ rows: 5 });
  });

  it.each([
    ['no dates', {}],
    ['dates the wrong way', { fromDate: 2, toDate: 1 }],
    ['dates that are no numbers', { fromDate: 'now', toDate: 1 }],
    ['a page of more than 250', { fromDate: 0, toDate: 1, pageSize: 251 }],
    ['an empty page', { fromDate: 0, toDate: 1, pageSize: 0 }],
    ['page 0', { fromDate: 0, toDate: 1, pageNumber: 0 }],
  ])('is not given for %s', async (_what, parameters) => {
    expect((await lab().call('administratorChanges', parameters)).status).toBe(400);
  });
});

describe('the login report', () => {
  it('shows each login of a person, and failed ones', async () => {
    const one = lab();
    const id = await made(one, trial('Acme'));
    const start = one.world.now();
    await one.play('log-in', `${id}_it`, { password: 'wrong' });
    one.world.advance(5_000);
    await one.play('log-in', `${id}_it`);
    const dates = (from: number, to: number) => ({ fromDate: from, toDate: to });
    const { body } = await one.call('administratorLogins', dates(0, start + 5_000), id);
    expect(body).toMatchObject({ loginEvents: { count: 2, pageNumber: 1, pageSize: 2 } });
    const rows = rowsIn(body, 'loginEvents', 'loginEvent');
    expect(rows.map(({ authStatus, loginAttemptTime }) => [authStatus, loginAttemptTime])).toEqual([
      ['Failed', start],
      ['Successful', start + 5_000],
    ]);
    expect(rows[0]).toMatchObject({ username: `${id}_it`, logoutTime: '', duration: '' });
    const later = await one.call('administratorLogins', dates(start + 1, start + 5_000), id);
    expect(rowsIn(later.body, 'loginEvents', 'loginEvent')).toHaveLength(1);
    expect((await one.call('administratorLogins', dates(0, start + 5_000))).body).toEqual({ loginEvents: '' });
  });
});

describe('checking a password', () => {
  it('tells by a number whether it is right', async () => {
    const { send, play } = lab();
    const authorization = `MaaS token="${await tokenOf(send)}"`;
    const path = `/device-apis/devices/1.0/authenticateAdministrator/${partner}`;
    const check = async (password: string) => {
      const body = formOf({ userName: `${partner}_eva`, password });
      const headers = { ...json, authorization, 'content-type': form };
      return (await send('POST', path, { headers, body })).body['actionResponse'] as Row;
    };
    expect(await check('sandbox')).toMatchObject({ actionStatus: 0 });
    expect(await check(goodPassword)).toMatchObject({ actionStatus: 1 });
    expect(await play('log-in', `${partner}_eva`, { password: 'sandbox' })).toBe('');
  });
});
