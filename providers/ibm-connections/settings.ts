import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import { assumed } from './assumptions.ts';

/** `Portal.spec.settings` of an IBM Connections Cloud customer, with what is left out filled in. */
export interface Settings {
  /** Which marketplace the reseller's token is for: `us`, `eu`. */
  readonly marketplace: string;
  readonly customer: CustomerSettings;
  /** The customer's id at IBM (BSS); undefined where it is looked up by the customer's name. */
  readonly organisation?: number;
  /** The customer's account in the panel; undefined where it is the only one that the credentials see. */
  readonly account?: string;
  /** Number of the panel account whose token is asked for: 1 is the provider, who sees all. */
  readonly tokenAccount: number;
  /** Who makes IBM subscriptions: the marketplace's own order, or a second one by IBM's vendor interface. */
  readonly activation: 'order' | 'vsr';
  /** Who makes the subscriber at IBM: the panel, by assigning the service, or this provider at IBM. */
  readonly subscribers: 'panel' | 'service';
  readonly termsOfUse: 'person' | 'administrator';
  /** What becomes of a leaver's data where the person's own `leave` does not say. */
  readonly data: 'soft' | 'hard';
  /** APS type of the panel's IBM service. */
  readonly serviceType: string;
  /** After so many days a first login that nobody saw is assumed; undefined for never. */
  readonly assumeFirstLogin?: number;
  readonly myCp: string;
  /** A page of the customer's own on which a person confirms the first login; undefined where there is none. */
  readonly confirmUrl?: string;
  /** Where people go for every login after the first. */
  readonly directUrl: string;
  readonly pageSize: number;
}

export interface CustomerSettings {
  readonly name: string;
  readonly id?: string;
  readonly externalId?: string;
  /** What the marketplace needs to make the customer; absent where it must be there already. */
  readonly make?: JsonObject;
}

/** Reads what the schema has validated; anything else counts as left out. */
export function readSettings(given: JsonObject): Settings {
  const customer = isJsonObject(given['customer']) ? given['customer'] : {};
  const organisation = given['organisation'];
  const account = textOf(given['account']);
  const confirmUrl = textOf(given['confirmUrl']);
  const days = given['assumeFirstLogin'];
  const tokenAccount = given['tokenAccount'];
  return {
    marketplace: textOf(given['marketplace']) ?? 'us',
    customer: readCustomer(customer),
    tokenAccount: typeof tokenAccount === 'number' ? tokenAccount : 1,
    activation: given['activation'] === 'vsr' ? 'vsr' : assumed.activation.value,
    subscribers: given['subscribers'] === 'service' ? 'service' : assumed.subscribers.value,
    termsOfUse: given['termsOfUse'] === 'administrator' ? 'administrator' : 'person',
    data: given['data'] === 'hard' ? 'hard' : 'soft',
    serviceType: textOf(given['serviceType']) ?? assumed.serviceType.value,
    myCp: textOf(given['myCp']) ?? '',
    directUrl: textOf(given['directUrl']) ?? assumed.directUrl.value,
    pageSize: typeof given['pageSize'] === 'number' ? given['pageSize'] : 100,
    ...(typeof organisation === 'number' ? { organisation } : {}),
    ...(account === undefined ? {} : { account }),
    ...(typeof days === 'number' ? { assumeFirstLogin: days } : {}),
    ...(confirmUrl === undefined ? {} : { confirmUrl }),
  };
}

function readCustomer(given: JsonObject): CustomerSettings {
  const id = textOf(given['id']);
  const externalId = textOf(given['externalId']);
  const make = given['make'];
  return {
    name: textOf(given['name']) ?? '',
    ...(id === undefined ? {} : { id }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(isJsonObject(make) ? { make } : {}),
  };
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
