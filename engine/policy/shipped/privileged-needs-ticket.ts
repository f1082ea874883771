import type { ShippedPolicy } from '../../model/policy.ts';

export const privilegedNeedsTicket: ShippedPolicy = {
  name: 'privileged-needs-ticket',
  summary: 'Whatever a manifest gives that is privileged says a ticket under why.',
  severity: 'error',
  each: 'grant',
  where: 'grant.declared && grant.privileged',
  rule: 'has(grant.why.ticket) && grant.why.ticket.trim() != ""',
  message: 'Privileged access without why.ticket.',
  params: [],
};
