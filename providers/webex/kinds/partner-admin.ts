import type { GrantDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { isUuidId, rawId } from '../ids.ts';
import { partnerAdministrator, roleId } from '../roles.ts';
import { readSettings, type Settings } from '../settings.ts';
import { addressIn, loginOf, normalizePerson, provider, resourceOf, textIn } from './people.ts';
import { roleKey, roleKind } from './role.ts';
import { userKind } from './user.ts';

export const partnerAdminKind = 'partner-admin';

/** One customer organisation that one Partner Administrator manages. */
export function partnerAdmin(portal: PortalDeclaration): ResourceKind {
  const settings = readSettings(portal.settings);
  return plainKind({
    provider,
    kind: partnerAdminKind,
    plane: 'default',
    verbs: ['create', 'delete'],
    why: 'A customer is assigned or not; there is nothing to change about it.',
    dependsOnKinds: [userKind, roleKind],
    visibilityDelay: minute,
    holds: ['partner-links'],
    declare: (declared) => declarePartnerAdmins(declared, settings),
    identify: (attributes) => `${textIn(attributes, 'email')}/${textIn(attributes, 'customer')}`,
    normalize,
    describe: (draft) => describe(draft, settings),
    summarize: (attributes) => `manages ${customerName(textIn(attributes, 'customer'), settings)}`,
  });
}

function normalize(attributes: JsonObject): JsonObject {
  const { customer } = attributes;
  return normalizePerson(typeof customer === 'string' ? { ...attributes, customer: rawId(customer) } : attributes);
}

/** The customer that a grant names: by a name of the settings, or by its id in either form. */
export function customerOf(
  grant: Pick<GrantDeclaration, 'account' | 'role'>,
  { customers }: Settings,
): string | undefined {
  const { account } = grant;
  if (account === undefined || roleId(grant.role) !== partnerAdministrator) return undefined;
  if (Object.hasOwn(customers, account)) return customers[account];
  return isUuidId(account) ? rawId(account) : undefined;
}

function customerName(customer: string, { customers }: Settings): string {
  return Object.entries(customers).find(([, id]) => id === customer)?.[0] ?? customer;
}

function declarePartnerAdmins(portal: PortalDeclaration, settings: Settings): Declared {
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    const email = loginOf(person);
    for (const grant of person.access) {
      const customer = customerOf(grant, settings);
      if (customer === undefined) diagnostics.push(...unknownCustomer(portal, grant));
      else {
        const role = addressIn(portal, roleKind, roleKey(email, partnerAdministrator));
        const dependsOn = [addressIn(portal, userKind, email), role];
        const given = { kind: partnerAdminKind, grants: [grant], part: customer, suffix: `/${customer}` };
        resources.push(resourceOf(portal, person, { ...given, attributes: { email, customer }, dependsOn }));
      }
    }
  }
  return { resources, requests: [], diagnostics };
}

function unknownCustomer(portal: PortalDeclaration, grant: GrantDeclaration): Diagnostic[] {
  if (grant.account === undefined || roleId(grant.role) !== partnerAdministrator) return [];
  return [
    {
      code: 'unknown-customer',
      severity: 'error',
      summary: 'a customer that is neither named nor an id',
      detail: `"${grant.account}" is no id of an organisation, and settings.customers of ${portal.name} does not have it.`,
      cure: `Write settings: { customers: { ${grant.account}: ID } }, or the id as account.`,
      origin: grant.origin,
    },
  ];
}

function describe({ verb, before, after }: ChangeDraft, settings: Settings): ChangeDescription {
  const name = customerName(textIn(after ?? before, 'customer'), settings);
  if (verb !== 'delete') {
    const consequences = [{ kind: 'privilege' as const, text: `manages the customer ${name} in full` }];
    return { word: 'assign customer', harms: [], consequences, consent: [], requests: 2 };
  }
  const consequences = [
    { kind: 'removal' as const, text: `no longer manages the customer ${name}, but by a customer group` },
  ];
  return { word: 'unassign customer', harms: ['partner-links'], consequences, consent: [], requests: 3 };
}
