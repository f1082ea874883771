import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { Following } from '../../../engine/model/provider.ts';
import { connectRole } from '../roles.ts';
import { textIn } from './people.ts';

/** The teammate that role sync makes of an administrator, on each Webex Connect tenant that names this organisation. */
export function followedTeammates(
  attributes: JsonObject,
  portal: PortalDeclaration,
  portals: readonly PortalDeclaration[],
): readonly Following[] {
  const connect = connectRole(textIn(attributes, 'role'));
  if (connect === undefined) return [];
  const tenants = portals.filter(
    (one) => one.provider === 'webex-connect' && one.settings['controlHub'] === portal.name,
  );
  return tenants.map(({ name }) => ({
    portal: name,
    kind: 'teammate',
    key: textIn(attributes, 'email'),
    wants: { role: connect },
    because: 'Control Hub and Webex Connect synchronise roles',
  }));
}
