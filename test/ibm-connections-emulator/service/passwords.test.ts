import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { basic, errorOf } from './support/service-lab.ts';
import type { Answer } from './support/service-lab.ts';

const day = 86_400_000;
const login = 'ann@acme.example';

interface Passwords extends Acme {
  readonly set: (password: string, query?: string) => Promise<Answer>;
  readonly once: (password: string) => Promise<Answer>;
  readonly change: (from: string, to: string, as?: string, confirmation?: string) => Promise<Answer>;
  /** Whether the password opens the API for the person. */
  readonly opens: (password: string) => Promise<boolean>;
}

async function withAnn(state?: 'PENDING'): Promise<Passwords> {
  const lab = await acme();
  const id = await lab.person(login, state);
  const post = (operation: string, credential: object, as = basic('sandbox')) =>
    lab.call('POST', `/service/authentication/${operation}`, { body: { UserCredential: credential } as never, as });
  return {
    ...lab,
    set: (password, query = '') => post(`setUserPassword${query}`, { LoginName: login, NewPassword: password }),
    once: (password) => post('setOneTimePassword', { LoginName: login, NewPassword: password }),
    change: (OldPassword, NewPassword, as, ConfirmPassword = NewPassword) =>
      post('changePassword', { LoginName: login, OldPassword, NewPassword, ConfirmPassword }, as),
    opens: async (password) =>
      (await lab.call('GET', `/resource/subscriber/${id}`, { as: basic(login, password) })).status === 200,
  };
}

describe('setting a password', () => {
  it('answers 204, and the password opens the API', async () => {
    const { set, opens } = await withAnn();
    expect(await set('passw0rd')).toMatchObject({ status: 204, body: {} });
    expect([await opens('passw0rd'), await opens('passw0rds')]).toEqual([true, false]);
  });

  it('is refused where the policy is broken, and says how', async () => {
    const { set, opens } = await withAnn();
    const answer = await set('ann');
    expect([answer.status, errorOf(answer)['MessageCode']]).toEqual([400, 'SANDBOX.PASSWORD_POLICY']);
    expect(errorOf(answer)['ResponseMessage']).toContain('Use at least 8 characters.');
    expect(await opens('ann')).toBe(false);
  });

  it('passes the policy by only where that is asked', async () => {
    const { set, opens } = await withAnn();
    expect((await set('ann', '?bypassPolicy=false')).status).toBe(400);
    expect((await set('ann', '?bypassPolicy=perhaps')).status).toBe(400);
    expect((await set('ann', '?bypassPolicy=true')).status).toBe(204);
    expect(await opens('ann')).toBe(true);
  });

  it('needs an ACTIVE user', async () => {
    const { set } = await withAnn('PENDING');
    const answer = await set('passw0rd');
    expect([answer.status, errorOf(answer)['ResponseMessage']]).toEqual([
      400,
      'The subscriber is PENDING, not ACTIVE.',
    ]);
  });

  it('again is refused for a day', async () => {
    const { set, world } = await withAnn();
    await set('passw0rd-1');
    expect(errorOf(await set('passw0rd-2'))['MessageCode']).toBe('SANDBOX.PASSWORD_TOO_YOUNG');
    world.advance(day - 1);
    expect((await set('passw0rd-2')).status).toBe(400);
    world.advance(1);
    expect((await set('passw0rd-2')).status).toBe(204);
  });

  it('refuses the last eight, and takes the ninth', async () => {
    const { set, world } = await withAnn();
    for (let number = 1; number <= 9; number += 1) {
      expect((await set(`passw0rd-${number}`)).status).toBe(204);
      world.advance(day);
    }
    for (const number of [2, 9]) {
      const answer = await set(`passw0rd-${number}`);
      expect(errorOf(answer)['ResponseMessage']).toBe('Use none of your last 8 passwords.');
    }
    expect((await set('passw0rd-1')).status).toBe(204);
  });
});

describe('changing a password', () => {
  it('needs the old one and the same new one twice', async () => {
    const { set, change, opens, world } = await withAnn();
    await set('passw0rd-1');
    world.advance(day);
    expect((await change('wrong', 'passw0rd-2')).status).toBe(400);
    expect((await change('passw0rd-1', 'passw0rd-2', undefined, 'passw0rd-3')).status).toBe(400);
    expect((await change('passw0rd-1', 'short')).status).toBe(400);
    expect((await change('passw0rd-1', 'passw0rd-2')).status).toBe(204);
    expect([await opens('passw0rd-1'), await opens('passw0rd-2')]).toEqual([false, true]);
  });

  it('twice within a day is refused', async () => {
    const { set, change, world } = await withAnn();
    await set('passw0rd-1');
    expect((await change('passw0rd-1', 'passw0rd-2')).status).toBe(400);
    world.advance(day);
    expect((await change('passw0rd-1', 'passw0rd-2')).status).toBe(204);
    expect((await change('passw0rd-2', 'passw0rd-3')).status).toBe(400);
  });

  it('can be done by the person, for themselves only', async () => {
    const { set, change, world, call, person } = await withAnn();
    await set('passw0rd-1');
    await person('bea@acme.example');
    world.advance(day);
    const as = basic(login, 'passw0rd-1');
    const credential = { LoginName: 'bea@acme.example', OldPassword: 'a', NewPassword: 'b', ConfirmPassword: 'b' };
    const body = { UserCredential: credential };
    expect((await call('POST', '/service/authentication/changePassword', { as, body })).status).toBe(404);
    expect((await change('passw0rd-1', 'passw0rd-2', as)).status).toBe(204);
  });
});

describe('a one-time password', () => {
  it('works on a PENDING subscriber, and keeps the policy', async () => {
    const { once } = await withAnn('PENDING');
    expect((await once('onet1me!')).status).toBe(204);
    expect((await once('once')).status).toBe(400);
  });

  it('is good as the old password of a change, once and without waiting', async () => {
    const { set, once, change } = await withAnn();
    await set('passw0rd-1');
    await once('one-time-123');
    expect((await change('one-time-123', 'passw0rd-2')).status).toBe(204);
    expect((await change('one-time-123', 'passw0rd-3')).status).toBe(400);
  });

  it('does not open the API', async () => {
    const { once, change, opens } = await withAnn();
    await once('one-time-123');
    expect(await opens('one-time-123')).toBe(false);
    expect((await change('one-time-123', 'passw0rd', basic(login, 'one-time-123'))).status).toBe(401);
  });
});

describe('resetting a password', () => {
  it('mails a temporary one, and the former is void', async () => {
    const { set, call, mails, opens, change } = await withAnn();
    await set('passw0rd-1');
    const answer = await call('POST', `/service/authentication/resetPassword?loginName=${login}`);
    expect(answer).toMatchObject({ status: 204, body: {} });
    expect(await opens('passw0rd-1')).toBe(false);
    const [mail] = mails(login);
    const temporary = /temporary password: (\S+)/.exec(mail!.text)?.[1] ?? '';
    expect((await change(temporary, 'passw0rd-2')).status).toBe(204);
  });

  it('mails again each time', async () => {
    const { call, mails } = await withAnn();
    for (let time = 0; time < 2; time += 1) {
      await call('POST', `/service/authentication/resetPassword?loginName=${login.toUpperCase()}`);
    }
    expect(mails(login)).toHaveLength(2);
  });
});

describe('every route about passwords', () => {
  for (const operation of ['changePassword', 'setOneTimePassword', 'setUserPassword']) {
    it(`${operation} needs a whole credential of somebody known`, async () => {
      const { call } = await withAnn();
      const post = async (body: object) =>
        (await call('POST', `/service/authentication/${operation}`, { body: body as never })).status;
      expect(await post({})).toBe(400);
      expect(await post({ UserCredential: {} })).toBe(400);
      expect(await post({ UserCredential: { LoginName: login } })).toBe(400);
      expect(await post({ UserCredential: { LoginName: 'x@acme.example', NewPassword: 'passw0rd' } })).toBe(404);
    });
  }

  it('resetPassword needs a login name of somebody known', async () => {
    const { call } = await withAnn();
    const path = '/service/authentication/resetPassword';
    expect((await call('POST', path)).status).toBe(400);
    expect((await call('POST', `${path}?loginName=x@acme.example`)).status).toBe(404);
  });

  it('keeps no password as it is', async () => {
    const { set, once, service } = await withAnn();
    await set('passw0rd-1');
    await once('one-time-123');
    const kept = JSON.stringify([...service.state().subscribers.values()].map(({ credential }) => credential));
    expect(kept).not.toMatch(/passw0rd-1|one-time-123/);
  });
});
