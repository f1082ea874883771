import { describe, expect, it } from 'vitest';
import { goodPassword, lab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';

/** Has somebody join, and gives the uuid. */
async function joined(stage: Lab, email: string, more: Record<string, unknown> = {}): Promise<string> {
  await stage.invite(email, more as never);
  const result = await stage.emulator.play('join', email, { name: 'Somebody', password: goodPassword });
  expect(result).toEqual({ played: true });
  const [row] = await stage.list(`?email=${email}&level=all`);
  return String(row?.['uuid']);
}

describe('a teammate', () => {
  it('is the invited person once they have joined, with a uuid and without an inviteId', async () => {
    const stage = lab();
    const uuid = await joined(stage, 'ada@acme.example');
    const { body } = await stage.call('GET', `/teammates/${uuid}`);
    expect(body).toMatchObject({
      uuid,
      email: 'ada@acme.example',
      name: 'Somebody',
      role: 'Full access',
      status: 'ACTIVE',
      loginType: 'password',
    });
    expect(body).not.toHaveProperty('inviteId');
    expect(body).not.toHaveProperty('expiresAt');
  });

  it('keeps the place in the list that the invitation had', async () => {
    const stage = lab();
    await stage.invite('ada@acme.example');
    await stage.invite('ben@acme.example');
    await stage.emulator.play('join', 'ada@acme.example', { name: 'Ada', password: goodPassword });
    expect((await stage.list()).map(({ email }) => email)).toEqual([
      'grace@acme.example',
      'ada@acme.example',
      'ben@acme.example',
    ]);
  });

  it('no longer answers as an invitation', async () => {
    const stage = lab();
    const id = await stage.invite('ada@acme.example');
    await stage.emulator.play('join', 'ada@acme.example', { name: 'Ada', password: goodPassword });
    expect(await stage.call('GET', `/teammates/invitations/${id}`)).toMatchObject({ status: 404 });
  });

  it('changes role and decryption access, each without touching the other', async () => {
    const stage = lab();
    const path = `/teammates/${await joined(stage, 'ada@acme.example')}`;
    expect((await stage.call('PATCH', path, { decryptLogs: true })).body).toMatchObject({
      role: 'Full access',
      decryptLogs: true,
    });
    expect((await stage.call('PATCH', path, { role: 'Limited access' })).body).toMatchObject({
      role: 'Limited access',
      decryptLogs: true,
    });
    expect((await stage.call('GET', path)).body).toMatchObject({
      role: 'Limited access',
      decryptLogs: true,
      name: 'Somebody',
    });
  });

  it('refuses a change of nothing, or to nonsense', async () => {
    const stage = lab();
    const path = `/teammates/${await joined(stage, 'ada@acme.example')}`;
    expect(await stage.call('PATCH', path, {})).toMatchObject({ status: 400, body: { code: '7003' } });
    expect(await stage.call('PATCH', path, { role: 'Analyst' })).toMatchObject({ status: 400, body: { code: '7004' } });
    expect(await stage.call('PATCH', path, { decryptLogs: 1 })).toMatchObject({ status: 400 });
    expect(await stage.call('PATCH', path, '{')).toMatchObject({ status: 400, body: { code: '7000' } });
  });

  it('is deleted once, and can be invited again', async () => {
    const stage = lab();
    const path = `/teammates/${await joined(stage, 'ada@acme.example')}`;
    expect(await stage.call('DELETE', path)).toMatchObject({ status: 204 });
    expect(await stage.call('DELETE', path)).toMatchObject({ status: 404 });
    expect(await stage.call('GET', path)).toMatchObject({ status: 404 });
    expect(await stage.call('PATCH', path, { role: 'Owner' })).toMatchObject({ status: 404 });
    await stage.invite('ada@acme.example');
  });
});

describe('an Owner', () => {
  it('can be made, but never unmade: neither changed nor deleted', async () => {
    const stage = lab();
    const path = `/teammates/${await joined(stage, 'ada@acme.example')}`;
    expect((await stage.call('PATCH', path, { role: 'Owner' })).body).toMatchObject({ role: 'Owner' });
    expect(await stage.call('PATCH', path, { role: 'Full access' })).toMatchObject({ status: 403 });
    expect(await stage.call('DELETE', path)).toMatchObject({ status: 403 });
    expect((await stage.call('GET', path)).body).toMatchObject({ role: 'Owner' });
  });

  it('by upgrade has no decryption access of itself, and may be given it', async () => {
    const stage = lab();
    const path = `/teammates/${await joined(stage, 'ada@acme.example')}`;
    expect((await stage.call('PATCH', path, { role: 'Owner' })).body).toMatchObject({ decryptLogs: false });
    expect((await stage.call('PATCH', path, { decryptLogs: true })).body).toMatchObject({
      role: 'Owner',
      decryptLogs: true,
    });
  });

  it('stands at the client level only', async () => {
    const stage = lab();
    const { body } = await stage.call('POST', '/groups', { name: 'Support' });
    const place = { level: 'group', levelId: String(body['id']) };
    const invitation = { email: 'o@acme.example', role: 'Owner', ...place };
    expect(await stage.call('POST', '/teammates/invitations', invitation)).toMatchObject({ status: 400 });
    const path = `/teammates/${await joined(stage, 'ada@acme.example', place)}`;
    const answer = await stage.call('PATCH', path, { role: 'Owner' });
    expect(answer).toMatchObject({ status: 400, body: { description: 'Owner is for users of the client level only' } });
  });

  it('who is only invited may still be given another role', async () => {
    const stage = lab();
    const id = await stage.invite('o@acme.example', { role: 'Owner' });
    expect(await stage.call('PATCH', `/teammates/invitations/${id}`, { role: 'Full access' })).toMatchObject({
      status: 200,
    });
  });

  it('of the tenant is there from the start, active, and named after the contact', async () => {
    const named = await lab().list();
    expect(named).toMatchObject([{ email: 'grace@acme.example', role: 'Owner', status: 'ACTIVE', decryptLogs: true }]);
    const unnamed = await lab({ portal: { contacts: {} } }).list();
    expect(unnamed).toMatchObject([{ email: 'owner@acme.example', role: 'Owner' }]);
  });
});
