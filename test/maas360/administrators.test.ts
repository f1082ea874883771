import { describe, expect, it } from 'vitest';
import { instantOf, minute } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Known } from '../../engine/model/resource.ts';
import { lab, type Lab, type LabOptions, linkOf, personOf } from './lab.ts';

const account = 'NordicPartner';
const bo = { userName: 'bo.viewer', email: 'bo@nordic.example', account, roles: ['Help Desk'] };

const portal = (options: LabOptions = {}): Lab => {
  const people = [personOf('bo', { userName: 'bo.viewer' })];
  return lab({ ...options, portal: { partnerLinks: [linkOf(account)], people } });
};

const add = (one: Lab, after: JsonObject = bo) => one.write('administrator', 'bo.viewer', { verb: 'invite', after });

/** What the ledger knows of Bo since now. */
function knownBo(one: Lab, over: Partial<Known> = {}): Partial<Known> & { readonly key: string } {
  const since = instantOf(one.deps.clock.now());
  const recorded = { attributes: bo, since, evidence: { grade: 'indirect' as const, at: since, note: 'added' } };
  return { key: 'bo.viewer', presence: 'active', recorded, ...over };
}

const assign = (one: Lab, roles: readonly string[]) =>
  one.play('assign-roles', '30001111_grace', { administrator: 'bo.viewer', roles });

describe('adding an administrator', () => {
  it('gives user name, address and roles, and lets the person come in', async () => {
    const one = portal();
    const roles = ['Help Desk', 'Read-Only'];
    expect(await add(one, { ...bo, roles })).toMatchObject({
      outcome: 'done',
      observed: { presence: 'invited', attributes: { ...bo, roles }, evidence: { grade: 'indirect' } },
    });
    const form = new URLSearchParams(one.sent.find(({ url }) => url.includes('createAdministrator'))?.body);
    expect(Object.fromEntries(form)).toEqual({
      userName: 'bo.viewer',
      emailAddress: 'bo@nordic.example',
      roles: 'Help Desk,Read-Only',
    });
  });

  it('names an inherited role as the portal shows it', async () => {
    const one = portal({
      between: async (request, send) => {
        const isAdding = request.url.includes('createAdministrator');
        return isAdding ? { status: 200, headers: {}, body: '' } : send(request);
      },
    });
    await expect(add(one, { ...bo, roles: ['Help Desk@30001111'] })).rejects.toMatchObject({ code: 'ambiguous' });
    const form = new URLSearchParams(one.sent.find(({ url }) => url.includes('createAdministrator'))?.body);
    expect(form.get('roles')).toBe('Help Desk (Inherited from account number 30001111)');
  });

  it('sends nothing where the user name is taken', async () => {
    const one = portal();
    await add(one);
    await expect(add(one)).rejects.toMatchObject({ code: 'conflict' });
    expect(one.writes()).toEqual(['createAdministrator']);
  });

  it.each(['bad-request', 'failure', 'number'] as const)(
    'knows by the user name that somebody was faster, said as %s',
    async (duplicate) => {
      const one = portal({
        quirks: { refusals: { duplicate } },
        between: async (request, send) => {
          if (request.url.includes('createAdministrator')) await send(request);
          return send(request);
        },
      });
      await expect(add(one)).rejects.toMatchObject({ code: 'conflict' });
    },
  );

  it('is not called done where the user name is still free afterwards', async () => {
    const one = portal({
      between: async (request, send) => {
        const isAdding = request.url.includes('createAdministrator');
        return isAdding ? { status: 200, headers: {}, body: '{"strange":"no"}' } : send(request);
      },
    });
    await expect(add(one)).rejects.toMatchObject({ code: 'ambiguous' });
    expect(await one.look('administrator', { key: 'bo.viewer' })).toMatchObject({ absent: [{ key: 'bo.viewer' }] });
  });

  it('tells the refusal of a role that is greater than one has', async () => {
    const one = portal();
    const robot = one.emulator.state().administrators.get('30001111_api');
    if (robot !== undefined) robot.roles = robot.roles.filter(({ role }) => role.name === 'Service Administrator');
    await expect(add(one, { ...bo, roles: ['Partner Administrator'] })).rejects.toMatchObject({
      code: 'auth',
      portalText: expect.stringContaining('equal to or less'),
      cure: expect.stringContaining('grace@nordic.example'),
    });
  });
});

describe('an administrator', () => {
  it('is absent where the user name is free', async () => {
    expect(await portal().look('administrator', { key: 'bo.viewer' })).toMatchObject({
      absent: [{ key: 'bo.viewer' }],
    });
  });

  it('is as it was recorded where the audit says nothing', async () => {
    const one = portal();
    await add(one);
    await one.deps.sleep(10 * minute);
    const { resources } = await one.look('administrator', knownBo(one));
    expect(resources).toMatchObject([
      { presence: 'active', attributes: bo, evidence: { grade: 'indirect', note: 'added' } },
    ]);
  });

  it('has the roles that the audit says since, in the order in which they came and went', async () => {
    const one = portal();
    await add(one);
    await one.deps.sleep(10 * minute);
    const known = knownBo(one);
    await assign(one, ['Help Desk', 'Read-Only', 'Administrator']);
    await one.deps.sleep(minute);
    await assign(one, ['Read-Only']);
    const { resources } = await one.look('administrator', known);
    expect(resources).toMatchObject([
      {
        attributes: { roles: ['Read-Only'] },
        evidence: { grade: 'read', note: expect.stringMatching(/^audit of /) },
      },
    ]);
  });

  it('who is deactivated keeps the user name, and is not active', async () => {
    const one = portal();
    await add(one);
    await one.deps.sleep(10 * minute);
    const known = knownBo(one);
    await one.play('deactivate', '30001111_grace', { administrator: 'bo.viewer' });
    expect((await one.look('administrator', known)).resources[0]?.attributes).toMatchObject({ active: false });
  });

  it('who is deleted is absent', async () => {
    const one = portal();
    await add(one);
    const known = knownBo(one);
    one.emulator.state().administrators.delete('bo.viewer');
    expect(await one.look('administrator', known)).toMatchObject({ absent: [{ key: 'bo.viewer' }], resources: [] });
  });

  it('whom nobody recorded is known by the audit that shows the adding, as invited until a login', async () => {
    const one = portal();
    await add(one);
    const first = await one.look('administrator', { key: 'bo.viewer' });
    expect(first.resources).toMatchObject([{ presence: 'invited', attributes: bo, invitation: {} }]);
    await one.play('log-in', 'bo.viewer');
    const { resources } = await one.look('administrator', { key: 'bo.viewer' });
    expect(resources).toMatchObject([{ presence: 'active', attributes: bo }]);
  });

  it('of whom nothing is recorded, and nothing in the audit, is for a person to tell', async () => {
    const one = portal();
    const found = await one.look('administrator', { key: '30001111_grace' });
    expect(found).toMatchObject({ resources: [], absent: [] });
    expect(found.unidentified).toMatchObject([
      { gate: { step: 'tell-roles', asks: [{ name: 'roles', into: { attribute: 'roles' } }] } },
    ]);
  });

  it('of another account is nobody whose roles are known', async () => {
    const one = portal();
    await add(one);
    const state = one.emulator.state();
    for (const entry of state.audit) Object.assign(entry, { billingId: '30007777' });
    expect((await one.look('administrator', { key: 'bo.viewer' })).unidentified).toHaveLength(1);
  });
});
