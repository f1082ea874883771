import { describe, expect, it } from 'vitest';
import { goodPassword, lab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';

const ada = 'ada@acme.example';

function told({ world }: Lab): unknown[] {
  return world.events
    .history()
    .map(({ type, from, data }) => [type, from, data['email'], data['connectRole'], data['controlHubRole']]);
}

function controlHubSays({ world }: Lab, data: Record<string, string>): void {
  const complete = { direction: 'to-connect', portal: 'acme', ...data };
  world.events.publish({ type: 'role-sync', from: 'hub', at: world.instant(), data: complete });
}

describe('role sync towards Control Hub', () => {
  it('tells of nobody who is only invited', async () => {
    const stage = lab();
    await stage.invite(ada);
    expect(told(stage)).toEqual([]);
  });

  it('makes a Full Administrator of who joins with Full access, and a reader of others', async () => {
    const stage = lab();
    await stage.invite(ada);
    await stage.invite('ben@acme.example', { role: 'Limited access' });
    for (const email of [ada, 'ben@acme.example'])
      await stage.emulator.play('join', email, { name: 'X', password: goodPassword });
    expect(told(stage)).toEqual([
      ['role-sync', 'acme', ada, 'Full access', 'Full Administrator'],
      ['role-sync', 'acme', 'ben@acme.example', 'Limited access', 'Read-only Administrator'],
    ]);
  });

  it('tells of a changed role, and not of a changed switch', async () => {
    const stage = lab();
    stage.emulator.seed([{ email: ada, role: 'Limited access', uuid: 'u-1' }]);
    await stage.call('PATCH', '/teammates/u-1', { decryptLogs: true });
    expect(told(stage)).toEqual([]);
    await stage.call('PATCH', '/teammates/u-1', { role: 'Full access' });
    expect(told(stage)).toHaveLength(1);
  });

  it('is silent outside a contact centre tenant', async () => {
    for (const options of [
      { roleSync: false },
      { portal: { settings: { contactCenter: false } } },
      { portal: { settings: { roleSync: false } } },
    ]) {
      const stage = lab(options);
      await stage.invite(ada);
      await stage.emulator.play('join', ada, { name: 'X', password: goodPassword });
      expect(told(stage)).toEqual([]);
    }
  });
});

describe('role sync from Control Hub', () => {
  it('brings an active teammate without any invitation or mail', async () => {
    const stage = lab();
    controlHubSays(stage, { email: 'Hub@acme.example', controlHubRole: 'Full Administrator' });
    expect(await stage.list('?email=hub@acme.example')).toMatchObject([
      { role: 'Owner', status: 'ACTIVE', loginType: 'sso' },
    ]);
    expect(stage.mails('hub@acme.example')).toEqual([]);
    const { body } = await stage.call('POST', '/auditlogs', {
      from: '2026-01-01',
      to: '2027-01-01',
      eventCategories: 'integrationSyncUserUpdate',
    });
    expect(body).toMatchObject({ totalRecords: 1 });
  });

  it('activates who was only invited, and changes who was there', async () => {
    const stage = lab();
    await stage.invite(ada);
    controlHubSays(stage, { email: ada, controlHubRole: 'External Full Administrator' });
    expect(await stage.list(`?email=${ada}`)).toMatchObject([{ role: 'Full access', status: 'ACTIVE' }]);
    controlHubSays(stage, { email: ada, controlHubRole: 'Read-only Administrator' });
    expect(await stage.list(`?email=${ada}`)).toMatchObject([{ role: 'Read-only access' }]);
  });

  it('takes nothing from an Owner', async () => {
    const stage = lab();
    controlHubSays(stage, { email: 'grace@acme.example', controlHubRole: 'Read-only Administrator' });
    expect(await stage.list()).toMatchObject([{ role: 'Owner' }]);
  });

  it('listens only to what is meant for this portal and known', async () => {
    const stage = lab();
    controlHubSays(stage, { portal: 'other', email: ada, controlHubRole: 'Full Administrator' });
    controlHubSays(stage, { email: ada, controlHubRole: 'Device Administrator' });
    controlHubSays(stage, { direction: 'to-control-hub', email: ada, controlHubRole: 'Full Administrator' });
    expect(await stage.list()).toHaveLength(1);
  });

  it('still reaches the tenant after a reset', async () => {
    const stage = lab();
    stage.emulator.reset();
    controlHubSays(stage, { email: ada, controlHubRole: 'Contact Center Administrator' });
    expect(await stage.list(`?email=${ada}`)).toMatchObject([{ role: 'Owner' }]);
  });
});
