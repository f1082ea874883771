import { describe, expect, it } from 'vitest';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { containing, matching } from '../support/like.ts';
import { deleteChange, inviteChange, updateChange, writing } from './change-builders.ts';
import { type Tenant, type TenantOptions, tenant } from './tenant.ts';

async function observed(lab: Tenant, email: string): Promise<ObservedResource> {
  const { resources } = await lab.reader.read('teammate', { known: [] });
  const found = resources.find((one) => one.address.key === email);
  if (found === undefined) throw new Error(`${email} is not there`);
  return found;
}

async function labWith(role: 'Owner' | 'Full access' | 'Limited access', options: TenantOptions = {}) {
  const lab = tenant(options);
  lab.emulator.seed([{ email: 'eva@acme.example', role }]);
  return { lab, eva: await observed(lab, 'eva@acme.example') };
}

describe('an invitation', () => {
  it('is one request, and brings what the portal shows of it', async () => {
    const lab = tenant();
    const outcome = await lab.writer.invite(inviteChange('ben@acme.example', { decryptLogs: true }), writing);
    expect(outcome).toMatchObject({
      outcome: 'done',
      observed: {
        id: matching(/^invitation:/),
        presence: 'invited',
        attributes: { email: 'ben@acme.example', role: 'Limited access', level: 'client', decryptLogs: true },
        invitation: { sentAt: '2026-11-21T09:00:00.000Z', expiresAt: '2026-11-28T09:00:00.000Z' },
        evidence: { grade: 'read' },
      },
    });
    expect(lab.operations()).toEqual(['invitations.create']);
    expect(lab.world.inbox.list({ to: 'ben@acme.example' }, 10)).toHaveLength(1);
  });

  it('goes to a group where that is declared', async () => {
    const lab = tenant();
    lab.emulator.tenant().groups.set('g1', { id: 'g1', name: 'North', details: '' });
    await lab.writer.invite(inviteChange('ben@acme.example', { level: 'group', levelId: 'g1' }), writing);
    expect((await observed(lab, 'ben@acme.example')).attributes).toMatchObject({ level: 'group', levelId: 'g1' });
  });

  it('is sent again where it is still open, and made anew where it has run out', async () => {
    const lab = tenant();
    const first = await lab.writer.invite(inviteChange('ben@acme.example'), writing);
    const id = first.outcome === 'done' ? (first.observed?.id ?? '') : '';
    lab.world.advance(86_400_000);
    const again = await lab.writer.invite(inviteChange('ben@acme.example', { id, round: 2 }), writing);
    expect(again).toMatchObject({ observed: { id, invitation: { sentAt: '2026-11-22T09:00:00.000Z' } } });
    lab.world.advance(8 * 86_400_000);
    const anew = await lab.writer.invite(inviteChange('ben@acme.example', { id, round: 3 }), writing);
    expect(anew).toMatchObject({ observed: { presence: 'invited' } });
    expect(anew).not.toMatchObject({ observed: { id } });
    expect(lab.world.inbox.list({ to: 'ben@acme.example' }, 10).length).toBeGreaterThanOrEqual(3);
  });

  it('to a domain off the allow-list is invalid, in the portal’s words, and the cure lists what is allowed', async () => {
    const lab = tenant({ emailDomains: ['acme.example', 'acme.org'] });
    const sent = lab.writer.invite(inviteChange('ben@sub.acme.example'), writing);
    await expect(sent).rejects.toMatchObject({
      code: 'invalid',
      portalText: 'User domain not in allowed list',
      cure: containing('Allowed now: acme.example, acme.org.'),
    });
  });

  it('to a disposable address is invalid', async () => {
    const sent = tenant().writer.invite(inviteChange('ben@mailinator.com'), writing);
    await expect(sent).rejects.toMatchObject({ code: 'invalid', cure: containing('throw-away') });
  });

  it('of somebody who is there already is a conflict', async () => {
    const { lab } = await labWith('Limited access');
    const sent = lab.writer.invite(inviteChange('eva@acme.example'), writing);
    await expect(sent).rejects.toMatchObject({ code: 'conflict', portalCode: '7015' });
  });

  it('of an Owner by somebody with Full access is refused, with a cure', async () => {
    const tokens = [{ token: 'full', email: 'f@acme.example', role: 'Full access' as const }];
    const lab = tenant({ tokens, token: 'full' });
    const sent = lab.writer.invite(inviteChange('ben@acme.example', { role: 'Owner' }), writing);
    await expect(sent).rejects.toMatchObject({ code: 'auth', cure: containing('only an Owner') });
  });

  it('that got no answer is ambiguous and is sent once only', async () => {
    for (const acting of ['before', 'after'] as const) {
      const lab = tenant();
      lab.emulator.faults.inject({ operation: 'invitations.create', fault: { effect: 'cut', acting } });
      const sent = lab.writer.invite(inviteChange('ben@acme.example'), writing);
      await expect(sent).rejects.toMatchObject({ code: 'ambiguous' });
      expect(lab.operations()).toEqual(['invitations.create']);
    }
  });

  it('waits the limits of the portal out, and is made once', async () => {
    const lab = tenant();
    lab.emulator.faults.inject({ times: 3, fault: { effect: 'busy' } });
    await lab.writer.invite(inviteChange('ben@acme.example'), writing);
    expect(lab.emulator.journal.counts().landed).toBe(1);
  });
});

describe('a change', () => {
  it('of an invitation changes the invitation, and nothing that is not mentioned', async () => {
    const lab = tenant();
    await lab.writer.invite(inviteChange('ben@acme.example', { decryptLogs: true }), writing);
    const ben = await observed(lab, 'ben@acme.example');
    const outcome = await lab.writer.update(updateChange(ben, { role: 'Full access' }), writing);
    expect(outcome).toMatchObject({ observed: { id: ben.id, attributes: { role: 'Full access', decryptLogs: true } } });
    expect(lab.operations().at(-1)).toBe('invitations.update');
  });

  it('of a teammate finds them by address where no id is known', async () => {
    const { lab, eva } = await labWith('Limited access');
    const change = { ...updateChange(eva, { role: 'Read-only access', decryptLogs: true }), id: null };
    const outcome = await lab.writer.update(change, writing);
    expect(outcome).toMatchObject({ observed: { attributes: { role: 'Read-only access', decryptLogs: true } } });
    expect(lab.operations().slice(-2)).toEqual(['teammates.list', 'teammates.update']);
  });

  it('fills an adopted teammate in', async () => {
    const { lab, eva } = await labWith('Limited access');
    const { fields, ...common } = updateChange(eva, { decryptLogs: true });
    const outcome = await lab.writer.update({ ...common, verdict: 'adopt', fields }, writing);
    expect(outcome).toMatchObject({ observed: { attributes: { role: 'Limited access', decryptLogs: true } } });
  });

  it('of an invitation that was accepted meanwhile is not found, and nothing is changed', async () => {
    const lab = tenant();
    await lab.writer.invite(inviteChange('ben@acme.example'), writing);
    const ben = await observed(lab, 'ben@acme.example');
    const answers = { name: 'Ben', password: 'Right-Horse7', jobRole: 'Other', interests: ['SMS'] };
    await lab.emulator.play('join', 'ben@acme.example', answers);
    const sent = lab.writer.update(updateChange(ben, { role: 'Full access' }), writing);
    await expect(sent).rejects.toMatchObject({ code: 'not-found' });
    expect((await observed(lab, 'ben@acme.example')).attributes['role']).toBe('Limited access');
  });

  it('of a level, or of an Owner, is never sent', async () => {
    const { lab, eva } = await labWith('Owner');
    const before = lab.operations().length;
    for (const change of [updateChange(eva, { role: 'Full access' }), updateChange(eva, { level: 'group' })]) {
      await expect(lab.writer.update(change, writing)).rejects.toMatchObject({ code: 'invalid' });
    }
    await expect(lab.writer.delete(deleteChange(eva), writing)).rejects.toMatchObject({ code: 'invalid' });
    expect(lab.operations()).toHaveLength(before);
  });

  it('of the rights of an Owner who stays one is sent', async () => {
    const { lab, eva } = await labWith('Owner');
    const outcome = await lab.writer.update(updateChange(eva, { decryptLogs: false }), writing);
    expect(outcome).toMatchObject({ observed: { attributes: { role: 'Owner', decryptLogs: false } } });
  });
});

describe('a removal', () => {
  it('deletes a teammate, and is done where it was done already', async () => {
    const { lab, eva } = await labWith('Full access');
    for (let time = 0; time < 2; time += 1) {
      expect(await lab.writer.delete(deleteChange(eva), writing)).toEqual({ outcome: 'done', observed: null });
    }
    expect(lab.emulator.journal.counts().landed).toBe(1);
  });

  it('withdraws an invitation', async () => {
    const lab = tenant();
    await lab.writer.invite(inviteChange('ben@acme.example'), writing);
    await lab.writer.delete(deleteChange(await observed(lab, 'ben@acme.example')), writing);
    expect(lab.operations().at(-1)).toBe('invitations.cancel');
    await expect(observed(lab, 'ben@acme.example')).rejects.toThrow('not there');
  });

  it('of an invitation that was accepted meanwhile is a conflict: the person is still there', async () => {
    const lab = tenant();
    await lab.writer.invite(inviteChange('ben@acme.example'), writing);
    const ben = await observed(lab, 'ben@acme.example');
    const answers = { name: 'Ben', password: 'Right-Horse7', jobRole: 'Other', interests: ['SMS'] };
    await lab.emulator.play('join', 'ben@acme.example', answers);
    await expect(lab.writer.delete(deleteChange(ben), writing)).rejects.toMatchObject({ code: 'conflict' });
    expect((await observed(lab, 'ben@acme.example')).presence).toBe('active');
  });

  it('with a lost answer is ambiguous', async () => {
    const { lab, eva } = await labWith('Full access');
    const fault = { effect: 'answer', status: 502, acting: 'after' } as const;
    lab.emulator.faults.inject({ operation: 'teammates.delete', fault });
    await expect(lab.writer.delete(deleteChange(eva), writing)).rejects.toMatchObject({ code: 'ambiguous' });
  });
});

it('creating, resetting and syncing do not exist', async () => {
  const { writer } = tenant();
  for (const verb of [writer.create, writer.reset, writer.sync]) {
    await expect(verb(inviteChange('ben@acme.example'), writing)).rejects.toMatchObject({ code: 'invalid' });
  }
});
