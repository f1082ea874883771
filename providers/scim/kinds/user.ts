import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import { second } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import type { Profile } from '../profile.ts';
import { readSettings, type Settings } from '../settings.ts';
import { textMember } from '../wire.ts';
import { declareUsers } from './declare-users.ts';
import { provider, userKind } from './people.ts';
import { normalizeUser } from './user-attributes.ts';

/** One account of one person. */
export function user(portal: PortalDeclaration): ResourceKind {
  const settings = readSettings(portal.settings);
  return plainKind({
    provider,
    kind: userKind,
    plane: 'default',
    verbs: ['create', 'update', 'delete'],
    why: 'SCIM makes, changes and removes accounts, and has no other verb for them.',
    keyChange: 'update',
    // Nothing documents how soon a list shows what was just made; ours.
    visibilityDelay: 2 * second,
    holds: ['accounts'],
    declare: (declared) => declareUsers(declared, settings),
    identify: (attributes) => textMember(attributes, 'email') ?? '',
    normalize: (attributes) => normalizeUser(attributes, settings),
    audit: (resources) => resources.flatMap((resource) => missingAttributes(resource, settings.profile)),
    describe: (draft) => describe(draft, settings),
    isUsable: ({ active }) => active !== false,
    isSpent: (observed) => leavesTheAccount(settings) && observed['active'] === false,
    summarize,
  });
}

/** Whether what a removal leaves behind is an account that cannot be used. */
function leavesTheAccount({ removal, profile }: Settings): boolean {
  return removal === 'deactivate' || profile.deleteMeans === 'deactivated';
}

function describe({ verb, before, after }: ChangeDraft, settings: Settings): ChangeDescription {
  const plain = { harms: [], consequences: [], consent: [], requests: verb === 'create' ? 1 : 2 };
  if (verb === 'update') return { ...plain, word: updateWord(before ?? {}, after ?? {}) };
  return verb === 'delete' ? describeRemoval(settings) : { ...plain, word: verb };
}

function updateWord(before: JsonObject, after: JsonObject): string {
  if (before['active'] === false && after['active'] === true) return 'restore';
  return before['email'] === after['email'] ? 'update' : 'change address';
}

function describeRemoval(settings: Settings): ChangeDescription {
  const { removal, profile } = settings;
  const harms = ['accounts'] as const;
  if (leavesTheAccount(settings)) {
    const consequences = [{ kind: 'removal' as const, text: 'can no longer log in; the account is kept, inactive' }];
    return { word: 'deactivate', harms, consequences, consent: [], requests: 2 };
  }
  const warning = profile.deleteWarning;
  const consequences = [{ kind: 'removal' as const, text: 'loses the account, and what the server keeps with it' }];
  if (warning === null) return { word: removal, harms, consequences, consent: [], requests: 2 };
  const lasting = { kind: 'irreversible' as const, text: warning };
  return { word: removal, harms, consequences: [...consequences, lasting], consent: [warning], requests: 2 };
}

/** What the server asks for when an account is made, found before anything is sent. */
function missingAttributes({ attributes, address, origin }: DesiredResource, profile: Profile): Diagnostic[] {
  const hasName = attributes['givenName'] !== undefined || attributes['familyName'] !== undefined;
  const missing = profile.requires.filter((name) => {
    return attributes[name] === undefined && !(name === 'displayName' && hasName);
  });
  if (missing.length === 0) return [];
  return [
    {
      code: 'attributes-needed',
      severity: 'error',
      summary: 'an account lacks what its server asks for',
      detail: `${profile.title} makes no account without ${missing.join(', ')}; ${address.key} has none.`,
      cure: 'Write the name of the person (name: { given, family }), or say it with the grant.',
      origin,
    },
  ];
}

function summarize(attributes: JsonObject): string {
  const names = [attributes['givenName'], attributes['familyName']].filter((one) => typeof one === 'string');
  const name = textMember(attributes, 'displayName') ?? names.join(' ');
  const called = name === '' ? 'account' : name;
  return attributes['active'] === false ? `${called}, inactive` : called;
}
