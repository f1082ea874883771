import type { Verb } from '../../../engine/model/change.ts';
import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import { second } from '../../../engine/model/instant.ts';
import { packagedSchema } from '../../../engine/model/packaged-schema.ts';
import type { Capability, ChangeDescription, ChangeDraft, ResourceKind } from '../../../engine/model/provider.ts';
import { standsAlone } from '../../../engine/model/stands-alone.ts';
import { isAdministratorRole } from '../roles.ts';
import { readSettings, type Settings } from '../settings.ts';
import { auditTeammates } from './audit-teammates.ts';
import { declareTeammates } from './declare-teammates.ts';
import { noPublishedApi, stepsByHand } from './steps-by-hand.ts';
import { identifyTeammate, normalizeTeammate, summarizeTeammate } from './teammate-attributes.ts';
import { effectsOf } from './teammate-consequences.ts';
import { followedRoles, followingHub } from './teammate-follows.ts';
import { joinGate } from './teammate-gates.ts';

/** One person on one tenant. What can be done by an API depends on the mode. */
export function teammateKind(portal: PortalDeclaration): ResourceKind {
  const settings = readSettings(portal.settings);
  return {
    kind: 'teammate',
    schema: packagedSchema('webex-connect/teammate'),
    grantSchema: packagedSchema('webex-connect/grant'),
    reads: settings.mode === 'adapter' ? 'list' : 'none',
    plane: 'default',
    capabilities: capabilitiesOf(settings),
    arrives: 'invite',
    dependsOnKinds: [],
    writeOnlyFields: [],
    exclusive: ['role'],
    immutableFields: ['level', 'levelId'],
    keyChange: 'replace',
    // Nothing documents how soon a list shows what was just made; ours.
    visibilityDelay: settings.mode === 'adapter' ? 2 * second : 0,
    holds: ['accounts', 'role-assignments', 'withdrawn-invitations'],
    declare: declareTeammates,
    identify: identifyTeammate,
    normalize: normalizeTeammate,
    audit: (resources, audited) => auditTeammates(resources, audited, settings),
    describe: (draft) => describeTeammate(draft, portal, settings),
    ...standsAlone,
    follows: (attributes) => followedRoles(attributes, settings),
    followedBy: followingHub(settings),
    summarize: summarizeTeammate,
    isAdministrator: ({ role }) => isAdministratorRole(role),
    arrivalGates: (observed) => [joinGate(observed, portal, settings)],
    mails: () => [],
  };
}

function capabilitiesOf(settings: Settings): Readonly<Record<Verb, Capability>> {
  const byAdapter: Capability = settings.mode === 'adapter' ? { can: true } : { can: false, why: noPublishedApi };
  return {
    create: { can: false, why: 'A teammate comes about by an invitation that the person accepts.' },
    invite: byAdapter,
    update: byAdapter,
    reset: { can: false, why: 'Webex Connect documents no reset of a teammate by an administrator.' },
    sync: { can: false, why: 'Role sync with Control Hub runs by itself; nothing documents how to start it.' },
    delete: byAdapter,
  };
}

function describeTeammate(draft: ChangeDraft, portal: PortalDeclaration, settings: Settings): ChangeDescription {
  const manual = stepsByHand(draft, portal, settings);
  return {
    word: wordOf(draft),
    ...effectsOf(draft, portal, settings),
    // A look at the object just before it is touched is a request too.
    requests: manual !== undefined ? 0 : draft.verb === 'invite' ? 1 : 2,
    ...(manual === undefined ? {} : { manual }),
  };
}

function wordOf({ verb, round, presence, before, after }: ChangeDraft): string {
  if (verb === 'invite') return round > 1 ? 're-invite' : 'invite';
  if (verb === 'delete') return presence === 'invited' ? 'withdraw' : 'remove';
  if (verb === 'update') return before?.['role'] === after?.['role'] ? 'change rights' : 'change role';
  return verb;
}
