import type { JsonObject } from '../../engine/model/json.ts';
import type { Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { isUserNameFree } from './administrator-reader.ts';
import { rolesIn, shownRole } from './kinds/role-names.ts';
import { textIn } from './kinds/texts.ts';
import type { Tenant } from './tenant.ts';

/**
 * Adds an administrator; MaaS360 mails a temporary password. The user name is asked after before, and again afterwards:
 * nobody has published what the call answers, neither when it was done nor when it was not.
 */
export function addAdministrator(tenant: Tenant): Write {
  return async ({ address, after }, { signal }) => {
    const userName = address.key;
    const wanted = after ?? {};
    const billingId = accountId(tenant, textIn(wanted, 'account'));
    if (!(await isUserNameFree(tenant, userName))) throw taken(userName);
    const values = {
      userName,
      email: textIn(wanted, 'email'),
      roles: rolesIn(wanted['roles']).map(shownRole).join(','),
    };
    try {
      await tenant.api().createAdministrator({ billingId, values, signal });
    } catch (error) {
      const isRefused = error instanceof ProviderError && error.code === 'invalid';
      if (isRefused && !(await isUserNameFree(tenant, userName))) throw taken(userName);
      throw error;
    }
    await demandTaken(tenant, userName);
    return {
      outcome: 'done',
      observed: invited(tenant, { address, attributes: wanted, note: 'the user name is taken' }),
    };
  };
}

/** A call that went through and changed nothing is not called done, whatever it answered. */
async function demandTaken(tenant: Tenant, userName: string): Promise<void> {
  const isFree = await isUserNameFree(tenant, userName).catch(() => undefined);
  if (isFree === false) return;
  const seen = isFree === undefined ? 'whether it was cannot be read' : 'its user name is still free';
  throw new ProviderError('ambiguous', `MaaS360 did not refuse to add ${userName}, and ${seen}.`, {
    cure: 'The next run looks it up before anything else is done about it.',
  });
}

function accountId(tenant: Tenant, account: string): string {
  const id = tenant.idOf(account);
  if (id !== undefined) return id;
  throw new ProviderError('not-found', `Nobody knows the billing id of ${account}.`, {
    cure: 'Plan again: the account has to be made, or its billing id to be told, before anybody can be added to it.',
  });
}

function taken(userName: string): ProviderError {
  return new ProviderError('conflict', `The user name ${userName} is taken; it is unique on the whole instance.`, {
    cure: 'Plan again, or give the person another one: with: { userName: … }.',
  });
}

/** It came with its account: MaaS360 mailed the login then, and nothing is sent now. */
export function expectPrimary(tenant: Tenant): Write {
  return async ({ address, after }) => {
    const note = 'MaaS360 makes it with the account';
    return { outcome: 'done', observed: invited(tenant, { address, attributes: after ?? {}, note }) };
  };
}

/** Its account has another name now: it is written down, and nothing is sent. What else changes is done by hand. */
export function recordPrimary(tenant: Tenant): Write {
  return async (change) => {
    const { address, id, before, after } = change;
    const evidence = {
      grade: 'indirect' as const,
      at: tenant.instant(),
      note: 'as recorded, under a new account name',
    };
    const observed = { address, id, attributes: { ...before, ...after }, evidence };
    if (change.verdict !== 'update' || change.presence === 'active') {
      return { outcome: 'done', observed: { ...observed, presence: 'active' } };
    }
    return { outcome: 'done', observed: { ...observed, presence: 'invited', invitation: { sentAt: evidence.at } } };
  };
}

interface Inviting extends Pick<ObservedResource, 'address' | 'attributes'> {
  readonly attributes: JsonObject;
  readonly note: string;
}

function invited(tenant: Tenant, { address, attributes, note }: Inviting): ObservedResource {
  const at = tenant.instant();
  const evidence = { grade: 'indirect' as const, at, note };
  return { address, id: null, presence: 'invited', attributes, invitation: { sentAt: at }, evidence };
}
