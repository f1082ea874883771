import { describe, expect, it } from 'vitest';
import { homeTiles } from '../../providers/maas360/emulator/humans.ts';
import { goodPassword, json, lab, partner, robot, authRequest, made, trial } from './support/lab.ts';
import type { Lab, Row } from './support/lab.ts';

const ola = 'ola@fjord.example';
const profile = { firstName: 'Ola', lastName: 'Nordmann', company: 'Fjord AB', phone: '+47 22 55 01 00' };

/** An instance with nobody in it, as it is before support has acted. */
function emptyLab(): Lab {
  return lab({ portal: { name: 'fjord', contacts: {}, settings: {} } });
}

async function onboarded(): Promise<Lab & { readonly userName: string }> {
  const one = emptyLab();
  await one.play('support-creates-partner', ola, { accountName: 'Fjord' });
  const userName = `${one.account('Fjord').billingId}_ola`;
  await one.play('log-in', ola);
  await one.play('change-password', ola, { password: goodPassword });
  await one.play('complete-profile', ola, profile);
  await one.play('skip-ibmid', ola);
  return { ...one, userName };
}

const waiting = ({ emulator }: Lab) => emulator.people(10).rows[0]?.waitingFor;

describe('onboarding a partner', () => {
  it('goes the documented way, each step forced by the one before it', async () => {
    const one = emptyLab();
    expect(one.emulator.state().accounts.size).toBe(0);
    const given = { accountName: 'Fjord', country: 'NO', language: 'nb', code: 'FJORD001' };
    expect(await one.play('support-creates-partner', ola, given)).toBe('');
    const account = one.account('Fjord');
    expect(account).toMatchObject({ type: 'partner', parent: null, code: 'FJORD001', subPartnersAllowed: false });
    expect(one.mails(ola).map(({ subject }) => subject)).toEqual([
      'Welcome to the MaaS360 Partner Program',
      'Administrator Account Details',
    ]);
    const administrator = one.person(`${account.billingId}_ola`);
    const way: readonly (readonly [string, Row, string])[] = [
      ['log-in', {}, 'login with the temporary password'],
      ['change-password', { password: goodPassword }, 'new password'],
      ['complete-profile', profile, 'profile'],
      ['link-ibmid', { ibmId: 'ola.nordmann@ibm.example' }, 'IBMid'],
      ['open-account-management', {}, 'Account Management tile'],
    ];
    for (const [step, answers, next] of way) {
      expect(waiting(one)).toBe(next);
      for (const [other] of way.slice(way.findIndex(([name]) => name === step) + 1)) {
        expect(await one.play(other, ola, answers as never), `${other} before ${step}`).not.toBe('');
      }
      expect(await one.play(step, ola, answers as never), step).toBe('');
    }
    expect(waiting(one)).toBe('');
    expect(administrator.ibmId).toMatchObject({ how: 'linked', ibmId: 'ola.nordmann@ibm.example' });
    expect(administrator.tileOpenedAt).toBe(one.world.now());
    expect(homeTiles(administrator)).toContain('Account Management');
  });

  it('may skip the IBMid, and link it later', async () => {
    const one = await onboarded();
    const administrator = one.person(one.userName);
    expect(administrator.ibmId.how).toBe('skipped');
    expect(await one.play('skip-ibmid', ola)).toContain('has done this already');
    expect(await one.play('open-account-management', ola)).toBe('');
    expect(await one.play('link-ibmid', ola)).toBe('');
    expect(administrator.ibmId).toMatchObject({ how: 'linked', ibmId: ola });
    expect(await one.play('link-ibmid', ola)).toContain('linked already');
  });

  it('is for the administrators of a partner account; others only change the password', async () => {
    const one = lab();
    const id = await made(one, trial('Acme'));
    const it_ = `${id}_it`;
    expect(await one.play('log-in', it_)).toBe('');
    expect(await one.play('change-password', it_, { password: goodPassword })).toBe('');
    expect(await one.play('complete-profile', it_, profile)).toContain('has done this already');
    expect(one.person(it_).ibmId.how).toBe('open');
    expect(homeTiles(one.person(it_))).not.toContain('Account Management');
    expect(await one.play('open-account-management', it_)).toContain('no Account Management tile');
  });
});

describe('logging in', () => {
  it('needs the right name and password', async () => {
    const one = await onboarded();
    expect(await one.play('log-in', ola, { password: 'wrong' })).toBe('userName: Wrong user name or password.');
    expect(await one.play('log-in', ola)).toBe('password: Enter a password.');
    expect(await one.play('log-in', ola, { password: goodPassword })).toBe('');
    expect(await one.play('log-in', 'nobody@fjord.example')).toContain('is no administrator here');
  });

  it('with a linked IBMid takes its one-time code, and no password any more', async () => {
    const one = await onboarded();
    await one.play('link-ibmid', ola, { ibmId: 'ola@ibm.example' });
    const { state } = one.emulator;
    const humans = await import('../../providers/maas360/emulator/humans.ts');
    const byPassword = humans.logIn(state(), { userName: one.userName, password: goodPassword });
    expect(byPassword).toEqual([{ field: 'userName', text: expect.stringContaining('log in with the IBMid') }]);
    expect(await one.play('log-in', ola)).toBe('');
    const wrongCode = { ibmId: 'ola@ibm.example', code: '000000' };
    expect(humans.logInWithIbmId(state(), wrongCode)).toMatchObject([{ field: 'ibmId' }]);
    humans.requestIbmIdCode(state(), 'ola@ibm.example');
    expect(humans.logInWithIbmId(state(), { ...wrongCode, code: 'no' })).toMatchObject([{ field: 'code' }]);
    expect(humans.logInWithIbmId(state(), { ...wrongCode, ibmId: 'else@ibm.example' })).toMatchObject([
      { text: 'No administrator is linked to this IBMid.' },
    ]);
  });

  it('is over when the administrator is inactive or script-only', async () => {
    const one = await onboarded();
    const login = () => one.play('log-in', one.userName, { password: goodPassword });
    one.person(one.userName).isActive = false;
    expect(await login()).toContain('This administrator is inactive.');
    one.person(one.userName).isActive = true;
    one.person(one.userName).isScriptOnly = true;
    expect(await login()).toContain('script-only');
    expect(one.emulator.state().logins.map(({ outcome }) => outcome)).toEqual(['Successful', 'Failed', 'Failed']);
  });
});

describe('what the pages check', () => {
  it('a new password by its rules, twice the same, and another one than before', async () => {
    const one = emptyLab();
    await one.play('support-creates-partner', ola, { accountName: 'Fjord' });
    const change = (password: string, more = {}) => one.play('change-password', ola, { password, ...more });
    expect(await change(goodPassword)).toContain('has to log in first');
    await one.play('log-in', ola);
    expect(await change('')).toBe('password: Enter a new password.');
    expect(await change('short')).toContain('Use at least 8 characters. password: Add an uppercase letter.');
    expect(await change('lowercase1!')).toBe('password: Add an uppercase letter.');
    expect(await change('UPPERCASE1!')).toBe('password: Add a lowercase letter.');
    expect(await change('NoDigits!!')).toBe('password: Add a digit.');
    expect(await change('NoSigns111')).toContain('special character');
    expect(await change(goodPassword, { confirmPassword: 'other' })).toContain('confirmPassword: The two passwords');
    const temporary = /^Temporary Password: (\S+)$/mu.exec(one.mails(ola)[1]?.text ?? '')?.[1] ?? '';
    expect(await change(temporary)).toContain('another password than before');
    expect(await change(goodPassword)).toBe('');
  });

  it('a profile by what is mandatory', async () => {
    const one = emptyLab();
    await one.play('support-creates-partner', ola, { accountName: 'Fjord' });
    await one.play('log-in', ola);
    await one.play('change-password', ola, { password: goodPassword });
    expect(await one.play('complete-profile', ola, {})).toBe(
      'firstName: Enter your first name. lastName: Enter your last name. company: Enter your company. phone: Enter a phone number.',
    );
    expect(await one.play('complete-profile', ola, profile)).toBe('');
    expect(one.emulator.state().audit.at(-1)).toMatchObject({ operation: 'CHANGE', firstName: 'Ola' });
  });

  it('a one-time code, which is mailed to the IBMid and good once', async () => {
    const one = await onboarded();
    const link = (answers: Row) => one.play('link-ibmid', ola, answers as never);
    expect(await link({ ibmId: 'no-address' })).toContain('ibmId: Enter your IBMid');
    expect(await link({ ibmId: 'ola@ibm.example', code: '1' })).toContain('code: This is not the code');
    expect(one.mails('ola@ibm.example')[0]?.text).toMatch(/^Passcode: \d{6}$/u);
    expect(await link({ ibmId: 'ola@ibm.example' })).toBe('');
    expect(one.emulator.state().ibmIdCodes.size).toBe(0);
    await one.play('support-creates-partner', 'kim@sud.example', { accountName: 'Sud' });
    await one.play('log-in', 'kim@sud.example');
    await one.play('change-password', 'kim@sud.example', { password: goodPassword });
    await one.play('complete-profile', 'kim@sud.example', profile);
    const taken = await one.play('link-ibmid', 'kim@sud.example', { ibmId: 'OLA@ibm.example' });
    expect(taken).toContain('linked to another administrator');
  });
});

describe('support', () => {
  it.each([
    ['without a name', { accountName: '' }, 'accountName: The account name consists of'],
    ['with a name that is taken', { accountName: 'nordic' }, 'accountName: The account name nordic is taken.'],
    ['with an id of no instance', { accountName: 'Sud', billingId: '5000001' }, 'billingId: A billing id is'],
    ['with an id that is taken', { accountName: 'Sud', billingId: partner }, `billingId: The billing id ${partner} is`],
    ['with a code that is none', { accountName: 'Sud', code: 'x' }, 'code: The unique code has exactly 8'],
  ])('makes no partner %s', async (_what, answers, text) => {
    const one = lab();
    expect(await one.play('support-creates-partner', 'kim@sud.example', answers)).toContain(text);
    expect(one.emulator.state().accounts.size).toBe(1);
  });

  it('makes one with a known id, and switches sub-partners on and off for partners only', async () => {
    const one = lab();
    const given = { accountName: 'Sud', billingId: '40001234', trialDays: 60 };
    expect(await one.play('support-creates-partner', 'kim@sud.example', given)).toBe('');
    expect(one.account('Sud')).toMatchObject({ billingId: '40001234', trialDays: 60, maximumTrialDays: 90 });
    const allow = (answers: Row) => one.play('support-allows-sub-partners', '', answers as never);
    expect(await allow({ account: '40001234' })).toBe('');
    expect(one.account('Sud').subPartnersAllowed).toBe(true);
    expect(await allow({ account: 'Sud', allowed: false })).toBe('');
    expect(one.account('Sud').subPartnersAllowed).toBe(false);
    expect(await allow({ account: 'Else' })).toBe('account: There is no account Else.');
    await made(one, trial('Acme'));
    expect(await allow({ account: 'Acme' })).toBe('account: Acme is no partner account.');
  });
});

describe('access for the API', () => {
  it('is a key, and an administrator who logged in once and was made script-only by another', async () => {
    const one = await onboarded();
    const { billingId } = one.account('Fjord');
    const api = `${billingId}_robot`;
    const auth = async () => {
      const body = authRequest({ billingID: billingId, appID: `com.${billingId}.api`, userName: api });
      const path = `/auth-apis/auth/2.0/authenticate/customer/${billingId}`;
      const answer = await one.send('POST', path, { headers: json, body });
      return (answer.body['authResponse'] as Row)['errorCode'];
    };
    const roles = ['Service Administrator', 'Partner Administrator'];
    const robotLogin = { newUserName: api, newEmail: 'robot@fjord.example', roles };
    expect(await one.play('add-administrator', ola, robotLogin)).toBe('');
    expect(await one.play('make-script-only', ola, { administrator: api })).toContain('has to log in once first');
    expect(await one.play('log-in', api)).toBe('');
    expect(await one.play('change-password', api, { password: goodPassword })).toBe('');
    expect(await one.play('make-script-only', ola, { administrator: api })).toBe('');
    expect(await one.play('make-script-only', ola, { administrator: api })).toContain('script-only already');
    expect(await auth()).toBe(1002);
    expect(await one.play('make-access-key', ola, {})).toBe('');
    expect(await auth()).toBe(0);
    expect(one.account('Fjord').accessKeys).toMatchObject([{ appId: `com.${billingId}.api` }]);
    expect(await one.play('make-access-key', ola, { appId: 'my app' })).toContain('has no spaces');
    expect(await one.play('log-in', api, { password: goodPassword })).toContain('script-only');
  });

  it('is not made by oneself', async () => {
    const one = await onboarded();
    expect(await one.play('make-script-only', ola, { administrator: one.userName })).toContain('primary');
    const bo = { newUserName: 'bo', newEmail: 'bo@fjord.example', roles: 'Service Administrator' };
    expect(await one.play('add-administrator', ola, bo)).toBe('');
    await one.play('log-in', 'bo');
    await one.play('change-password', 'bo', { password: goodPassword });
    await one.play('complete-profile', 'bo', profile);
    await one.play('skip-ibmid', 'bo');
    expect(await one.play('make-script-only', 'bo', { administrator: 'bo' })).toContain('Another administrator has to');
    const eva = { administrator: robot };
    expect(await lab().play('make-script-only', robot, eva)).toContain('script-only, and cannot log in');
  });
});
