import type { ShippedPolicy } from '../../model/policy.ts';

export const leaversWithin24h: ShippedPolicy = {
  name: 'leavers-within-24h',
  summary: 'Nothing is held longer than so many hours after its last day, or the last day of the person.',
  // A refusal would hold up the very removals that mend it.
  severity: 'warn',
  each: 'grant',
  where: 'has(grant.until)',
  rule: 'now <= grant.until + duration(string(params.hours) + "h")',
  message: 'Is still held, and should have ended.',
  params: [{ name: 'hours', text: 'hours after the end', form: 'number', default: 24 }],
};
