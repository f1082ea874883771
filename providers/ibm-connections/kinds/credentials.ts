import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type {
  ChangeDescription,
  ChangeDraft,
  Declared,
  DesiredRequest,
  ResourceKind,
} from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { readSettings } from '../settings.ts';
import { firstSteps } from './first-steps.ts';
import { onboardingMail } from './onboarding-mail.ts';
import { panelUserKind } from './panel-user.ts';
import { addressIn, grantsOf, loginOf, normalizePerson, resourceOf, textIn } from './people.ts';
import { seatKey, seatKind } from './seat.ts';
import { partOf } from './service-subscription.ts';
import { subscriberKind } from './subscriber.ts';

export const credentialsKind = 'credentials';

/**
 * How a person comes to log in: the panel's mail to set a password, and what only the person can do after that. No
 * plane shows whether a password is set, so the ledger holds it, with the evidence for each step.
 */
export function credentials(portal: PortalDeclaration): ResourceKind {
  const settings = readSettings(portal.settings);
  return plainKind({
    provider: 'ibm-connections',
    kind: credentialsKind,
    plane: 'panel',
    verbs: ['invite', 'reset', 'delete'],
    why: 'A password is set by the person alone; the panel can only ask for a new one.',
    reads: 'none',
    arrives: 'invite',
    dependsOnKinds: [panelUserKind, seatKind],
    declare: declareCredentials,
    identify: (attributes) => textIn(attributes, 'email'),
    normalize: normalizePerson,
    describe,
    summarize: () => 'password and first login',
    arrivalGates: (observed) => firstSteps(observed, settings),
    mails: (resource) => onboardingMail(portal, settings, resource),
  });
}

/** Everybody's mail goes when everything that it tells of is there. */
function declareCredentials(portal: PortalDeclaration): Declared {
  const licenses = new Map(portal.licenses.map((license) => [license.name, license]));
  const resources: DesiredResource[] = [];
  const requests: DesiredRequest[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    const email = loginOf(person);
    const dependsOn = [addressIn(portal, panelUserKind, email), addressIn(portal, subscriberKind, email)];
    for (const { role } of grantsOf(person)) {
      const license = licenses.get(role);
      if (license !== undefined) dependsOn.push(addressIn(portal, seatKind, seatKey(email, partOf(license))));
    }
    resources.push(resourceOf(portal, person, { kind: credentialsKind, attributes: { email }, dependsOn }));
    for (const request of person.requests) {
      if (request.do === 'sync') diagnostics.push(syncIsThePersons(portal, person.name, request.origin));
      else requests.push(resetRequest(portal, { person: person.name, email, request }));
    }
  }
  return { resources, requests, diagnostics };
}

interface Asked {
  readonly person: string;
  readonly email: string;
  readonly request: PortalDeclaration['people'][number]['requests'][number];
}

function resetRequest(portal: PortalDeclaration, { person, email, request }: Asked): DesiredRequest {
  const { id, notAfter, why, origin } = request;
  return {
    address: { portal: portal.name, kind: credentialsKind, key: email },
    verb: 'reset',
    occasion: `reset/${portal.name}/${person}/${id}`,
    id,
    origin,
    ...(notAfter === undefined ? {} : { notAfter }),
    ...(why === undefined ? {} : { why }),
  };
}

function syncIsThePersons(portal: PortalDeclaration, person: string, origin: Diagnostic['origin']): Diagnostic {
  return {
    code: 'request-not-possible',
    severity: 'error',
    summary: 'a request that the portal cannot fulfil',
    detail: `${person} asks for a sync on ${portal.name}: Sync is a button of myCP that only the person can press.`,
    cure: 'Take the request out, and tell the person.',
    ...(origin === undefined ? {} : { origin }),
  };
}

function describe({ verb, round }: ChangeDraft): ChangeDescription {
  const mail = { kind: 'mail' as const, text: 'gets a mail of the control panel to set a password' };
  switch (verb) {
    case 'invite': {
      const word = round > 1 ? 'send again' : 'send password mail';
      return { word, harms: ['mails'], consequences: [mail], consent: [], requests: 2 };
    }
    case 'reset':
      return { word: 'reset the password', harms: ['resets', 'mails'], consequences: [mail], consent: [], requests: 2 };
    default: {
      const consequences = [{ kind: 'removal' as const, text: 'has no login any more' }];
      return { word: 'forget', harms: [], consequences, consent: [], requests: 0 };
    }
  }
}
