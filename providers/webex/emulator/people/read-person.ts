import type { JsonObject } from '../../../../engine/model/json.ts';
import type { ControlHub } from '../control-hub-state.ts';
import { textIn, textsIn } from '../json-parts.ts';
import { badRequest } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { readOrgId, readWireId } from '../wire-ids.ts';

/** What a body of `/v1/people` says, as SCIM attributes. Only the first address counts. */
export function readPerson({ settings }: ControlHub, body: JsonObject): JsonObject | Refusal {
  const [email] = textsIn(body['emails']);
  if (email === undefined) return badRequest('emails is required.');
  const { orgId } = body;
  if (orgId !== undefined && readOrgId(textIn(orgId)) !== settings.orgId) return badRequest('orgId is not yours.');
  const roles: JsonObject[] = [];
  for (const id of textsIn(body['roles'])) {
    const value = readWireId('ROLE', id);
    if (value === undefined) return badRequest(`Role not recognized ${id}.`);
    roles.push({ value });
  }
  const { displayName, firstName, lastName, nickName, title, timezone } = body;
  return {
    ...texts({ displayName, nickName, title, timezone }),
    name: texts({ givenName: firstName, familyName: lastName }),
    roles,
    userName: email,
    userType: 'user',
    active: body['loginEnabled'] !== false,
  };
}

function texts(given: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  const filled = Object.entries(given).map(([name, value]): [string, string] => [name, textIn(value)]);
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}
