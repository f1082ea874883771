import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { connect } from './connection.ts';
import { teammateKind } from './kinds/teammate.ts';
import { readSettings } from './settings.ts';

/** Webex Connect (imiconnect): the people who administer a tenant. */
export const webexConnect: Provider = {
  name: 'webex-connect',
  title: 'Webex Connect',
  reality:
    'Cisco publishes no API for teammates: without an adapter of yours every change is a step by hand, and only the ' +
    'audit log (logins) is read. The adapter surface that the sandbox emulates is an invention of this project.',
  remains: [
    'An open browser session ends after 30 minutes without use (documented); whether removal ends it at once is not documented.',
    'What becomes of keys and flows that the person knows or made is not documented, and no route to them is published: look at the tenant.',
  ],
  licenses: {
    can: false,
    why: 'What a Webex Connect tenant holds is a contract with Cisco: people take no seats of it.',
  },
  settingsSchema: packagedSchema('webex-connect/settings'),
  planes: ['default'],
  credentialNames: (settings) => {
    const { mode, auditLog } = readSettings(settings);
    return mode === 'adapter' || auditLog ? ['token'] : [];
  },
  withoutCredentials: (settings) => {
    const { mode } = readSettings(settings);
    if (mode === 'adapter') return undefined;
    return 'Or do without: leave credentials out and write settings: { auditLog: false }; then whoever joined is attested.';
  },
  kinds: (portal) => [teammateKind(portal)],
  connect,
};
