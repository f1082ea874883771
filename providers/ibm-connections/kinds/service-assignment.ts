import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { panelUserKind } from './panel-user.ts';
import { addressIn, loginOf, normalizePerson, resourceOf, textIn } from './people.ts';
import { partOf, serviceSubscriptionKind } from './service-subscription.ts';
import { underWay } from './under-way.ts';

export const assignmentKind = 'service-assignment';

/** "Assign Service" of the panel: the IBM service of one user, which makes the subscriber at IBM (inferred). */
export function serviceAssignment(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'ibm-connections',
    kind: assignmentKind,
    plane: 'panel',
    verbs: ['create', 'delete'],
    why: 'A service is assigned or not; there is nothing to change about it.',
    dependsOnKinds: [panelUserKind, serviceSubscriptionKind],
    declare: declareAssignments,
    identify: (attributes) => textIn(attributes, 'email'),
    normalize: normalizePerson,
    describe,
    arrivalGates: (observed) => [underWay(portal, observed, 'assign the service')],
    summarize: () => 'IBM Connections Cloud',
  });
}

function declareAssignments(portal: PortalDeclaration): Declared {
  const bought = portal.licenses.filter(({ addOnOf }) => addOnOf === undefined);
  const subscriptions = bought.map((license) => addressIn(portal, serviceSubscriptionKind, partOf(license)));
  const resources = portal.people.map((person) => {
    const dependsOn = [addressIn(portal, panelUserKind, loginOf(person)), ...subscriptions];
    return resourceOf(portal, person, { kind: assignmentKind, attributes: { email: loginOf(person) }, dependsOn });
  });
  return { resources, requests: [], diagnostics: [] };
}

function describe({ verb }: ChangeDraft): ChangeDescription {
  if (verb !== 'delete') return { word: 'assign', harms: [], consequences: [], consent: [], requests: 3 };
  const consequences = [{ kind: 'removal' as const, text: 'no longer finds IBM Connections Cloud in myCP' }];
  return { word: 'unassign', harms: [], consequences, consent: [], requests: 2 };
}
