import type { Change, FieldChange } from '../../engine/model/change.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { Outcome, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Organisation } from './organisation.ts';
import { demandUser, unlessGone } from './role-access.ts';
import { coreSchema, idOf, type PatchStep } from './scim-api.ts';
import { isInactive, userOf } from './user-reader.ts';

/**
 * Makes the user; Webex sends the activation mail by itself. One that was deactivated, by this provider or by somebody
 * else, is activated again: the address is taken as long as Webex has not deleted it.
 */
export function makeUser(organisation: Organisation): Write {
  return async ({ address, after }, { signal }) => {
    const attributes = after ?? {};
    try {
      return done(organisation, await organisation.scim().create(newUser(address.key, attributes), signal));
    } catch (error) {
      if (!(error instanceof ProviderError) || error.code !== 'conflict') throw error;
      const found = await organisation.scim().find(address.key);
      if (found === null) throw elsewhere(address.key, error);
      if (!isInactive(found)) throw error;
      const steps = Object.entries(attributes).flatMap(([field, value]) => stepOf(field, value));
      return done(organisation, await organisation.scim().patch(idOf(found), steps, signal));
    }
  };
}

function newUser(email: string, { givenName, familyName, displayName }: JsonObject): JsonObject {
  const name = {
    ...(givenName === undefined ? {} : { givenName }),
    ...(familyName === undefined ? {} : { familyName }),
  };
  return {
    schemas: [coreSchema],
    userName: email,
    userType: 'user',
    emails: [{ value: email, type: 'work', primary: true }],
    ...(displayName === undefined ? {} : { displayName }),
    ...(Object.keys(name).length === 0 ? {} : { name }),
  };
}

/**
 * The answer of such a clash is published nowhere; that the address is not found here is what tells. To ask again gives
 * the same answer, so it is no conflict that the next plan would see.
 */
function elsewhere(email: string, { message, portalText, portalCode }: ProviderError): ProviderError {
  return new ProviderError('invalid', message, {
    ...(portalText === undefined ? {} : { portalText }),
    ...(portalCode === undefined ? {} : { portalCode }),
    cure:
      `${email} is no user of this organisation, so probably of another one: verify the domain and claim the user in ` +
      'Control Hub. A personal account at a foreign domain can only be deleted by its owner.',
  });
}

export function changeUser(organisation: Organisation): Write {
  return async (change, { signal }) => {
    const id = change.id ?? idOf(await demandUser(organisation, formerAddress(change)));
    const steps = fieldsOf(change).flatMap(({ field, after }) => stepOf(field, after));
    const moves = steps.some(({ path }) => path === 'userName') || formerAddress(change) === change.address.key;
    const all = moves ? steps : [...steps, ...stepOf('email', change.address.key)];
    return done(organisation, await organisation.scim().patch(id, all, signal));
  };
}

function formerAddress(change: Change): string {
  return ('formerKey' in change ? change.formerKey : undefined) ?? change.address.key;
}

function fieldsOf(change: Change): readonly FieldChange[] {
  if (!('fields' in change) || change.verdict === 'release') throw new TypeError('an update needs its fields');
  return change.fields;
}

/** Only what changes is sent, so that whatever is not mentioned stays as it is. */
function stepOf(field: string, value: Json): readonly PatchStep[] {
  switch (field) {
    case 'email': {
      const emails = [{ value, type: 'work', primary: true }];
      return [
        { op: 'replace', path: 'userName', value },
        { op: 'replace', path: 'emails', value: emails },
      ];
    }
    case 'givenName':
    case 'familyName':
      return [{ op: 'replace', path: `name.${field}`, value }];
    case 'displayName':
    case 'active':
      return [{ op: 'replace', path: field, value }];
    default:
      throw new ProviderError('invalid', `The ${field} of a user cannot be changed.`);
  }
}

export function removeUser(organisation: Organisation): Write {
  return async ({ address, id }, { signal }) => {
    const known = id ?? (await idAt(organisation, address.key));
    if (known === null) return { outcome: 'done', observed: null };
    await unlessGone(async () => {
      if (organisation.settings.leavers === 'delete') await organisation.scim().remove(known, signal);
      else await organisation.scim().patch(known, stepOf('active', false), signal);
    });
    return { outcome: 'done', observed: null };
  };
}

async function idAt(organisation: Organisation, email: string): Promise<string | null> {
  const user = await organisation.scim().find(email);
  return user === null ? null : idOf(user);
}

function done(organisation: Organisation, user: JsonObject): Outcome {
  return { outcome: 'done', observed: userOf(organisation, user) };
}
