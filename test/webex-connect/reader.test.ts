import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import { containing, matching } from '../support/like.ts';
import { inviteChange, writing } from './change-builders.ts';
import { type Tenant, tenant } from './tenant.ts';

const address = (key: string) => ({ portal: 'acme', kind: 'teammate', key });
const known = (key: string, id: string | null = null) => ({ address: address(key), id });

function seed(lab: Tenant, count: number) {
  const role = 'Limited access';
  lab.emulator.seed(Array.from({ length: count }, (_, nth) => ({ email: `p${nth}@acme.example`, role })));
}

describe('the list of teammates', () => {
  it('has active and invited people of every level, with ids, dates and the grade read', async () => {
    const lab = tenant();
    lab.emulator.tenant().groups.set('g1', { id: 'g1', name: 'North', details: '' });
    lab.emulator.seed([{ email: 'Eva@Acme.example', role: 'Read-only access', level: 'group', levelId: 'g1' }]);
    await lab.writer.invite(inviteChange('ben@acme.example', { role: 'Full access' }), writing);
    const { coverage, resources, problem, rows } = await lab.reader.read('teammate', { known: [] });
    expect([coverage, problem, rows]).toEqual(['complete', null, 3]);
    const [owner, eva, ben] = resources;
    expect(owner).toMatchObject({
      address: address('grace@acme.example'),
      presence: 'active',
      attributes: { role: 'Owner', level: 'client', decryptLogs: true },
      evidence: { grade: 'read', at: '2026-11-21T09:00:00.000Z' },
    });
    expect(eva).toMatchObject({
      id: matching(/^n\d+$/),
      attributes: { email: 'eva@acme.example', role: 'Read-only access', level: 'group', levelId: 'g1' },
    });
    expect(ben).toMatchObject({
      id: matching(/^invitation:i-/),
      presence: 'invited',
      invitation: { sentAt: '2026-11-21T09:00:00.000Z', expiresAt: '2026-11-28T09:00:00.000Z' },
    });
  });

  it('comes whole in pages of two', async () => {
    const lab = tenant({ portal: { settings: { mode: 'adapter', pageSize: 2 } } });
    seed(lab, 9);
    const { coverage, resources, pages } = await lab.reader.read('teammate', { known: [] });
    expect([coverage, resources.length, pages]).toEqual(['complete', 10, 9]);
  });

  it('that fails on its second page is partial, with the reason, and says of nobody that they are absent', async () => {
    const lab = tenant({ portal: { settings: { mode: 'adapter', pageSize: 2 } } });
    seed(lab, 9);
    lab.emulator.faults.inject({
      page: 2,
      times: 'always',
      fault: { effect: 'answer', status: 500, acting: 'before' },
    });
    const result = await lab.reader.read('teammate', { known: [known('p8@acme.example')] });
    expect(result).toMatchObject({ coverage: 'partial', absent: [], problem: { code: 'unavailable' } });
    expect(result.resources.length).toBeGreaterThan(0);
    expect(result.resources.length).toBeLessThan(10);
  });

  it('that fails on its first page is an error and no list', async () => {
    const lab = tenant();
    lab.emulator.faults.inject({ times: 'always', fault: { effect: 'cut', acting: 'before' } });
    await expect(lab.reader.read('teammate', { known: [] })).rejects.toMatchObject({ code: 'unavailable' });
    expect(lab.operations()).toHaveLength(5);
  });

  it('waits the limits of the portal out', async () => {
    const lab = tenant();
    lab.emulator.faults.inject({ times: 2, fault: { effect: 'busy' } });
    expect((await lab.reader.read('teammate', { known: [] })).coverage).toBe('complete');
    lab.emulator.faults.inject({ fault: { effect: 'rate-limit', retryAfter: 9 } });
    const before = lab.deps.clock.monotonic();
    expect((await lab.reader.read('teammate', { known: [] })).coverage).toBe('complete');
    expect(lab.deps.clock.monotonic() - before).toBeGreaterThanOrEqual(9_000);
  });

  it('is refused to a wrong token, with a cure and without the token', async () => {
    const lab = tenant({ token: 'not-the-right-token' });
    const error = await lab.reader.read('teammate', { known: [] }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'auth', portalCode: '7001', portalText: 'Authentication failed' });
    expect(error).toMatchObject({ cure: containing('token') });
    expect(JSON.stringify(error)).not.toContain('not-the-right-token');
  });

  it('loses an invitation silently after seven days', async () => {
    const lab = tenant();
    await lab.writer.invite(inviteChange('ben@acme.example'), writing);
    lab.world.advance(7 * day + 1);
    const { resources } = await lab.reader.read('teammate', { known: [] });
    expect(resources.map((one) => one.address.key)).toEqual(['grace@acme.example']);
  });
});

describe('only some', () => {
  it('are found by id, by address where the id is gone, or positively absent', async () => {
    const lab = tenant();
    lab.emulator.seed([{ email: 'eva@acme.example', role: 'Limited access' }]);
    await lab.writer.invite(inviteChange('ben@acme.example'), writing);
    const all = await lab.reader.read('teammate', { known: [] });
    const idOf = (key: string) => all.resources.find((one) => one.address.key === key)?.id ?? null;
    const joined = idOf('ben@acme.example');
    const answers = { name: 'Ben', password: 'Right-Horse7', jobRole: 'Other', interests: ['SMS'] };
    await lab.emulator.play('join', 'ben@acme.example', answers);
    const only = [
      known('eva@acme.example', idOf('eva@acme.example')),
      known('ben@acme.example', joined),
      known('nobody@acme.example'),
      known('gone@acme.example', 'no-such-uuid'),
    ];
    const result = await lab.reader.read('teammate', { known: only, only });
    expect(result).toMatchObject({ coverage: 'known-only', problem: null });
    const found = result.resources.map((one) => [one.address.key, one.presence]);
    expect(found).toEqual([
      ['eva@acme.example', 'active'],
      ['ben@acme.example', 'active'],
    ]);
    expect(result.resources[1]?.id).not.toBe(joined);
    expect(result.absent.map((one) => one.key)).toEqual(['nobody@acme.example', 'gone@acme.example']);
  });

  it('are partly unknown where one of them cannot be read', async () => {
    const lab = tenant();
    lab.emulator.faults.inject({ nth: 2, times: 'always', fault: { effect: 'cut', acting: 'before' } });
    const only = [known('grace@acme.example'), known('eva@acme.example')];
    const result = await lab.reader.read('teammate', { known: only, only });
    expect(result).toMatchObject({ coverage: 'partial', absent: [], problem: { code: 'unavailable' } });
    expect(result.resources).toHaveLength(1);
  });

  it('must be those who were asked for: an adapter without the filter breaks the contract', async () => {
    const lab = tenant({
      through: (transport) => ({
        send: (request) => transport.send({ ...request, url: request.url.replace(/email=[^&]*/, 'x=1') }),
      }),
    });
    const only = [known('eva@acme.example')];
    await expect(lab.reader.read('teammate', { known: only, only })).rejects.toMatchObject({
      code: 'contract',
      cure: containing('email='),
    });
  });
});

it('nothing can be asked after, because nothing is only accepted', async () => {
  await expect(tenant().reader.poll('teammate', 'x')).rejects.toMatchObject({ code: 'contract' });
});
