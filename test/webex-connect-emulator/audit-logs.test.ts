import { describe, expect, it } from 'vitest';
import { day, hour } from '../../engine/model/instant.ts';
import { goodPassword, lab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';

const always = { from: '2026-01-01T00:00:00Z', to: '2027-12-31T00:00:00Z' };

interface Seen {
  readonly eventDescription: string;
  readonly actorEmail: string;
  readonly created: string;
  readonly statusOfAction: string;
}

async function logs(stage: Lab, query: Record<string, unknown> = {}): Promise<readonly Seen[]> {
  const { status, body } = await stage.call('POST', '/auditlogs', { ...always, ...query });
  expect(status).toBe(200);
  return body['auditLogs'] as Seen[];
}

async function verbs(stage: Lab, query: Record<string, unknown> = {}): Promise<readonly string[]> {
  return (await logs(stage, query)).map(({ eventDescription }) => eventDescription);
}

describe('the audit log', () => {
  it('has exactly the documented verb for each thing that is done', async () => {
    const stage = lab();
    const { call, invite, emulator, list } = stage;
    const id = await invite('a@acme.example');
    await call('PATCH', `/teammates/invitations/${id}`, { role: 'Limited access' });
    await call('POST', `/teammates/invitations/${id}/resend`);
    await call('DELETE', `/teammates/invitations/${id}`);
    await invite('b@acme.example');
    await emulator.play('join', 'b@acme.example', { name: 'B', password: goodPassword });
    const [, b] = await list();
    await call('PATCH', `/teammates/${String(b?.['uuid'])}`, { role: 'Limited access' });
    await call('DELETE', `/teammates/${String(b?.['uuid'])}`);
    const { body } = await call('POST', '/groups', { name: 'G' });
    await call('PATCH', `/groups/${String(body['id'])}`, { name: 'H' });
    await call('POST', '/teams', { name: 'T', groupId: String(body['id']) });
    await call('GET', '/tenant/settings');
    expect(await verbs(stage)).toEqual([
      'createInviteUser',
      'updateInviteUser',
      'reinviteUser',
      'cancelInviteUser',
      'createInviteUser',
      'login',
      'getUsers',
      'updateUser',
      'deleteUserByUUID',
      'createGroup',
      'updateGroup',
      'createTeam',
      'getTenantSettings',
    ]);
  });

  it('has the documented fields, and no word of the person it was done to', async () => {
    const stage = lab();
    await stage.invite('target@elsewhere.example', { role: 'Limited access' });
    const { body } = await stage.call('POST', '/auditlogs', always);
    expect(body).toMatchObject({ code: '0', description: 'success', totalRecords: 1, resultSize: 1 });
    expect(body['auditLogs']).toEqual([
      {
        created: '2026-11-21T09:00:00.000Z',
        actorEmail: 'grace@acme.example',
        adminRoles: ['Owner'],
        eventDescription: 'createInviteUser',
        actionText: 'Teammate invited',
        statusOfAction: 'SUCCESS',
        eventCategory: 'SUCCESS',
        groupId: '0',
        serviceId: '0',
        actorIp: '127.0.0.1',
        transid: '',
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('target@elsewhere.example');
  });

  it('names the person who joins as the actor of the login', async () => {
    const stage = lab();
    await stage.invite('b@acme.example');
    await stage.emulator.play('join', 'b@acme.example', { name: 'B', password: goodPassword });
    expect(await logs(stage, { eventCategories: 'login' })).toMatchObject([{ actorEmail: 'b@acme.example' }]);
  });

  it('tells a failed login from one that succeeded', async () => {
    const stage = lab();
    await stage.invite('b@acme.example');
    await stage.emulator.play('join', 'b@acme.example', { name: 'B', password: goodPassword });
    await stage.emulator.play('login', 'b@acme.example', { password: 'Wrong-Horse7' });
    await stage.emulator.play('login', 'b@acme.example', { password: goodPassword });
    const seen = await logs(stage, { eventCategories: 'login' });
    expect(seen.map(({ statusOfAction }) => statusOfAction)).toEqual(['SUCCESS', 'FAILURE', 'SUCCESS']);
  });

  it('says nothing of what was refused', async () => {
    const stage = lab();
    await stage.call('POST', '/teammates/invitations', { email: 'x', role: 'Full access' });
    await stage.call('DELETE', '/teammates/none');
    expect(await verbs(stage)).toEqual([]);
  });

  it('filters by verbs, actors and roles', async () => {
    const tokens = [
      { token: 'sandbox', email: 'grace@acme.example', role: 'Owner' },
      { token: 'full', email: 'fay@acme.example', role: 'Full access' },
    ] as const;
    const stage = lab({ tokens });
    await stage.invite('a@acme.example');
    await stage.list();
    await stage.call('POST', '/teammates/invitations', { email: 'b@acme.example', role: 'Limited access' }, 'full');
    expect(await verbs(stage, { eventCategories: 'createInviteUser, login' })).toHaveLength(2);
    expect(await verbs(stage, { eventCategories: 'getUsers' })).toEqual(['getUsers']);
    expect(await verbs(stage, { actorIds: 'fay@acme.example' })).toEqual(['createInviteUser']);
    expect(await verbs(stage, { adminRoles: 'Full access' })).toEqual(['createInviteUser']);
    expect(await verbs(stage, { eventCategories: '' })).toHaveLength(3);
  });

  it('keeps to from and to, both included', async () => {
    const stage = lab();
    await stage.invite('a@acme.example');
    stage.world.advance(hour);
    await stage.invite('b@acme.example');
    const exactly = { from: '2026-11-21T09:00:00.000Z', to: '2026-11-21T09:00:00.000Z' };
    expect(await verbs(stage, exactly)).toHaveLength(1);
    expect(await verbs(stage, { from: '2026-11-21T09:00:00.001Z' })).toHaveLength(1);
    expect(await verbs(stage, { from: '2026-11-21T11:00:00+01:00' })).toHaveLength(1);
  });

  it('knows the ranges yesterday, today, and the last six days with today', async () => {
    const stage = lab();
    await stage.invite('a@acme.example');
    stage.world.advance(day);
    await stage.invite('b@acme.example');
    await stage.invite('c@acme.example');
    expect(await verbs(stage, { range: '0' })).toHaveLength(1);
    expect(await verbs(stage, { range: '1' })).toHaveLength(2);
    expect(await verbs(stage, { range: '6' })).toHaveLength(3);
    stage.world.advance(6 * day);
    expect(await verbs(stage, { range: '6' })).toHaveLength(2);
    expect(await stage.call('POST', '/auditlogs', { ...always, range: '7' })).toMatchObject({ status: 400 });
  });

  it('forgets after thirty days', async () => {
    const stage = lab();
    await stage.invite('a@acme.example');
    stage.world.advance(30 * day);
    expect(await verbs(stage)).toHaveLength(1);
    stage.world.advance(1);
    expect(await verbs(stage)).toHaveLength(0);
  });

  it('comes in pages', async () => {
    const stage = lab();
    for (const name of ['a', 'b', 'c']) await stage.invite(`${name}@acme.example`);
    const { body } = await stage.call('POST', '/auditlogs', { ...always, offset: 2, max: 2 });
    expect(body).toMatchObject({ totalRecords: 3, resultSize: 1 });
    expect(await stage.call('POST', '/auditlogs', { ...always, max: 10_001 })).toMatchObject({ status: 400 });
    expect(await stage.call('POST', '/auditlogs', { ...always, max: 10_000 })).toMatchObject({ status: 200 });
  });

  it('insists on from and to, in ISO 8601', async () => {
    const { call } = lab();
    const refused = async (body: Record<string, unknown> | string) => await call('POST', '/auditlogs', body as never);
    expect(await refused({ to: always.to })).toMatchObject({ status: 400, body: { code: '7003' } });
    expect(await refused({ from: always.from })).toMatchObject({ status: 400, body: { code: '7003' } });
    expect(await refused({ range: '1' })).toMatchObject({ status: 400 });
    for (const from of ['yesterday', '21.11.2026', '2026-13-01', 1_700_000_000_000, '2026-11-21 09:00']) {
      expect(await refused({ ...always, from }), String(from)).toMatchObject({ status: 400, body: { code: '7004' } });
    }
    expect(await refused('{')).toMatchObject({ status: 400, body: { code: '7000' } });
  });

  it('is for Owners with a token', async () => {
    const { call } = lab({ tokens: [{ token: 'full', email: 'fay@acme.example', role: 'Full access' }] });
    expect(await call('POST', '/auditlogs', always, 'full')).toMatchObject({ status: 403 });
    expect(await call('POST', '/auditlogs', always, 'none')).toMatchObject({ status: 401 });
  });

  it('understands GET with the body that the documentation shows', async () => {
    const stage = lab();
    await stage.invite('a@acme.example');
    const request = new Request('http://sandbox.test/connectapi/v1/auditlogs', {
      headers: { authorization: 'Bearer sandbox' },
    });
    const rawBody = async () => JSON.stringify(always);
    const response = await stage.emulator.app.fetch(request, { rawBody });
    expect(await response.json()).toMatchObject({ totalRecords: 1 });
    expect((await stage.emulator.app.fetch(request, {})).status).toBe(400);
  });
});
