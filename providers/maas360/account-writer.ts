import type { Change } from '../../engine/model/change.ts';
import { instantOf, second } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Outcome, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { isNameFree, readAccount } from './account-reader.ts';
import { numberOf, textOf } from './answer.ts';
import type { Values } from './api.ts';
import { accountKind, normalizeAccount } from './kinds/account-attributes.ts';
import { moveOf } from './kinds/account-states.ts';
import { textIn } from './kinds/texts.ts';
import { trialDays } from './kinds/trial-days.ts';
import type { Tenant } from './tenant.ts';

/**
 * Makes an account below a partner. Nothing protects against doing it twice but the name: it is asked after before, and
 * again after a refusal, because nobody has published how MaaS360 says that it is taken.
 */
export function makeAccount(tenant: Tenant): Write {
  return async ({ address, after }, { signal }) => {
    const wanted = after ?? {};
    const parentId = idOf(tenant, textIn(wanted, 'parent'));
    if (!(await isNameFree(tenant, address.key))) throw taken(address.key);
    const billingId = await post(tenant, { parentId, wanted, signal }).catch(async (error: unknown) => {
      if (error instanceof ProviderError && error.code === 'invalid' && !(await isNameFree(tenant, address.key))) {
        throw taken(address.key);
      }
      throw error;
    });
    tenant.note(address.key, billingId);
    const ref = formatRef({ billingId, at: tenant.now(), name: address.key });
    return { outcome: 'accepted', ref, checkAfter: second };
  };
}

interface Posting {
  readonly parentId: string;
  readonly wanted: JsonObject;
  readonly signal: AbortSignal;
}

async function post(tenant: Tenant, { parentId, wanted, signal }: Posting): Promise<string> {
  const api = tenant.api();
  const { members } =
    wanted['type'] === 'partner'
      ? await api.createPartner({ billingId: parentId, values: partnerForm(tenant, wanted), signal })
      : await api.createCustomer({ billingId: parentId, values: customerForm(tenant, wanted, parentId), signal });
  const billingId = textOf(members.billingId);
  if (billingId !== undefined) return billingId;
  throw new ProviderError('ambiguous', 'MaaS360 answered the new account without its billing id.', {
    cure: 'It may have been made. The next run asks whether the name is taken, and then for the billing id.',
  });
}

function partnerForm(tenant: Tenant, wanted: JsonObject): Values<'createPartner'> {
  const copyFrom = textOf(wanted['copyFrom']);
  return {
    name: textOf(wanted['name']),
    displayName: textOf(wanted['displayName']),
    adminEmail: textOf(wanted['adminEmail']),
    country: textOf(wanted['country']),
    language: textOf(wanted['language']),
    code: textOf(wanted['code']),
    copyFrom: copyFrom === undefined ? undefined : idOf(tenant, copyFrom),
    trialDays: numberOf(wanted['trialDays']),
  };
}

const agreements = ['none', 'first', 'all', 'changes'];

function customerForm(tenant: Tenant, wanted: JsonObject, parentId: string): Values<'createCustomer'> {
  const acceptEula = agreements.indexOf(textIn(wanted, 'acceptEula'));
  const isTrial = wanted['type'] === 'trial';
  return {
    type: isTrial ? 'Trial' : 'Customer',
    name: textOf(wanted['name']),
    adminEmail: textOf(wanted['adminEmail']),
    billingId: parentId,
    acceptEula: acceptEula === -1 ? undefined : acceptEula,
    portalLogin: 1,
    country: textOf(wanted['country']),
    language: textOf(wanted['language']),
    vertical: textOf(wanted['vertical']),
    committedLicenses: isTrial ? undefined : numberOf(wanted['committedLicenses']),
    days: isTrial ? daysUntil(tenant, wanted, undefined) : undefined,
  };
}

/**
 * Whole days from now, or from the day on which a running trial ends, to the last one wanted. A plan may be applied on
 * a later day than it was made.
 */
function daysUntil(tenant: Tenant, wanted: JsonObject, endsOn: string | undefined): number | undefined {
  const last = textOf(wanted['endsOn']);
  if (last === undefined) return undefined;
  const now = instantOf(tenant.now());
  const days = trialDays({ last, from: endsOn !== undefined && endsOn > now ? endsOn : now });
  if (days >= 1) return days;
  throw new ProviderError('invalid', `No day is left to give: the trial is to end on ${last}.`, {
    cure: 'Plan again: the plan asks for a later day.',
  });
}

function taken(name: string): ProviderError {
  return new ProviderError('conflict', `The account name ${name} is taken.`, {
    cure: 'Plan again: it asks for the billing id, or give the PartnerLink another account name.',
  });
}

function idOf(tenant: Tenant, account: string): string {
  const id = tenant.idOf(account);
  if (id !== undefined) return id;
  throw new ProviderError('not-found', `Nobody knows the billing id of ${account}.`, {
    cure: 'Plan again: the account has to be made, or its billing id to be told, before anything is made below it.',
  });
}

interface Ref {
  readonly billingId: string;
  readonly at: number;
  readonly name: string;
}

/** What is needed to ask on, also by another run: `30001234/1764000000000/AcmeNorth`. */
function formatRef({ billingId, at, name }: Ref): string {
  return `${billingId}/${at}/${name}`;
}

function parseRef(ref: string): Ref {
  const [billingId = '', at = '', ...name] = ref.split('/');
  return { billingId, at: Number(at), name: name.join('/') };
}

/** While the partner's setup is being copied to it, a new account refuses to answer: whatever it says, it is there. */
export async function pollAccount(tenant: Tenant, ref: string): Promise<Outcome> {
  const { billingId, at, name } = parseRef(ref);
  tenant.note(name, billingId);
  const address = { portal: tenant.portal.name, kind: accountKind, key: name };
  try {
    return { outcome: 'done', observed: await readAccount(tenant, { address, id: billingId }) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (tenant.now() < at + tenant.settings.copying) return { outcome: 'accepted', ref, checkAfter: 5 * second };
    throw new ProviderError('unavailable', `${name} was made, and cannot be read yet: ${error.message}`, {
      ...(error.portalText === undefined ? {} : { portalText: error.portalText }),
      cure: `Ask IBM MaaS360 support about the account with the billing id ${billingId}; apply goes on asking.`,
    });
  }
}

/**
 * The calls between the states of an account. An expired customer becomes one again by way of a trial: two calls. None
 * is made twice: one that shows nothing may still have been done.
 */
export function moveAccount(tenant: Tenant): Write {
  return async (change, { signal }) => {
    const wanted = change.after ?? {};
    let found = await look(tenant, change);
    const made = new Set<string>();
    for (;;) {
      const move = moveOf(normalizeAccount(found.attributes), wanted);
      if (move.move === 'none') break;
      if (move.move === 'by-hand') throw changed(change, found);
      if (made.has(move.call)) throw unmoved(change);
      made.add(move.call);
      const billingId = found.id ?? '';
      await send(tenant, { call: move.call, billingId, wanted, found, signal });
      found = await lookAfter(tenant, change);
    }
    return { outcome: 'done', observed: found };
  };
}

function unmoved({ word, address }: Change): ProviderError {
  return new ProviderError('contract', `MaaS360 took the ${word} of ${address.key} and shows it as it was.`, {
    cure: 'Look at the account in the portal. The next run looks again before anything else is done about it.',
  });
}

interface Sending {
  readonly call: 'extend' | 'convert' | 'expire';
  readonly billingId: string;
  readonly wanted: JsonObject;
  readonly found: ObservedResource;
  readonly signal: AbortSignal;
}

async function send(tenant: Tenant, { call, billingId, wanted, found, signal }: Sending): Promise<void> {
  const api = tenant.api();
  switch (call) {
    case 'extend': {
      const days = daysUntil(tenant, wanted, textOf(found.attributes['endsOn']));
      await api.extendAccount({ billingId, values: { billingId, days }, signal });
      return;
    }
    case 'convert': {
      const committedLicenses = numberOf(wanted['committedLicenses']);
      await api.convertToCustomer({ billingId, values: { billingId, committedLicenses }, signal });
      return;
    }
    case 'expire':
      await api.expireAccount({ billingId, values: { billingId }, signal });
  }
}

/** The most that the interface can do: the account stays, expired. One that has expired needs no call. */
export function endAccount(tenant: Tenant): Write {
  return async (change, { signal }) => {
    const found = await look(tenant, change);
    const { state } = found.attributes;
    if (state === 'expired' || state === 'deleting') return { outcome: 'done', observed: null };
    const billingId = found.id ?? '';
    await send(tenant, { call: 'expire', billingId, wanted: {}, found, signal });
    const left = await lookAfter(tenant, change);
    if (left.attributes['state'] !== 'active') return { outcome: 'done', observed: null };
    throw new ProviderError('contract', `MaaS360 took the expiry of ${change.address.key} and shows it as active.`);
  };
}

async function look(tenant: Tenant, { address, id }: Change): Promise<ObservedResource> {
  return readAccount(tenant, { address, id: id ?? idOf(tenant, address.key) });
}

/** The call went through: where its effect cannot be read, nobody may say that nothing was done. */
async function lookAfter(tenant: Tenant, change: Change): Promise<ObservedResource> {
  try {
    return await look(tenant, change);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new ProviderError('ambiguous', `${change.address.key} could not be read after the ${change.word}.`, {
      cause: error,
      cure: 'It may have happened. The next run looks it up before anything else is done about it.',
    });
  }
}

function changed({ address, word }: Change, found: ObservedResource): ProviderError {
  const { type, state } = found.attributes;
  const text = `${address.key} is ${textOf(state) ?? ''} as ${textOf(type) ?? 'an account'} by now: no ${word} is possible.`;
  return new ProviderError('conflict', text, { cure: 'Plan again.' });
}
