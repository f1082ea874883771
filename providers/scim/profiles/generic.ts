import type { Profile } from '../profile.ts';

/** A server that keeps to RFC 7643 and RFC 7644. */
export const generic: Profile = {
  name: 'generic',
  title: 'SCIM 2.0 server',
  key: 'userName',
  discovery: true,
  abilities: { patch: true, etag: false, filter: true },
  patch: {
    op: 'lower',
    memberRemoval: 'by-filter',
    memberReplacement: true,
    booleans: 'json',
  },
  userName: { lowerCase: true, longest: null, without: null },
  requires: [],
  forgets: [],
  pageSize: 200,
  membersShown: 'in-lists',
  membersPerRequest: 1_000,
  deleteMeans: 'removed',
  deleteWarning: null,
  entitlements: null,
};
