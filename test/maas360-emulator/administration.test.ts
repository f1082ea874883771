import { describe, expect, it } from 'vitest';
import { goodPassword, lab, made, partner, robot, trial } from './support/lab.ts';
import type { Lab } from './support/lab.ts';

const eva = `${partner}_eva`;
const bo = { administrator: 'bo' };

/** Nordic, with a second administrator of these roles. */
async function withBo(roles: readonly string[] = ['Help Desk']): Promise<Lab> {
  const one = lab();
  await one.play('add-administrator', eva, { newUserName: 'bo', newEmail: 'bo@nordic.example', roles });
  return one;
}

const rolesOf = (one: Lab, userName: string) => one.person(userName).roles.map(({ role }) => role.name);

describe('the roles of an administrator', () => {
  it('are replaced as a whole', async () => {
    const one = await withBo();
    expect(await one.play('assign-roles', eva, { ...bo, roles: 'Read-Only, Web Services' })).toBe('');
    expect(rolesOf(one, 'bo')).toEqual(['Read-Only', 'Web Services']);
    expect(await one.play('assign-roles', eva, { ...bo, roles: [] })).toBe('roles: Choose at least one role.');
    expect(await one.play('assign-roles', eva, { ...bo, roles: ['Chief'] })).toBe('roles: Nordic has no role Chief.');
  });

  it('are at most those of who gives them', async () => {
    const one = await withBo(['Service Administrator']);
    await one.play('add-administrator', eva, { newUserName: 'cy', newEmail: 'cy@nordic.example', roles: 'Help Desk' });
    await one.play('log-in', 'bo');
    await one.play('change-password', 'bo', { password: goodPassword });
    await one.play('complete-profile', 'bo', { firstName: 'Bo', lastName: 'B', company: 'Nordic', phone: '1' });
    await one.play('skip-ibmid', 'bo');
    const give = (roles: string) => one.play('assign-roles', 'bo', { administrator: 'cy', roles });
    expect(await give('Partner Administrator')).toContain('equal to or less than your own');
    expect(await give('Administrator Level 2')).toBe('');
    expect(await one.play('reset-password', 'bo', { administrator: eva })).toContain('holds more rights than you');
    expect(await one.play('reset-password', 'bo', { administrator: 'cy' })).toBe('');
  });

  it('of the primary one keep Service Administrator, and those of a script-only one stay', async () => {
    const one = lab();
    const roles = ['Partner Administrator'];
    expect(await one.play('assign-roles', eva, { administrator: eva, roles })).toContain('primary administrator is a');
    expect(await one.play('assign-roles', eva, { administrator: robot, roles })).toContain('needs a new administrator');
  });
});

describe('an administrator', () => {
  it('is deactivated, reactivated and deleted, and the user name is free again', async () => {
    const one = await withBo();
    expect(await one.play('reactivate', eva, bo)).toContain('active already');
    expect(await one.play('deactivate', eva, bo)).toBe('');
    expect(one.person('bo').isActive).toBe(false);
    expect(await one.play('deactivate', eva, bo)).toContain('inactive already');
    expect(await one.play('reset-password', eva, bo)).toContain('inactive: reactivate');
    expect(await one.play('reactivate', eva, bo)).toBe('');
    expect(await one.play('deactivate', eva, bo)).toBe('');
    expect(await one.play('delete-administrator', eva, bo)).toBe('');
    expect(await one.play('delete-administrator', eva, bo)).toContain('administrator: There is no administrator bo');
    const again = { newUserName: 'bo', newEmail: 'bo@nordic.example', roles: 'Read-Only' };
    expect(await one.play('add-administrator', eva, again)).toBe('');
  });

  it('that is the primary one is neither deactivated nor deleted before another is marked', async () => {
    const one = await withBo(['Service Administrator', 'Partner Administrator']);
    const primary = { administrator: eva };
    for (const step of ['deactivate', 'delete-administrator']) {
      expect(await one.play(step, eva, primary)).toContain('mark another one as primary first');
    }
    expect(await one.play('mark-as-primary', eva, bo)).toBe('');
    expect([one.person('bo').isPrimary, one.person(eva).isPrimary]).toEqual([true, false]);
    expect(await one.play('deactivate', eva, primary)).toBe('');
    expect(await one.play('mark-as-primary', eva, bo)).toContain('This administrator is inactive.');
  });

  it('can be the primary one only as an active Service Administrator', async () => {
    const one = await withBo();
    expect(await one.play('mark-as-primary', eva, bo)).toContain('Only an active Service Administrator');
    expect(await one.play('mark-as-primary', eva, { administrator: robot })).toContain('Only an active Service');
  });

  it('gets a new temporary password by a mail to their address as it is now', async () => {
    const one = await withBo();
    await one.play('log-in', 'bo');
    await one.play('change-password', 'bo', { password: goodPassword });
    one.world.advance(1);
    expect(await one.play('change-email', eva, { ...bo, newEmail: 'bo' })).toBe('email: bo is no e-mail address.');
    expect(await one.play('change-email', eva, { ...bo, newEmail: 'bo@else.example' })).toBe('');
    expect(await one.play('reset-password', eva, bo)).toBe('');
    expect(one.mails('bo@nordic.example')).toHaveLength(1);
    expect(one.mails('bo@else.example')[0]?.text).toContain('Temporary Password: ');
    expect(await one.play('log-in', 'bo', { password: goodPassword })).toContain('Wrong user name or password');
    expect(await one.play('change-password', 'bo', { password: 'New-Horse77' })).toContain('has to log in first');
    expect(await one.play('log-in', 'bo')).toBe('');
    expect(await one.play('change-password', 'bo', { password: 'New-Horse77' })).toBe('');
  });

  it('of another hierarchy is none of theirs', async () => {
    const one = lab();
    await one.play('support-creates-partner', 'kim@sud.example', { accountName: 'Sud' });
    const kim = `${one.account('Sud').billingId}_kim`;
    expect(await one.play('deactivate', eva, { administrator: kim })).toContain('not within the hierarchy of Nordic');
    const wanted = { account: 'Sud', newUserName: 'x', newEmail: 'x@sud.example', roles: 'Read-Only' };
    expect(await one.play('add-administrator', eva, wanted)).toContain("There is no account Sud in this person's");
  });

  it('of an account below is, too', async () => {
    const one = lab();
    const id = await made(one, trial('Acme'));
    const wanted = { account: 'Acme', newUserName: 'x', newEmail: 'x@acme.example', roles: 'Read-Only' };
    expect(await one.play('add-administrator', eva, wanted)).toBe('');
    expect(one.person('x').account.billingId).toBe(id);
  });
});

describe('a role of an account', () => {
  const viewer = { name: 'Partner Viewer', copyOf: 'Partner Administrator', without: 'Account Actions Control' };

  it('is a copy of another one without some access rights', async () => {
    const one = await withBo();
    expect(await one.play('create-role', eva, viewer)).toBe('');
    const role = one.account('Nordic').roles[0];
    expect(role?.rights).toContain('Account Management');
    expect(role?.rights).not.toContain('Account Actions Control');
    expect(await one.play('assign-roles', eva, { ...bo, roles: 'Partner Viewer' })).toBe('');
    expect(await one.play('create-role', eva, { ...viewer, name: 'Viewer 2', copyOf: 'Partner Viewer' })).toContain(
      'without: Partner Viewer has no access right Account Actions Control.',
    );
  });

  it.each([
    ['a name that is there', { name: 'help desk' }, 'name: Nordic has a role help desk already.'],
    ['no name', { name: '' }, 'name: Enter a name'],
    ['a comma in its name', { name: 'A, B' }, 'name: Enter a name without commas'],
    ['nothing to copy', { copyOf: 'Chief' }, 'copyOf: Nordic has no role Chief.'],
  ])('is not made with %s', async (_what, change, text) => {
    const one = lab();
    expect(await one.play('create-role', eva, { ...viewer, ...change })).toContain(text);
    expect(one.account('Nordic').roles).toEqual([]);
  });

  it('is not made with rights that its maker lacks', async () => {
    const one = lab();
    one.person(eva).roles = one.person(eva).roles.filter(({ role }) => role.name === 'Service Administrator');
    expect(await one.play('create-role', eva, { ...viewer, without: [] })).toContain(
      'You do not have Account Management',
    );
  });

  it('that was the only one of somebody leaves them inactive when it is deleted', async () => {
    const one = await withBo();
    const id = await made(one, trial('Acme'));
    await one.play('create-role', eva, viewer);
    await one.play('create-role', eva, { name: 'Desk', copyOf: 'Help Desk' });
    const inherited = `Desk (Inherited from account number ${partner})`;
    const below = { account: 'Acme', newUserName: 'x', newEmail: 'x@acme.example', roles: [inherited, 'Read-Only'] };
    await one.play('add-administrator', eva, below);
    await one.play('assign-roles', eva, { ...bo, roles: 'Desk' });
    expect(await one.play('delete-role', eva, { name: 'Desk' })).toBe('');
    expect([one.person('bo').isActive, rolesOf(one, 'bo')]).toEqual([false, []]);
    expect([one.person('x').isActive, rolesOf(one, 'x')]).toEqual([true, ['Read-Only']]);
    expect(one.emulator.state().audit.at(-1)).toMatchObject({ billingId: id, rolesDeleted: [inherited] });
    expect(await one.play('reactivate', eva, bo)).toContain('has no role: assign one first');
    expect(await one.play('delete-role', eva, { name: 'Help Desk' })).toContain('owns no role Help Desk');
  });
});
