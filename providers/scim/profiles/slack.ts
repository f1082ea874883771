import type { Profile } from '../profile.ts';
import { generic } from './generic.ts';

/**
 * Slack. The userName is a short handle that Slack makes of whatever it is given, so the person is known by the one
 * e-mail it keeps. DELETE only deactivates.
 */
export const slack: Profile = {
  ...generic,
  name: 'slack',
  title: 'Slack',
  key: 'emails',
  userName: { lowerCase: true, longest: 21, without: '[^a-z0-9._-]' },
  pageSize: 1_000,
  deleteMeans: 'deactivated',
  entitlements: false,
};
