import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { connect } from './connection.ts';
import { credentials } from './kinds/credentials.ts';
import { customer } from './kinds/customer.ts';
import { panelUser } from './kinds/panel-user.ts';
import { role } from './kinds/role.ts';
import { seat } from './kinds/seat.ts';
import { serviceAssignment } from './kinds/service-assignment.ts';
import { serviceSubscription } from './kinds/service-subscription.ts';
import { subscriber } from './kinds/subscriber.ts';
import { subscription } from './kinds/subscription.ts';
import { credentialNames } from './tenant.ts';

/** IBM Connections Cloud, bought on the Cloud Marketplace: purchase, control panel and IBM itself. */
export const ibmConnections: Provider = {
  name: 'ibm-connections',
  title: 'IBM Connections Cloud',
  reality:
    "IBM Connections Cloud passed to HCL, and its hosts probably no longer answer. The marketplace's and IBM's calls are " +
    "documented or were observed; how the panel's IBM package works is published nowhere and inferred.",
  remains: [
    'Whether open sessions end is not documented.',
    'A soft-deleted account stays in the trash for 30 days and can be restored (documented); a removed one takes the data of its add-ons with it (documented).',
  ],
  licenses: { can: true },
  settingsSchema: packagedSchema('ibm-connections/settings'),
  planes: ['purchase', 'panel', 'service'],
  credentialNames: () => credentialNames,
  kinds: (portal) => [
    customer(portal),
    subscription(portal),
    serviceSubscription(portal),
    panelUser(),
    serviceAssignment(portal),
    subscriber(portal),
    seat(portal),
    role(portal),
    credentials(portal),
  ],
  connect,
};
