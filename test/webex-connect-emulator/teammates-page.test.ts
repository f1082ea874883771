import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import type { AccessRole } from '../../providers/webex-connect/emulator/access-roles.ts';
import { ownerLogsIn, portalVisit } from './support/portal-visit.ts';
import type { PortalVisit } from './support/portal-visit.ts';
import { saying } from '../sandbox/support/visitor.ts';

const page = '/acme/settings/teammates';

async function loggedInAs(role: AccessRole): Promise<PortalVisit> {
  const stage = portalVisit({ portal: { login: 'both' } });
  stage.emulator.seed([{ email: 'me@acme.example', role, loginType: 'sso', name: 'Me' }]);
  await stage.person.send('/acme/login', { email: 'me@acme.example', by: 'sso' });
  return stage;
}

describe('Settings → Teammates', () => {
  it('has the columns of the vendor’s page, and a tick for decryption access', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    const { text, html } = await stage.person.get(page);
    for (const column of ['USER', 'PERMISSIONS', 'DECRYPTION ACCESS', 'EDIT', 'DELETE']) {
      expect(html).toContain(`<th scope="col">${column}</th>`);
    }
    expect(text).toContain('Grace grace@acme.example Owner ✓ yes');
  });

  it('invites, says so as the vendor does, and the API shows it', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    const { text } = await stage.person.send(page, { email: 'Ada@acme.example', role: 'Full access' });
    expect(text).toContain('New teammate invited');
    expect(text).toContain('ada@acme.example Invited, until 2026-11-28 09:00 UTC Full access no');
    expect(await stage.list('?email=ada@acme.example')).toMatchObject([{ status: 'INVITED' }]);
    expect(stage.mails('ada@acme.example')).toHaveLength(1);
    expect(stage.emulator.journal.counts()).toMatchObject({ writes: 0 });
  });

  it('says what is wrong with an invitation, and keeps the form', async () => {
    const stage = portalVisit({ emailDomains: ['acme.example'] });
    await ownerLogsIn(stage);
    const refused = await stage.person.send(page, { email: 'a@b.example', role: 'Full access' });
    expect(refused).toMatchObject({ status: 400, text: saying('User domain not in allowed list') });
    expect(refused.html).toContain('value="a@b.example"');
    expect(refused.html).toMatch(/<option value="Full access" selected/u);
    expect((await stage.person.send(page, { email: 'a@acme.example', role: '' })).html).toContain('id="role-error"');
    expect((await stage.person.send(page, { email: '', role: '' })).html).toContain('id="email-error"');
  });

  it('changes role and decryption access of a teammate and of an invitation', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    await stage.invite('ada@acme.example');
    stage.emulator.seed([{ email: 'ben@acme.example', role: 'Limited access' }]);
    for (const email of ['ada@acme.example', 'ben@acme.example']) {
      expect((await stage.person.get(`${page}/${email}/edit`)).text).toContain(email);
      const changed = await stage.person.send(`${page}/${email}/edit`, {
        role: 'Read-only access',
        decryptLogs: 'yes',
      });
      expect(changed.text).toContain('Teammate changed');
      expect(await stage.list(`?email=${email}`)).toMatchObject([{ role: 'Read-only access', decryptLogs: true }]);
    }
  });

  it('withdraws an invitation and deletes a teammate, after asking', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    await stage.invite('ada@acme.example');
    stage.emulator.seed([{ email: 'ben@acme.example', role: 'Limited access' }]);
    expect((await stage.person.get(`${page}/ada@acme.example/delete`)).text).toContain('Withdraw the invitation of');
    expect((await stage.person.get(`${page}/ben@acme.example/delete`)).text).toContain(
      'Delete the teammate ben@acme.example?',
    );
    expect(await stage.list()).toHaveLength(3);
    expect((await stage.person.send(`${page}/ada@acme.example/delete`)).text).toContain('Invitation withdrawn');
    expect((await stage.person.send(`${page}/ben@acme.example/delete`)).text).toContain('Teammate deleted');
    expect(await stage.list()).toHaveLength(1);
  });

  it('sends an invitation again', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    await stage.invite('ada@acme.example');
    expect((await stage.person.send(`${page}/ada@acme.example/resend`)).text).toContain('Invitation sent again');
    expect(stage.mails('ada@acme.example')).toHaveLength(2);
    expect((await stage.person.send(`${page}/grace@acme.example/resend`)).status).toBe(404);
  });

  it('leaves Owners alone, whatever a form asks for', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    const edit = await stage.person.send(`${page}/grace@acme.example/edit`, { role: 'Full access' });
    expect(edit).toMatchObject({
      status: 403,
      text: saying('The role of an Owner cannot be changed'),
    });
    const removal = await stage.person.send(`${page}/grace@acme.example/delete`);
    expect(removal).toMatchObject({ status: 403, text: saying('An Owner cannot be deleted') });
  });

  it('leads back to the list when the invitation has gone in the meantime', async () => {
    const stage = portalVisit({ portal: { login: 'both' } });
    await stage.invite('ada@acme.example');
    stage.world.advance(8 * day);
    await stage.person.send('/acme/login', { email: 'grace@acme.example', by: 'sso' });
    expect((await stage.person.get(`${page}/ada@acme.example/edit`)).path).toBe(page);
  });

  it('comes in pages of 100', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    const people = Array.from({ length: 250 }, (_, number) => ({
      email: `p${number}@acme.example`,
      role: 'Limited access' as const,
    }));
    stage.emulator.seed(people);
    const first = await stage.person.get(page);
    expect(first.html.match(/<tr>/gu)).toHaveLength(101);
    expect(first.text).toContain('1 to 100 of 251');
    expect(first.text).not.toContain('Previous');
    const last = await stage.person.get(`${page}?offset=200`);
    expect(last.text).toContain('201 to 251 of 251');
    expect(last.text).not.toContain('Next');
    expect((await stage.person.get(`${page}?offset=nonsense`)).text).toContain('1 to 100 of 251');
  });

  it('shows hostile names as text', async () => {
    const stage = portalVisit();
    stage.emulator.seed([{ email: 'x@acme.example', role: 'Limited access', name: '<img src=x onerror=alert(1)>' }]);
    await ownerLogsIn(stage);
    const { html, text } = await stage.person.get(page);
    expect(html).not.toContain('<img');
    expect(text).toContain('<img src=x onerror=alert(1)>');
  });
});

describe('by role', () => {
  it('Full access manages, but is offered no Owner', async () => {
    const { person } = await loggedInAs('Full access');
    const { html, text } = await person.get(page);
    expect(text).toContain('Invite user');
    expect(html).not.toContain('<option value="Owner"');
    expect(await person.send(page, { email: 'o@acme.example', role: 'Owner' })).toMatchObject({ status: 403 });
  });

  it('Limited and Read-only access look, and are refused if they try', async () => {
    for (const role of ['Limited access', 'Read-only access'] as const) {
      const stage = await loggedInAs(role);
      const { text } = await stage.person.get(page);
      expect(text).toContain('me@acme.example');
      expect(text).not.toContain('Invite user');
      expect(text).not.toContain('Edit');
      expect(await stage.person.send(page, { email: 'x@acme.example', role: 'Limited access' })).toMatchObject({
        status: 403,
      });
      expect(await stage.person.send(`${page}/me@acme.example/delete`)).toMatchObject({ status: 403 });
    }
  });

  it('Restricted access does not see the page', async () => {
    const { person } = await loggedInAs('Restricted access');
    const visit = await person.get(page);
    expect(visit).toMatchObject({ status: 403, text: saying('Not with your permissions') });
    expect(visit.text).not.toContain('grace@acme.example');
  });

  it('what a person may do follows a change of role at once', async () => {
    const stage = await loggedInAs('Full access');
    const [me] = await stage.list('?email=me@acme.example');
    await stage.call('PATCH', `/teammates/${String(me?.['uuid'])}`, { role: 'Read-only access' });
    expect((await stage.person.get(page)).text).not.toContain('Invite user');
  });
});
