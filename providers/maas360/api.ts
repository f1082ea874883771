import type { JsonObject, Json } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { pathOf } from '../kit/base-url.ts';
import type { DoorRequest } from '../kit/door-request.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { documentOf, memberIn, type Rows, rowsIn } from './answer.ts';
import { type OperationForm, type OperationName, operations } from './parameters.ts';

type Operations = typeof operations;

/** By the names of the table, not of the wire; what is undefined is not sent. */
export type Values<Name extends OperationName> = {
  readonly [Key in keyof Operations[Name]['parameters']]?: string | number | undefined;
};

/** Members of an answer, by the names of the table; what did not come is not there. */
export type Members<Name extends OperationName> = { readonly [Key in keyof Operations[Name]['answer']]?: Json };

export interface Answer<Name extends OperationName> {
  readonly members: Members<Name>;
  /** Of an operation that answers with a list: the rows of this page. */
  readonly rows: readonly Members<Name>[];
  /** How many rows there are on all pages; null where it is not said. */
  readonly total: number | null;
}

export interface Call<Name extends OperationName> {
  /** The account that is acted on. */
  readonly billingId: string;
  readonly values?: Values<Name>;
  readonly signal?: AbortSignal;
}

/** MaaS360 Web Services: one function for each operation of the table, and nothing that is not in it. */
export type Maas360Api = {
  readonly [Name in OperationName]: (call: Call<Name>) => Promise<Answer<Name>>;
};

/** What each is for, in words that complete "could not". */
const purposes: Readonly<Record<OperationName, string>> = {
  checkAccountName: 'ask whether an account name is free',
  createCustomer: 'create the account',
  createPartner: 'create the partner account',
  extendAccount: 'extend the trial',
  convertToCustomer: 'convert the trial to a customer',
  expireAccount: 'expire the account',
  getCustomerConfig: 'read the account',
  getPartnerConfig: 'read the partner account',
  checkAdministrator: 'ask whether a user name is free',
  createAdministrator: 'create the administrator',
  administratorChanges: "read the audit of administrators' changes",
  administratorLogins: "read the report of administrators' logins",
};

export function createApi(door: HttpDoor): Maas360Api {
  const entries = (Object.keys(operations) as OperationName[]).map((name) => [name, operation(door, name)]);
  // Every operation has an entry of its own type: each was made from the table's line of the same name.
  return Object.fromEntries(entries) as Maas360Api;
}

function operation<Name extends OperationName>(door: HttpDoor, name: Name) {
  const form: OperationForm = operations[name];
  return async (call: Call<Name>): Promise<Answer<Name>> => {
    const request = requestOf(name, form, call);
    const { text } = await door.request(request);
    const document = documentOf(text);
    if (document === undefined && text.trim() !== '') throw unreadable(request);
    const list = 'pageNumber' in form.parameters ? listOf(document) : { rows: [], total: null };
    if (list === undefined) throw unreadable(request);
    return {
      members: membersOf<Name>(form, document ?? {}),
      rows: list.rows.map((row) => membersOf<Name>(form, row)),
      total: list.total,
    };
  };
}

function listOf(document: JsonObject | undefined): Rows | undefined {
  return document === undefined ? undefined : rowsIn(document);
}

function requestOf(name: OperationName, form: OperationForm, call: Call<OperationName>): DoorRequest {
  const { method, path, parameters } = form;
  const values = new URLSearchParams();
  const given: Readonly<Record<string, string | number | undefined>> = call.values ?? {};
  for (const [key, value] of Object.entries(given)) {
    const parameter = parameters[key];
    if (parameter !== undefined && value !== undefined) values.append(parameter.wire, String(value));
  }
  const sent =
    method === 'GET'
      ? { query: Object.fromEntries(values) }
      : { payload: { type: 'application/x-www-form-urlencoded', text: values.toString() } };
  return {
    operation: purposes[name],
    method,
    path: path.replace('/{billingId}', pathOf(call.billingId)),
    ...sent,
    headers: { accept: 'application/json' },
    expects: 'text',
    writes: method === 'POST',
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  };
}

function membersOf<Name extends OperationName>(form: OperationForm, document: JsonObject): Members<Name> {
  const members: Record<string, Json> = {};
  for (const [key, { wire }] of Object.entries(form.answer)) {
    const value = memberIn(document, wire);
    if (value !== undefined) members[key] = value;
  }
  // The keys are those of this operation's answer in the table.
  return members;
}

/** For a write, nobody knows what it said. */
function unreadable({ operation, writes }: DoorRequest): ProviderError {
  if (!writes) {
    return new ProviderError('contract', `Could not ${operation}: the answer is neither JSON nor XML of MaaS360.`, {
      cure: 'Check that the base URL is the one of the web services (services.…), not of the portal.',
    });
  }
  return new ProviderError('ambiguous', `The answer cannot be read after asking MaaS360 to ${operation}.`, {
    cure: 'It may have happened. The next run looks it up before anything else is done about it.',
  });
}
