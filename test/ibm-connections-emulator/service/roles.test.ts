import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { newSubscriber } from './support/service-lab.ts';

const login = 'ann@acme.example';

function ask(lab: Acme, operation: string, query: string, as = lab.owner): ReturnType<Acme['call']> {
  return lab.call('POST', `/service/authorization/${operation}?${query}`, { as });
}

async function rolesOf(lab: Acme): Promise<unknown> {
  return (await ask(lab, 'getRoleList', `loginName=${login}`)).body;
}

describe('roles', () => {
  it('are read by a POST, which counts as reading', async () => {
    const lab = await acme();
    await lab.person(login);
    lab.journal.clear();
    expect(await rolesOf(lab)).toEqual({ List: ['User'] });
    expect(lab.journal.counts()).toMatchObject({ reads: 1, writes: 0, operations: { 'service: list the roles': 1 } });
    expect((await lab.call('GET', `/service/authorization/getRoleList?loginName=${login}`)).status).toBe(404);
  });

  it('are assigned, a second time without an error', async () => {
    const lab = await acme();
    await lab.person(login);
    for (let time = 0; time < 2; time += 1) {
      const answer = await ask(lab, 'assignRole', `loginName=${login}&role=CustomerAdministrator`);
      expect(answer).toMatchObject({ status: 204, body: {} });
    }
    expect(await rolesOf(lab)).toEqual({ List: ['User', 'CustomerAdministrator'] });
  });

  it('are unassigned, also where they are not held', async () => {
    const lab = await acme();
    await lab.person(login);
    for (const role of ['User', 'User', 'Support']) {
      expect((await ask(lab, 'unassignRole', `loginName=${login}&role=${role}`)).status).toBe(204);
    }
    expect(await rolesOf(lab)).toEqual({ List: [] });
  });

  it('are understood in any case, and given back in the usual spelling', async () => {
    const lab = await acme();
    await lab.person(login);
    await ask(lab, 'assignRole', `loginName=${login}&role=CUSTOMERADMINISTRATOR`);
    expect(await rolesOf(lab)).toEqual({ List: ['User', 'CustomerAdministrator'] });
  });

  it('are refused where the role or the person is unknown', async () => {
    const lab = await acme();
    await lab.person(login);
    expect((await ask(lab, 'assignRole', `loginName=${login}&role=Boss`)).status).toBe(400);
    expect((await ask(lab, 'assignRole', `loginName=${login}`)).status).toBe(400);
    expect((await ask(lab, 'assignRole', 'loginName=x@acme.example&role=User')).status).toBe(404);
    expect((await ask(lab, 'getRoleList', '')).status).toBe(400);
  });

  it('of the vendor are given by the vendor only', async () => {
    const lab = await acme();
    await lab.person(login);
    const query = `loginName=${login}&role=VSR`;
    expect((await ask(lab, 'assignRole', query)).status).toBe(403);
    const body = newSubscriber(lab.customer, 'v@acme.example', { RoleSet: ['VSR'] });
    expect((await lab.call('POST', '/resource/subscriber', { body, as: lab.owner })).status).toBe(403);
    expect((await lab.call('POST', `/service/authorization/assignRole?${query}`)).status).toBe(204);
  });
});
