import type { Account } from '../portal-state.ts';

/** Documented: Customer, Trial, Partner, with the status of those that are not simply there. */
export function typeAndStatus({ type, status }: Account): string {
  const name = typeNames[type];
  return status === 'active' ? name : `${name} (${status})`;
}

export const typeNames = { customer: 'Customer', trial: 'Trial', partner: 'Partner' } as const;

/** The documented four, in the order of their numbers. */
export const eulaChoices = [
  'Do not prompt',
  'First administrator only',
  'All administrators on first login',
  'All administrators on every change of the agreement',
] as const;
