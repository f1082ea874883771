import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Consequence, HarmClass } from '../../../engine/model/harm.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDraft } from '../../../engine/model/provider.ts';
import { compareRoles, controlHubRole, isAdministratorRole, roleNamed } from '../roles.ts';
import type { Settings } from '../settings.ts';
import { textOf } from './teammate-attributes.ts';

/**
 * What a change does to the person and beyond the portal. The sentences hold no names, so that a plan says each once
 * and lists the people behind it.
 */
export interface Effects {
  readonly harms: readonly HarmClass[];
  readonly consequences: readonly Consequence[];
  readonly consent: readonly string[];
}

/** No seats: nothing documents a number of teammates that was bought. */
export function effectsOf(draft: ChangeDraft, portal: PortalDeclaration, settings: Settings): Effects {
  const { verb, before, after, presence } = draft;
  const none = { harms: [], consequences: [], consent: [] };
  if (verb === 'invite' && after !== null) return invitationEffects(after, portal, settings);
  if (verb === 'update' && before !== null && after !== null) return updateEffects({ before, after, settings });
  if (verb === 'delete' && before !== null) {
    return presence === 'invited' ? withdrawal : { ...none, ...removal(before, settings) };
  }
  return none;
}

function invitationEffects(after: JsonObject, portal: PortalDeclaration, settings: Settings): Effects {
  const privileges = isAdministratorRole(after['role']) ? [becomes(after)] : [];
  return {
    harms: ['mails'],
    consequences: [...privileges, ...followingRole(after, settings), ...logAccess({}, after), ...mailsOf(portal)],
    consent: ownership({}, after),
  };
}

function updateEffects(change: { before: JsonObject; after: JsonObject; settings: Settings }): Effects {
  const { before, after, settings } = change;
  const known = compareRoles(after['role'], before['role']);
  const order = known ?? 0;
  // Of a role that nothing documents nobody can say that it gives no less.
  const isOther = known === undefined && before['role'] !== after['role'];
  const shrinks = order > 0 || isOther || (before['decryptLogs'] === true && after['decryptLogs'] === false);
  const consequences: Consequence[] = [];
  if (order > 0 || isOther) consequences.push({ kind: 'removal', text: `loses ${textOf(before, 'role')}` });
  if (order < 0 && isAdministratorRole(after['role'])) consequences.push(becomes(after));
  if (order !== 0 && syncedRole(after) !== syncedRole(before)) consequences.push(...followingRole(after, settings));
  consequences.push(...logAccess(before, after));
  return { harms: shrinks ? ['role-assignments'] : [], consequences, consent: ownership(before, after) };
}

const withdrawal: Effects = {
  harms: ['withdrawn-invitations'],
  consequences: [{ kind: 'removal', text: 'can no longer join: the invitation is withdrawn' }],
  consent: [],
};

function removal(before: JsonObject, settings: Settings): Partial<Effects> {
  const lost: Consequence = {
    kind: 'removal',
    text: `loses ${textOf(before, 'role')} and the teammate account`,
  };
  const kept: Consequence = {
    kind: 'keeps',
    text: 'keeps any role in Control Hub; role sync may bring the teammate back by it, without an invitation',
  };
  return { harms: ['accounts', 'role-assignments'], consequences: settings.roleSync ? [lost, kept] : [lost] };
}

function becomes(after: JsonObject): Consequence {
  return { kind: 'privilege', text: `becomes ${textOf(after, 'role')}` };
}

/** Documented both ways for contact center tenants: the role here decides a role over the whole organisation. */
function followingRole(after: JsonObject, settings: Settings): Consequence[] {
  const synced = syncedRole(after);
  if (!settings.roleSync || synced === undefined) return [];
  const text = `by role sync becomes ${synced} of Control Hub (whole organisation)`;
  return [{ kind: synced === 'Full Administrator' ? 'privilege' : 'follows', text }];
}

function syncedRole({ role }: JsonObject): ReturnType<typeof controlHubRole> | undefined {
  const known = typeof role === 'string' ? roleNamed(role) : undefined;
  return known === undefined ? undefined : controlHubRole(known);
}

function logAccess(before: JsonObject, after: JsonObject): Consequence[] {
  if (after['decryptLogs'] === true && before['decryptLogs'] !== true) {
    return [{ kind: 'privilege', text: 'may read logs in clear text, with the personal data in them' }];
  }
  if (after['decryptLogs'] === false && before['decryptLogs'] === true) {
    return [{ kind: 'removal', text: 'may no longer read logs in clear text' }];
  }
  const invitedOwner = after['role'] === 'Owner' && before['role'] === undefined && after['decryptLogs'] === undefined;
  return invitedOwner ? [{ kind: 'follows', text: 'may read logs in clear text, as everybody invited as Owner' }] : [];
}

function ownership(before: JsonObject, after: JsonObject): string[] {
  if (after['role'] !== 'Owner' || before['role'] === 'Owner') return [];
  return ["Owner is a one-way door: afterwards only the vendor's support can change or remove an Owner"];
}

/** Documented: the tenant's login option decides which mails go out. */
function mailsOf({ login }: PortalDeclaration): Consequence[] {
  const reminder = 'a reminder follows on day 4 unless they have joined';
  const welcome = 'gets a welcome mail from Webex Connect that leads to the login page';
  const invitation = 'gets an invitation mail from Webex Connect to set a name and a password';
  const activation = 'gets a mail to activate a Webex account too, unless Control Hub knows them';
  const texts = {
    sso: [`${welcome}; ${reminder}`, activation],
    password: [`${invitation}; ${reminder}`],
    both: [`${welcome}; ${reminder}`, `${invitation}, besides the welcome mail`, activation],
  };
  return texts[login].map((text) => ({ kind: 'mail', text }));
}
