import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import type { Visitor } from '../sandbox/support/visitor.ts';
import { made, trial, customer } from './support/lab.ts';
import { asAdministrator, asOwner } from './support/pages-lab.ts';
import type { PagesLab } from './support/pages-lab.ts';

interface Nordic extends PagesLab {
  readonly eva: Visitor;
  /** Billing ids. */
  readonly ids: { readonly acme: string; readonly tryout: string; readonly south: string };
}

/** Nordic with a customer, a trial and a sub-partner below it. */
async function nordicWithAll(): Promise<Nordic> {
  const lab = await asOwner({ subPartners: true });
  await made(lab, customer('Acme', { committedLicenses: '25' }));
  await made(lab, trial('Tryout'));
  await lab.play('add-partner', 'eva@nordic.example', { ownAccount: 'Nordic', userName: '30001111_eva', ...south });
  const [acme, tryout, below] = ['Acme', 'Tryout', 'South'].map((name) => lab.account(name).billingId);
  return { ...lab, ids: { acme: acme ?? '', tryout: tryout ?? '', south: below ?? '' } };
}

const south = { name: 'South', adminEmail: 'sue@south.example' };

describe('the Accounts page', () => {
  it('lists Customer, Trial and Partner accounts with the documented columns', async () => {
    const { eva, ids } = await nordicWithAll();
    const { text, html } = await eva.get('/nordic/accounts');
    expect(text).toContain('3 accounts below Nordic');
    expect(text).toMatch(new RegExp(`Acme Customer ${ids.acme} 25 2026-11-21`, 'u'));
    expect(text).toMatch(new RegExp(`Tryout Trial until 2026-12-21 ${ids.tryout} – 2026-11-21`, 'u'));
    expect(text).toMatch(new RegExp(`South \\(0\\) Partner ${ids.south}`, 'u'));
    expect(html).toContain('href="/nordic/accounts/30001111/add-account"');
    expect(html).toContain('href="/nordic/accounts/30001111/add-partner"');
  });

  it('is searched by account name or billing ID, and filtered by type', async () => {
    const { eva, ids } = await nordicWithAll();
    const found = async (query: string) => (await eva.get(`/nordic/accounts?${query}`)).text;
    const byName = await found('search=TRY');
    expect(byName).toContain('1 of 3 accounts');
    expect(byName).not.toContain('Acme');
    expect(await found(`search=${ids.acme}`)).toContain('Acme Customer');
    expect(await found('search=&type=partner')).toContain('1 of 3 accounts');
    expect(await found('search=zzz')).toContain('No account fits “zzz”.');
    expect((await eva.get('/nordic/accounts?search=%3Cscript%3E')).html).not.toContain('<script>');
  });

  it('offers each account what it allows as it stands', async () => {
    const { eva, ids } = await nordicWithAll();
    const offered = async (id: string) => actionsIn((await eva.get(`/nordic/accounts/${id}`)).html);
    expect(await offered(ids.acme)).toEqual(['Manage As', 'Export', 'Expire', 'Rename Account', 'Move']);
    expect(await offered(ids.tryout)).toEqual([
      'Manage As',
      'Export',
      'Extend',
      'Expire',
      'Convert',
      'Rename Account',
      'Move',
    ]);
    expect(await offered(ids.south)).toEqual([
      'Manage As',
      'Export',
      'Rename Account',
      'Move',
      'Delete Account',
      'Add Account',
    ]);
  });

  it('is exported as a table, as far as the filter goes', async () => {
    const { eva, ids } = await nordicWithAll();
    const { html } = await eva.get('/nordic/accounts/export?search=acme&type=');
    expect(html.split('\r\n')).toEqual([
      'Account name,Type,Status,Billing ID,Committed licenses,Creation date,End date',
      `Acme,Customer,active,${ids.acme},25,2026-11-21T09:00:00.000Z,`,
      '',
    ]);
    expect((await eva.get(`/nordic/accounts/${ids.tryout}/export`)).html).toContain('2026-12-21T09:00:00.000Z');
  });
});

describe('without Account Actions Control', () => {
  const viewer = 'Partner Viewer';

  async function asViewer(): Promise<Nordic & { readonly bo: Visitor }> {
    const lab = await nordicWithAll();
    const without = ['Account Actions Control'];
    await lab.play('create-role', '30001111_eva', { name: viewer, copyOf: 'Partner Administrator', without });
    return { ...lab, bo: await asAdministrator(lab, 'bo', [viewer]) };
  }

  it('only Manage As, View and Export are there', async () => {
    const { bo, ids } = await asViewer();
    const { html, text } = await bo.get('/nordic/accounts');
    expect(text).toContain('3 accounts below Nordic');
    expect(new Set(actionsIn(html))).toEqual(new Set(['Manage As', 'View', 'Export']));
    expect(html).not.toContain('add-account');
    expect(actionsIn((await bo.get(`/nordic/accounts/${ids.acme}`)).html)).toEqual(['Manage As', 'Export']);
  });

  it('the pages of the other actions are closed, and say whom to ask', async () => {
    const { bo, ids, account } = await asViewer();
    for (const slug of ['extend', 'expire', 'convert', 'rename', 'move', 'delete', 'add-account', 'add-partner']) {
      const page = await bo.get(`/nordic/accounts/${ids.tryout}/${slug}`);
      expect({ slug, status: page.status }).toEqual({ slug, status: 403 });
      expect(page.text).toContain('Account Actions Control: contact your primary administrator');
      expect((await bo.send(`/nordic/accounts/${ids.tryout}/${slug}`)).status).toBe(403);
    }
    expect((await bo.get('/nordic/accounts/30001111/add-account')).status).toBe(403);
    expect(account('Tryout').status).toBe('active');
  });

  it('and without the tile, nothing of it', async () => {
    const lab = await nordicWithAll();
    const desk = await asAdministrator(lab, 'fil', ['Help Desk']);
    const home = await desk.get('/nordic/home');
    expect(home.text).not.toContain('Account Management');
    expect(home.text).toContain('ask your primary administrator');
    for (const path of ['', '/export', `/${lab.ids.acme}`, `/${lab.ids.acme}/expire`]) {
      expect((await desk.get(`/nordic/accounts${path}`)).status, path).toBe(403);
    }
    expect(lab.person('fil').tileOpenedAt).toBeNull();
  });
});

describe('an action on an account', () => {
  it('extends a trial, within the longest period', async () => {
    const { eva, ids, account } = await nordicWithAll();
    const path = `/nordic/accounts/${ids.tryout}/extend`;
    expect((await eva.get(path)).text).toContain('The trial ends on 2026-12-21 09:00 UTC');
    const tooLong = await eva.send(path, { days: '91' });
    expect(tooLong.status).toBe(400);
    expect(tooLong.text).toContain('The maximum duration allowed for trial accounts is 90 days.');
    expect((await eva.send(path, { days: 'soon' })).text).toContain('whole number');
    const ends = account('Tryout').endsAt ?? 0;
    expect((await eva.send(path, { days: '10' })).text).toContain('The account is extended.');
    expect(account('Tryout').endsAt).toBe(ends + 10 * day);
  });

  it('converts a trial that has ended, and asks for licenses', async () => {
    const { eva, ids, account, world } = await nordicWithAll();
    world.advance(31 * day);
    await eva.send('/nordic/login', { userName: '30001111_eva', password: 'sandbox' });
    expect((await eva.get('/nordic/accounts')).text).toContain('Trial (expired)');
    const path = `/nordic/accounts/${ids.tryout}/convert`;
    expect((await eva.send(path, { committedLicenses: '' })).text).toContain('Committed licenses are a whole number');
    expect((await eva.send(path, { committedLicenses: '50' })).text).toContain('is a customer account now');
    expect(account('Tryout')).toMatchObject({ type: 'customer', status: 'active', committedLicenses: 50 });
  });

  it('expires a customer, makes it a trial, and deletes it when it has expired again', async () => {
    const { eva, ids, account } = await nordicWithAll();
    const at = `/nordic/accounts/${ids.acme}`;
    expect((await eva.get(`${at}/delete`)).text).toContain('Delete Account is not possible: Acme is Customer.');
    expect((await eva.get(`${at}/expire`)).text).toContain('Devices that are enrolled stay managed.');
    expect(account('Acme').status).toBe('active');
    expect((await eva.send(`${at}/expire`)).text).toContain('The account is expired.');
    expect((await eva.send(`${at}/extend`, { days: '' })).path).toBe(`${at}?done=extend`);
    expect(account('Acme')).toMatchObject({ type: 'trial', status: 'active' });
    await eva.send(`${at}/expire`);
    expect((await eva.send(`${at}/delete`)).text).toContain('The deletion is initiated.');
    expect(account('Acme').status).toBe('deletion-initiated');
  });

  it('renames, and refuses a name that is taken', async () => {
    const { eva, ids, emulator } = await nordicWithAll();
    const path = `/nordic/accounts/${ids.acme}/rename`;
    expect((await eva.get(path)).html).toContain('value="Acme"');
    expect((await eva.send(path, { name: 'Tryout' })).text).toContain('The account name Tryout is taken.');
    expect((await eva.send(path, { name: 'Acme2' })).text).toContain('The account is renamed.');
    expect(emulator.state().accounts.get(ids.acme)?.name).toBe('Acme2');
  });

  it('moves to another partner account, which is chosen from those in sight', async () => {
    const { eva, ids, account } = await nordicWithAll();
    const path = `/nordic/accounts/${ids.acme}/move`;
    const { html } = await eva.get(path);
    expect(html).toContain(`<option value="${ids.south}">South (${ids.south})</option>`);
    expect(html).not.toContain('value="30001111"');
    expect((await eva.send(path, { to: '' })).text).toContain('Choose a partner account.');
    await eva.send(path, { to: ids.south });
    expect(account('Acme').parent?.name).toBe('South');
    expect((await eva.get('/nordic/accounts')).text).toContain('Acme below South');
  });

  it('leads back to the list from an account of nobody’s, or of somebody else’s', async () => {
    const { ids, visitor, mailed, logInByMail, account, emulator } = await nordicWithAll();
    account('South').subPartnersAllowed = true;
    const sue = visitor();
    await logInByMail(sue, 'sue@south.example');
    expect(mailed('sue@south.example', 'Roles assigned')).toContain('Partner Administrator');
    const person = [...emulator.state().administrators.values()].find(({ email }) => email === 'sue@south.example')!;
    Object.assign(person, { isPasswordTemporary: false, profile: {}, ibmId: { how: 'skipped', at: 0 } });
    expect((await sue.get(`/nordic/accounts/${ids.acme}`)).path).toBe('/nordic/accounts');
    expect((await sue.send(`/nordic/accounts/${ids.acme}/expire`)).path).toBe('/nordic/accounts');
    expect((await sue.get('/nordic/accounts/30001111/add-account')).path).toBe('/nordic/accounts');
    expect(account('Acme').status).toBe('active');
  });
});

function actionsIn(html: string): string[] {
  return [...html.matchAll(/aria-label="([A-Z][A-Za-z ]+): [^"]+"/gu)].map(([, action]) => action ?? '');
}
