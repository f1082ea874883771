import { describe, expect, it } from 'vitest';
import { createWebexConnectEmulator } from '../../providers/webex-connect/emulator/index.ts';
import type { WebexConnectEmulator } from '../../providers/webex-connect/emulator/index.ts';
import { findUser } from '../../providers/webex/emulator/control-hub-state.ts';
import { standardPools } from '../../providers/webex/emulator/licences/catalogue.ts';
import type { EmulatedPortal, WebexChoices } from '../../providers/webex/emulator/org-settings.ts';
import { roleIds } from '../../providers/webex/emulator/scim/attributes.ts';
import { goodPassword, hubLab } from './support/hub-lab.ts';
import type { HubLab } from './support/hub-lab.ts';

interface TwoPortals extends HubLab {
  readonly connect: WebexConnectEmulator;
  readonly roleInConnect: (name: string) => string | undefined;
  readonly rolesHere: (name: string) => readonly string[];
}

/** One organisation, and a Webex Connect tenant that names it, in one sandbox. */
function twoPortals(choices: WebexChoices & { portal?: Partial<EmulatedPortal> } = {}, names = 'acme-hub'): TwoPortals {
  const lab = hubLab(choices);
  const portal = {
    name: 'acme-connect',
    contacts: { owner: 'grace@acme.example' },
    login: 'both' as const,
    settings: { controlHub: names },
  };
  const connect = createWebexConnectEmulator({ portal, world: lab.world });
  return {
    ...lab,
    connect,
    roleInConnect: (name) => connect.tenant().rows.get(`${name}@acme.example`)?.role,
    rolesHere: (name) => roleIds(findUser(lab.emulator.state(), `${name}@acme.example`)?.attributes ?? {}),
  };
}

const withRole = (value: string) => ({ roles: [{ value, type: 'cirole' }] });

describe('from Control Hub to Webex Connect', () => {
  it.each([
    ['id_full_admin', 'Owner'],
    ['cjp.admin', 'Owner'],
    ['id_readonly_admin', 'Read-only access'],
    ['id_device_admin', undefined],
  ])('%s becomes %s', async (role, expected) => {
    const { create, roleInConnect } = twoPortals();
    await create('ada', withRole(role));
    expect(roleInConnect('ada')).toBe(expected);
  });

  it('gives a role that comes later too, and the stronger of two', async () => {
    const { create, patch, roleInConnect } = twoPortals();
    const id = await create('ada');
    expect(roleInConnect('ada')).toBeUndefined();
    const both = [{ value: 'id_readonly_admin' }, { value: 'cjp.admin' }];
    await patch(id, { op: 'add', path: 'roles', value: both });
    expect(roleInConnect('ada')).toBe('Owner');
  });

  it('tells who is known here, so that Connect sends no second activation mail', async () => {
    const { create, connect, mails } = twoPortals();
    await create('ada');
    await connect.app.request('/connectapi/v1/teammates/invitations', {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox' },
      body: JSON.stringify({ email: 'ada@acme.example', role: 'Limited access' }),
    });
    const subjects = mails('ada@acme.example').map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === 'Activate your Webex account')).toHaveLength(1);
    expect(subjects).toHaveLength(3);
  });

  it('tells nothing of a role that was taken away, for nothing is known of it', async () => {
    const { create, patch, roleInConnect } = twoPortals();
    const id = await create('ada', withRole('id_readonly_admin'));
    await patch(id, { op: 'remove', path: 'roles' });
    expect(roleInConnect('ada')).toBe('Read-only access');
  });

  it.each([
    ['the tenant names another Control Hub', {}, 'other-hub'],
    ['the organisation has no contact centre', { licences: standardPools.slice(2) }, 'acme-hub'],
    ['the settings say so', { portal: { settings: { contactCenter: false } } }, 'acme-hub'],
  ])('is silent where %s', async (_, choices, names) => {
    const { emulator, roleInConnect, call } = twoPortals(choices, names);
    const body = { emails: ['ada@acme.example'], displayName: 'Ada' };
    const full = Buffer.from('ciscospark://us/ROLE/id_full_admin').toString('base64url');
    expect((await call('POST', '/v1/people', { ...body, roles: [full] })).status).toBe(200);
    expect(findUser(emulator.state(), 'ada@acme.example')).toBeDefined();
    expect(roleInConnect('ada')).toBeUndefined();
  });
});

describe('from Webex Connect to Control Hub', () => {
  const joins = async (connect: WebexConnectEmulator, role: string): Promise<void> => {
    await connect.app.request('/connectapi/v1/teammates/invitations', {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox' },
      body: JSON.stringify({ email: 'ada@acme.example', role }),
    });
    const answers = { name: 'Ada', password: `${goodPassword}!` };
    expect(await connect.play('join', 'ada@acme.example', answers)).toEqual({ played: true });
  };

  it.each([
    ['Full access', 'id_full_admin'],
    ['Limited access', 'id_readonly_admin'],
  ])('%s makes somebody known here %s, beside what they had', async (role, expected) => {
    const { create, connect, rolesHere } = twoPortals();
    await create('ada', withRole('id_device_admin'));
    await joins(connect, role);
    expect(rolesHere('ada')).toEqual(['id_device_admin', expected]);
  });

  it('makes nobody here, and listens to no tenant of another organisation', async () => {
    const unknown = twoPortals();
    await joins(unknown.connect, 'Full access');
    expect(findUser(unknown.emulator.state(), 'ada@acme.example')).toBeUndefined();
    const other = twoPortals({}, 'other-hub');
    await other.create('ada');
    await joins(other.connect, 'Full access');
    expect(other.rolesHere('ada')).toEqual([]);
  });

  it('still listens after a reset', async () => {
    const { create, connect, rolesHere, emulator } = twoPortals();
    emulator.reset();
    await create('ada');
    await joins(connect, 'Full access');
    expect(rolesHere('ada')).toEqual(['id_full_admin']);
  });
});
