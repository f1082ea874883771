import type { JsonObject } from '../../../engine/model/json.ts';
import { packagedSchema } from '../../../engine/model/packaged-schema.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import { standsAlone } from '../../../engine/model/stands-alone.ts';
import { byHand, noInvitation } from '../by-hand.ts';

const cannotInvite = { can: false, why: 'An account in memory is there at once; nobody has to accept it.' } as const;
const cannotReset = { can: false, why: 'An account in memory has no password.' } as const;
const cannotSync = { can: false, why: 'A portal in memory has no second copy.' } as const;

/** One person's account. Everyone who is given anything on the portal has one. */
export const account: ResourceKind = {
  kind: 'account',
  schema: packagedSchema('memory/account'),
  grantSchema: packagedSchema('memory/grant'),
  reads: 'list',
  plane: 'default',
  capabilities: {
    create: { can: true },
    invite: cannotInvite,
    update: { can: true },
    reset: cannotReset,
    sync: cannotSync,
    delete: { can: true },
  },
  arrives: 'create',
  dependsOnKinds: [],
  writeOnlyFields: [],
  exclusive: [],
  immutableFields: [],
  keyChange: 'update',
  visibilityDelay: 0,
  holds: ['accounts'],
  declare,
  identify: ({ email }) => (typeof email === 'string' ? email : ''),
  normalize,
  audit: () => [],
  describe,
  ...standsAlone,
  summarize: ({ level }) => (typeof level === 'string' ? level : 'account'),
  isAdministrator: (attributes) => attributes['level'] === 'administrator',
  arrivalGates: noInvitation,
  mails: () => [],
};

function declare(portal: PortalDeclaration): Declared {
  const people = portal.people.filter((person) => person.access.length > 0);
  const resources = people.map((person) => ({
    address: { portal: portal.name, kind: 'account', key: person.email.toLowerCase() },
    identity: { document: 'User', name: person.name, portal: portal.name, kind: 'account' },
    attributes: attributesOf(person),
    origin: person.origin,
    dependsOn: [],
    formerKeys: person.formerEmails.map((email) => email.toLowerCase()),
    ...(person.why === undefined ? {} : { why: person.why }),
  }));
  return { resources, requests: [], diagnostics: [] };
}

function attributesOf(person: PersonDeclaration): JsonObject {
  const levels = person.access.map((grant) => grant.with['level']);
  const note = person.access.map((grant) => grant.with['note']).find((text) => text !== undefined);
  const name = [person.givenName, person.familyName].filter((part) => part !== undefined).join(' ');
  return {
    email: person.email,
    level: levels.includes('administrator') ? 'administrator' : 'member',
    // What nobody declares is left out: it is then not managed, and survives every update.
    ...(name === '' ? {} : { name }),
    ...(note === undefined ? {} : { note }),
  };
}

function normalize(attributes: JsonObject): JsonObject {
  const { email, name } = attributes;
  return {
    ...attributes,
    ...(typeof email === 'string' ? { email: email.trim().toLowerCase() } : {}),
    ...(typeof name === 'string' ? { name: name.trim() } : {}),
  };
}

function describe(draft: ChangeDraft): ChangeDescription {
  const becomes = draft.after?.['level'] === 'administrator' && draft.before?.['level'] !== 'administrator';
  const common = { word: draft.verb, harms: [], consequences: [], consent: [], requests: 1 };
  if (becomes) return { ...common, consequences: [{ kind: 'privilege', text: 'becomes administrator' }] };
  if (draft.verb === 'delete') {
    return { ...common, harms: ['accounts'], consequences: [{ kind: 'removal', text: 'loses the account' }] };
  }
  const manual = byHand(account, draft);
  const said = manual === undefined ? common : { ...common, manual };
  if (draft.verb !== 'update' || !loses(draft)) return said;
  return {
    ...said,
    harms: ['role-assignments'],
    consequences: [{ kind: 'removal', text: 'is no longer administrator' }],
  };
}

function loses({ before, after }: ChangeDraft): boolean {
  return before?.['level'] === 'administrator' && after?.['level'] !== 'administrator';
}
