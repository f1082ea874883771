import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import type { Provider } from '../../engine/model/provider.ts';
import { connect } from './connection.ts';
import { maas360Kinds } from './kinds/maas360-kinds.ts';
import { credentialNames } from './tenant.ts';

/** IBM MaaS360 for business partners: their accounts in a hierarchy, and who administers each. */
export const maas360: Provider = {
  name: 'maas360',
  title: 'IBM MaaS360',
  reality:
    'The paths of the web services are documented; most names of their parameters, and nearly all answers, are assumed ' +
    '(one table in the README). What support and people do has no interface: it is asked for, and waited for.',
  remains: [
    'Whether open sessions of a removed administrator end is not documented. A token of the web services lives 60 minutes (documented).',
    'Enrolled devices, and accounts that the person made, stay as they are: removing an administrator changes none (inferred).',
  ],
  licenses: {
    can: false,
    why: 'licences are committed to a customer account when it is made or converted: PartnerLink, with.committedLicenses',
  },
  partners: { can: true },
  settingsSchema: packagedSchema('maas360/settings'),
  planes: ['default'],
  credentialNames: () => credentialNames,
  kinds: maas360Kinds,
  connect,
};
