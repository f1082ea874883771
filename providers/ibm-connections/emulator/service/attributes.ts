import { isJsonObject } from '../../../../engine/model/json.ts';
import type { Json, JsonObject } from '../../../../engine/model/json.ts';
import type { ServiceResult } from './ibm-service.ts';
import { badInput, done } from './refusal.ts';

/** The attributes of a person that are kept. */
export interface Person {
  readonly GivenName: string;
  readonly FamilyName: string;
  readonly EmailAddress: string;
  readonly [attribute: string]: string;
}

type Lengths = Readonly<Record<string, number>>;

/** Documented: attributes of a person that may be set, and how long each may be. */
const personLengths: Lengths = {
  GivenName: 255,
  FamilyName: 255,
  EmailAddress: 255,
  NamePrefix: 10,
  NameSuffix: 10,
  EmployeeNumber: 10,
  LanguagePreference: 15,
  TimeZone: 255,
  Phone: 30,
  WorkPhone: 30,
  HomePhone: 30,
  MobilePhone: 30,
  Fax: 30,
  JobTitle: 50,
  WebSiteAddress: 255,
  Photo: 255,
};

const organizationLengths: Lengths = { OrgName: 255, Phone: 30 };

const addressLengths: Lengths = {
  AddressLine1: 255,
  AddressLine2: 100,
  City: 50,
  Country: 50,
  State: 50,
  PostalCode: 20,
};

/** What is kept of a person. An attribute that is sent empty is as one that is left out. */
export function readPerson(given: Json | undefined): ServiceResult<Person> {
  if (!isJsonObject(given)) return badInput('Person is missing.');
  const { FamilyName = '', GivenName = '', EmailAddress = '' } = given;
  if (typeof FamilyName !== 'string' || FamilyName === '') return badInput('FamilyName is missing.');
  if (typeof GivenName !== 'string' || GivenName === '') return badInput('GivenName is missing.');
  if (typeof EmailAddress !== 'string' || EmailAddress === '') return badInput('EmailAddress is missing.');
  if (!/^[^\s@]+@[^\s@]+$/u.test(EmailAddress)) return badInput('EmailAddress is no e-mail address.');
  const tooLong = lengthProblem(given, personLengths);
  if (tooLong !== null) return badInput(tooLong);
  const kept: Record<string, string> = {};
  for (const name of Object.keys(personLengths)) {
    const value = given[name];
    if (typeof value === 'string' && value !== '') kept[name] = value;
  }
  return done<Person>({ ...kept, FamilyName, GivenName, EmailAddress });
}

export interface CustomerDetails {
  readonly details: JsonObject;
  /** The contact, who becomes the first subscriber; null where none was sent, as in a replacement. */
  readonly contact: Json | undefined;
}

export function readCustomer(given: Json | undefined): ServiceResult<CustomerDetails> {
  if (!isJsonObject(given)) return badInput('Customer is missing.');
  const organization = given['Organization'];
  if (!isJsonObject(organization)) return badInput('Organization is missing.');
  const name = organization['OrgName'];
  if (typeof name !== 'string' || name === '') return badInput('OrgName is missing.');
  const tooLong = lengthProblem(organization, organizationLengths) ?? addressProblem(organization['AddressSet']);
  if (tooLong !== null) return badInput(tooLong);
  const { CustomerAccountSet: accounts = [], CustomerIdentifierSet: identifiers = [] } = given;
  const details = { Organization: organization, CustomerAccountSet: accounts, CustomerIdentifierSet: identifiers };
  return done<CustomerDetails>({ details, contact: organization['Contact'] });
}

function addressProblem(addresses: Json | undefined): string | null {
  for (const address of Array.isArray(addresses) ? (addresses as readonly Json[]) : []) {
    const problem = isJsonObject(address) ? lengthProblem(address, addressLengths) : 'An address is no object.';
    if (problem !== null) return problem;
  }
  return null;
}

function lengthProblem(given: JsonObject, lengths: Lengths): string | null {
  for (const [name, longest] of Object.entries(lengths)) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string') return `${name} is no text.`;
    if ([...value].length > longest) return `${name} is longer than ${longest} characters.`;
  }
  return null;
}
