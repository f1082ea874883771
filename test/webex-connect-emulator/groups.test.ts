import { describe, expect, it } from 'vitest';
import { lab } from './support/lab.ts';

const tokens = [
  { token: 'sandbox', email: 'grace@acme.example', role: 'Owner' },
  { token: 'full', email: 'fay@acme.example', role: 'Full access' },
] as const;

describe('groups and teams', () => {
  it('are made and listed, a team under its group', async () => {
    const { call } = lab();
    const group = await call('POST', '/groups', { name: 'Support', details: 'first line' });
    expect(group).toMatchObject({ status: 201, body: { code: '0', name: 'Support', details: 'first line' } });
    const groupId = String(group.body['id']);
    const team = await call('POST', '/teams', { name: 'Night', groupId });
    expect(team).toMatchObject({ status: 201, body: { name: 'Night', groupId, details: '' } });
    expect((await call('GET', '/groups')).body).toMatchObject({ totalRecords: 1, groups: [{ id: groupId }] });
    expect((await call('GET', '/teams')).body).toMatchObject({ totalRecords: 1, teams: [{ groupId }] });
  });

  it('a group changes its name, and keeps what is not mentioned', async () => {
    const { call } = lab();
    const { body } = await call('POST', '/groups', { name: 'Support', details: 'first line' });
    const changed = await call('PATCH', `/groups/${String(body['id'])}`, { name: 'Care' });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Care', details: 'first line' } });
    expect(await call('PATCH', `/groups/${String(body['id'])}`, { details: 'all' })).toMatchObject({ status: 200 });
    expect((await call('GET', '/groups')).body).toMatchObject({ groups: [{ name: 'Care', details: 'all' }] });
  });

  it('can never be deleted', async () => {
    const { call } = lab();
    const { body } = await call('POST', '/groups', { name: 'Support' });
    const answer = { status: 405, body: { description: 'groups and teams cannot be deleted' } };
    expect(await call('DELETE', `/groups/${String(body['id'])}`)).toMatchObject(answer);
    expect(await call('DELETE', '/groups/none')).toMatchObject(answer);
    expect(await call('DELETE', '/teams/none')).toMatchObject(answer);
    expect((await call('GET', '/groups')).body).toMatchObject({ totalRecords: 1 });
  });

  it('refuse what they cannot be', async () => {
    const { call } = lab();
    const { body } = await call('POST', '/groups', { name: 'Support' });
    const groupId = String(body['id']);
    expect(await call('POST', '/groups', {})).toMatchObject({ status: 400, body: { code: '7003' } });
    expect(await call('POST', '/groups', { name: 'Support' })).toMatchObject({ status: 409 });
    expect(await call('POST', '/groups', { name: 'Other', details: 7 })).toMatchObject({ status: 400 });
    expect(await call('POST', '/groups', '{')).toMatchObject({ status: 400, body: { code: '7000' } });
    expect(await call('PATCH', '/groups/none', { name: 'X' })).toMatchObject({ status: 404 });
    expect(await call('POST', '/teams', { name: 'Night' })).toMatchObject({ status: 400, body: { code: '7003' } });
    expect(await call('POST', '/teams', { name: 'Night', groupId: 'none' })).toMatchObject({ status: 400 });
    await call('POST', '/teams', { name: 'Night', groupId });
    expect(await call('POST', '/teams', { name: 'Night', groupId })).toMatchObject({ status: 409 });
  });

  it('and the settings of the tenant are matters of Owners', async () => {
    const { call } = lab({ tokens, portal: { login: 'both' } });
    expect(await call('POST', '/groups', { name: 'X' }, 'full')).toMatchObject({ status: 403 });
    expect(await call('GET', '/groups', undefined, 'full')).toMatchObject({ status: 200 });
    expect(await call('GET', '/tenant/settings', undefined, 'full')).toMatchObject({ status: 403 });
    const { body } = await call('GET', '/tenant/settings');
    expect(body).toMatchObject({ name: 'acme', emailDomains: [], timezone: 'UTC', loginOption: 'both' });
  });
});

describe('a route that is none', () => {
  it('answers 404 in the envelope, and needs a token all the same', async () => {
    const { call, emulator } = lab();
    expect(await call('GET', '/users')).toMatchObject({ status: 404, body: { code: '404' } });
    expect(await call('GET', '/users', undefined, 'wrong')).toMatchObject({ status: 401 });
    expect(emulator.journal.counts().operations).toEqual({ unknown: 2 });
  });
});
