import { describe, expect, it } from 'vitest';
import { lab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';

async function invitedMany(count: number): Promise<Lab> {
  const stage = lab();
  for (let number = 1; number <= count; number += 1) await stage.invite(`p${number}@acme.example`);
  return stage;
}

describe('the list of teammates', () => {
  it('comes in pages with the counts of the envelope', async () => {
    const { call } = await invitedMany(4);
    const { body } = await call('GET', '/teammates?offset=3&max=3');
    expect(body).toMatchObject({ code: '0', totalRecords: 5, resultSize: 2 });
    expect((body['teammates'] as { email: string }[]).map(({ email }) => email)).toEqual([
      'p3@acme.example',
      'p4@acme.example',
    ]);
  });

  it('is empty behind its end, and says how many there are', async () => {
    const { call } = await invitedMany(1);
    expect((await call('GET', '/teammates?offset=9')).body).toMatchObject({
      totalRecords: 2,
      resultSize: 0,
      teammates: [],
    });
  });

  it('refuses pages that are none, and larger ones than it gives', async () => {
    const { call } = lab();
    for (const query of ['max=0', 'max=2001', 'max=x', 'max=', 'offset=-1', 'offset=1.5', 'offset=x']) {
      expect(await call('GET', `/teammates?${query}`), query).toMatchObject({ status: 400, body: { code: '7004' } });
    }
    expect(await call('GET', '/teammates?max=2000')).toMatchObject({ status: 200 });
  });

  it('shows only the client level, as the vendor’s page does, unless another is asked for', async () => {
    const { call, invite, list } = lab();
    const group = String((await call('POST', '/groups', { name: 'Support' })).body['id']);
    const team = String((await call('POST', '/teams', { name: 'Night', groupId: group })).body['id']);
    await invite('g@acme.example', { level: 'group', levelId: group });
    await invite('t@acme.example', { level: 'team', levelId: team });
    const emails = async (query: string) => (await list(query)).map(({ email }) => email);
    expect(await emails('')).toEqual(['grace@acme.example']);
    expect(await emails('?level=client')).toEqual(['grace@acme.example']);
    expect(await emails('?level=group')).toEqual(['g@acme.example']);
    expect(await emails(`?level=group&levelId=${group}`)).toEqual(['g@acme.example']);
    expect(await emails(`?level=team&levelId=${team}`)).toEqual(['t@acme.example']);
    expect(await emails('?level=all')).toEqual(['grace@acme.example', 'g@acme.example', 't@acme.example']);
    expect(await list('?level=team')).toMatchObject([{ level: 'team', levelId: team }]);
    expect(await call('GET', '/teammates?level=team&levelId=none')).toMatchObject({ status: 400 });
    expect(await call('GET', '/teammates?level=tenant')).toMatchObject({ status: 400 });
  });

  it('finds one address on any level, whatever its case', async () => {
    const { call, invite, list } = lab();
    const group = String((await call('POST', '/groups', { name: 'Support' })).body['id']);
    await invite('g@acme.example', { level: 'group', levelId: group });
    expect(await list('?email=G@acme.example')).toMatchObject([{ email: 'g@acme.example' }]);
    expect((await call('GET', '/teammates?email=none@acme.example')).body).toMatchObject({
      totalRecords: 0,
      teammates: [],
    });
  });

  it('follows every change', async () => {
    const { call, invite, list } = lab();
    const id = await invite('a@acme.example');
    expect(await list()).toHaveLength(2);
    await call('PATCH', `/teammates/invitations/${id}`, { role: 'Owner' });
    expect((await list())[1]).toMatchObject({ role: 'Owner' });
    await call('DELETE', `/teammates/invitations/${id}`);
    expect(await list()).toHaveLength(1);
  });

  it('holds 100,000 teammates and gives them all in pages of 2,000', async () => {
    const { emulator, call } = lab();
    const people = Array.from({ length: 100_000 }, (_, number) => ({
      email: `person${number}@acme.example`,
      role: 'Limited access' as const,
    }));
    emulator.seed(people);
    const seen = new Set<unknown>();
    for (let offset = 0; offset < 100_001; offset += 2_000) {
      const { body } = await call('GET', `/teammates?offset=${offset}&max=2000`);
      for (const { email } of body['teammates'] as { email: string }[]) seen.add(email);
    }
    expect(seen.size).toBe(100_001);
    expect(emulator.people(10)).toMatchObject({ total: 100_001, states: { active: 100_001, invited: 0 } });
  });

  it('of seeded people has neither mails nor audit records nor delayed visibility', async () => {
    const { emulator, list, world } = lab();
    const mails = world.inbox.count();
    emulator.faults.inject({ fault: { effect: 'invisible', milliseconds: 60_000 } });
    emulator.seed([{ email: 'Old@acme.example', role: 'Limited access', name: 'Old Hand' }]);
    expect(await list()).toContainEqual(expect.objectContaining({ email: 'old@acme.example', name: 'Old Hand' }));
    expect(world.inbox.count()).toBe(mails);
  });
});
