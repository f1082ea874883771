import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../providers/kit/sandbox/sandbox.ts';
import { saying, visitor } from '../sandbox/support/visitor.ts';
import type { Visitor } from '../sandbox/support/visitor.ts';
import { goodPassword, hubLab } from './support/hub-lab.ts';
import type { HubLab } from './support/hub-lab.ts';

const ada = 'ada@acme.example';
const good = { password: goodPassword, confirmPassword: goodPassword };

interface Stage extends HubLab {
  readonly person: Visitor;
  /** Path of the newest link that somebody was sent. */
  readonly link: (to?: string) => string;
}

function stage(choices: Parameters<typeof hubLab>[0] = {}): Stage {
  const lab = hubLab(choices);
  const { app } = createSandbox({ world: lab.world, emulators: [lab.emulator] });
  return { ...lab, person: visitor(app), link: (to = ada) => new URL(lab.mails(to)[0]?.links[0]?.url ?? '').pathname };
}

async function asGrace(choices: Parameters<typeof hubLab>[0] = {}): Promise<Stage> {
  const lab = stage(choices);
  await lab.person.send(`${lab.link('grace@acme.example')}/password`, good);
  return lab;
}

describe('the activation pages', () => {
  it('verify, then take a password, and the link is spent', async () => {
    const { create, person, link, emulator } = stage();
    await create('ada');
    const first = link();
    expect(await person.get(first)).toMatchObject({ status: 200, text: saying('Verify your e-mail address') });
    expect(await person.send(`${first}/verify`)).toMatchObject({ path: first, text: saying('Create your password') });
    expect(emulator.people(9).rows[0]).toMatchObject({ who: ada, state: 'Verified' });
    const wrong = await person.send(`${first}/password`, { password: 'short', confirmPassword: 'long' });
    expect(wrong).toMatchObject({ status: 400, text: saying('at least 8 characters') });
    expect(wrong.html).not.toContain('value="short"');
    expect(await person.send(`${first}/password`, good)).toMatchObject({ path: '/acme-hub/welcome' });
    expect(await person.get(first)).toMatchObject({ status: 404, text: saying('This link cannot be used') });
    expect(await person.get('/acme-hub/activate/x')).toMatchObject({ status: 404 });
  });

  it('take no password before the address is verified', async () => {
    const { create, person, link } = stage();
    await create('ada');
    expect(await person.send(`${link()}/password`, good)).toMatchObject({ status: 400 });
  });

  it('begin with the password where the domain is verified', async () => {
    const { create, person, link } = stage({ verifiedDomains: ['acme.example'] });
    await create('ada');
    expect(await person.get(link())).toMatchObject({ text: saying('Create your password') });
  });
});

describe('signing in and out', () => {
  it('needs the right password, and an account that is active', async () => {
    const { create, person, link, patch } = stage({ verifiedDomains: ['acme.example'] });
    const id = await create('ada');
    await person.send(`${link()}/password`, good);
    expect(await person.get('/acme-hub')).toMatchObject({ path: '/acme-hub/welcome', text: saying('Welcome, ada') });
    expect(await person.send('/acme-hub/sign-out')).toMatchObject({ path: '/acme-hub/sign-in' });
    expect(await person.get('/acme-hub/welcome')).toMatchObject({ path: '/acme-hub/sign-in' });
    const refused = await person.send('/acme-hub/sign-in', { email: ada, password: 'Wrong-Horse7' });
    expect(refused).toMatchObject({ status: 400, text: saying('Wrong e-mail address or password') });
    const rightNow = { email: `${ada} `, password: goodPassword };
    expect(await person.send('/acme-hub/sign-in', rightNow)).toMatchObject({ path: '/acme-hub/welcome' });
    await patch(id, { op: 'replace', path: 'active', value: false });
    expect(await person.get('/acme-hub/welcome')).toMatchObject({ path: '/acme-hub/sign-in' });
  });

  it('ends with a reset', async () => {
    const { person, emulator } = await asGrace();
    expect((await person.get('/acme-hub')).path).toBe('/acme-hub/welcome');
    emulator.reset();
    expect((await person.get('/acme-hub')).path).toBe('/acme-hub/sign-in');
  });
});

describe('the users page', () => {
  it('shows states, roles, customers and licences to administrators', async () => {
    const { create, person, patch, call, licence } = await asGrace();
    const managed = 'urn:scim:schemas:extension:cisco:webexidentity:2.0:User';
    const orgs = [{ orgId: '5c1d9d1e-0000-4000-8000-0000000000c1', role: 'id_full_admin' }];
    await create('ada', { roles: [{ value: 'cjp.admin' }], [managed]: { accountStatus: 'active', managedOrgs: orgs } });
    const id = await create('ben', { displayName: '<b>Ben</b>' });
    const licenses = [{ id: await licence('Contact Center Premium') }];
    await call('PATCH', '/v1/licenses/users', { email: 'ben@acme.example', licenses });
    await patch(id, { op: 'replace', path: 'active', value: false });
    const { text, html } = await person.get('/acme-hub/users');
    expect(text).toContain('Contact Center Service Administrator, manages Northwind');
    expect(text).toContain('Inactive (deleted on 2026-12-22)');
    expect(text).toContain('Contact Center Premium Agent 1 5');
    expect(html).toContain('&lt;b&gt;Ben');
  });

  it('is for administrators who are signed in', async () => {
    const { create, person, link } = stage({ verifiedDomains: ['acme.example'] });
    expect(await person.get('/acme-hub/users')).toMatchObject({ path: '/acme-hub/sign-in' });
    await create('ada');
    await person.send(`${link()}/password`, good);
    expect(await person.get('/acme-hub/users')).toMatchObject({ status: 403, text: saying('Only administrators') });
    expect(await person.send('/acme-hub/users/claim', { email: ada })).toMatchObject({ status: 403 });
  });

  it('sends one activation mail again, and only to those who wait for it', async () => {
    const { create, person, mails, emulator } = await asGrace();
    const id = await create('ada');
    const resend = () => person.send(`/acme-hub/users/${id}/resend`);
    expect(await resend()).toMatchObject({ text: saying('The activation mail was sent again.') });
    expect(mails(ada)).toHaveLength(2);
    await emulator.play('join', ada, { password: goodPassword });
    await resend();
    expect(mails(ada)).toHaveLength(2);
  });

  it('claims, or says why not', async () => {
    const elsewhere = [{ email: 'eve@acme.example', isClaimable: true }];
    const { person, emulator } = await asGrace({ elsewhere, verifiedDomains: ['acme.example'] });
    const claim = (email: string) => person.send('/acme-hub/users/claim', { email });
    expect(await claim('x@acme.example')).toMatchObject({ status: 400, text: saying('lives in another organisation') });
    expect(await claim(' eve@acme.example')).toMatchObject({ text: saying('The user was claimed.') });
    expect(emulator.people(9).rows[0]).toMatchObject({ who: 'eve@acme.example', state: 'Delayed Claim' });
    const { html } = await person.get('/acme-hub/users?said=constructor');
    expect(html).not.toContain('role="status"');
  });
});
