import type { JsonObject } from '../../../engine/model/json.ts';
import { operations } from '../parameters.ts';
import { convertAccount, expireAccount, extendAccount } from './account-actions.ts';
import { addAccount, nameRefusal } from './accounts.ts';
import type { NewAccount } from './accounts.ts';
import { findAdministrator } from './administrators.ts';
import { addTableOperation, isVisible } from './api-context.ts';
import type { Api, Call } from './api-context.ts';
import { copying } from './api-guard.ts';
import { respond, succeed } from './answer.ts';
import { accountByName, isAtOrBelow, isCopying } from './hierarchy.ts';
import type { Account } from './portal-state.ts';
import type { Quirks } from './quirks.ts';
import { isRefusal, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { numberAt } from './wire-parameters.ts';
import type { Parameters } from './wire-parameters.ts';

/** Making accounts, and what can be done with one. */
export function addAccountRoutes(api: Api): void {
  addTableOperation(api, 'checkAccountName', { writes: false, act: (call) => checkAccountName(api, call) });
  addTableOperation(api, 'checkAdministrator', { writes: false, act: (call) => checkAdministrator(api, call) });
  addTableOperation(api, 'createCustomer', { writes: true, act: (call) => createCustomer(api, call) });
  addTableOperation(api, 'createPartner', { writes: true, act: (call) => createPartner(api, call) });
  addTableOperation(api, 'extendAccount', {
    writes: true,
    act: (call) =>
      onAccount(api, call, (acting) => extendAccount(api.state(), acting, numberAt(call.parameters, 'days'))),
  });
  addTableOperation(api, 'convertToCustomer', {
    writes: true,
    act: (call) =>
      onAccount(api, call, (acting) => {
        return convertAccount(acting, numberAt(call.parameters, 'committedLicenses') ?? Number.NaN);
      }),
  });
  addTableOperation(api, 'expireAccount', {
    writes: true,
    act: (call) => onAccount(api, call, (acting) => expireAccount(api.state(), acting)),
  });
}

function checkAccountName(api: Api, { c, parameters }: Call): Response {
  const name = parameters.get('name') ?? '';
  const taken = accountByName(api.state(), name);
  const isFree = taken === undefined ? nameRefusal(api.state(), name) === null : !isVisible(api, taken);
  const { available } = operations.checkAccountName.answer;
  const accountNameAvailability = { [available.wire]: flag(api.quirks, isFree) };
  return respond(c, api.quirks, { document: { accountNameAvailability } });
}

function checkAdministrator(api: Api, { c, parameters }: Call): Response {
  const taken = findAdministrator(api.state(), parameters.get('userName') ?? '');
  const isFree = taken === undefined || !isVisible(api, taken);
  const { available } = operations.checkAdministrator.answer;
  const adminAccountAvailability = { [available.wire]: flag(api.quirks, isFree) };
  return respond(c, api.quirks, { document: { adminAccountAvailability } });
}

/** Yes and no come in five spellings. */
export function flag({ booleans }: Pick<Quirks, 'booleans'>, is: boolean): boolean | string {
  if (booleans === 'true') return is;
  const no = { Yes: 'No', Y: 'N', '1': '0' } as const;
  return is ? booleans : no[booleans];
}

const wireTypes: Readonly<Record<string, 'customer' | 'trial'>> = { Customer: 'customer', Trial: 'trial' };

function createCustomer(api: Api, call: Call): Response | Refusal {
  const { account, parameters } = call;
  const type = wireTypes[parameters.get('type') ?? ''];
  if (type === undefined) return refusal('invalid', 'type', 'The account type is Customer or Trial.');
  if (parameters.get('billingId') !== account.billingId) {
    return refusal('invalid', 'billingId', 'The billing id of the form is not that of the path.');
  }
  const portalLogin = parameters.get('portalLogin') ?? '1';
  if (!/^[01]$/u.test(portalLogin)) return refusal('invalid', 'portalLogin', 'Portal login is 0 or 1.');
  const wanted = {
    ...given(parameters, ['country', 'language', 'vertical']),
    ...numbersGiven(parameters, ['acceptEula', 'committedLicenses', 'days']),
    type,
    portalLogin: portalLogin === '1',
  };
  return create(api, call, wanted);
}

function createPartner(api: Api, call: Call): Response | Refusal {
  const texts = given(call.parameters, ['country', 'language', 'displayName', 'code', 'copyFrom']);
  return create(api, call, { ...texts, ...numbersGiven(call.parameters, ['trialDays']), type: 'partner' });
}

/** Seen: the answer holds the new billing id, while the copying of the template goes on. The root is ours. */
function create(
  api: Api,
  { c, caller, account, parameters }: Call,
  more: Omit<NewAccount, 'name' | 'adminEmail'>,
): Response | Refusal {
  const name = parameters.get('name') ?? '';
  const wanted = { ...more, name, adminEmail: parameters.get('adminEmail') ?? '' };
  const made = addAccount(api.state(), caller, { parent: account, wanted });
  if (isRefusal(made)) return made;
  const { wire } = operations.createCustomer.answer.billingId;
  const accountResponse: JsonObject = { status: 'Success', [wire]: made.billingId };
  return respond(c, api.quirks, { document: { accountResponse } });
}

type Act = (acting: { readonly actor: Call['caller']; readonly account: Account }) => Account | Refusal;

/** [ours] Whose id stands in the path is not found: the account's own, or that of one above it; the form decides. */
function onAccount({ state, quirks }: Api, call: Call, act: Act): Response | Refusal {
  const { c, caller, parameters } = call;
  const billingId = parameters.get('billingId') ?? '';
  const account = state().accounts.get(billingId);
  if (account === undefined || !isAtOrBelow(account, call.account)) {
    return refusal('invalid', 'billingId', `There is no account ${billingId} here.`);
  }
  if (isCopying(state(), account)) return copying(account.name);
  const done = act({ actor: caller, account });
  return isRefusal(done) ? done : succeed(c, quirks, `${done.name}: ${done.type}, ${done.status}`);
}

function given<Key extends string>(parameters: Parameters, keys: readonly Key[]): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const value = parameters.get(key);
    if (value !== undefined) found[key] = value;
  }
  return found;
}

function numbersGiven<Key extends string>(parameters: Parameters, keys: readonly Key[]): Partial<Record<Key, number>> {
  const found: Partial<Record<Key, number>> = {};
  for (const key of keys) {
    const value = numberAt(parameters, key);
    if (value !== undefined) found[key] = value;
  }
  return found;
}
