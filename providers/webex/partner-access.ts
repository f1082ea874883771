import type { ReadRequest, ReadResult, Write } from '../../engine/model/provider.ts';
import { type Problem, ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { answerReader } from '../kit/json-answer.ts';
import { heldId } from './ids.ts';
import { customerOf, partnerAdminKind } from './kinds/partner-admin.ts';
import { emailIn, loginOf, restOf, textIn } from './kinds/people.ts';
import type { Organisation } from './organisation.ts';
import { demandUser, holderOf, unlessGone } from './role-access.ts';
import { idOf } from './scim-api.ts';
import { isAskedFor, resultOf } from './user-reader.ts';

/** Customer by customer, those alone that the manifests or the ledger name: a partner may have thousands. */
export async function readPartnerAdmins(organisation: Organisation, request: ReadRequest): Promise<ReadResult> {
  const resources: ObservedResource[] = [];
  let [pages, problem]: [number, Problem | null] = [0, null];
  const logins = knownLogins(organisation, request);
  for (const customer of customersOf(organisation, request)) {
    try {
      resources.push(...(await adminsOf(organisation, customer, logins)));
      pages += 1;
    } catch (error) {
      if (pages === 0 || !(error instanceof ProviderError)) throw error;
      problem = problemOf(error);
      break;
    }
  }
  const wanted = resources.filter(isAskedFor(request));
  return { ...resultOf(request, { rows: [], pages, problem }, wanted), rows: resources.length };
}

function customersOf({ portal, settings }: Organisation, { only, known }: ReadRequest): ReadonlySet<string> {
  const customers = new Set((only ?? known).map(({ address }) => restOf(address.key)));
  if (only !== undefined) return customers;
  for (const grant of portal.people.flatMap(({ access }) => access)) {
    const customer = customerOf(grant, settings);
    if (customer !== undefined) customers.add(customer);
  }
  return customers;
}

/** Those who were assigned; who manages every customer, or comes by a customer group, is not listed (documented). */
async function adminsOf(
  organisation: Organisation,
  customer: string,
  logins: Logins,
): Promise<readonly ObservedResource[]> {
  const rows = await organisation.partner().admins(customer);
  return rows.flatMap((row) => {
    const read = answerReader('A partner administrator');
    if (!Object.hasOwn(row, 'emails')) throw read.breach('emails is missing');
    const given = read.textsIfAny(row, 'emails');
    const emails = given.map((email) => email.trim().toLowerCase());
    // Which of several addresses is the login, the list does not say.
    const email = emails.find((one) => logins.has(one)) ?? emails[0];
    return email === undefined ? [] : [linkOf(organisation, { email, person: textIn(row, 'id') }, customer)];
  });
}

type Logins = ReadonlySet<string>;

function knownLogins({ portal }: Organisation, { only, known }: ReadRequest): Logins {
  const asked = [...(only ?? []), ...known].map(({ address }) => emailIn(address.key));
  return new Set([...asked, ...portal.people.map(loginOf)]);
}

interface Administrator {
  readonly email: string;
  /** Empty where the answer leaves it out. */
  readonly person: string;
}

function linkOf({ portal, now }: Organisation, { email, person }: Administrator, customer: string): ObservedResource {
  return {
    address: { portal: portal.name, kind: partnerAdminKind, key: `${email}/${customer}` },
    id: heldId(person === '' ? null : person, customer),
    presence: 'active',
    attributes: { email, customer },
    evidence: { grade: 'read', at: now() },
  };
}

export function assignCustomer(organisation: Organisation): Write {
  return async ({ after }, { signal }) => {
    const [email, customer] = [textIn(after, 'email'), textIn(after, 'customer')];
    const person = idOf(await demandUser(organisation, email));
    await organisation.partner().assign({ person, customer }, signal);
    return { outcome: 'done', observed: linkOf(organisation, { email, person }, customer) };
  };
}

export function unassignCustomer(organisation: Organisation): Write {
  return async (change, { signal }) => {
    const customer = textIn(change.before, 'customer');
    const user = await holderOf(organisation, change);
    if (user === null) return { outcome: 'done', observed: null };
    await unlessGone(() => organisation.partner().unassign({ person: idOf(user), customer }, signal));
    return { outcome: 'done', observed: null };
  };
}
