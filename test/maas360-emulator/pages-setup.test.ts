import { describe, expect, it } from 'vitest';
import { eva as evasAddress, goodPassword, partner, robot } from './support/lab.ts';
import { asAdministrator, asOwner, bothPasswords, owner } from './support/pages-lab.ts';

const all = '/nordic/setup/administrators';
const bo = { userName: 'bo', email: 'bo@nordic.example', roles: ['Help Desk', 'Read-Only'] };

describe('Setup > Administrators', () => {
  it('lists who is active, with the primary and the script-only one marked', async () => {
    const { eva } = await asOwner();
    const { text } = await eva.get(all);
    expect(text).toContain('2 administrators of Nordic');
    expect(text).toMatch(
      new RegExp(`${owner} ${evasAddress} Primary administrator Local Active 2026-11-21 09:00`, 'u'),
    );
    expect(text).toMatch(new RegExp(`${robot} ${evasAddress} Script only Local Active never`, 'u'));
  });

  it('adds one with several roles, who gets the mail', async () => {
    const { eva, person, mails } = await asOwner();
    expect((await eva.get(`${all}/add`)).text).toContain('Partner Administrator');
    const wrong = await eva.send(`${all}/add`, { ...bo, userName: owner });
    expect(wrong.html).toContain('href="#userName"');
    expect(wrong.html).toContain('value="Help Desk" checked=""');
    expect((await eva.send(`${all}/add`, { ...bo, roles: [] })).html).toContain('href="#roles"');
    expect((await eva.send(`${all}/add`, bo)).text).toContain('The administrator is added.');
    expect(person('bo').roles.map(({ role }) => role.name)).toEqual(['Help Desk', 'Read-Only']);
    expect(mails('bo@nordic.example')[0]?.text).toContain('Roles assigned: Help Desk, Read-Only');
  });

  it('edits roles and e-mail address, each by itself', async () => {
    const { eva, person } = await asOwner();
    await eva.send(`${all}/add`, bo);
    const page = await eva.get(`${all}/bo/edit`);
    expect(page.html).toContain('value="Help Desk" checked=""');
    expect(page.html).not.toContain('value="Administrator" checked=""');
    expect((await eva.send(`${all}/bo/roles`, { roles: 'Administrator' })).text).toContain('The roles are saved.');
    expect(person('bo').roles.map(({ role }) => role.name)).toEqual(['Administrator']);
    expect((await eva.send(`${all}/bo/roles`)).text).toContain('Choose at least one role.');
    const wrong = await eva.send(`${all}/bo/email`, { email: 'bo' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('value="Administrator" checked=""');
    await eva.send(`${all}/bo/email`, { email: 'bob@nordic.example' });
    expect(person('bo').email).toBe('bob@nordic.example');
  });

  it('asks before each action, and tells the list what was done', async () => {
    const { eva, person, mails, emulator } = await asOwner();
    await eva.send(`${all}/add`, bo);
    expect((await eva.get(`${all}/bo/reset-password`)).text).toContain('will be sent to bo@nordic.example');
    expect(mails('bo@nordic.example')).toHaveLength(1);
    expect((await eva.send(`${all}/bo/reset-password`)).text).toContain('A new temporary password is on its way.');
    expect(mails('bo@nordic.example')).toHaveLength(2);
    expect((await eva.send(`${all}/bo/deactivate`)).text).toContain('2 administrators of Nordic');
    const inactive = await eva.get(`${all}?show=inactive`);
    expect(inactive.text).toContain('1 inactive administrator of Nordic');
    expect(inactive.html).toContain('aria-label="Reactivate: bo"');
    expect((await eva.send(`${all}/bo/reactivate`)).text).toContain('3 administrators of Nordic');
    expect(person('bo').isActive).toBe(true);
    expect((await eva.get(`${all}/bo/delete`)).text).toContain('This cannot be undone.');
    expect((await eva.send(`${all}/bo/delete`)).text).toContain('The administrator is deleted.');
    expect(emulator.state().administrators.has('bo')).toBe(false);
    expect((await eva.get(`${all}/bo/edit`)).path).toBe(all);
  });

  it('keeps the primary one, until another is marked', async () => {
    const { eva, person } = await asOwner();
    const refused = await eva.send(`${all}/${owner}/delete`);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('This is not possible: A primary administrator cannot be deleted');
    await eva.send(`${all}/add`, { ...bo, roles: 'Service Administrator' });
    expect((await eva.send(`${all}/bo/primary`)).text).toContain('is the primary one now');
    expect([person('bo').isPrimary, person(owner).isPrimary]).toEqual([true, false]);
    expect((await eva.send(`${all}/${owner}/deactivate`)).path).toBe('/nordic/login');
  });

  it('converts to script only once the temporary password was changed', async () => {
    const { eva, visitor, logInByMail, person } = await asOwner();
    await eva.send(`${all}/add`, bo);
    expect((await eva.send(`${all}/bo/script-only`)).text).toContain('has to log in once first');
    const robotToBe = visitor();
    await logInByMail(robotToBe, bo.email);
    await robotToBe.send('/nordic/change-password', bothPasswords);
    expect((await eva.send(`${all}/bo/script-only`)).text).toContain('is script-only now');
    expect(person('bo').isScriptOnly).toBe(true);
    expect((await robotToBe.get('/nordic/home')).path).toBe('/nordic/login');
    const login = await robotToBe.send('/nordic/login', { userName: 'bo', password: goodPassword });
    expect(login.text).toContain('script-only');
    expect((await eva.get(all)).html).not.toContain('aria-label="Convert to Script Only: bo"');
  });

  it('is closed to who does not manage administrators', async () => {
    const lab = await asOwner();
    const fil = await asAdministrator(lab, 'fil', ['Help Desk']);
    for (const path of [all, `${all}/add`, `${all}/fil/edit`, '/nordic/setup/roles', '/nordic/setup/access-keys']) {
      const page = await fil.get(path);
      expect({ path, status: page.status }).toEqual({ path, status: 403 });
      expect(page.text).toContain('contact your primary administrator');
    }
    expect((await fil.send(`${all}/add`, bo)).status).toBe(403);
    expect((await fil.send(`${all}/${owner}/delete`)).status).toBe(403);
    expect((await fil.get('/nordic/home')).html).not.toContain('/setup/');
  });

  it('gives nobody more than one has', async () => {
    const lab = await asOwner();
    const sid = await asAdministrator(lab, 'sid', ['Service Administrator']);
    const refused = await sid.send(`${all}/add`, { ...bo, roles: 'Partner Administrator' });
    expect(refused.text).toContain('equal to or less than your own');
  });
});

describe('Setup > Roles', () => {
  it('copies a role with rights left out', async () => {
    const { eva, account } = await asOwner();
    const from = 'from=Partner+Administrator';
    expect((await eva.get('/nordic/setup/roles')).html).toContain(`/nordic/setup/roles/copy?${from}`);
    const page = await eva.get(`/nordic/setup/roles/copy?${from}`);
    expect(page.html).toContain('value="Account Actions Control" checked=""');
    const rights = [...page.html.matchAll(/name="rights" value="([^"]+)"/gu)].map(([, right]) => right ?? '');
    const kept = rights.filter((right) => right !== 'Account Actions Control');
    const values = { copyOf: 'Partner Administrator', rights: kept };
    const unnamed = await eva.send('/nordic/setup/roles/copy', { ...values, name: '' });
    expect(unnamed.html).toContain('href="#name"');
    expect(unnamed.html).not.toContain('value="Account Actions Control" checked=""');
    const saved = await eva.send('/nordic/setup/roles/copy', { ...values, name: 'Partner Viewer' });
    expect(saved.text).toContain('The role is created.');
    expect(account('Nordic').roles).toMatchObject([{ name: 'Partner Viewer', rights: kept }]);
    expect((await eva.get('/nordic/setup/roles/copy?from=Nothing')).path).toBe('/nordic/setup/roles');
  });

  it('has no rights in a copy that its maker has not', async () => {
    const lab = await asOwner();
    const sid = await asAdministrator(lab, 'sid', ['Service Administrator']);
    const values = { name: 'More', copyOf: 'Partner Administrator', rights: 'Account Actions Control' };
    const refused = await sid.send('/nordic/setup/roles/copy', values);
    expect(refused.html).toContain('href="#rights"');
    expect(refused.text).toContain('You do not have Account Actions Control yourself.');
  });

  it('deletes an own role, and says what becomes of its administrators', async () => {
    const { eva, account, person, play } = await asOwner();
    await play('create-role', owner, { name: 'Viewer', copyOf: 'Read-Only', without: [] });
    await eva.send(`${all}/add`, { ...bo, roles: 'Viewer' });
    expect((await eva.get('/nordic/setup/roles')).html).toContain('aria-label="Delete: Viewer"');
    expect((await eva.get('/nordic/setup/roles/delete?name=Viewer')).text).toContain('become inactive');
    expect((await eva.get('/nordic/setup/roles/delete?name=Read-Only')).path).toBe('/nordic/setup/roles');
    expect((await eva.send('/nordic/setup/roles/delete', { name: 'Read-Only' })).status).toBe(400);
    await eva.send('/nordic/setup/roles/delete', { name: 'Viewer' });
    expect(account('Nordic').roles).toEqual([]);
    expect(person('bo').isActive).toBe(false);
  });
});

describe('Setup > Manage Access Keys', () => {
  it('generates a key with an App ID of its own, or the usual one', async () => {
    const { eva, account } = await asOwner();
    expect((await eva.get('/nordic/setup/access-keys')).text).toContain('MaaS360 Web Services');
    const wrong = await eva.send('/nordic/setup/access-keys', { appId: 'two words' });
    expect(wrong.html).toContain('href="#appId"');
    const made = await eva.send('/nordic/setup/access-keys', { appId: 'com.nordic.rollcall' });
    expect(made.text).toContain('The access key is generated');
    await eva.send('/nordic/setup/access-keys', { appId: '' });
    const keys = account('Nordic').accessKeys.slice(1);
    expect(keys.map(({ appId }) => appId)).toEqual(['com.nordic.rollcall', `com.${partner}.api`]);
    for (const { key } of keys) expect((await eva.get('/nordic/setup/access-keys')).text).toContain(key);
  });
});

describe('every page', () => {
  it('says that it is an emulation, has one heading, a label at each field, and no script', async () => {
    const { eva } = await asOwner({ subPartners: true });
    const inside = ['/home', '/profile', '/ibmid/link', '/accounts', `/accounts/${partner}/add-account`];
    const setup = ['', '/add', `/${owner}/edit`, `/${owner}/delete`].map((path) => `/setup/administrators${path}`);
    const outside = ['/support', `/support/accounts/${partner}`, '/login', '/login/ibmid'];
    const others = [`/accounts/${partner}/add-partner`, '/setup/roles', '/setup/roles/copy?from=Help+Desk'];
    for (const path of [...inside, ...setup, ...outside, ...others, '/setup/access-keys']) {
      const { html, text, status } = await eva.get(`/nordic${path}`);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(text, path).toContain('Rollcall sandbox: an emulation');
      expect(text, path).toContain("Rollcall's emulation");
      expect(html.match(/<h1[ >]/gu), path).toHaveLength(1);
      expect(html, path).not.toContain('<script');
      const fields = [...html.matchAll(/<(?:input|select) id="([^"]+)"/gu)].map(([, id]) => id ?? '');
      for (const id of fields) expect(html, `${path} ${id}`).toMatch(new RegExp(`for="${id}"`, 'u'));
    }
  });
});
