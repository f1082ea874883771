import type { ShippedPolicy } from '../../model/policy.ts';

export const fewFullAccess: ShippedPolicy = {
  name: 'few-full-access',
  summary: 'At most so many hold a role on each portal, Full access unless another is named.',
  severity: 'error',
  each: 'portal',
  where: 'params.portal == "" || portal.name == params.portal',
  rule: 'portal.grants.filter(g, g.role == params.role).size() <= params.most',
  names: 'portal.grants.filter(g, g.role == params.role).map(g, g.key)',
  message: 'More people hold the role than the policy allows.',
  params: [
    { name: 'role', text: 'the role that is counted', form: 'text', default: 'Full access' },
    { name: 'most', text: 'how many may hold it on one portal', form: 'number', default: 3 },
    { name: 'portal', text: 'the one Portal that is meant; left empty for each of them', form: 'text', default: '' },
  ],
};
