import type { ShippedPolicy } from '../../model/policy.ts';

export const separationOfDuties: ShippedPolicy = {
  name: 'separation-of-duties',
  summary: 'Nobody holds both roles of a pair, on whatever portals.',
  severity: 'error',
  each: 'user',
  rule: '!params.pairs.exists(p, user.grants.exists(g, g.role == p[0]) && user.grants.exists(g, g.role == p[1]))',
  message: 'Holds two roles that must be apart.',
  params: [{ name: 'pairs', text: 'pairs of roles, in the words of the plan', form: 'pairs' }],
};
