import type { EndedGrant, PortalDeclaration } from '../../../engine/model/declaration.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { Json } from '../../../engine/model/json.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { singleValued } from '../../kit/single-valued.ts';
import { readSettings } from '../settings.ts';
import { addressIn, loginOf, normalizePerson, resourceOf, textIn } from './people.ts';
import { assignmentKind } from './service-assignment.ts';

export const subscriberKind = 'subscriber';

/** A person at IBM. */
export function subscriber(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'ibm-connections',
    kind: subscriberKind,
    plane: 'service',
    verbs: ['create', 'update', 'delete'],
    why: 'IBM makes, suspends, restores and removes subscribers; their passwords are set in myCP.',
    dependsOnKinds: [assignmentKind],
    visibilityDelay: minute,
    holds: ['accounts'],
    declare: declareSubscribers,
    identify: (attributes) => textIn(attributes, 'email'),
    normalize: normalizePerson,
    describe: (draft) => describe(draft, portal),
    summarize: (attributes) => textIn(attributes, 'state').toLowerCase(),
    isUsable: (attributes) => textIn(attributes, 'state') === 'ACTIVE',
  });
}

function declareSubscribers(portal: PortalDeclaration): Declared {
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const person of portal.people) {
    const valueOf = (grant: { readonly with: Readonly<Record<string, Json>> }): Json | undefined =>
      grant.with['suspended'];
    const found = { what: 'suspended', portal: portal.name, person: person.name, grants: person.access, valueOf };
    const suspended = singleValued(found);
    if ('conflict' in suspended) {
      diagnostics.push(suspended.conflict);
      continue;
    }
    const email = loginOf(person);
    const attributes = { email, state: suspended.value === true ? 'SUSPENDED' : 'ACTIVE' };
    const dependsOn = [addressIn(portal, assignmentKind, email)];
    resources.push(resourceOf(portal, person, { kind: subscriberKind, attributes, dependsOn }));
  }
  return { resources, requests: [], diagnostics };
}

/** What becomes of the data of a person who goes: as their own `leave` says, else the portal's settings. */
export function dataOf(portal: Pick<PortalDeclaration, 'ended' | 'settings'>, person: string): 'soft' | 'hard' {
  let latest: EndedGrant | undefined;
  for (const ended of portal.ended) {
    if (ended.person !== person || ended.data === undefined) continue;
    if (latest === undefined || latest.ended < ended.ended) latest = ended;
  }
  return latest?.data ?? readSettings(portal.settings).data;
}

function describe(draft: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const { verb, before, after } = draft;
  switch (verb) {
    case 'delete':
      return removal(dataOf(portal, draft.identity.name));
    case 'update': {
      const suspends = textIn(after ?? {}, 'state') === 'SUSPENDED';
      const word = suspends ? 'suspend' : textIn(before ?? {}, 'state') === 'SUSPENDED' ? 'unsuspend' : 'activate';
      const text = 'can no longer log in; the seats stay taken';
      const consequences = suspends ? [{ kind: 'removal' as const, text }] : [];
      return { word, harms: suspends ? ['accounts'] : [], consequences, consent: [], requests: 4 };
    }
    default:
      return { word: 'create or restore', harms: [], consequences: [], consent: [], requests: 3 };
  }
}

function removal(data: 'soft' | 'hard'): ChangeDescription {
  const soft = data === 'soft';
  const word = soft ? 'move to the trash' : 'delete for good';
  const text = soft
    ? 'goes to the trash of IBM with all data, for 30 days'
    : 'is deleted at IBM with all data, for good; the seats are free at once';
  const consequences = [{ kind: soft ? ('removal' as const) : ('irreversible' as const), text }];
  return { word, harms: ['accounts'], consequences, consent: [], requests: 2 };
}
