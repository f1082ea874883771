import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import { packagedSchema } from '../../../engine/model/packaged-schema.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import { byHand, noInvitation } from '../by-hand.ts';
import { account } from './account.ts';

/** All groups of one account, as one exclusive set: a role of a grant is a group here. */
export const membership: ResourceKind = {
  ...account,
  kind: 'membership',
  schema: packagedSchema('memory/membership'),
  dependsOnKinds: ['account'],
  exclusive: ['groups'],
  keyChange: 'replace',
  holds: ['role-assignments'],
  units: groupsOf,
  declare,
  normalize,
  describe,
  summarize: (attributes) => groupsOf(attributes).join(', '),
  isAdministrator: () => false,
  arrivalGates: noInvitation,
};

function declare(portal: PortalDeclaration): Declared {
  const people = portal.people.filter((person) => person.access.length > 0);
  const resources = people.map((person) => {
    const key = person.email.toLowerCase();
    return {
      address: { portal: portal.name, kind: 'membership', key },
      identity: { document: 'User', name: person.name, portal: portal.name, kind: 'membership' },
      attributes: { email: person.email, groups: person.access.map((grant) => grant.role) },
      origin: person.access[0]?.origin ?? person.origin,
      dependsOn: [`${portal.name}/account/${key}`],
      formerKeys: person.formerEmails.map((email) => email.toLowerCase()),
    };
  });
  return { resources, requests: [], diagnostics: [] };
}

function normalize(attributes: JsonObject): JsonObject {
  const { email, groups } = attributes;
  return {
    ...attributes,
    ...(typeof email === 'string' ? { email: email.trim().toLowerCase() } : {}),
    // The order of a set means nothing, and nobody is in a group twice.
    ...(Array.isArray(groups) ? { groups: [...new Set(groupsOf(attributes))].sort() } : {}),
  };
}

function describe(draft: ChangeDraft): ChangeDescription {
  const kept = groupsOf(draft.after ?? {});
  const lost = groupsOf(draft.before ?? {}).filter((group) => !kept.includes(group));
  const manual = byHand(membership, draft);
  return {
    word: draft.verb,
    ...(lost.length > 0 ? { harms: ['role-assignments'], hits: { 'role-assignments': lost } } : { harms: [] }),
    consequences: lost.length > 0 ? [{ kind: 'removal', text: `leaves ${lost.join(', ')}` }] : [],
    consent: [],
    requests: 1,
    ...(manual === undefined ? {} : { manual }),
  };
}

function groupsOf(attributes: JsonObject): readonly string[] {
  const { groups } = attributes;
  return Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [];
}
