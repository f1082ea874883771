import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import { goodPassword } from './support/lab.ts';
import { portalVisit } from './support/portal-visit.ts';
import type { PortalVisit } from './support/portal-visit.ts';

const ada = 'ada@acme.example';
const first = { name: 'Ada Lovelace', phone: '', password: goodPassword, confirmPassword: goodPassword };
const second = { jobRole: 'Software Engineer', interests: ['SMS', 'Voice'], otherInterest: '' };

async function invited(stage: PortalVisit): Promise<string> {
  await stage.invite(ada);
  return stage.linkOf(ada, 'JOIN THE TEAM');
}

describe('the join pages', () => {
  it('lead from the link to being logged in, and the list and the audit log show it', async () => {
    const stage = portalVisit();
    const { person, list, call } = stage;
    const path = await invited(stage);
    const one = await person.get(path);
    for (const label of ['NAME', 'PHONE NUMBER (optional)', 'EMAIL ID', 'PASSWORD', 'CONFIRM PASSWORD', 'NEXT']) {
      expect(one.text).toContain(label);
    }
    expect(one.html).toMatch(/<input[^>]*id="email"[^>]*value="ada@acme.example"[^>]*readonly/u);
    const two = await person.send(path, first);
    expect(two.path).toBe(`${path}/more`);
    for (const label of ['YOUR ROLE', 'WHAT ARE YOU LOOKING FOR?', 'SMS', 'Low-code platform', 'Other']) {
      expect(two.text).toContain(label);
    }
    expect(await list(`?email=${ada}`)).toMatchObject([{ status: 'INVITED' }]);
    const done = await person.send(`${path}/more`, second);
    expect(done).toMatchObject({ status: 200, path: '/acme/welcome' });
    expect(done.text).toContain('Welcome, Ada Lovelace');
    expect(await list(`?email=${ada}`)).toMatchObject([
      { status: 'ACTIVE', name: 'Ada Lovelace', loginType: 'password' },
    ]);
    const query = { from: '2026-01-01', to: '2027-01-01', eventCategories: 'login' };
    expect((await call('POST', '/auditlogs', query)).body).toMatchObject({ auditLogs: [{ actorEmail: ada }] });
  });

  const broken: readonly [string, Partial<typeof first>, string][] = [
    ['a name that is missing', { name: ' ' }, 'Enter your name.'],
    ['a name that is too long', { name: 'x'.repeat(101) }, 'at most 100 characters'],
    ['a phone number that is none', { phone: 'call me' }, 'Enter a phone number'],
    ['a short password', { password: 'Ab1!' }, 'at least 8 characters'],
    ['a long password', { password: `Ab1!${'x'.repeat(20)}` }, 'at most 20 characters'],
    ['no uppercase letter', { password: 'right-horse7' }, 'Add an uppercase letter.'],
    ['no number', { password: 'Right-Horse' }, 'Add a number.'],
    ['no special character', { password: 'RightHorse7' }, 'Add a special character'],
    ['another confirmation', { confirmPassword: 'Right-Horse8' }, 'The two passwords are not the same.'],
  ];

  for (const [what, fault, text] of broken) {
    it(`say what to mend for ${what}, and keep the rest of the form but no password`, async () => {
      const stage = portalVisit();
      const path = await invited(stage);
      const visit = await stage.person.send(path, { ...first, phone: '+44 20 7946 0000', ...fault });
      expect(visit.status).toBe(400);
      expect(visit.text).toContain(text);
      expect(visit.html).toContain('aria-invalid="true"');
      expect(visit.html).toContain(`value="${fault.phone ?? '+44 20 7946 0000'}"`);
      expect(visit.html).not.toContain(fault.password ?? goodPassword);
      expect((await stage.person.get(`${path}/more`)).path).toBe(path);
    });
  }

  it('ask for a job role, an interest, and what else is looked for', async () => {
    const stage = portalVisit();
    const path = await invited(stage);
    await stage.person.send(path, first);
    const send = async (change: object) => (await stage.person.send(`${path}/more`, { ...second, ...change })).text;
    expect(await send({ jobRole: '' })).toContain('Choose your role.');
    expect(await send({ jobRole: 'Owner' })).toContain('Choose your role.');
    expect(await send({ interests: [] })).toContain('Choose at least one.');
    expect(await send({ interests: ['Telepathy'] })).toContain('Choose from: SMS');
    expect(await send({ interests: ['Other'] })).toContain('Say what else');
    expect(await send({ interests: ['Other'], otherInterest: 'fax' })).toContain('Welcome, Ada Lovelace');
    expect(stage.emulator.tenant().rows.get(ada)).toMatchObject({
      interests: ['Other: fax'],
      jobRole: 'Software Engineer',
    });
  });

  it('keep what is hostile as text', async () => {
    const stage = portalVisit();
    const path = await invited(stage);
    await stage.person.send(path, { ...first, name: '<script>alert("x")</script>' });
    const { html, text } = await stage.person.send(`${path}/more`, second);
    expect(html).not.toContain('<script>');
    expect(text).toContain('Welcome, <script>alert("x")</script>');
  });

  it('are closed by a used, withdrawn, replaced or expired link, and unknown to others', async () => {
    const stage = portalVisit();
    const closed = async (path: string, status: number) => {
      expect(await stage.person.get(path)).toMatchObject({ status });
      expect((await stage.person.send(path, first)).text).toContain('This link cannot be used');
      expect((await stage.person.send(`${path}/more`, second)).status).toBe(status);
    };
    const replaced = await invited(stage);
    const [row] = await stage.list(`?email=${ada}`);
    await stage.call('POST', `/teammates/invitations/${String(row?.['inviteId'])}/resend`);
    await closed(replaced, 410);
    const withdrawn = stage.linkOf(ada, 'JOIN THE TEAM');
    await stage.call('DELETE', `/teammates/invitations/${String(row?.['inviteId'])}`);
    await closed(withdrawn, 410);
    const expired = await invited(stage);
    stage.world.advance(7 * day);
    await closed(expired, 410);
    const used = await invited(stage);
    await stage.emulator.play('join', ada, { name: 'Ada', password: goodPassword });
    await closed(used, 410);
    await closed('/acme/join/never-sent', 404);
  });

  it('end when the invitation expires between the two pages', async () => {
    const stage = portalVisit();
    const path = await invited(stage);
    await stage.person.send(path, first);
    stage.world.advance(7 * day);
    expect(await stage.person.send(`${path}/more`, second)).toMatchObject({ status: 410 });
    expect(await stage.list(`?email=${ada}`)).toEqual([]);
  });

  it('keep nothing of the password but a hash', async () => {
    const stage = portalVisit();
    const path = await invited(stage);
    await stage.person.send(path, first);
    await stage.person.send(`${path}/more`, second);
    const seen = JSON.stringify([
      [...stage.emulator.tenant().rows.values()],
      stage.emulator.journal.entries(),
      stage.world.inbox.list({}, 100),
      stage.world.events.history(),
    ]);
    expect(seen).toContain(ada);
    expect(seen).not.toContain(goodPassword);
  });
});

describe('the first login with single sign-on', () => {
  it('takes name and phone, and no password', async () => {
    const stage = portalVisit({ portal: { login: 'sso' } });
    await stage.invite(ada);
    const form = await stage.person.send(stage.linkOf(ada, 'LOG IN'), { email: ada, by: 'sso' });
    expect(form.path).toMatch(/^\/acme\/first-login\//u);
    expect(form.html).not.toContain('type="password"');
    expect((await stage.person.send(form.path, { name: '' })).text).toContain('Enter your name.');
    const done = await stage.person.send(form.path, { name: 'Ada', phone: '+44 20 7946 0000' });
    expect(done.text).toContain('Welcome, Ada');
    expect(await stage.list(`?email=${ada}`)).toMatchObject([{ status: 'ACTIVE', loginType: 'sso' }]);
  });

  it('is where the join link of a single sign-on tenant leads', async () => {
    const stage = portalVisit({ portal: { login: 'sso' } });
    await stage.invite(ada);
    const row = stage.emulator.tenant().rows.get(ada);
    const token = row?.status === 'INVITED' ? row.joinToken : '';
    expect((await stage.person.get(`/acme/join/${token}`)).path).toBe('/acme/login');
    expect((await portalVisit().person.get(`/acme/first-login/${token}`)).status).toBe(404);
  });

  it('is not there where only passwords are', async () => {
    const stage = portalVisit();
    const path = await invited(stage);
    const token = path.split('/').at(-1) ?? '';
    expect((await stage.person.get(`/acme/first-login/${token}`)).path).toBe(path);
    expect((await stage.person.send(`/acme/first-login/${token}`, { name: 'Ada' })).path).toBe(path);
    expect(await stage.list(`?email=${ada}`)).toMatchObject([{ status: 'INVITED' }]);
  });

  it('or the join pages: with both, the way that is taken decides', async () => {
    const stage = portalVisit({ portal: { login: 'both' } });
    await stage.invite(ada);
    await stage.invite('ben@acme.example');
    await stage.emulator.play('join', ada, { name: 'Ada', sso: true });
    await stage.emulator.play('join', 'ben@acme.example', { name: 'Ben', password: goodPassword });
    expect((await stage.list()).map(({ loginType }) => loginType)).toEqual(['password', 'sso', 'password']);
  });
});
