import { describe, expect, it } from 'vitest';
import { eva, goodPassword, partner } from './support/lab.ts';
import { asOwner, bothPasswords, emptyLab, owner, pagesLab, profile } from './support/pages-lab.ts';
import type { PagesLab } from './support/pages-lab.ts';
import type { Visitor } from '../sandbox/support/visitor.ts';

const ticket = { ticket: 'TS0173', accountName: 'NordicPartner', adminEmail: eva, country: 'Norway', language: 'en' };

interface Onboarding extends PagesLab {
  readonly eva: Visitor;
}

/** Support has made the partner, and Eva has logged in with what the mail says. */
async function loggedIn(): Promise<Onboarding> {
  const made = emptyLab();
  await made.visitor().send('/nordic/support', ticket);
  const person = made.visitor();
  await made.logInByMail(person, eva);
  return { ...made, eva: person };
}

async function atPopUp(): Promise<Onboarding> {
  const made = await loggedIn();
  await made.eva.send('/nordic/change-password', bothPasswords);
  await made.eva.send('/nordic/profile', profile);
  return made;
}

describe('the support desk', () => {
  it('makes a business partner, and shows the account ID to carry back', async () => {
    const { visitor, emulator, mails } = emptyLab();
    const desk = visitor();
    const first = await desk.get('/nordic/support');
    expect(first.text).toContain('Stand-in for IBM MaaS360 support');
    expect(first.text).toContain('There is none yet.');
    const answer = await desk.send('/nordic/support', ticket);
    const [account] = emulator.state().accounts.values();
    expect(account).toMatchObject({ name: 'NordicPartner', type: 'partner', country: 'Norway', language: 'en' });
    expect(answer.path).toBe(`/nordic/support/accounts/${account?.billingId}`);
    expect(answer.text).toContain('Answer to TS0173');
    expect(answer.text).toContain(`--set billingId=${account?.billingId} --evidence TS0173`);
    expect(mails(eva).map(({ subject }) => subject)).toEqual([
      'Welcome to the MaaS360 Partner Program',
      'Administrator Account Details',
    ]);
    expect((await desk.get('/nordic/support')).html).toContain(`href="/nordic/support/accounts/${account?.billingId}"`);
  });

  it('says at each field what is wrong, and keeps what was typed', async () => {
    const { visitor, emulator } = emptyLab();
    const desk = visitor();
    const wrong = async (more: object) => await desk.send('/nordic/support', { ...ticket, ...more });
    expect((await wrong({ ticket: ' ' })).text).toContain('Enter the number of the support case.');
    const name = await wrong({ accountName: 'Nordic & Sons' });
    expect(name.status).toBe(400);
    expect(name.html).toContain('href="#accountName"');
    expect(name.html).toContain('value="Nordic &amp; Sons"');
    expect((await wrong({ adminEmail: 'eva' })).html).toContain('href="#adminEmail"');
    expect(emulator.state().accounts.size).toBe(0);
  });

  it('switches sub-partners on and off', async () => {
    const { visitor, account } = pagesLab();
    const desk = visitor();
    const path = `/nordic/support/accounts/${partner}`;
    expect((await desk.send(`${path}/sub-partners`, { allowed: 'yes' })).text).toContain('are switched on');
    expect(account('Nordic').subPartnersAllowed).toBe(true);
    expect((await desk.send(`${path}/sub-partners`, { allowed: 'no' })).text).toContain('are switched off');
    expect(account('Nordic').subPartnersAllowed).toBe(false);
    expect((await desk.get('/nordic/support/accounts/39999999')).path).toBe('/nordic/support');
  });
});

describe('the login page', () => {
  it('is where the mail leads, and forces a new password at once', async () => {
    const { visitor, mails, logInByMail } = emptyLab();
    await visitor().send('/nordic/support', ticket);
    const [link] = mails(eva).find(({ subject }) => subject === 'Administrator Account Details')?.links ?? [];
    expect(new URL(link?.url ?? '').pathname).toBe('/nordic/login');
    const person = visitor();
    expect((await person.get('/nordic/login')).text).toContain('Username');
    expect((await logInByMail(person, eva)).path).toBe('/nordic/change-password');
  });

  it('tells neither which of the two was wrong, nor lets anybody past it', async () => {
    const { visitor } = pagesLab();
    const person = visitor();
    const login = async (userName: string, password: string) =>
      await person.send('/nordic/login', { userName, password });
    const wrong = await login(owner, 'wrong');
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('Wrong user name or password.');
    expect(wrong.html).toContain(`value="${owner}"`);
    expect((await login('nobody', 'sandbox')).text).toContain('Wrong user name or password.');
    expect((await login('30001111_robot', 'sandbox')).text).toContain('script-only');
    for (const path of ['/home', '/accounts', '/setup/administrators', '/profile', '/ibmid', '/change-password']) {
      expect((await person.get(`/nordic${path}`)).path, path).toBe('/nordic/login');
    }
    expect((await login(owner, 'sandbox')).path).toBe('/nordic/home');
  });

  it('is shown again after logging out, a reset of the password, and a reset of the sandbox', async () => {
    const { eva: person, emulator, play, send } = await asOwner();
    const cookie = person.cookies();
    const again = async () => await person.send('/nordic/login', { userName: owner, password: 'sandbox' });
    expect((await person.send('/nordic/logout')).path).toBe('/nordic/login');
    expect((await person.get('/nordic/home')).path).toBe('/nordic/login');
    const stolen = await send('GET', '/home', { headers: { cookie } });
    expect(stolen.headers.get('location')).toBe('/nordic/login');
    await again();
    emulator.reset();
    expect((await person.get('/nordic/home')).path).toBe('/nordic/login');
    await again();
    expect((await person.get('/nordic/home')).path).toBe('/nordic/home');
    emulator.state().world.advance(60_000);
    await play('reset-password', owner, { administrator: owner });
    expect((await person.get('/nordic/home')).path).toBe('/nordic/login');
  });

  it('is no way in for whoever has the user name of somebody deleted', async () => {
    const made = pagesLab();
    await made.play('add-administrator', owner, { newUserName: 'bo', newEmail: eva, roles: ['Help Desk'] });
    const bo = made.visitor();
    await made.logInByMail(bo, eva);
    await bo.send('/nordic/change-password', bothPasswords);
    expect((await bo.get('/nordic/profile')).path).toBe('/nordic/profile');
    await made.play('delete-administrator', owner, { administrator: 'bo' });
    await made.play('add-administrator', owner, { newUserName: 'bo', newEmail: eva, roles: ['Help Desk'] });
    expect((await bo.get('/nordic/profile')).path).toBe('/nordic/login');
  });
});

describe('the forced password change', () => {
  it('names every broken rule, and goes on to the profile', async () => {
    const { eva: person, mailed } = await loggedIn();
    const save = async (password: string, confirmPassword = password) =>
      await person.send('/nordic/change-password', { password, confirmPassword });
    expect((await person.get('/nordic/home')).path).toBe('/nordic/change-password');
    const weak = await save('weak');
    expect(weak.status).toBe(400);
    for (const rule of ['at least 8 characters', 'an uppercase letter', 'a digit', 'a special character']) {
      expect(weak.text).toContain(rule);
    }
    expect(weak.html).toContain('aria-describedby="password-hint password-error"');
    expect((await save(goodPassword, 'other')).text).toContain('not the same');
    expect((await save(mailed(eva, 'Temporary Password'))).text).toContain('another password than before');
    expect((await save('')).text).toContain('Enter a new password.');
    expect((await save(goodPassword)).path).toBe('/nordic/profile?after=password');
    expect((await person.get('/nordic/change-password')).path).toBe('/nordic/profile');
  });
});

describe('the profile page', () => {
  it('wants its mandatory details, and goes on to the pop-up', async () => {
    const { eva: person, emulator } = await loggedIn();
    expect((await person.send('/nordic/profile', profile)).path).toBe('/nordic/change-password');
    await person.send('/nordic/change-password', bothPasswords);
    const page = await person.get('/nordic/profile');
    expect(page.text).toContain('which details are mandatory is not published');
    const empty = await person.send('/nordic/profile', { jobTitle: 'CTO' });
    expect(empty.status).toBe(400);
    for (const field of ['firstName', 'lastName', 'company', 'phone']) expect(empty.html).toContain(`#${field}"`);
    expect(empty.html).toContain('value="CTO"');
    expect((await person.get('/nordic/home')).path).toBe('/nordic/profile');
    expect((await person.send('/nordic/profile', profile)).path).toBe('/nordic/ibmid');
    expect([...emulator.state().administrators.values()][0]?.profile).toEqual(profile);
    expect((await person.get('/nordic/profile')).path).toBe('/nordic/ibmid');
  });

  it('can be opened again once everything is done', async () => {
    const { eva: person } = await asOwner();
    expect((await person.get('/nordic/profile')).html).toContain('value="Owner"');
    expect((await person.send('/nordic/profile', profile)).path).toBe('/nordic/home');
    expect((await person.get('/nordic/profile')).html).toContain('value="Lund"');
  });
});

describe('Link Administrator Account to IBMid', () => {
  it('is a dialog with what is behind it out of reach', async () => {
    const { eva: person } = await atPopUp();
    const { html, text } = await person.get('/nordic/ibmid');
    expect(html).toContain('<dialog open="" aria-labelledby="dialog-heading"');
    expect(html).toContain('<div inert="" aria-hidden="true"');
    expect(text).toContain('Link Administrator Account to IBMid');
    for (const path of ['/home', '/accounts', '/setup/access-keys']) {
      expect((await person.get(`/nordic${path}`)).path, path).toBe('/nordic/ibmid');
    }
  });

  it('can be skipped, once, and leads to the tile', async () => {
    const { eva: person, emulator } = await atPopUp();
    const home = await person.send('/nordic/ibmid/skip');
    expect(home.path).toBe('/nordic/home?done=skipped');
    expect(home.text).toContain('You have skipped linking.');
    expect(home.html).toContain('<a href="/nordic/accounts">Account Management</a>');
    const [administrator] = emulator.state().administrators.values();
    expect(administrator?.ibmId.how).toBe('skipped');
    expect(administrator?.tileOpenedAt).toBeNull();
    expect((await person.get('/nordic/accounts')).text).toContain('There are no accounts below NordicPartner yet.');
    expect(administrator?.tileOpenedAt).not.toBeNull();
    expect((await person.send('/nordic/ibmid/skip')).path).toBe('/nordic/home');
  });

  it('links with the code that was mailed to the IBMid, and wants a login with it', async () => {
    const { eva: person, mailed, emulator } = await atPopUp();
    expect((await person.get('/nordic/ibmid/code')).path).toBe('/nordic/ibmid/link');
    const wrong = await person.send('/nordic/ibmid/link', { ibmId: 'eva' });
    expect(wrong.text).toContain('Enter your IBMid: it is an e-mail address.');
    const code = await person.send('/nordic/ibmid/link', { ibmId: 'eva@ibm.example' });
    expect(code.path).toBe('/nordic/ibmid/code');
    expect(code.text).toContain('sent to eva@ibm.example');
    const refused = await person.send('/nordic/ibmid/code', { code: 'nonsense' });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('This is not the code that was mailed last.');
    const linked = await person.send('/nordic/ibmid/code', { code: mailed('eva@ibm.example', 'Passcode') });
    expect(linked.path).toBe('/nordic/login/ibmid?linked=yes');
    expect(linked.text).toContain('Log in again with your IBMid.');
    expect((await person.get('/nordic/home')).path).toBe('/nordic/login');
    const [administrator] = emulator.state().administrators.values();
    expect(administrator?.ibmId).toMatchObject({ how: 'linked', ibmId: 'eva@ibm.example' });
    const byPassword = await person.send('/nordic/login', {
      userName: administrator!.userName,
      password: goodPassword,
    });
    expect(byPassword.text).toContain('log in with the IBMid eva@ibm.example');
  });

  it('lets in by the IBMid from then on, with a new code each time', async () => {
    const { eva: person, mailed } = await atPopUp();
    await person.send('/nordic/ibmid/link', { ibmId: eva });
    const used = mailed(eva, 'Passcode');
    await person.send('/nordic/ibmid/code', { code: used });
    const asked = await person.send('/nordic/login/ibmid', { ibmId: eva });
    expect(asked.text).toContain(`sent to ${eva}`);
    const wrong = await person.send('/nordic/login/ibmid/code', { ibmId: eva, code: used });
    expect(wrong.status).toBe(400);
    const home = await person.send('/nordic/login/ibmid/code', { ibmId: eva, code: mailed(eva, 'Passcode') });
    expect(home.path).toBe('/nordic/home');
    expect(home.html).not.toContain('/ibmid/link');
    expect((await person.get('/nordic/ibmid/link')).path).toBe('/nordic/home');
    expect((await person.send('/nordic/login/ibmid', { ibmId: 'x' })).text).toContain('Enter your IBMid');
  });

  it('can be linked later by who has skipped it', async () => {
    const { eva: person, mailed } = await asOwner();
    expect((await person.get('/nordic/home')).html).toContain('href="/nordic/ibmid/link"');
    await person.send('/nordic/ibmid/link', { ibmId: eva });
    const linked = await person.send('/nordic/ibmid/code', { code: mailed(eva, 'Passcode') });
    expect(linked.path).toBe('/nordic/login/ibmid?linked=yes');
  });
});
