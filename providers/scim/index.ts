import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { connect } from './connection.ts';
import { entitlement } from './kinds/entitlement.ts';
import { group } from './kinds/group.ts';
import { user } from './kinds/user.ts';
import { readSettings } from './settings.ts';

/** Any server that speaks SCIM 2.0: accounts, groups, and licences where it has entitlements. */
export const scim: Provider = {
  name: 'scim',
  title: 'SCIM 2.0',
  reality:
    'The published standard (RFC 7643, RFC 7644), tested against servers of others. What is known of Slack, GitHub, ' +
    'Atlassian, AWS and Entra-style servers is from their documentation, and was not tried against them.',
  remains: [
    'Whether sessions and tokens end with the account is not documented by the standard (RFC 7643, RFC 7644): ask the vendor.',
  ],
  licenses: { can: true },
  settingsSchema: packagedSchema('scim/settings'),
  planes: ['default'],
  credentialNames: () => ['token'],
  kinds: (portal) => {
    const { entitlements } = readSettings(portal.settings);
    return [user(portal), group(portal), ...(entitlements ? [entitlement(portal)] : [])];
  },
  connect,
};
