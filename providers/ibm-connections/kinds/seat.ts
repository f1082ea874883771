import type { LicenseDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { addressIn, grantsOf, loginOf, normalizePerson, resourceOf, textIn } from './people.ts';
import { partOf, productOf, serviceSubscriptionKind } from './service-subscription.ts';
import { subscriberKind } from './subscriber.ts';
import { underWay } from './under-way.ts';

export const seatKind = 'seat';

/** One seat of one subscription, held by a subscriber. The base's seat comes first and goes last. */
export function seat(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'ibm-connections',
    kind: seatKind,
    plane: 'service',
    verbs: ['create', 'delete'],
    why: 'A seat is held or not; there is nothing to change about it.',
    dependsOnKinds: [subscriberKind, serviceSubscriptionKind],
    visibilityDelay: minute,
    holds: ['seats'],
    declare: declareSeats,
    identify: (attributes) => seatKey(textIn(attributes, 'email'), textIn(attributes, 'part')),
    normalize: normalizePerson,
    describe: (draft) => describe(draft, portal),
    takesFrom: (attributes) => ({
      portal: portal.name,
      kind: serviceSubscriptionKind,
      key: textIn(attributes, 'part'),
    }),
    standsOn: (attributes) => {
      const base = textIn(attributes, 'base') || baseOf(portal, textIn(attributes, 'part'));
      return base === '' ? [] : [seatKey(textIn(attributes, 'email'), base)];
    },
    arrivalGates: (observed) => [underWay(portal, observed, 'assign the seat')],
    summarize: (attributes) => productOf(portal, textIn(attributes, 'part')),
  });
}

export function seatKey(email: string, part: string): string {
  return `${email.trim().toLowerCase()}/${part}`;
}

function declareSeats(portal: PortalDeclaration): Declared {
  const licenses = new Map(portal.licenses.map((license) => [license.name, license]));
  const resources: DesiredResource[] = [];
  for (const person of portal.people) {
    for (const grant of grantsOf(person)) {
      const license = licenses.get(grant.role);
      if (license === undefined) continue;
      const email = loginOf(person);
      const part = partOf(license);
      const base = licenses.get(license.addOnOf ?? '');
      const attributes = { email, part };
      const dependsOn = [addressIn(portal, subscriberKind, email), addressIn(portal, serviceSubscriptionKind, part)];
      if (base !== undefined) dependsOn.push(addressIn(portal, seatKind, seatKey(email, partOf(base))));
      const formerKeys = person.formerEmails.map((former) => seatKey(former, part));
      const given = { kind: seatKind, grants: [grant], key: seatKey(email, part), part: license.name, formerKeys };
      resources.push(resourceOf(portal, person, { ...given, attributes, dependsOn }));
    }
  }
  return { resources, requests: [], diagnostics: [] };
}

function licenseOf(portal: PortalDeclaration, part: string): LicenseDeclaration | undefined {
  return portal.licenses.find((license) => partOf(license) === part);
}

function baseOf(portal: PortalDeclaration, part: string): string {
  const base = portal.licenses.find(({ name }) => name === licenseOf(portal, part)?.addOnOf);
  return base === undefined ? '' : partOf(base);
}

function describe({ verb, before }: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  if (verb !== 'delete') return { word: 'entitle', harms: [], consequences: [], consent: [], requests: 3 };
  const product = productOf(portal, textIn(before ?? {}, 'part'));
  const isAddOn = baseOf(portal, textIn(before ?? {}, 'part')) !== '';
  const text = `loses ${product}${isAddOn ? ', and the data kept with it' : ''}`;
  const consequences = [{ kind: 'removal' as const, text }];
  return { word: 'revoke', harms: ['seats'], consequences, consent: [], requests: 3 };
}
