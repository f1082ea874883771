import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Consequence } from '../../../engine/model/harm.ts';
import { second } from '../../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft, ResourceKind } from '../../../engine/model/provider.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { readSettings, type Settings } from '../settings.ts';
import { textMember } from '../wire.ts';
import { declareGroups } from './declare-groups.ts';
import { groupKind, provider, userAddress, userKind } from './people.ts';
import { normalKey } from './user-attributes.ts';

/** One group with everybody in it: one set, one change, one request (DECISIONS.md). */
export function group(portal: PortalDeclaration): ResourceKind {
  const settings = readSettings(portal.settings);
  const isAdministrators = (attributes: JsonObject): boolean =>
    settings.administratorGroups.includes(textMember(attributes, 'name') ?? '');
  return plainKind({
    provider,
    kind: groupKind,
    plane: 'default',
    verbs: ['create', 'update', 'delete'],
    why: 'SCIM makes, changes and removes groups, and has no other verb for them.',
    dependsOnKinds: [userKind],
    exclusive: ['members'],
    writeOnlyFields: settings.profile.membersShown === 'nowhere' ? ['members'] : [],
    keyChange: 'replace',
    // Nothing documents how soon a list shows what was just made; ours.
    visibilityDelay: 2 * second,
    holds: ['role-assignments'],
    units: membersOf,
    declare: (declared) => declareGroups(declared, settings),
    identify: (attributes) => textMember(attributes, 'name') ?? '',
    normalize: normalizeGroup,
    describe: (draft) => describe(draft, settings, isAdministrators),
    names: (attributes) => membersOf(attributes).map((key) => userAddress(portal, key)),
    isSpent: (observed) => settings.emptyGroups === 'keep' && membersOf(observed).length === 0,
    summarize: (attributes) => named(membersOf(attributes)),
    isAdministrator: (attributes) => isAdministrators(attributes) && membersOf(attributes).length > 0,
    holdings: (attributes) =>
      membersOf(attributes).map((email) => ({ email, role: textMember(attributes, 'name') ?? '' })),
  });
}

function normalizeGroup(attributes: JsonObject): JsonObject {
  const normal: Record<string, Json> = { ...attributes };
  if (typeof normal['name'] === 'string') normal['name'] = normal['name'].trim();
  if (Object.hasOwn(attributes, 'members')) normal['members'] = [...new Set(membersOf(attributes))].sort();
  return normal;
}

/** An id of nobody's account stays as it is: its letters count. */
function membersOf(attributes: JsonObject | null): string[] {
  const members = attributes?.['members'];
  if (!Array.isArray(members)) return [];
  const keys = (members as readonly Json[]).filter((one) => typeof one === 'string');
  return keys.map((one) => (one.includes('@') ? normalKey(one) : one));
}

function describe(
  { verb, before, after }: ChangeDraft,
  settings: Settings,
  isAdministrators: (attributes: JsonObject) => boolean,
): ChangeDescription {
  const [was, is] = [new Set(membersOf(before)), new Set(membersOf(after))];
  const leavers = [...was].filter((key) => !is.has(key));
  const go = leavers.length;
  const come = [...is].filter((key) => !was.has(key)).length;
  const consequences: Consequence[] = [];
  if (go > 0) consequences.push({ kind: 'removal', text: 'loses members' });
  if (come > 0 && isAdministrators(after ?? {})) {
    consequences.push({ kind: 'privilege', text: `makes ${counted(come)} an administrator` });
  }
  // Rails look at the whole portal, where the end of a small group is little.
  const consent = go > settings.leavesWithoutConsent ? [`${go} of ${was.size} members leave the group at once`] : [];
  return {
    word: wordOf(verb, settings),
    harms: go > 0 ? ['role-assignments'] : [],
    ...(go > 0 ? { hits: { 'role-assignments': leavers } } : {}),
    consequences,
    consent,
    requests: verb === 'create' ? 1 : 2,
  };
}

function wordOf(verb: ChangeDraft['verb'], { emptyGroups }: Settings): string {
  if (verb === 'update') return 'change members';
  return verb === 'delete' && emptyGroups === 'keep' ? 'empty' : verb;
}

/** A few are named, so that a reviewer sees who is in a new group. */
function named(members: readonly string[]): string {
  const count = counted(members.length);
  return members.length === 0 || members.length > mostNamed ? count : `${count}: ${members.join(', ')}`;
}

const mostNamed = 5;

function counted(members: number): string {
  return members === 1 ? '1 member' : `${members} members`;
}
