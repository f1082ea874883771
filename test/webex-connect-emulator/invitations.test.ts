import { describe, expect, it } from 'vitest';
import { day, hour, instantOf } from '../../engine/model/instant.ts';
import { lab } from './support/lab.ts';

describe('an invitation', () => {
  it('comes about with its expiry seven days on, and stands in the list behind the Owner', async () => {
    const { call, list } = lab();
    const { status, body } = await call('POST', '/teammates/invitations', {
      email: 'Ada@Acme.example',
      role: 'Full access',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      code: '0',
      description: 'success',
      status: 'INVITED',
      email: 'ada@acme.example',
      role: 'Full access',
      level: 'client',
      decryptLogs: false,
      invitedAt: '2026-11-21T09:00:00.000Z',
      expiresAt: '2026-11-28T09:00:00.000Z',
    });
    expect(body['transid']).toBeTypeOf('string');
    expect((await list()).map((row) => [row['email'], row['status']])).toEqual([
      ['grace@acme.example', 'ACTIVE'],
      ['ada@acme.example', 'INVITED'],
    ]);
  });

  it('has no uuid, and a teammate no inviteId', async () => {
    const { invite, list } = lab();
    await invite('ada@acme.example');
    const [owner, ada] = await list();
    expect(owner).toHaveProperty('uuid');
    expect(owner).not.toHaveProperty('inviteId');
    expect(ada).toHaveProperty('inviteId');
    expect(ada).not.toHaveProperty('uuid');
  });

  it('can be read by its id', async () => {
    const { invite, call } = lab();
    const id = await invite('ada@acme.example');
    expect(await call('GET', `/teammates/invitations/${id}`)).toMatchObject({ status: 200, body: { inviteId: id } });
    expect(await call('GET', '/teammates/invitations/i-none')).toMatchObject({ status: 404, body: { code: '404' } });
  });

  it('sends a reminder on the fourth day, and once only', async () => {
    const { invite, world, mails } = lab();
    await invite('ada@acme.example');
    world.advance(4 * day - 1);
    expect(mails('ada@acme.example')).toHaveLength(1);
    world.advance(1);
    expect(mails('ada@acme.example')).toHaveLength(2);
    world.advance(2 * day);
    expect(mails('ada@acme.example')).toHaveLength(2);
    expect(mails('ada@acme.example')[0]?.subject).toMatch(/^Reminder/u);
  });

  it('dates the reminder at the moment it was due, however late the time is made up for', async () => {
    const { invite, world, mails } = lab();
    await invite('ada@acme.example');
    world.advance(6 * day);
    expect(mails('ada@acme.example')[0]?.at).toBe(instantOf(Date.UTC(2026, 10, 25, 9)));
  });

  it('is gone without a word after seven days', async () => {
    const { invite, world, call, list, mails } = lab();
    const id = await invite('ada@acme.example');
    world.advance(7 * day - 1);
    expect(await list()).toHaveLength(2);
    world.advance(1);
    expect(await list()).toHaveLength(1);
    expect(mails('ada@acme.example')).toHaveLength(2);
    expect(await call('GET', `/teammates/invitations/${id}`)).toMatchObject({ status: 404 });
    expect(await call('POST', `/teammates/invitations/${id}/resend`)).toMatchObject({ status: 404 });
  });

  it('can be made anew once the former one has expired', async () => {
    const { invite, world } = lab();
    const first = await invite('ada@acme.example');
    world.advance(8 * day);
    expect(await invite('ada@acme.example')).not.toBe(first);
  });

  it('starts its seven days again when it is sent again, with a new link', async () => {
    const { invite, world, call, list, mails } = lab();
    const id = await invite('ada@acme.example');
    world.advance(3 * day);
    const { status, body } = await call('POST', `/teammates/invitations/${id}/resend`);
    expect(status).toBe(202);
    expect(body).toMatchObject({ inviteId: id, expiresAt: '2026-12-01T09:00:00.000Z' });
    world.advance(1 * day + hour);
    expect(mails('ada@acme.example')).toHaveLength(2);
    expect(mails('ada@acme.example')[0]?.links[0]?.url).not.toBe(mails('ada@acme.example')[1]?.links[0]?.url);
    world.advance(3 * day);
    expect(await list()).toHaveLength(2);
    expect(mails('ada@acme.example')).toHaveLength(3);
    world.advance(3 * day);
    expect(await list()).toHaveLength(1);
  });

  it('changes its role while pending, and keeps its clock and its link', async () => {
    const { invite, world, call, mails } = lab();
    const id = await invite('ada@acme.example');
    world.advance(day);
    const { body } = await call('PATCH', `/teammates/invitations/${id}`, { role: 'Read-only access' });
    expect(body).toMatchObject({ role: 'Read-only access', expiresAt: '2026-11-28T09:00:00.000Z' });
    expect(mails('ada@acme.example')).toHaveLength(1);
  });

  it('can be withdrawn, and then neither reminds nor comes back', async () => {
    const { invite, world, call, list, mails } = lab();
    const id = await invite('ada@acme.example');
    expect(await call('DELETE', `/teammates/invitations/${id}`)).toMatchObject({ status: 204, body: {} });
    expect(await call('DELETE', `/teammates/invitations/${id}`)).toMatchObject({ status: 404 });
    world.advance(10 * day);
    expect(await list()).toHaveLength(1);
    expect(mails('ada@acme.example')).toHaveLength(1);
  });

  it('withdrawn and made again has a life of its own', async () => {
    const { invite, world, call, list } = lab();
    await call('DELETE', `/teammates/invitations/${await invite('ada@acme.example')}`);
    world.advance(5 * day);
    await invite('ada@acme.example');
    world.advance(3 * day);
    expect(await list()).toHaveLength(2);
  });
});
