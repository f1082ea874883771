import { describe, expect, it } from 'vitest';
import { day, minute } from '../../engine/model/instant.ts';
import { goodPassword } from './support/lab.ts';
import { ownerLogsIn, portalVisit } from './support/portal-visit.ts';
import { saying } from '../sandbox/support/visitor.ts';

const grace = 'grace@acme.example';
const wrong = 'Wrong e-mail address or password.';

describe('logging in', () => {
  it('starts for the Owner with the link that sets the password, which works once', async () => {
    const stage = portalVisit();
    const link = stage.linkOf(grace, 'SET YOUR PASSWORD');
    expect((await stage.person.get(link)).text).toContain('Set your password');
    expect((await ownerLogsIn(stage)).text).toContain('Welcome, Grace');
    expect(await stage.person.get(link)).toMatchObject({ status: 404 });
    expect(await stage.person.send(link, { password: 'x' })).toMatchObject({ status: 404 });
  });

  it('has the password rules on that page as well', async () => {
    const stage = portalVisit();
    const link = stage.linkOf(grace, 'SET YOUR PASSWORD');
    const visit = await stage.person.send(link, { password: 'weak', confirmPassword: 'other' });
    expect(visit.text).toContain('at least 8 characters');
    expect(visit.text).toContain('not the same');
    expect((await stage.person.get('/acme/welcome')).path).toBe('/acme/login');
  });

  it('takes the right password and no other, and no unknown or invited person', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    await stage.invite('ada@acme.example');
    stage.emulator.seed([{ email: 'old@acme.example', role: 'Limited access' }]);
    const person = stage.somebodyElse();
    const tryAs = (email: string, password: string) => person.send('/acme/login', { email, password, by: 'password' });
    expect(await tryAs(grace, 'Right-Horse8')).toMatchObject({ status: 400, text: saying(wrong) });
    expect(await tryAs('nobody@acme.example', goodPassword)).toMatchObject({ text: saying(wrong) });
    expect(await tryAs('ada@acme.example', goodPassword)).toMatchObject({ text: saying(wrong) });
    expect(await tryAs('old@acme.example', '')).toMatchObject({ text: saying(wrong) });
    expect((await tryAs('', goodPassword)).text).toContain('Enter your e-mail address.');
    expect((await tryAs(' GRACE@acme.example ', goodPassword)).path).toBe('/acme/welcome');
  });

  it('keeps the e-mail in the form, and never the password', async () => {
    const { person } = portalVisit();
    const { html } = await person.send('/acme/login', { email: '"><b>', password: goodPassword, by: 'password' });
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(html).not.toContain(goodPassword);
  });

  it('ends with logging out, for this person only', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    const other = stage.somebodyElse();
    await other.send('/acme/login', { email: grace, password: goodPassword, by: 'password' });
    expect((await stage.person.send('/acme/logout')).path).toBe('/acme/login');
    expect((await stage.person.get('/acme/welcome')).path).toBe('/acme/login');
    expect((await other.get('/acme/welcome')).path).toBe('/acme/welcome');
  });

  it('ends after thirty minutes without a visit, and not with one', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    stage.world.advance(30 * minute);
    expect((await stage.person.get('/acme/welcome')).path).toBe('/acme/welcome');
    stage.world.advance(30 * minute + 1);
    expect((await stage.person.get('/acme/welcome')).path).toBe('/acme/login');
  });

  it('ends when the person is deleted, and when the tenant is reset', async () => {
    const stage = portalVisit();
    await stage.invite('ada@acme.example');
    await stage.emulator.play('join', 'ada@acme.example', { name: 'Ada', password: goodPassword });
    const form = { email: 'ada@acme.example', password: goodPassword, by: 'password' };
    expect((await stage.person.send('/acme/login', form)).path).toBe('/acme/welcome');
    const [row] = await stage.list('?email=ada@acme.example');
    await stage.call('DELETE', `/teammates/${String(row?.['uuid'])}`);
    expect((await stage.person.get('/acme/welcome')).path).toBe('/acme/login');
    await stage.invite('ada@acme.example');
    expect((await stage.person.get('/acme/welcome')).path).toBe('/acme/login');
    await ownerLogsIn(stage);
    stage.emulator.reset();
    expect((await stage.person.get('/acme/welcome')).path).toBe('/acme/login');
  });

  it('asks for a new password after 150 days, and not for one that was used before', async () => {
    const stage = portalVisit();
    await ownerLogsIn(stage);
    stage.world.advance(150 * day);
    const form = await stage.person.send('/acme/login', { email: grace, password: goodPassword, by: 'password' });
    expect(form.path).toMatch(/^\/acme\/set-password\//u);
    expect(form.text).toContain('older than 150 days');
    const same = await stage.person.send(form.path, { password: goodPassword, confirmPassword: goodPassword });
    expect(same.text).toContain('You have used this password before');
    const fresh = { password: 'Other-Horse8', confirmPassword: 'Other-Horse8' };
    expect((await stage.person.send(form.path, fresh)).path).toBe('/acme/welcome');
    const login = { email: grace, password: 'Other-Horse8', by: 'password' };
    expect((await stage.somebodyElse().send('/acme/login', login)).path).toBe('/acme/welcome');
  });

  it('leads from the portal’s address to where one belongs', async () => {
    const stage = portalVisit();
    expect((await stage.person.get('/acme/settings/teammates')).path).toBe('/acme/login');
    await ownerLogsIn(stage);
    expect((await stage.person.get('/acme/welcome')).html).toContain('href="/acme/settings/teammates"');
  });
});

describe('single sign-on', () => {
  it('is offered where the tenant has it', async () => {
    for (const [login, offered] of [
      ['password', false],
      ['sso', true],
      ['both', true],
    ] as const) {
      const { person } = portalVisit({ portal: { login } });
      expect((await person.get('/acme/login')).text.includes('LOG IN WITH SINGLE SIGN-ON')).toBe(offered);
    }
  });

  it('lets in who came by it, and Owners; others use their password', async () => {
    const stage = portalVisit({ portal: { login: 'both' } });
    stage.emulator.seed([
      { email: 'sso@acme.example', role: 'Limited access', loginType: 'sso' },
      { email: 'pw@acme.example', role: 'Limited access', loginType: 'password' },
    ]);
    const tryAs = (email: string) => stage.somebodyElse().send('/acme/login', { email, by: 'sso' });
    expect((await tryAs('sso@acme.example')).path).toBe('/acme/welcome');
    expect((await tryAs(grace)).path).toBe('/acme/welcome');
    expect((await tryAs('pw@acme.example')).text).toContain('Log in with your password.');
    expect((await tryAs('nobody@acme.example')).text).toContain('Nobody with this e-mail address');
  });

  it('does not work where the tenant does not have it, even if a form asks for it', async () => {
    const { person } = portalVisit();
    expect(await person.send('/acme/login', { email: grace, by: 'sso' })).toMatchObject({ status: 400 });
  });
});
