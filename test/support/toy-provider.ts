import type { PersonDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { Capability, Declared, Provider, ResourceKind } from '../../engine/model/provider.ts';
import { standsAlone } from '../../engine/model/stands-alone.ts';

const can: Capability = { can: true };

/** One person's badge: exactly one colour of three. */
export const toyBadge: ResourceKind = {
  kind: 'badge',
  schema: {
    type: 'object',
    required: ['email', 'colour'],
    properties: {
      email: { type: 'string' },
      colour: { enum: ['Red', 'Green', 'Blue'] },
      floor: { type: 'integer' },
    },
    additionalProperties: false,
  },
  grantSchema: {
    type: 'object',
    properties: { floor: { type: 'integer', minimum: 0 }, lamp: { type: 'boolean' } },
    additionalProperties: false,
  },
  reads: 'list',
  plane: 'default',
  capabilities: { create: can, invite: can, update: can, reset: can, sync: can, delete: can },
  arrives: 'create',
  dependsOnKinds: [],
  writeOnlyFields: [],
  exclusive: [],
  immutableFields: [],
  keyChange: 'update',
  visibilityDelay: 0,
  holds: ['accounts'],
  declare: declareBadges,
  identify: (attributes) => textOf(attributes['email']),
  normalize: (attributes) => ({ ...attributes, email: textOf(attributes['email']).toLowerCase() }),
  audit: () => [],
  describe: (draft) => ({ word: draft.verb, harms: [], consequences: [], consent: [], requests: 1 }),
  ...standsAlone,
  summarize: (attributes) => textOf(attributes['colour']),
  isAdministrator: () => false,
  arrivalGates: () => {
    throw new Error('a badge is never invited');
  },
  mails: () => [],
};

/** A provider without a network, for tests of what reads and declares. Replace what a test is about. */
export function toyProvider(replace: Partial<Provider> = {}): Provider {
  return {
    name: 'toy',
    title: 'Toy',
    reality: 'Nothing of it is real.',
    licenses: { can: true },
    settingsSchema: {
      type: 'object',
      properties: { size: { type: 'integer', minimum: 1, default: 7 } },
      additionalProperties: false,
    },
    planes: ['default'],
    credentialNames: () => [],
    kinds: () => [toyBadge],
    connect: () => {
      throw new Error('the toy has no portal');
    },
    ...replace,
  };
}

function declareBadges(portal: PortalDeclaration): Declared {
  const resources = portal.people.map((person) => ({
    address: { portal: portal.name, kind: 'badge', key: person.email },
    identity: { document: 'User', name: person.name, portal: portal.name, kind: 'badge' },
    attributes: attributesOf(person),
    origin: person.origin,
    dependsOn: [],
    formerKeys: person.formerEmails,
  }));
  return { resources, requests: [], diagnostics: [] };
}

function attributesOf(person: PersonDeclaration): JsonObject {
  const [grant] = person.access;
  const floor = grant?.with['floor'];
  return { email: person.email, colour: grant?.role ?? '', ...(floor === undefined ? {} : { floor }) };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
