import type { Profile } from '../profile.ts';
import { generic } from './generic.ts';

/** A server that was built for what Microsoft Entra ID sends without its compliance flag, and takes nothing else. */
export const entraStyle: Profile = {
  ...generic,
  name: 'entra-style',
  title: 'SCIM server made for Microsoft Entra ID',
  patch: {
    op: 'capitalised',
    memberRemoval: 'by-value-list',
    memberReplacement: false,
    booleans: 'text',
  },
};
