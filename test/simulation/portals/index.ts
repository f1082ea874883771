import type { MakePortal } from '../simulated-portal.ts';
import { carelessPortal } from './careless-portal.ts';
import { connectPortal } from './connect-portal.ts';
import { ibmPortal } from './ibm-portal.ts';
import { maas360Portal } from './maas360-portal.ts';
import { memoryPortal } from './memory-portal.ts';
import { scimPortal } from './scim-portal.ts';
import { webexPortal } from './webex-portal.ts';

/** All portals that a scenario may choose from, in the order of its numbers. */
export const portalMakers: readonly MakePortal[] = [
  carelessPortal,
  connectPortal,
  webexPortal,
  memoryPortal,
  scimPortal,
  ibmPortal,
  maas360Portal,
];

/** How often a scenario chooses each of them: seldom where one run takes a hundred requests. */
export const portalWeights: readonly number[] = [4, 4, 2, 4, 4, 1, 2];
