import type { Change } from '../../engine/model/change.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { answerReader } from '../kit/json-answer.ts';
import { textIn } from './classify.ts';
import { heldId, personIn } from './ids.ts';
import { roleKey, roleKind } from './kinds/role.ts';
import type { Organisation } from './organisation.ts';
import { isPartnerRole, partnerAdministrator, roleId, roleName, roleType } from './roles.ts';
import { emailOf, idOf } from './scim-api.ts';
import { isAskedFor, isPerson, resultOf, usersFor } from './user-reader.ts';

/** Roles stand with the users: one listing brings both. */
export async function readRoles(organisation: Organisation, request: ReadRequest): Promise<ReadResult> {
  const listed = await usersFor(organisation, request);
  const resources = listed.rows
    .filter(isPerson)
    .flatMap((row) => rolesOf(row).map((id) => roleOf(organisation, row, id)));
  const wanted = resources.filter(isAskedFor(request));
  return { ...resultOf(request, listed, wanted), rows: Math.max(listed.rows.length, resources.length) };
}

/** Ids in lower case, each once: a role may come with several types. */
function rolesOf(row: JsonObject): readonly string[] {
  const read = answerReader('A user');
  const ids = read.listIfAny(row, 'roles').map((one) => read.text(one, 'value').trim().toLowerCase());
  return [...new Set(ids.map((id) => roleId(id) ?? id))];
}

function roleOf({ portal, now }: Organisation, row: JsonObject, id: string): ObservedResource {
  const email = emailOf(row);
  return {
    address: { portal: portal.name, kind: roleKind, key: roleKey(email, id) },
    id: heldId(idOf(row), id),
    presence: 'active',
    attributes: { email, role: id },
    evidence: { grade: 'read', at: now() },
  };
}

export function giveRole(organisation: Organisation): Write {
  return async ({ after }, { signal }) => {
    const [email, id] = [textIn(after ?? {}, 'email'), textIn(after ?? {}, 'role')];
    const user = await demandUser(organisation, email);
    const value = [{ value: id, type: roleType(id) }];
    const changed = await organisation.scim().patch(idOf(user), [{ op: 'add', path: 'roles', value }], signal);
    if (!rolesOf(changed).includes(id)) throw notTaken(email, id);
    return { outcome: 'done', observed: roleOf(organisation, changed, id) };
  };
}

export function takeRole(organisation: Organisation): Write {
  return async (change, { signal }) => {
    const id = textIn(change.before ?? {}, 'role');
    const user = await holderOf(organisation, change);
    const held =
      user === null
        ? undefined
        : answerReader('A user')
            .listIfAny(user, 'roles')
            .find((one) => isRole(one, id));
    if (user === null || held === undefined) return { outcome: 'done', observed: null };
    const partnerRoles = rolesOf(user).filter(isPartnerRole);
    const isOnlyOne = id === partnerAdministrator && partnerRoles.length === 1;
    // As the portal spells it. Without the filter, every role of the person would go (documented).
    const path = `roles[value eq ${JSON.stringify(textIn(held, 'value'))}]`;
    await unlessGone(async () => {
      if (isOnlyOne) await organisation.partner().revoke(idOf(user), signal);
      else await organisation.scim().patch(idOf(user), [{ op: 'remove', path }], signal);
    });
    return { outcome: 'done', observed: null };
  };
}

/** Who has what a change takes away: by id where it is known, for the address may be another one by now. */
export async function holderOf(
  organisation: Organisation,
  { id, before }: Pick<Change, 'id' | 'before'>,
): Promise<JsonObject | null> {
  return id === null ? organisation.userAt(textIn(before ?? {}, 'email')) : organisation.userOf(personIn(id));
}

function isRole(one: JsonObject, id: string): boolean {
  const value = textIn(one, 'value').trim().toLowerCase();
  return (roleId(value) ?? value) === id;
}

/** What is not there any more needs no removing. */
export async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'not-found') throw error;
  }
}

/** @throws ProviderError `not-found` where there is none. */
export async function demandUser(organisation: Organisation, email: string): Promise<JsonObject> {
  const user = await organisation.userAt(email);
  if (user !== null) return user;
  throw new ProviderError('not-found', `Webex has no user ${email}.`, { cure: 'Plan again.' });
}

function notTaken(email: string, id: string): ProviderError {
  return new ProviderError('invalid', `Webex took the role ${roleName(id)} of ${email} and does not show it.`, {
    cure:
      'Read-only or unknown values are ignored by its SCIM. Some roles can only be given when the person has verified the ' +
      'address: apply again then; or give it in Control Hub.',
  });
}
