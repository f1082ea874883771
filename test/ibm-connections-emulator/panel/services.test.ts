import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../engine/model/instant.ts';
import { marketLab } from '../support/market-lab.ts';
import type { Row } from '../support/market-lab.ts';
import { ibmPassword, idOf, panelLab, panelPassword, serviceType, statusOf } from '../support/panel-lab.ts';

describe('the service of a person', () => {
  it('is answered 202 with when to ask again, until the subscriber is active', async () => {
    const { makeUser, assign, bus, world, emulator } = await panelLab();
    const user = await makeUser('ada');
    const { status, headers, body } = await assign(user);
    expect(status).toBe(202);
    expect(headers.get('aps-retry-timeout')).toBe('3');
    expect(headers.get('aps-info')).toBe('The IBM subscriber is being activated');
    expect(body).toMatchObject({ aps: { type: serviceType, status: 'aps:provisioning' }, user: { aps: { id: user } } });
    const subscriber = () => emulator.service.subscriberByEmail('ada@acme.example');
    expect(subscriber()).toMatchObject({ state: 'PENDING' });
    world.advance(3 * second);
    expect(statusOf((await bus('GET', `/resources/${idOf(body)}`)).body)).toBe('aps:ready');
    world.advance(minute);
    expect(subscriber()).toMatchObject({ state: 'ACTIVE' });
  });

  it('is asked for again with its id in the phase async, which makes no second one', async () => {
    const { makeUser, assign, send, world } = await panelLab();
    const { body } = await assign(await makeUser('ada'));
    const headers = { 'aps-token': 'sandbox', 'aps-request-phase': 'async' };
    const again = async () => await send('POST', '/panel/aps/2/resources', { headers, body: body as never });
    expect((await again()).status).toBe(202);
    world.advance(3 * second);
    expect(await again()).toMatchObject({ status: 200, body: { aps: { status: 'aps:ready' } } });
  });

  it('does not let IBM mail the person', async () => {
    const { makeUser, assign, mails, world } = await panelLab();
    await assign(await makeUser('ada'));
    world.advance(minute);
    expect(mails('ada@acme.example')).toEqual([]);
  });

  it('is found by type, at its user, and wants no second one', async () => {
    const { makeUser, assign, bus } = await panelLab();
    const user = await makeUser('ada');
    const { body } = await assign(user);
    for (const type of [serviceType, 'http://aps-standard.org/types/core/user/service/1.0']) {
      expect((await bus('GET', `/resources?implementing(${type})`)).body).toMatchObject([{ aps: { id: idOf(body) } }]);
    }
    expect((await bus('GET', `/resources/${user}/services`)).body).toMatchObject([{ aps: { id: idOf(body) } }]);
    expect((await bus('POST', `/resources/${user}/services/`, { aps: { type: serviceType } })).status).toBe(409);
  });

  it('wants its user, its type, and a subscription that is active', async () => {
    const { makeUser, bus } = await panelLab();
    const user = await makeUser('ada');
    const post = async (body: Row) => await bus('POST', '/resources', body as never);
    expect((await post({ aps: { type: serviceType } })).body['message']).toContain('user.aps.id');
    expect((await post({ aps: { type: 'other' }, user: { aps: { id: user } } })).status).toBe(400);
    expect((await post({ aps: { type: serviceType }, user: { aps: { id: 'nobody' } } })).status).toBe(404);
    const poor = marketLab();
    const users = await poor.bus('GET', '/collections/pa-service-users');
    const id = idOf((users.body as unknown as Row[])[0]!);
    const refused = await poor.bus('POST', `/resources/${id}/services`, { aps: { type: serviceType } });
    expect(refused.status).toBe(409);
    expect(refused.body['message']).toContain('no active subscription');
  });

  it('has the type that the portal’s settings name', async () => {
    const settings = { customer: { id: '1000001' }, serviceType: 'http://acme.example/ibm/1.0' };
    const { makeUser, bus } = await panelLab({ portal: { name: 'acme', contacts: {}, settings } });
    const body = { aps: { type: settings.serviceType } };
    expect((await bus('POST', `/resources/${await makeUser('ada')}/services`, body)).status).toBe(202);
  });

  it('is unassigned with 204, which puts the subscriber in the trash; the user goes only then', async () => {
    const { makeUser, assign, bus, emulator } = await panelLab();
    const user = await makeUser('ada');
    const { body } = await assign(user);
    expect((await bus('DELETE', `/resources/${user}`)).status).toBe(409);
    expect((await bus('DELETE', `/resources/${idOf(body)}`)).status).toBe(204);
    expect(emulator.service.subscriberByEmail('ada@acme.example')).toMatchObject({ state: 'SOFT_DELETED' });
    expect((await bus('GET', `/resources/${idOf(body)}`)).status).toBe(404);
    expect((await bus('DELETE', `/resources/${user}`)).status).toBe(204);
  });

  it('fails with 500 where IBM refuses, as for one who is in the trash there', async () => {
    const { makeUser, assign, bus } = await panelLab();
    const user = await makeUser('ada');
    await bus('DELETE', `/resources/${idOf((await assign(user)).body)}`);
    const failed = await assign(user);
    expect(failed.status).toBe(500);
    expect(failed.body['message']).toContain('IBM refused');
    expect((await bus('GET', `/resources/${user}/services`)).body).toEqual([]);
  });

  it('takes over a subscriber that IBM has already', async () => {
    const { bus, emulator } = await panelLab();
    const users = await bus('GET', '/collections/pa-service-users?eq(isAccountAdmin,true)');
    const owner = idOf((users.body as unknown as Row[])[0]!);
    const before = emulator.service.subscriberByEmail('grace@acme.example')?.id;
    expect(before).toBeDefined();
    expect((await bus('POST', `/resources/${owner}/services`, { aps: { type: serviceType } })).status).toBe(202);
    expect(emulator.service.subscriberByEmail('grace@acme.example')?.id).toBe(before);
  });

  it('can wait as aps:activating until the person has set the password and synchronized', async () => {
    const { makeUser, assign, bus, world, emulator } = await panelLab({ personFinishes: true });
    const user = await makeUser('ada', { password: panelPassword });
    const { body } = await assign(user);
    world.advance(minute);
    world.advance(minute);
    const status = async () => statusOf((await bus('GET', `/resources/${idOf(body)}`)).body);
    expect(await status()).toBe('aps:activating');
    await emulator.play('set-ibm-password', 'ada@acme.example', { password: ibmPassword });
    expect(await status()).toBe('aps:activating');
    await emulator.play('sync', 'ada@acme.example', {});
    expect(await status()).toBe('aps:ready');
  });
});
