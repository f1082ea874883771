import type { Profile } from '../profile.ts';
import { generic } from './generic.ts';

/** GitHub Enterprise Managed Users. `active: false` suspends and can be undone; DELETE cannot. */
export const githubEmu: Profile = {
  ...generic,
  name: 'github-emu',
  title: 'GitHub Enterprise Managed Users',
  discovery: false,
  requires: ['externalId', 'displayName'],
  pageSize: 100,
  deleteWarning: 'GitHub deprovisions the account for good: the same person can never have it again',
  entitlements: false,
};
