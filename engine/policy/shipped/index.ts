import type { ShippedPolicy } from '../../model/policy.ts';
import { approverNotAdministrator } from './approver-not-administrator.ts';
import { fewFullAccess } from './few-full-access.ts';
import { leaversWithin24h } from './leavers-within-24h.ts';
import { noPersonalMail } from './no-personal-mail.ts';
import { privilegedNeedsTicket } from './privileged-needs-ticket.ts';
import { separationOfDuties } from './separation-of-duties.ts';

/** The policies that come with Rollcall, as `use` names them. */
export const shippedPolicies: readonly ShippedPolicy[] = [
  separationOfDuties,
  fewFullAccess,
  approverNotAdministrator,
  privilegedNeedsTicket,
  leaversWithin24h,
  noPersonalMail,
];
