import type { GrantDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource, ObservedResource } from '../../../engine/model/resource.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { licenseKind, partOf } from './license.ts';
import { addressIn, loginOf, normalizePerson, provider, resourceOf, textIn } from './people.ts';
import { userKind } from './user.ts';

export const assignmentKind = 'license-assignment';

/** One licence held by one person. It takes a unit of the pool, also while the person has not come in, or is inactive. */
export function licenseAssignment(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider,
    kind: assignmentKind,
    plane: 'default',
    verbs: ['create', 'delete'],
    why: 'A licence is held or not; there is nothing to change about it.',
    dependsOnKinds: [userKind, licenseKind],
    visibilityDelay: minute,
    holds: ['seats'],
    declare: declareAssignments,
    identify: (attributes) => assignmentKey(textIn(attributes, 'email'), textIn(attributes, 'part')),
    normalize: normalizePerson,
    describe: (draft) => describe(draft, portal),
    audit: exclusives,
    takesFrom: (attributes) => ({ portal: portal.name, kind: licenseKind, key: textIn(attributes, 'part') }),
    arrivalGates: (observed) => [acceptance(observed)],
    summarize: (attributes) => productOf(portal, textIn(attributes, 'part')),
  });
}

export function assignmentKey(email: string, part: string): string {
  return `${email.trim().toLowerCase()}/${part}`;
}

function declareAssignments(portal: PortalDeclaration): Declared {
  const licenses = new Map(portal.licenses.map((license) => [license.name, license]));
  const resources: DesiredResource[] = [];
  for (const person of portal.people) {
    for (const { license: name, until, why, origin } of person.licenses) {
      const license = licenses.get(name);
      if (license === undefined) continue;
      const part = partOf(license);
      const email = loginOf(person);
      const grant: GrantDeclaration = {
        role: name,
        with: {},
        origin,
        ...(until === undefined ? {} : { until }),
        ...(why === undefined ? {} : { why }),
      };
      const dependsOn = [addressIn(portal, userKind, email), addressIn(portal, licenseKind, part)];
      const given = { kind: assignmentKind, grants: [grant], part: name, suffix: `/${part}` };
      resources.push(resourceOf(portal, person, { ...given, attributes: { email, part }, dependsOn }));
    }
  }
  return { resources, requests: [], diagnostics: [] };
}

/** What people call the licence; its own name where no License names it. */
function productOf(portal: PortalDeclaration, part: string): string {
  return portal.licenses.find((license) => partOf(license) === part)?.product ?? part;
}

function describe({ verb, before }: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  if (verb !== 'delete') return { word: 'give licence', harms: [], consequences: [], consent: [], requests: 1 };
  const text = `loses ${productOf(portal, textIn(before, 'part'))}, and what is kept with it`;
  const consequences = [{ kind: 'removal' as const, text }];
  return { word: 'take licence away', harms: ['seats'], consequences, consent: [], requests: 2 };
}

const agent = /contact cent(?:er|re) (?:premium|standard) agent/iu;

/** Documented: one person has one licence of Contact Center. Webex refuses the second one with 400413. */
function exclusives(resources: readonly DesiredResource[]): readonly Diagnostic[] {
  const first = new Map<string, DesiredResource>();
  const diagnostics: Diagnostic[] = [];
  for (const resource of resources) {
    const [email, part] = [textIn(resource.attributes, 'email'), textIn(resource.attributes, 'part')];
    if (!agent.test(part)) continue;
    const other = first.get(email);
    if (other === undefined) first.set(email, resource);
    else diagnostics.push(twoAgents(resource, other));
  }
  return diagnostics;
}

function twoAgents(resource: DesiredResource, other: DesiredResource): Diagnostic {
  const [one, two] = [textIn(other.attributes, 'part'), textIn(resource.attributes, 'part')];
  return {
    code: 'exclusive-licenses',
    severity: 'error',
    summary: 'two licences that exclude each other',
    detail: `${textIn(resource.attributes, 'email')} is to have both "${one}" and "${two}"; a person has only one of them.`,
    cure: 'Leave one of the two out. For the change from one to the other, apply the removal first.',
    origin: resource.origin,
    related: [{ text: `"${one}" is given here`, origin: other.origin }],
  };
}

/** Documented for people of another organisation: they hold a licence when they have accepted it. */
function acceptance({ address, evidence }: ObservedResource): Gate {
  return {
    step: 'accept',
    title: 'Accept the licence of another organisation',
    waitingFor: { role: 'person', name: address.key.slice(0, address.key.indexOf('/')) },
    since: evidence.at,
    proof: { by: 'read' },
    proves: "The licence's list of holders shows the person.",
    instructions: ['Open the mail from Webex and accept the licence.'],
  };
}
