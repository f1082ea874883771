import { describe, expect, it } from 'vitest';
import { acme } from './support/acme.ts';
import type { Acme } from './support/acme.ts';
import { basic } from './support/service-lab.ts';

type By = 'vendor' | 'administrator' | 'anybody';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly op?: string;
  readonly by: By;
  readonly operation: string;
  readonly writes: boolean;
}

const customer = '/resource/customer';
const subscriber = '/resource/subscriber';
const subscription = '/resource/subscription';
const seat = `${subscription}/59999/seat/99999`;

/** Reads a line: `method path operation-name by reads|writes [x-operation]`. */
function route(line: readonly [string, string, string, By, 'reads' | 'writes', string?]): Route {
  const [method, path, operation, by, does, op] = line;
  return { method, path, operation, by, writes: does === 'writes', ...(op === undefined ? {} : { op }) };
}

/** The whole endpoint table. Most paths name what is not there, so that nothing happens to those who may. */
const routes: readonly Route[] = [
  route(['POST', customer, 'register a customer', 'vendor', 'writes']),
  route(['GET', customer, 'list the customers', 'vendor', 'reads']),
  route(['GET', `${customer}?_namedQuery=x`, 'find customers', 'administrator', 'reads']),
  route(['GET', `${customer}/39999`, 'read a customer', 'administrator', 'reads']),
  route(['PUT', `${customer}/39999`, 'replace a customer', 'administrator', 'writes']),
  route(['DELETE', `${customer}/39999`, 'delete a customer', 'vendor', 'writes']),
  route(['POST', `${customer}/39999`, 'suspend a customer', 'vendor', 'writes', 'suspendCustomer']),
  route(['POST', `${customer}/39999`, 'unsuspend a customer', 'vendor', 'writes', 'unsuspendCustomer']),
  route(['POST', subscriber, 'add a subscriber', 'administrator', 'writes']),
  route(['GET', subscriber, 'list the subscribers', 'administrator', 'reads']),
  route(['GET', `${subscriber}?_namedQuery=x`, 'find subscribers', 'administrator', 'reads']),
  route(['GET', `${subscriber}/79999`, 'read a subscriber', 'anybody', 'reads']),
  route(['PUT', `${subscriber}/79999`, 'replace a subscriber', 'administrator', 'writes']),
  route(['DELETE', `${subscriber}/79999`, 'delete a subscriber', 'administrator', 'writes']),
  route(['POST', `${subscriber}/79999`, 'activate a subscriber', 'administrator', 'writes', 'activateSubscriber']),
  route(['POST', `${subscriber}/79999`, 'suspend a subscriber', 'administrator', 'writes', 'suspendSubscriber']),
  route(['POST', `${subscriber}/79999`, 'unsuspend a subscriber', 'administrator', 'writes', 'unsuspendSubscriber']),
  route(['POST', `${subscriber}/79999`, 'restore a subscriber', 'administrator', 'writes', 'restoreSubscriber']),
  route([
    'POST',
    `${subscriber}/79999/subscription/1`,
    'entitle a subscriber',
    'anybody',
    'writes',
    'entitleSubscriber',
  ]),
  route(['POST', `${subscriber}/79999/seat/1`, 'revoke a seat', 'administrator', 'writes', 'revokeSubscriber']),
  route(['POST', subscription, 'order subscriptions', 'vendor', 'writes']),
  route(['GET', subscription, 'list the subscriptions', 'administrator', 'reads']),
  route(['GET', `${subscription}?_namedQuery=x`, 'find subscriptions', 'administrator', 'reads']),
  route(['GET', `${subscription}/59999`, 'read a subscription', 'administrator', 'reads']),
  route(['PUT', `${subscription}/59999`, 'replace a subscription', 'vendor', 'writes']),
  route(['DELETE', `${subscription}/59999`, 'cancel a subscription', 'vendor', 'writes']),
  route(['POST', `${subscription}/59999`, 'suspend a subscription', 'vendor', 'writes', 'suspendSubscription']),
  route(['POST', `${subscription}/59999`, 'unsuspend a subscription', 'vendor', 'writes', 'unsuspendSubscription']),
  route(['GET', seat, 'read a seat', 'administrator', 'reads']),
  route(['POST', seat, 'transfer a seat', 'administrator', 'writes', 'transferSeat']),
  route(['POST', seat, 'change the quota of a seat', 'administrator', 'writes', 'changeQuota']),
  route(['POST', '/service/authentication/changePassword', 'change a password', 'anybody', 'writes']),
  route(['POST', '/service/authentication/resetPassword', 'reset a password', 'administrator', 'writes']),
  route(['POST', '/service/authentication/setOneTimePassword', 'set a one-time password', 'administrator', 'writes']),
  route(['POST', '/service/authentication/setUserPassword', 'set a password', 'administrator', 'writes']),
  route(['POST', '/service/authorization/getRoleList', 'list the roles', 'administrator', 'reads']),
  route(['POST', '/service/authorization/assignRole', 'assign a role', 'administrator', 'writes']),
  route(['POST', '/service/authorization/unassignRole', 'unassign a role', 'administrator', 'writes']),
  route(['GET', '/resource/workflow', 'find workflows', 'administrator', 'reads']),
  route(['GET', '/manage/oauth/getUserIdentity', 'who is asking', 'anybody', 'reads']),
];

/** Who gets further than the door. */
async function admitted(lab: Acme, { method, path, op }: Route): Promise<By | 'nobody'> {
  const options = op === undefined ? {} : { op };
  const opens = async (as: string | null) => {
    const { status } = await lab.call(method, path, { ...options, as });
    return status !== 401 && status !== 403;
  };
  if (await opens(null)) throw new Error(`${path} asks for no credentials`);
  if (await opens(basic('ann@acme.example'))) return 'anybody';
  if (await opens(lab.owner)) return 'administrator';
  return (await opens(basic('sandbox'))) ? 'vendor' : 'nobody';
}

describe('every route', () => {
  for (const one of routes) {
    it(`${one.method} ${one.path} ${one.op ?? ''} is for ${one.by}, and is called “${one.operation}”`, async () => {
      const lab = await acme();
      await lab.person('ann@acme.example');
      lab.journal.clear();
      expect(await admitted(lab, one)).toBe(one.by);
      for (const entry of lab.journal.entries()) {
        expect(entry).toMatchObject({ operation: `service: ${one.operation}`, writes: one.writes });
      }
    });
  }

  it('stands in this table', async () => {
    const { service } = await acme();
    const others = ['get a token', 'an unknown operation', 'an unknown route'];
    const named = [...routes.map(({ operation }) => operation), ...others].map((name) => `service: ${name}`);
    expect([...service.api.operations].sort()).toEqual(named.sort());
  });
});
