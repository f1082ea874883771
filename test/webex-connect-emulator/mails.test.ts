import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import { lab } from './support/lab.ts';

const ada = 'ada@acme.example';

describe('the mails of an invitation', () => {
  it('are one to create credentials, where people log in by password', async () => {
    const { invite, mails } = lab();
    await invite(ada);
    expect(mails(ada)).toHaveLength(1);
    expect(mails(ada)[0]).toMatchObject({
      portal: 'acme',
      to: ada,
      at: '2026-11-21T09:00:00.000Z',
      subject: "You've been invited to join a Webex Connect account",
      links: [{ label: 'JOIN THE TEAM' }],
    });
    expect(mails(ada)[0]?.text).toContain('User Invite');
    expect(mails(ada)[0]?.text).toContain('Grace has requested that you join the account ACME.');
  });

  it('are a welcome to the login page and a hint to activate, with single sign-on', async () => {
    const { invite, mails } = lab({ portal: { login: 'sso' } });
    await invite(ada);
    expect(mails(ada).map(({ subject }) => subject)).toEqual([
      'Activate your Webex account',
      'Welcome to Webex Connect',
    ]);
    expect(mails(ada)[1]?.links).toEqual([{ label: 'LOG IN', url: 'http://127.0.0.1:4747/acme/login' }]);
  });

  it('leave the hint out for who is known to Control Hub', async () => {
    const { invite, mails, world } = lab({ portal: { login: 'sso' } });
    const at = world.instant();
    world.events.publish({ type: 'control-hub-person', from: 'hub', at, data: { email: 'Ada@acme.example' } });
    await invite(ada);
    expect(mails(ada).map(({ subject }) => subject)).toEqual(['Welcome to Webex Connect']);
  });

  it('are both kinds, where both ways to log in are open', async () => {
    const { invite, mails } = lab({ portal: { login: 'both' } });
    await invite(ada);
    expect(mails(ada).flatMap(({ links }) => links.map(({ label }) => label))).toEqual([
      'LOG IN',
      'LOG IN',
      'JOIN THE TEAM',
    ]);
  });

  it('remind with the link that fits, and say until when', async () => {
    for (const [login, label] of [
      ['password', 'JOIN THE TEAM'],
      ['sso', 'LOG IN'],
      ['both', 'JOIN THE TEAM'],
    ] as const) {
      const { invite, mails, world } = lab({ portal: { login } });
      await invite(ada);
      world.advance(4 * day);
      expect(mails(ada)[0]).toMatchObject({ links: [{ label }] });
      expect(mails(ada)[0]?.text).toContain('2026-11-28 09:00 UTC');
    }
  });

  it('name who invites by name, where that person is a teammate', async () => {
    const tokens = [{ token: 'sandbox', email: 'fay.ng@acme.example', role: 'Full access' }] as const;
    const stranger = lab({ tokens });
    await stranger.invite(ada);
    expect(stranger.mails(ada)[0]?.text).toContain('Fay Ng has requested');
    const known = lab({ tokens });
    known.emulator.seed([{ email: 'fay.ng@acme.example', role: 'Full access', name: 'Dr Ng' }]);
    await known.invite(ada);
    expect(known.mails(ada)[0]?.text).toContain('Dr Ng has requested');
  });

  it('reach the Owner once, when the tenant is handed over', () => {
    const { mails } = lab();
    expect(mails('grace@acme.example')).toMatchObject([{ links: [{ label: 'SET YOUR PASSWORD' }] }]);
  });
});
