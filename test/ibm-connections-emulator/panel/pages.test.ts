import { describe, expect, it } from 'vitest';
import { minute } from '../../../engine/model/instant.ts';
import { ibmPassword, panelLab, panelPassword } from '../support/panel-lab.ts';
import type { PanelLab } from '../support/panel-lab.ts';

const ada = 'ada@acme.example';
const both = { password: panelPassword, confirmPassword: panelPassword };

/** Ada, with the service, an active subscriber and a seat, who has been sent the mail. */
async function invited(): Promise<PanelLab> {
  const lab = await panelLab();
  const user = await lab.makeUser('ada');
  await lab.assign(user);
  lab.world.advance(minute);
  lab.world.advance(minute);
  lab.seat(ada);
  await lab.bus('POST', `/resources/${user}/resetPassword`);
  return lab;
}

async function inMycp(): Promise<PanelLab> {
  const lab = await invited();
  await lab.person.send(lab.linkOf(ada), both);
  await lab.person.send('/acme/mycp/login', { login: ada, password: panelPassword });
  return lab;
}

const tab = '/acme/mycp/ibm-connections';

describe('the administrator in CCP', () => {
  it('opens a user by the display name, resets the password, and confirms with Ok', async () => {
    const { person, linkOf, makeUser, mails } = await panelLab();
    const user = await makeUser('ada');
    await person.send(linkOf('grace@acme.example'), both);
    const users = await person.send('/acme/ccp/login', { login: 'grace@acme.example', password: panelPassword });
    expect(users.path).toBe('/acme/ccp/users');
    expect(users.text).toContain('Ada Example');
    expect(users.html).toContain(`href="/acme/ccp/users/${user}"`);
    const page = await person.get(`/acme/ccp/users/${user}`);
    expect(page.text).toContain('Reset Password');
    const confirm = await person.get(`/acme/ccp/users/${user}/reset-password`);
    expect(confirm.text).toContain(`An invitation to change the password will be sent to ${ada}. Ok`);
    expect(mails(ada)).toHaveLength(0);
    const sent = await person.send(`/acme/ccp/users/${user}/reset-password`);
    expect(sent.text).toContain(`The invitation was sent to ${ada}.`);
    expect(mails(ada)).toHaveLength(1);
  });

  it('is the only one let in, and sees only the own account', async () => {
    const { person, makeUser } = await panelLab();
    await makeUser('ada', { password: panelPassword });
    const refused = await person.send('/acme/ccp/login', { login: ada, password: panelPassword });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('You are no administrator of this account.');
    expect((await person.get('/acme/ccp/users')).path).toBe('/acme/ccp/login');
    expect((await person.send('/acme/ccp/users/x/reset-password')).path).toBe('/acme/ccp/login');
  });
});

describe('another customer’s administrator', () => {
  it('cannot open our users, nor reset their passwords', async () => {
    const { person, makeUser, buy, linkOf, mails } = await panelLab();
    const user = await makeUser('ada');
    const eva = { type: 'admin', firstName: 'E', lastName: 'L', email: 'eva@nordic.example', phoneNumber: '47##1#' };
    const address = { streetAddress: '1', postalCode: '1', city: 'Oslo', countryCode: 'NO' };
    await buy('POST', '/customers', { name: 'Nordic', language: 'en', address, contactPersons: [eva] });
    await person.send(linkOf('eva@nordic.example'), both);
    const users = await person.send('/acme/ccp/login', { login: 'eva@nordic.example', password: panelPassword });
    expect(users.text).not.toContain('Ada');
    expect((await person.get(`/acme/ccp/users/${user}`)).path).toBe('/acme/ccp/users');
    await person.send(`/acme/ccp/users/${user}/reset-password`);
    expect(mails(ada)).toEqual([]);
  });
});

describe('the link of the mail', () => {
  it('sets the password for myCP by the panel’s rules, and is dead afterwards', async () => {
    const { person, linkOf } = await invited();
    const link = linkOf(ada);
    expect((await person.get(link)).text).toContain('Change your password');
    expect((await person.send(link, { password: 'short', confirmPassword: 'short' })).text).toContain(
      'Use at least 7 characters.',
    );
    expect((await person.send(link, { ...both, confirmPassword: 'x' })).text).toContain('not the same');
    expect((await person.send(link, { password: '' })).text).toContain('Enter a password.');
    expect((await person.send(link, both)).text).toContain(`Your login is ${ada}.`);
    expect((await person.get(link)).status).toBe(404);
    expect((await person.send(link, both)).status).toBe(404);
  });

  it('is wanted before anybody gets into myCP', async () => {
    const { person } = await invited();
    const refused = await person.send('/acme/mycp/login', { login: ada, password: panelPassword });
    expect(refused.text).toContain('Wrong login or password.');
    expect((await person.get(tab)).path).toBe('/acme/mycp/login');
    expect((await person.send(`${tab}/sync`)).path).toBe('/acme/mycp/login');
  });
});

describe('the person in myCP', () => {
  it('finds IBM Connections Cloud in the menu, with Set Password, Sync and Login', async () => {
    const { person } = await inMycp();
    expect((await person.get('/acme/mycp')).html).toContain(`<a href="${tab}">IBM Connections Cloud</a>`);
    const { text } = await person.get(tab);
    expect(text).toContain('Password not set');
    for (const button of ['Set Password', 'Sync', 'Login']) expect(text).toContain(button);
  });

  it('is told where the service is not assigned', async () => {
    const { person, makeUser } = await panelLab();
    await makeUser('ada', { password: panelPassword });
    await person.send('/acme/mycp/login', { login: ada, password: panelPassword });
    expect((await person.get(tab)).text).toContain('not assigned to you');
    expect((await person.get(`${tab}/set-password`)).path).toBe(tab);
    expect((await person.send(`${tab}/sync`)).status).toBe(400);
  });

  it('has a password generated that IBM takes, hidden until Show, and reads the minimum requirements', async () => {
    const { person, emulator } = await inMycp();
    expect((await person.get(`${tab}/set-password`)).text).toContain('At least 8 characters, with no spaces.');
    const generated = await person.send(`${tab}/set-password`, { act: 'generate', password: '' });
    const password = /name="password" type="password" value="([^"]+)"/u.exec(generated.html)?.[1] ?? '';
    expect(password).toHaveLength(12);
    const shown = await person.send(`${tab}/set-password`, { act: 'show', password });
    expect(shown.html).toContain(`name="password" type="text" value="${password}"`);
    expect(emulator.service.subscriberByEmail(ada)).toMatchObject({ hasPassword: false });
    const submitted = await person.send(`${tab}/set-password`, { act: 'submit', password });
    expect(submitted.text).toContain('Your password was submitted. Click Sync');
    expect(emulator.service.subscriberByEmail(ada)).toMatchObject({ hasPassword: true, isSyncPending: true });
  });

  it('hears from IBM what is wrong with an own password, and within a day that it is too young', async () => {
    const { person } = await inMycp();
    const submit = async (password: string) =>
      (await person.send(`${tab}/set-password`, { act: 'submit', password })).text;
    expect(await submit('')).toContain('Enter a password');
    expect(await submit('short')).toContain('Use at least 8 characters.');
    expect(await submit('aaaBBBccc1')).toContain('more than twice in a row');
    expect(await submit(ibmPassword)).toContain('Click Sync');
    expect(await submit(`${ibmPassword}!`)).toContain('less than 24 hours ago');
  });

  it('walks the article to its end: Set Password, Sync, Login, Sign in, and directly from then on', async () => {
    const { person, emulator } = await inMycp();
    await person.send(`${tab}/set-password`, { act: 'submit', password: ibmPassword });
    const early = await person.send(`${tab}/login`);
    expect(early.path).toMatch(/^\/acme\/ibm\/sign-in\?from=/u);
    const from = /name="from" value="([^"]+)"/u.exec(early.html)?.[1] ?? '';
    const form = { from, email: ada, password: ibmPassword };
    expect((await person.send('/acme/ibm/sign-in', form)).text).toContain('press Sync');
    expect((await person.send(`${tab}/sync`)).text).toContain('Your changes are synchronized');
    expect((await person.send('/acme/ibm/sign-in', { ...form, from: '' })).text).toContain(
      'Your first sign-in has to come from your control panel.',
    );
    expect((await person.send('/acme/ibm/sign-in', { ...form, password: 'wrong' })).status).toBe(400);
    expect(emulator.service.firstSignIn(ada)).toBeNull();
    expect((await person.send('/acme/ibm/sign-in', form)).text).toContain('You are in');
    expect(emulator.service.firstSignIn(ada)).not.toBeNull();
    const direct = await person.send('/acme/ibm/sign-in', { ...form, from: '' });
    expect(direct.text).toContain(`signed in to the IBM Connections portal as ${ada}`);
  });

  it('cannot lend the way in to somebody else', async () => {
    const { person, seat, makeUser, assign, world, emulator } = await inMycp();
    await assign(await makeUser('ben', { password: panelPassword }));
    world.advance(minute);
    world.advance(minute);
    seat('ben@acme.example');
    await emulator.play('set-ibm-password', 'ben@acme.example', { password: ibmPassword });
    await emulator.play('sync', 'ben@acme.example', {});
    const { html } = await person.send(`${tab}/login`);
    const from = /name="from" value="([^"]+)"/u.exec(html)?.[1] ?? '';
    const tried = await person.send('/acme/ibm/sign-in', { from, email: 'ben@acme.example', password: ibmPassword });
    expect(tried.text).toContain('has to come from your control panel');
  });

  it('is out after logging out, being disabled, or a reset of the sandbox', async () => {
    const { person, emulator } = await inMycp();
    expect((await person.send('/acme/mycp/logout')).path).toBe('/acme/mycp/login');
    expect((await person.get(tab)).path).toBe('/acme/mycp/login');
    await person.send('/acme/mycp/login', { login: ada, password: panelPassword });
    const user = [...emulator.panel().directory.users.values()].find(({ login }) => login === ada)!;
    user.disabled = true;
    expect((await person.get(tab)).path).toBe('/acme/mycp/login');
    const refused = await person.send('/acme/mycp/login', { login: ada, password: panelPassword });
    expect(refused.text).toContain('This login is disabled.');
    emulator.reset();
    expect((await person.get(tab)).path).toBe('/acme/mycp/login');
  });
});

describe('every page', () => {
  it('says that it is an emulation, and has one heading', async () => {
    const { person, linkOf } = await inMycp();
    const paths = ['/acme/ccp/login', '/acme/mycp', tab, `${tab}/set-password`, '/acme/ibm/sign-in'];
    for (const path of [...paths, linkOf('grace@acme.example')]) {
      const { html, text } = await person.get(path);
      expect(text, path).toContain('Rollcall sandbox: an emulation');
      expect(html.match(/<h1>/gu), path).toHaveLength(1);
      expect(html, path).not.toContain('<script');
    }
  });
});
