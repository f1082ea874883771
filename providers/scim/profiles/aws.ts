import type { Profile } from '../profile.ts';
import { generic } from './generic.ts';

/**
 * AWS IAM Identity Center. It never shows who is in a group, so what was last written stands for it; a request changes
 * at most 100 members, and never all at once.
 */
export const aws: Profile = {
  ...generic,
  name: 'aws',
  title: 'AWS IAM Identity Center',
  patch: { ...generic.patch, memberReplacement: false },
  requires: ['givenName', 'familyName', 'displayName'],
  pageSize: 50,
  membersShown: 'nowhere',
  membersPerRequest: 100,
  entitlements: false,
};
