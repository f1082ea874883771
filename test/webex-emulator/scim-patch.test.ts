import { describe, expect, it } from 'vitest';
import { ciscoUser, coreUser, hubLab, patchOp } from './support/hub-lab.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const customer = '5c1d9d1e-0000-4000-8000-0000000000c1';

/** Ada with some of everything; what these operations make of her. */
async function patched(...operations: readonly object[]) {
  const lab = hubLab();
  const id = await lab.create('ada', {
    name: { givenName: 'Ada', familyName: 'Byron' },
    title: 'Countess',
    roles: [{ value: 'id_user_admin' }, { value: 'id_device_admin' }],
    phoneNumbers: [
      { value: '1', type: 'work' },
      { value: '2', type: 'mobile' },
    ],
    [enterprise]: { department: 'Engines', costCenter: '7' },
  });
  const answer = await lab.patch(id, ...operations);
  const after = await lab.scim('GET', `/Users/${id}`);
  return { ...answer, after: after.body, lab, id };
}

const valuesOf = (list: unknown): unknown[] => ((list ?? []) as { value: unknown }[]).map(({ value }) => value);

describe('PATCH add', () => {
  it('adds to a list what is not there yet, one or several', async () => {
    const one = await patched({ op: 'add', path: 'roles', value: { value: 'id_full_admin', type: 'cirole' } });
    expect(valuesOf(one.body['roles'])).toEqual(['id_user_admin', 'id_device_admin', 'id_full_admin']);
    const known = [{ value: 'ID_USER_ADMIN', type: 'ciRole', display: 'x' }, { value: 'id_full_admin' }];
    const some = await patched({ op: 'add', path: 'roles', value: known });
    expect(valuesOf(some.body['roles'])).toEqual(['id_user_admin', 'id_device_admin', 'id_full_admin']);
  });

  it('changes nothing, not even the version, where everything is there', async () => {
    const { lab, id } = await patched();
    const before = (await lab.scim('GET', `/Users/${id}`)).body['meta'];
    const { status, body } = await lab.patch(id, { op: 'add', path: 'roles', value: [{ value: 'id_user_admin' }] });
    expect([status, body['meta']]).toEqual([200, before]);
  });

  it('replaces a single value, and joins an object', async () => {
    const { body } = await patched(
      { op: 'add', path: 'title', value: 'Lady' },
      { op: 'add', path: 'name', value: { middleName: 'King' } },
    );
    expect(body).toMatchObject({
      title: 'Lady',
      name: { givenName: 'Ada', middleName: 'King', familyName: 'Byron' },
    });
  });

  it('takes attributes without a path, those of extensions too', async () => {
    const { body } = await patched({ op: 'add', value: { nickName: 'A', [enterprise]: { division: 'X' } } });
    expect(body).toMatchObject({ nickName: 'A', [enterprise]: { department: 'Engines', division: 'X' } });
  });
});

describe('PATCH replace', () => {
  it('replaces a whole list, and one attribute of an extension', async () => {
    const { body } = await patched(
      { op: 'replace', path: 'roles', value: [{ value: 'id_full_admin' }] },
      { op: 'replace', path: `${enterprise}:department`, value: 'Poetry' },
    );
    expect(valuesOf(body['roles'])).toEqual(['id_full_admin']);
    expect(body[enterprise]).toEqual({ department: 'Poetry', costCenter: '7' });
  });

  it('sets what was not there', async () => {
    const managed = [{ orgId: customer, role: 'id_full_admin' }];
    const { body } = await patched({ op: 'replace', path: `${ciscoUser}:managedOrgs`, value: managed });
    expect(body[ciscoUser]).toMatchObject({ managedOrgs: managed });
  });

  it('changes the chosen records, or one thing of them', async () => {
    const { body } = await patched(
      { op: 'replace', path: 'phoneNumbers[type eq "work"].value', value: '9' },
      { op: 'replace', path: 'phoneNumbers[type eq "mobile"]', value: { value: '8', type: 'other' } },
      { op: 'replace', path: 'name.familyName', value: 'Lovelace' },
    );
    expect(body['phoneNumbers']).toEqual([
      { value: '9', type: 'work' },
      { value: '8', type: 'other' },
    ]);
    expect(body['name']).toEqual({ givenName: 'Ada', familyName: 'Lovelace' });
  });

  it('says noTarget where no record is chosen', async () => {
    const { status, body } = await patched({ op: 'replace', path: 'phoneNumbers[type eq "fax"].value', value: '9' });
    expect([status, body['scimType']]).toEqual([400, 'noTarget']);
  });
});

describe('PATCH remove', () => {
  it('says noTarget without a path', async () => {
    const { status, body } = await patched({ op: 'remove', value: [{ value: 'id_user_admin' }] });
    expect([status, body['scimType']]).toEqual([400, 'noTarget']);
  });

  it('removes the chosen record, by any of its members and in any case', async () => {
    const path = 'roles[type eq "CIROLE" and value eq "ID_USER_ADMIN"]';
    expect(valuesOf((await patched({ op: 'remove', path })).body['roles'])).toEqual(['id_device_admin']);
  });

  it('removes everything of an attribute whatever value is sent along', async () => {
    const { body } = await patched({ op: 'remove', path: 'roles', value: [{ value: 'id_user_admin' }] });
    expect(body).not.toHaveProperty('roles');
  });

  it('removes single values, parts of objects, the last record', async () => {
    const { body } = await patched(
      { op: 'remove', path: 'title' },
      { op: 'remove', path: 'name.familyName' },
      { op: 'remove', path: 'phoneNumbers[value eq "1" or value eq "2"]' },
      { op: 'remove', path: `${enterprise}:costCenter` },
    );
    expect(body).not.toHaveProperty('title');
    expect(body).not.toHaveProperty('phoneNumbers');
    expect(body).toMatchObject({ name: { givenName: 'Ada' }, [enterprise]: { department: 'Engines' } });
  });

  it('has nothing against a record that is not there', async () => {
    const { status, body } = await patched({ op: 'remove', path: 'roles[value eq "id_full_admin"]' });
    expect([status, valuesOf(body['roles'])]).toEqual([200, ['id_user_admin', 'id_device_admin']]);
  });

  it('does not leave a user without a name', async () => {
    expect((await patched({ op: 'remove', path: 'userName' })).status).toBe(400);
  });
});

describe('PATCH as a whole', () => {
  it('does one operation after the other', async () => {
    const { body } = await patched(
      { op: 'remove', path: 'roles' },
      { op: 'add', path: 'roles', value: [{ value: 'id_full_admin' }] },
    );
    expect(valuesOf(body['roles'])).toEqual(['id_full_admin']);
  });

  it('does nothing where one of them fails', async () => {
    const { status, after } = await patched(
      { op: 'replace', path: 'title', value: 'Lady' },
      { op: 'replace', path: 'active', value: 'False' },
    );
    expect([status, after['title']]).toEqual([400, 'Countess']);
  });

  it.each([
    [{ op: 'move', path: 'title' }, 'invalidSyntax'],
    [{ op: 'replace', path: 'title' }, 'invalidValue'],
    [{ op: 'replace', path: '1title', value: 'x' }, 'invalidPath'],
    [{ op: 'replace', path: 'roles[value', value: [] }, 'invalidPath'],
    [{ op: 'replace', path: 'roles[value is "x"]', value: [] }, 'invalidFilter'],
    [{ op: 'replace', value: 'x' }, 'invalidValue'],
    [{ op: 'add', path: 'roles', value: [{ value: 'location_admin' }] }, 'invalidValue'],
  ])('refuses %j', async (operation, scimType) => {
    expect(await patched(operation)).toMatchObject({ status: 400, body: { scimType } });
  });

  it('wants the schema of a PATCH, and operations', async () => {
    const { lab, id } = await patched();
    const Operations = [{ op: 'replace', path: 'title', value: 'x' }];
    expect((await lab.scim('PATCH', `/Users/${id}`, { schemas: [coreUser], Operations })).status).toBe(400);
    expect((await lab.scim('PATCH', `/Users/${id}`, { schemas: [patchOp], operations: Operations })).status).toBe(400);
    expect((await lab.scim('PATCH', `/Users/${id}`, 'no json')).body).toMatchObject({ scimType: 'invalidSyntax' });
    const nobody = `/Users/${'0'.repeat(8)}`;
    expect((await lab.scim('PATCH', nobody, { schemas: [patchOp], Operations })).status).toBe(404);
  });

  it('ignores what is the portal’s own', async () => {
    const { status, after } = await patched({ op: 'replace', path: `${ciscoUser}:accountStatus`, value: 'active' });
    expect(status).toBe(200);
    expect(after[ciscoUser]).toMatchObject({ accountStatus: ['pending'] });
  });
});
