import type { Gate } from '../../engine/model/gate.ts';
import { minute } from '../../engine/model/instant.ts';
import type { Capability, ChangeDescription, ChangeDraft, ResourceKind } from '../../engine/model/provider.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { standsAlone } from '../../engine/model/stands-alone.ts';

const can: Capability = { can: true };

/** A kind without any quirk: listed, made at once, renamed in place, all verbs. */
export function kindWith(more: Partial<ResourceKind> = {}): ResourceKind {
  const kind: ResourceKind = {
    kind: 'account',
    schema: {},
    grantSchema: {},
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
    declare: () => ({ resources: [], requests: [], diagnostics: [] }),
    identify: (attributes) => `${attributes['email']}`,
    normalize: (attributes) => attributes,
    audit: () => [],
    describe: (draft) => describeBy(kind, draft),
    ...standsAlone,
    summarize: (attributes) => `${attributes['role']}`,
    isAdministrator: (attributes) => attributes['role'] === 'administrator',
    arrivalGates: (observed) => [invitationGate(observed)],
    mails: () => [],
    ...more,
  };
  return kind;
}

export const account = kindWith();
/** Arrives by invitation, and another key means another invitation. */
export const invitee = kindWith({ arrives: 'invite', keyChange: 'replace' });
/** Its set of groups is exclusive. */
export const grouped = kindWith({ exclusive: ['groups'] });
/** Not readable, and without an API. */
export const byHand = kindWith({
  reads: 'none',
  arrives: 'invite',
  keyChange: 'replace',
  capabilities: without('create', 'invite', 'update', 'delete'),
  arrivalGates: (observed) => [{ ...invitationGate(observed), proof: { by: 'evidence', fact: 'login' } }],
});
/** Shows new objects only after a minute. */
export const slow = kindWith({ visibilityDelay: minute });

export function without(...verbs: readonly (keyof ResourceKind['capabilities'])[]): ResourceKind['capabilities'] {
  const all: Record<keyof ResourceKind['capabilities'], Capability> = {
    create: can,
    invite: can,
    update: can,
    reset: can,
    sync: can,
    delete: can,
  };
  for (const verb of verbs) all[verb] = { can: false, why: `Nobody can ${verb} here by an API.` };
  return all;
}

function describeBy(kind: ResourceKind, draft: ChangeDraft): ChangeDescription {
  const { verb, presence, round } = draft;
  const word = verb === 'delete' && presence === 'invited' ? 'withdraw' : round > 1 ? 're-invite' : verb;
  const harms =
    verb === 'delete' ? [presence === 'invited' ? ('withdrawn-invitations' as const) : ('accounts' as const)] : [];
  const said = { word, harms, consequences: [], consent: [], requests: 1 };
  const capability = kind.capabilities[verb];
  if (capability.can) return said;
  const gate: Gate = {
    step: `${verb}-by-hand`,
    title: `${verb} by hand`,
    waitingFor: { role: 'administrator', name: 'grace' },
    since: draft.at,
    proof: { by: 'attest' },
    proves: 'Only a word.',
    instructions: [`Please ${verb} ${draft.address.key}.`],
  };
  return { ...said, manual: { because: capability.why, gate } };
}

export function invitationGate(observed: ObservedResource): Gate {
  const { invitation, evidence, address } = observed;
  return {
    step: 'join',
    title: 'Join the team',
    waitingFor: { role: 'person', name: address.key },
    since: invitation?.sentAt ?? evidence.at,
    ...(invitation?.expiresAt === undefined ? {} : { until: invitation.expiresAt }),
    proof: { by: 'read' },
    proves: 'That the person joined.',
    instructions: ['Open the mail.'],
  };
}
