import type { Profile } from '../profile.ts';
import { generic } from './generic.ts';

/** Atlassian user provisioning. DELETE ends the link to the directory; who is made again gets another id. */
export const atlassian: Profile = {
  ...generic,
  name: 'atlassian',
  title: 'Atlassian user provisioning',
  pageSize: 100,
  membersShown: 'one-by-one',
  deleteWarning: 'Atlassian unlinks and deactivates the managed account, and its record here is gone for good',
  entitlements: false,
};
