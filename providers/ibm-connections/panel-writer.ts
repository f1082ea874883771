import { second } from '../../engine/model/instant.ts';
import type { Outcome, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { assumed } from './assumptions.ts';
import { resourceId } from './panel-api.ts';
import { assignmentOf, userOf } from './panel-reader.ts';
import { textIn } from './purchase-api.ts';
import { restoreFromTrash } from './service-trash.ts';
import type { Tenant } from './tenant.ts';

export function makeUser(tenant: Tenant): Write {
  return async ({ after }, { signal }) => {
    const account = await tenant.account();
    if (account === null) {
      throw new ProviderError('not-found', `The panel shows no account ${tenant.settings.customer.name}.`, {
        cure: 'It may follow the first order by minutes: apply again. Else write settings.account.',
      });
    }
    const { email, givenName, familyName } = namesIn(after);
    const user = { isAccountAdmin: false, login: email, email, givenName, familyName };
    return { outcome: 'done', observed: userOf(tenant, await tenant.panel().makeUser(account, user, signal)) };
  };
}

export function renameUser(tenant: Tenant): Write {
  return async (change, { signal }) => {
    const id = await userId(tenant, change.address.key, change.id);
    const { givenName, familyName } = namesIn(change.after);
    const user = await tenant.panel().changeUser(id, { givenName, familyName }, signal);
    return { outcome: 'done', observed: userOf(tenant, user) };
  };
}

/** A user or a service: what is gone already is gone. */
export function removeResource(tenant: Tenant): Write {
  return async ({ id, address }, { signal }) => {
    if (id === null)
      throw new ProviderError('not-found', `${address.key} has no id in the panel.`, { cure: 'Plan again.' });
    try {
      await tenant.panel().remove(id, signal);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.code !== 'not-found') throw error;
    }
    return { outcome: 'done', observed: null };
  };
}

/**
 * "Assign Service": the bus answers while it is still provisioning, and is asked on. Whoever lies in IBM's trash is
 * restored first: the panel cannot assign a service to them (inferred).
 */
export function assignService(tenant: Tenant): Write {
  return async ({ address }, { signal }) => {
    if (assumed.restoreBeforeAssigning.value) await restoreFromTrash(tenant, address.key, signal);
    const user = await userId(tenant, address.key, null);
    const row = await tenant.panel().assign(user, tenant.settings.serviceType, signal);
    const observed = assignmentOf(tenant, row, address.key);
    if (observed.presence === 'active') return { outcome: 'done', observed };
    return { outcome: 'accepted', ref: `${resourceId(row)}/${address.key}`, checkAfter: 2 * second };
  };
}

/** Null while the panel provisions. */
export async function pollAssignment(tenant: Tenant, ref: string): Promise<Outcome | null> {
  const slash = ref.indexOf('/');
  const row = await tenant.panel().resource(ref.slice(0, slash));
  if (row === null) throw new ProviderError('invalid', 'The panel gave up: the assigned service is no longer there.');
  const observed = assignmentOf(tenant, row, ref.slice(slash + 1));
  return observed.presence === 'active' ? { outcome: 'done', observed } : null;
}

/** Sends the mail by which the person sets the password for myCP. */
export async function sendReset(tenant: Tenant, email: string, signal: AbortSignal): Promise<void> {
  await tenant.panel().resetPassword(await userId(tenant, email, null), signal);
}

async function userId(tenant: Tenant, email: string, id: string | null): Promise<string> {
  if (id !== null) return id;
  const user = await tenant.panel().findUser(email);
  if (user !== null) return resourceId(user);
  throw new ProviderError('not-found', `The panel has no user ${email}.`, { cure: 'Plan again.' });
}

function namesIn(after: Parameters<Write>[0]['after']) {
  const attributes = after ?? {};
  return {
    email: textIn(attributes, 'email'),
    givenName: textIn(attributes, 'givenName'),
    familyName: textIn(attributes, 'familyName'),
  };
}
