import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import { minute } from '../../../engine/model/instant.ts';
import type {
  Capability,
  ChangeDescription,
  ChangeDraft,
  Declared,
  ResourceKind,
} from '../../../engine/model/provider.ts';
import type { ObservedResource } from '../../../engine/model/resource.ts';
import { standsAlone } from '../../../engine/model/stands-alone.ts';

const can: Capability = { can: true };
const no = (why: string): Capability => ({ can: false, why });

function schemaOf(properties: Readonly<Record<string, JsonObject>>): JsonObject {
  return { type: 'object', required: ['who'], additionalProperties: false, properties };
}

const text = (description: string): JsonObject => ({ description, type: 'string' });

/** What all exotic kinds share; each says below what is special about it. */
const plain: ResourceKind = {
  kind: 'plain',
  schema: schemaOf({ who: text('Natural key.') }),
  grantSchema: { type: 'object', additionalProperties: false },
  reads: 'list',
  plane: 'desk',
  capabilities: {
    create: can,
    invite: no('Nobody is invited here.'),
    update: can,
    reset: no('There is no password here.'),
    sync: no('There is no second copy here.'),
    delete: can,
  },
  arrives: 'create',
  dependsOnKinds: [],
  writeOnlyFields: [],
  exclusive: [],
  immutableFields: [],
  keyChange: 'manual',
  visibilityDelay: 0,
  holds: ['accounts'],
  declare: (portal) => declareBy(plain, portal),
  identify: (attributes) => textOf(attributes['who']),
  normalize: (attributes) => attributes,
  audit: () => [],
  describe: (draft) => describeBy(plain, draft),
  ...standsAlone,
  summarize: (attributes) => textOf(attributes['who']),
  isAdministrator: () => false,
  arrivalGates: (observed) => [gateOf(observed)],
  mails: () => [],
};

/** Arrives by an invitation that runs out after a week; who joined has another id than who was invited. */
export const invitee: ResourceKind = {
  ...plain,
  kind: 'invitee',
  schema: schemaOf({ who: text('E-mail address.'), role: text('Role.'), desk: text('Desk.') }),
  capabilities: { ...plain.capabilities, create: no('A person must accept.'), invite: can },
  arrives: 'invite',
  keyChange: 'replace',
  declare: (portal) => declareBy(invitee, portal),
  describe: (draft) => describeBy(invitee, draft),
};

/** The portal only accepts orders and works on them; they are read one by one, and the product never changes. */
export const order: ResourceKind = {
  ...plain,
  kind: 'order',
  schema: schemaOf({
    who: text('Order number.'),
    product: text('Product.'),
    seats: { description: 'Seats.', type: 'integer' },
  }),
  reads: 'by-key',
  plane: 'vault',
  immutableFields: ['product'],
  visibilityDelay: minute,
  declare: (portal) => declareBy(order, portal),
  describe: (draft) => describeBy(order, draft),
};

/** Somebody at the desk must hand it out: a create is gated. */
export const badge: ResourceKind = {
  ...plain,
  kind: 'badge',
  schema: schemaOf({ who: text('Badge number.'), colour: text('Colour.') }),
  declare: (portal) => declareBy(badge, portal),
  describe: (draft) => describeBy(badge, draft),
};

/** No API at all: everything is a step for a person, and the ledger's record stands. */
export const locker: ResourceKind = {
  ...plain,
  kind: 'locker',
  schema: schemaOf({ who: text('Locker number.'), key: text('Key number.') }),
  reads: 'none',
  capabilities: {
    ...plain.capabilities,
    create: no('Lockers have no API.'),
    update: no('Lockers have no API.'),
    delete: no('Lockers have no API.'),
  },
  declare: (portal) => declareBy(locker, portal),
  describe: (draft) => describeBy(locker, draft),
};

/** An exclusive set, an attribute that never comes back, and a mail for each new one. */
export const circle: ResourceKind = {
  ...plain,
  kind: 'circle',
  schema: schemaOf({
    who: text('Name.'),
    members: { description: 'Everybody in it.', type: 'array', items: { type: 'string' } },
    motto: text('Motto.'),
    pin: text('Door code; the portal never gives it back.'),
  }),
  dependsOnKinds: ['invitee'],
  exclusive: ['members'],
  writeOnlyFields: ['pin'],
  normalize: (attributes) => {
    const { members } = attributes;
    return Array.isArray(members) ? { ...attributes, members: sortedSet(members) } : attributes;
  },
  declare: (portal) => declareBy(circle, portal),
  describe: (draft) => describeBy(circle, draft),
  mails: ({ address, identity }) => [
    {
      occasion: `${identity.name}@${address.portal}/circle-opened`,
      to: `${identity.name}@acme.example`,
      subject: `Your circle ${address.key}`,
      text: 'It is open now.',
      locale: 'en',
    },
  ],
};

/** Everybody who is given anything has one of each kind. */
function declareBy({ kind }: ResourceKind, portal: PortalDeclaration): Declared {
  const resources = portal.people.map(({ name, email, origin }) => ({
    address: { portal: portal.name, kind, key: email },
    identity: { document: 'User', name, portal: portal.name, kind },
    attributes: { who: email },
    origin,
    dependsOn: kind === 'circle' ? [`${portal.name}/invitee/${email}`] : [],
    formerKeys: [],
  }));
  return { resources, requests: [], diagnostics: [] };
}

function sortedSet(members: readonly Json[]): Json[] {
  const byText = new Map(members.map((member) => [JSON.stringify(member), member]));
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, member]) => member);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function describeBy(kind: ResourceKind, draft: ChangeDraft): ChangeDescription {
  const capability = kind.capabilities[draft.verb];
  const word = draft.verb === 'invite' && draft.round > 1 ? 're-invite' : draft.verb;
  const harms = draft.verb === 'delete' ? (['accounts'] as const) : [];
  const described = { word, harms, consequences: [], consent: [], requests: 1 };
  if (capability.can) return described;
  const gate: Gate = {
    step: `${draft.verb}-by-hand`,
    title: `${draft.verb} by hand`,
    waitingFor: { role: 'administrator', name: 'the desk' },
    since: draft.at,
    proof: { by: 'attest' },
    proves: 'Only that somebody vouches for it.',
    instructions: [`Go to the desk and ask to ${draft.verb} ${draft.address.key}.`],
  };
  return { ...described, manual: { because: capability.why, gate } };
}

/** Waits for the person of an invitation; for a badge, for the desk. */
export function gateOf(observed: ObservedResource): Gate {
  const { address, invitation, evidence } = observed;
  return {
    step: 'join',
    title: 'Come to the desk',
    waitingFor: { role: 'person', name: address.key },
    since: invitation?.sentAt ?? evidence.at,
    ...(invitation?.expiresAt === undefined ? {} : { until: invitation.expiresAt }),
    proof: { by: 'read' },
    proves: 'That the person came to the desk.',
    instructions: ['Come to the desk with a photo.'],
  };
}
