import type { JsonObject } from '../../../engine/model/json.ts';
import type { Following } from '../../../engine/model/provider.ts';
import { controlHubRole, roleNamed } from '../roles.ts';
import type { Settings } from '../settings.ts';
import { textOf } from './teammate-attributes.ts';

/** As Control Hub's own provider calls them. */
const roleIds = { 'Full Administrator': 'id_full_admin', 'Read-only Administrator': 'id_readonly_admin' } as const;

const because = 'Webex Connect and Control Hub synchronise roles';

/** Where roles go from here, as the settings say. */
export function followingHub({
  controlHub,
  roleSync,
}: Settings): readonly Pick<Following, 'portal' | 'kind' | 'because'>[] {
  return controlHub === undefined || !roleSync ? [] : [{ portal: controlHub, kind: 'role', because }];
}

/** The role that role sync makes of a teammate in the organisation that the settings name. */
export function followedRoles(attributes: JsonObject, settings: Settings): readonly Following[] {
  const role = roleNamed(textOf(attributes, 'role'));
  if (role === undefined) return [];
  const email = textOf(attributes, 'email');
  const id = roleIds[controlHubRole(role)];
  return followingHub(settings).map((hub) => ({ ...hub, key: `${email}/${id}`, wants: { email, role: id } }));
}
