import { describe, expect, it } from 'vitest';
import { customer, lab, made, partner, robot, trial } from './support/lab.ts';
import type { Lab, Row } from './support/lab.ts';

/** What a refused call says, with its status. */
function said({ status, body }: { readonly status: number; readonly body: Row }): string {
  const [envelope] = Object.values(body) as Row[];
  return `${status} ${String(envelope?.['description'] ?? envelope?.['status'])}`;
}

const subPartner = { accountName: 'Fjord', adminEmailAddress: 'ola@fjord.example' };

async function config({ call }: Lab, billingId: string): Promise<Row> {
  return (await call('getCustomerConfig', {}, billingId)).body['customerConfig'] as Row;
}

describe('a customer account', () => {
  it('is made at once, with a billing id of the same instance, and can be read', async () => {
    const one = lab();
    const given = {
      forceAdminAcceptEULA: 1,
      allowPortalLogin: 1,
      defaultCountry: 'SE',
      defaultLanguage: 'en',
      customerVertical: 'Retail',
      committedLicenses: 25,
    };
    const id = await made(one, customer('Acme', given));
    expect(id).toMatch(/^3\d{7}$/u);
    expect(await config(one, id)).toEqual({
      accountName: 'Acme',
      accountType: 'Customer',
      accountStatus: 'Active',
      parentBillingId: Number(partner),
      defaultCountry: 'SE',
      defaultLanguage: 'en',
      accountExpiryDate: '',
      customerVertical: 'Retail',
      forceAdminAcceptEULA: 1,
      committedLicenses: 25,
    });
    expect(Number(await made(one, customer('Other')))).toBeGreaterThan(Number(id));
  });

  it('comes with a primary administrator, who is mailed a temporary password', async () => {
    const one = lab();
    const id = await made(one, customer('Acme', { adminEmailAddress: 'Grace.H@acme.example' }));
    const administrator = one.person(`${id}_Grace.H`);
    expect(administrator).toMatchObject({ isPrimary: true, isPasswordTemporary: true, isActive: true });
    const mails = one.mails('grace.h@acme.example');
    expect(mails.map(({ subject }) => subject)).toEqual(['Administrator Account Details']);
    const text = mails[0]?.text ?? '';
    expect(text).toContain('Login URL: http://127.0.0.1:4747/nordic/login');
    expect(text).toContain(`Username: ${id}_Grace.H`);
    expect(text).toMatch(/^Temporary Password: \S{12,}$/mu);
    expect(text).toContain('Roles assigned: Service Administrator');
  });

  it.each([
    ['a name with special characters', { accountName: 'Acme-Corp' }, '400 The account name consists of'],
    ['a name with a space', { accountName: 'Acme Corp' }, '400 The account name consists of'],
    ['another type', { accountType: 'Partner' }, '400 The account type is Customer or Trial.'],
    ['no address', { adminEmailAddress: 'grace' }, '400 grace is no e-mail address.'],
    ['an EULA that is none', { forceAdminAcceptEULA: 4 }, '400 Whether administrators have to accept'],
    ['licences that are no number', { committedLicenses: 'many' }, '400 Committed licenses are a whole number'],
    ['no licences', { committedLicenses: 0 }, '400 Committed licenses are a whole number'],
    ['a portal login that is none', { allowPortalLogin: 'yes' }, '400 Portal login is 0 or 1.'],
    ["another's billing id", { billingId: '30009999' }, '400 The billing id of the form is not that of the path.'],
    ['an unknown parameter', { colour: 'blue' }, '400 There is no parameter colour here.'],
    ['no name', { accountName: '' }, '400 The parameter accountName is missing.'],
  ])('is refused with %s', async (_what, change, text) => {
    const one = lab();
    expect(said(await one.call('createCustomer', customer('Acme', change)))).toContain(text);
    expect(one.emulator.state().accounts.size).toBe(1);
    expect(one.world.inbox.count()).toBe(0);
  });

  it('has a name that nobody else has, however it is written', async () => {
    const one = lab();
    const free = async (accountName: string) => {
      const { body } = await one.call('checkAccountName', { accountName });
      return (body['accountNameAvailability'] as Row)['available'];
    };
    expect(await free('Acme')).toBe(true);
    await made(one, customer('Acme'));
    expect(await free('ACME')).toBe(false);
    expect(await free('Not-A-Name')).toBe(false);
    const again = await one.call('createCustomer', customer('acme'));
    expect([again.status, again.body]).toEqual([
      400,
      { response: { responseCode: 7, description: 'The account name acme is taken.' } },
    ]);
  });

  it('can be made below a partner only', async () => {
    const one = lab();
    const id = await made(one, customer('Acme'));
    const below = await one.call('createCustomer', customer('Below', { billingId: id }), id);
    expect(said(below)).toContain('Acme is no active partner account');
  });

  it('may have no login to the portal', async () => {
    const one = lab();
    const id = await made(one, customer('Acme', { allowPortalLogin: 0 }));
    expect(await one.play('log-in', `${id}_it`)).toContain('Acme has no login to the portal');
  });
});

describe('a partner account', () => {
  it('below another needs support first, who plays out of band', async () => {
    const one = lab();
    expect(said(await one.call('createPartner', subPartner))).toContain('not enabled: contact MaaS360 support');
    expect(await one.play('support-allows-sub-partners', '', { account: 'Nordic' })).toBe('');
    expect((await one.call('createPartner', subPartner)).status).toBe(200);
    expect(one.account('Fjord')).toMatchObject({ type: 'partner', parent: { name: 'Nordic' }, endsAt: null });
  });

  it('is told of by two mails, and read by its own operation', async () => {
    const one = lab({ subPartners: true });
    const more = {
      displayName: 'Fjord AB',
      country: 'NO',
      language: 'nb',
      partnerCode: 'FJORD001',
      copyFromBillingId: partner,
      defaultTrialDays: 14,
    };
    const { body } = await one.call('createPartner', { ...subPartner, ...more });
    const id = String((body['accountResponse'] as Row)['billingId']);
    const [welcome, details] = one.mails('ola@fjord.example');
    expect(welcome?.subject).toBe('Welcome to the MaaS360 Partner Program');
    expect(welcome?.text).toContain(`Account ID: ${id}`);
    expect(welcome?.text).toContain(`Account username: ${id}_ola`);
    expect(details?.text).toContain('Roles assigned: Service Administrator, Partner Administrator');
    expect((await one.call('getPartnerConfig', {}, id)).body).toEqual({
      partnerAccountConfig: {
        accountName: 'Fjord',
        accountType: 'Partner',
        accountStatus: 'Active',
        parentBillingId: Number(partner),
        defaultCountry: 'NO',
        defaultLanguage: 'nb',
        displayName: 'Fjord AB',
        partnerCode: 'FJORD001',
        defaultTrialDays: 14,
        maximumTrialDays: 90,
        allowPartnerAccounts: false,
      },
    });
  });

  it.each([
    ['a code of seven', { partnerCode: 'FJORD01' }, '400 The unique code has exactly 8'],
    ['a code with a sign', { partnerCode: 'FJORD-01' }, '400 The unique code has exactly 8'],
    ['a code that is taken', { partnerCode: 'partn001' }, '400 The unique code partn001 is taken.'],
    ['longer trials than its parent', { defaultTrialDays: 31 }, '200 The trial period may be 30 days at most.'],
    ['trials of no days', { defaultTrialDays: 0 }, '400 The trial period is a whole number of days'],
    ['the setup of a stranger', { copyFromBillingId: '30009999' }, '400 The setup can only be copied from'],
  ])('is refused with %s', async (_what, change, text) => {
    const one = lab({ subPartners: true });
    expect(said(await one.call('createPartner', { ...subPartner, ...change }))).toContain(text);
    expect(one.emulator.state().accounts.size).toBe(1);
  });

  it('is no customer account, and the other way', async () => {
    const one = lab();
    const id = await made(one, customer('Acme'));
    expect(said(await one.call('getCustomerConfig'))).toBe('400 Nordic is a partner account.');
    expect(said(await one.call('getPartnerConfig', {}, id))).toBe('400 Acme is no partner account.');
  });
});

describe('what a token reaches', () => {
  it('is its own account and all below it; anything else is 1008', async () => {
    const one = lab({ subPartners: true });
    const { body } = await one.call('createPartner', subPartner);
    const fjord = String((body['accountResponse'] as Row)['billingId']);
    const below = await one.call('createCustomer', trial('Deep', { billingId: fjord }), fjord);
    const deep = String((below.body['accountResponse'] as Row)['billingId']);
    expect((await config(one, deep))['parentBillingId']).toBe(Number(fjord));
    expect(await one.play('support-creates-partner', 'kim@sud.example', { accountName: 'Sud' })).toBe('');
    for (const foreign of [one.account('Sud').billingId, '39999999']) {
      const answer = await one.call('getPartnerConfig', {}, foreign);
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ authResponse: { errorCode: 1008 } });
    }
  });

  it('is decided by the access right Account Actions Control', async () => {
    const one = lab();
    const id = await made(one, trial('Acme'));
    const wanted = { name: 'Partner Viewer', copyOf: 'Partner Administrator', without: ['Account Actions Control'] };
    expect(await one.play('create-role', 'eva@nordic.example', { userName: `${partner}_eva`, ...wanted })).toBe('');
    const viewer = one.account('Nordic').roles[0];
    if (viewer === undefined) throw new Error('no role');
    one.person(robot).roles = [{ role: viewer, inheritedFrom: null }];
    const acts = [
      await one.call('createCustomer', customer('Other')),
      await one.call('createPartner', subPartner),
      await one.call('extendAccount', { accountBillingId: id, numberOfDays: 5 }, id),
      await one.call('convertToCustomer', { accountBillingId: id, committedLicenses: 5 }, id),
      await one.call('expireAccount', { accountBillingId: id }, id),
    ];
    for (const act of acts) expect(said(act)).toContain('403 This needs the access right Account Actions Control');
    expect((await config(one, id))['accountStatus']).toBe('Active');
  });
});
