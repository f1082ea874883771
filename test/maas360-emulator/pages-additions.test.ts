import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import { made, trial } from './support/lab.ts';
import { asOwner } from './support/pages-lab.ts';

const path = '/nordic/accounts/30001111';
const acme = {
  type: 'customer',
  name: 'Acme',
  adminEmail: 'it@acme.example',
  committedLicenses: '25',
  acceptEula: '2',
};
const south = {
  name: 'South',
  adminEmail: 'sue@south.example',
  displayName: 'South GmbH',
  code: 'SOUTH001',
  trialDays: '14',
};

describe('Add Account', () => {
  it('makes a customer, whose administrator gets the login', async () => {
    const { eva, account, mails } = await asOwner();
    const page = await eva.get(`${path}/add-account`);
    for (const label of ['Account name', 'Administrator email address', 'Committed licenses', 'accept EULA']) {
      expect(page.text).toContain(label);
    }
    const added = await eva.send(`${path}/add-account`, { ...acme, country: 'Norway', vertical: 'Retail' });
    expect(added.path).toBe(`/nordic/accounts/${account('Acme').billingId}?done=added`);
    expect(added.text).toContain('The account is made.');
    expect(added.text).toContain('All administrators on first login');
    expect(account('Acme')).toMatchObject({
      type: 'customer',
      committedLicenses: 25,
      acceptEula: 2,
      vertical: 'Retail',
    });
    expect(mails('it@acme.example')).toHaveLength(1);
  });

  it('makes a trial, which has no licenses, and for as long as it is asked for', async () => {
    const { eva, account } = await asOwner();
    const trial = { ...acme, type: 'trial', acceptEula: '9' };
    expect((await eva.get(`${path}/add-account`)).text).toContain('30 where you leave it empty, and 90 at most.');
    expect((await eva.send(`${path}/add-account`, { ...trial, days: '91' })).html).toContain('href="#days"');
    await eva.send(`${path}/add-account`, { ...trial, days: '45' });
    expect(account('Acme').endsAt).toBe(account('Acme').createdAt + 45 * day);
    expect(account('Acme')).toMatchObject({ type: 'trial', committedLicenses: null, acceptEula: 0 });
  });

  it('says at the field what is wrong, and keeps the rest', async () => {
    const { eva, emulator } = await asOwner();
    const refused = async (more: object) => await eva.send(`${path}/add-account`, { ...acme, ...more });
    const wrong = await refused({ name: 'Acme Ltd.' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('href="#name"');
    expect(wrong.html).toContain('value="it@acme.example"');
    expect(wrong.html).toContain('<option value="2" selected="">');
    expect((await refused({ adminEmail: '' })).html).toContain('href="#adminEmail"');
    expect((await refused({ committedLicenses: 'many' })).html).toContain('href="#committedLicenses"');
    expect(emulator.state().accounts.size).toBe(1);
  });
});

describe('Add Partner', () => {
  it('is there when support has switched it on, and makes a sub-partner with two mails', async () => {
    const { eva, visitor, account, mails } = await asOwner();
    expect((await eva.get('/nordic/accounts')).text).not.toContain('Add Partner');
    const closed = await eva.get(`${path}/add-partner`);
    expect(closed.status).toBe(403);
    expect(closed.text).toContain('Add Partner is not possible below Nordic.');
    expect((await eva.send(`${path}/add-partner`, south)).status).toBe(403);
    await visitor().send('/nordic/support/accounts/30001111/sub-partners', { allowed: 'yes' });
    expect((await eva.get(`${path}/add-partner`)).text).toContain('copied from Nordic');
    const added = await eva.send(`${path}/add-partner`, south);
    expect(added.text).toContain('South GmbH');
    expect(account('South')).toMatchObject({ type: 'partner', code: 'SOUTH001', trialDays: 14 });
    expect(mails('sue@south.example')).toHaveLength(2);
  });

  it('refuses a code of another length, and a trial period that is longer than the parent’s', async () => {
    const { eva } = await asOwner({ subPartners: true });
    expect((await eva.send(`${path}/add-partner`, { ...south, code: 'X' })).html).toContain('href="#code"');
    expect((await eva.send(`${path}/add-partner`, { ...south, trialDays: '31' })).html).toContain('href="#trialDays"');
  });
});

describe('Manage As', () => {
  it('shows the account below, its own accounts only, and a way back', async () => {
    const lab = await asOwner({ subPartners: true });
    const { eva, account } = lab;
    await eva.send(`${path}/add-partner`, south);
    await made(lab, trial('Tryout'));
    const id = account('South').billingId;
    const home = await eva.send(`/nordic/accounts/${id}/manage-as`);
    expect(home.text).toContain(`You manage as South (Account ID ${id}).`);
    const empty = await eva.get('/nordic/accounts');
    expect(empty.text).toContain('There are no accounts below South yet.');
    expect(empty.html).toContain(`href="/nordic/accounts/${id}/add-account"`);
    await eva.send(`/nordic/accounts/${id}/add-account`, acme);
    expect(account('Acme').parent?.name).toBe('South');
    const { text } = await eva.get('/nordic/accounts');
    expect(text).toContain('1 account below South');
    expect(text).not.toContain('Tryout');
    expect((await eva.get('/nordic/setup/administrators')).text).toContain('sue@south.example');
    expect((await eva.send('/nordic/manage-as/own')).text).not.toContain('You manage as');
    expect((await eva.get('/nordic/setup/administrators')).text).not.toContain('sue@south.example');
  });

  it('has no Account Management in a customer or trial', async () => {
    const lab = await asOwner();
    const id = await made(lab, trial('Tryout'));
    const home = await lab.eva.send(`/nordic/accounts/${id}/manage-as`);
    expect(home.html).not.toContain('href="/nordic/accounts"');
    expect((await lab.eva.get('/nordic/setup/roles')).text).toContain('Roles that can be given in Tryout');
  });
});
