import type { JsonObject } from '../../../../engine/model/json.ts';
import { objectIn, objectsIn, textIn } from '../json-parts.ts';
import type { ContactPerson, Customer, Market } from './market.ts';
import { conflict, invalid, isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

const neededOfAddress = ['streetAddress', 'postalCode', 'city', 'countryCode'];
const neededOfContact = ['type', 'firstName', 'lastName', 'email', 'phoneNumber'];
const loginForm = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,255}$/u;

/** Documented: what is required, and the form of an administrator's login. No second customer of one name is refused. */
export function makeCustomer(market: Market, body: JsonObject): Customer | Refusal {
  const problem = customerProblem(body);
  if (problem !== null) return problem;
  const login = adminLogin(body);
  if (login !== null && isRefusal(login)) return login;
  if (login !== null && market.logins.isTaken(login.text)) return conflict(`the login ${login.text} is in use`);
  return addCustomer(market, { ...detailsOf(body), login: login?.text ?? null });
}

export interface CustomerDetails extends Pick<
  Customer,
  'name' | 'address' | 'contactPersons' | 'language' | 'externalId' | 'taxRegId' | 'attributes'
> {
  /** The next free number where it is left out. */
  readonly id?: string;
  readonly login: string | null;
}

export function addCustomer(market: Market, details: CustomerDetails): Customer {
  const { login, id: given, ...rest } = details;
  const number = market.nextNumber('customer');
  const id = given ?? String(number);
  const accountId = /^\d{1,15}$/u.test(id) ? Number(id) : number;
  const { world } = market;
  const customer: Customer = { ...rest, id, accountId, uuid: world.newId(), createdAt: world.now(), status: 'active' };
  market.customers.set(id, customer);
  market.logins.make(customer, login);
  return customer;
}

/** PATCH: what is given replaces what was there. */
export function changeCustomer(customer: Customer, body: JsonObject): Customer | Refusal {
  const changed = { ...wireCustomer(customer, ''), ...body };
  const problem = customerProblem(changed);
  if (problem !== null) return problem;
  return Object.assign(customer, detailsOf(changed));
}

export function wireCustomer(customer: Customer, resellerId: string): JsonObject {
  const { id, externalId, name, address, contactPersons, language, taxRegId, attributes, status } = customer;
  return {
    id,
    ...(externalId === null ? {} : { externalId }),
    attributes,
    status,
    name,
    address,
    contactPersons: contactPersons.map((person) => ({ ...person })),
    language,
    ...(taxRegId === null ? {} : { taxRegId }),
    resellerId,
  };
}

function detailsOf(body: JsonObject): Omit<CustomerDetails, 'id' | 'login'> {
  return {
    name: textIn(body['name']),
    address: objectIn(body['address']),
    contactPersons: objectsIn(body['contactPersons']).map(contactPerson),
    language: textIn(body['language']),
    externalId: textIn(body['externalId']) || null,
    taxRegId: textIn(body['taxRegId']) || null,
    attributes: objectIn(body['attributes']),
  };
}

/** `login` and `password` may be written and are never shown. */
function contactPerson(person: JsonObject): ContactPerson {
  const { type, firstName, lastName, email, phoneNumber } = person;
  return {
    type: textIn(type),
    firstName: textIn(firstName),
    lastName: textIn(lastName),
    email: textIn(email),
    phoneNumber: textIn(phoneNumber),
  };
}

function customerProblem(body: JsonObject): Refusal | null {
  const missing: string[] = [];
  if (textIn(body['name']) === '') missing.push('name');
  if (textIn(body['language']) === '') missing.push('language');
  const address = objectIn(body['address']);
  missing.push(...neededOfAddress.filter((name) => textIn(address[name]) === '').map((name) => `address.${name}`));
  const contacts = objectsIn(body['contactPersons']);
  if (contacts.length === 0) missing.push('contactPersons');
  for (const [index, person] of contacts.entries()) {
    const lacking = neededOfContact.filter((name) => textIn(person[name]) === '');
    missing.push(...lacking.map((name) => `contactPersons[${index}].${name}`));
  }
  return missing.length === 0 ? null : invalid(`required: ${missing.join(', ')}`);
}

function adminLogin(body: JsonObject): { readonly text: string } | Refusal | null {
  const admin = objectsIn(body['contactPersons']).find(({ type }) => type === 'admin');
  const text = textIn(admin?.['login']);
  if (text === '') return null;
  return text.length >= 5 && loginForm.test(text)
    ? { text }
    : invalid(`login must be 5 to 256 letters, digits, "_", ".", "@" or "-", and begin with a letter or digit`);
}
