import type { PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { readSettings } from '../settings.ts';
import { customerKind } from './customer.ts';
import { addressIn, loginOf, normalizePerson, resourceOf, textIn } from './people.ts';

export const panelUserKind = 'panel-user';

/** A person's account in the customer's control panel (CCP for the administrator, myCP for the person). */
export function panelUser(): ResourceKind {
  return plainKind({
    provider: 'ibm-connections',
    kind: panelUserKind,
    plane: 'panel',
    verbs: ['create', 'update', 'delete'],
    why: 'The panel makes, changes and removes users; credentials have a kind of their own.',
    dependsOnKinds: [customerKind],
    keyChange: 'replace',
    holds: ['accounts'],
    declare: declarePanelUsers,
    identify: (attributes) => textIn(attributes, 'email'),
    normalize: normalizePerson,
    audit: (resources) => resources.flatMap(auditLogin),
    describe,
    summarize: (attributes) => `${textIn(attributes, 'givenName')} ${textIn(attributes, 'familyName')}`.trim(),
  });
}

function declarePanelUsers(portal: PortalDeclaration): Declared {
  const { customer } = readSettings(portal.settings);
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    const { givenName, familyName } = person;
    if (givenName === undefined || familyName === undefined) {
      diagnostics.push(withoutName(portal, person));
      continue;
    }
    const attributes = { email: loginOf(person), givenName, familyName };
    // A customer that is only looked for is there or is not: the marketplace need not answer for a user to be made.
    const dependsOn = customer.make === undefined ? [] : [addressIn(portal, customerKind, customer.name)];
    resources.push(resourceOf(portal, person, { kind: panelUserKind, attributes, dependsOn }));
  }
  return { resources, requests: [], diagnostics };
}

function withoutName(portal: PortalDeclaration, person: PersonDeclaration): Diagnostic {
  return {
    code: 'person-without-name',
    severity: 'error',
    summary: 'A person without a name where the portal needs one',
    detail: `${portal.name} takes nobody without a given and a family name; ${person.name} has not both.`,
    cure: 'Write name: { given: …, family: … }.',
    origin: person.origin,
  };
}

/** Documented for logins of the panel; who has a longer or stranger address cannot log in with it. */
const loginForm = /^[A-Za-z0-9][A-Za-z0-9_.@-]{4,255}$/u;

function auditLogin(resource: DesiredResource): readonly Diagnostic[] {
  const { key } = resource.address;
  if (loginForm.test(key)) return [];
  return [
    {
      code: 'login-not-taken',
      severity: 'error',
      summary: 'An address that the panel does not take as a login',
      detail: `${key} cannot be a login: letters, digits and _ . @ - only, five characters at least.`,
      cure: 'Give the person another address.',
      origin: resource.origin,
    },
  ];
}

function describe({ verb }: ChangeDraft): ChangeDescription {
  if (verb === 'delete') {
    const consequences = [{ kind: 'removal' as const, text: 'loses the account in the control panel' }];
    return { word: 'remove', harms: ['accounts'], consequences, consent: [], requests: 2 };
  }
  const word = verb === 'update' ? 'rename' : verb;
  return { word, harms: [], consequences: [], consent: [], requests: verb === 'create' ? 1 : 2 };
}
