import type { ShippedPolicy } from '../../model/policy.ts';

export const approverNotAdministrator: ShippedPolicy = {
  name: 'approver-not-administrator',
  summary: 'Who approves administers nothing, and nobody asked for their own privileged access.',
  severity: 'error',
  each: 'user',
  rule: [
    '(!user.grants.exists(g, g.role in params.approvers) || !user.grants.exists(g, g.privileged && !(g.role in params.approvers)))',
    'user.grants.all(g, !g.privileged || !has(g.why.requestedBy) || g.why.requestedBy == ""' +
      ' || (g.why.requestedBy != user.name && g.why.requestedBy.lowerAscii() != user.email))',
  ].join(' && '),
  message: 'Approves and administers, or asked for their own privileged access.',
  params: [{ name: 'approvers', text: 'the roles of those who approve', form: 'texts' }],
};
