import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { connect } from './connection.ts';
import { licenseAssignment } from './kinds/license-assignment.ts';
import { license } from './kinds/license.ts';
import { partnerAdmin } from './kinds/partner-admin.ts';
import { role } from './kinds/role.ts';
import { user } from './kinds/user.ts';
import { readSettings } from './settings.ts';

/** An organisation in Webex Control Hub, by the API that Cisco publishes. */
export const webex: Provider = {
  name: 'webex',
  title: 'Webex Control Hub',
  reality:
    'Every route is published by Cisco (users by SCIM, licences, partner administrators, activation mails). It was never ' +
    'tried on a live organisation: what the documents leave open is inferred, and said to be.',
  remains: [
    'Whether deactivation ends open sessions is not documented. Access tokens live about 14 days, refresh tokens about 90 (said by third parties; the portal’s answer decides).',
    'A deactivated user holds their seat, can be reactivated, and is deleted by Webex after 30 days (documented).',
  ],
  licenses: { can: true },
  settingsSchema: packagedSchema('webex/settings'),
  planes: ['default'],
  credentialNames: (settings) =>
    readSettings(settings).signIn === 'token' ? ['token'] : ['clientId', 'clientSecret', 'refreshToken'],
  kinds: (portal) => [user(portal), license(portal), licenseAssignment(portal), role(portal), partnerAdmin(portal)],
  connect,
};
