import { findCustomer, findSubscriber } from './api-context.ts';
import type { Api, Call, Reply } from './api-context.ts';
import type { ServiceResult } from './ibm-service.ts';
import { namedReply, runNamedQuery } from './listing.ts';
import { badInput } from './refusal.ts';
import type { Workflow } from './service-state.ts';
import { wireWorkflow } from './wire-objects.ts';

const statuses = ['COMPLETED', 'FAILED', 'DEFERRED', 'RUNNING'];

export function addWorkflowRoutes({ app, route }: Api): void {
  const find = route({ name: 'find workflows', writes: false, by: 'administrator', paged: true, act: findSome });
  app.get('/api/bss/resource/workflow', find);
}

function findSome(call: Call): ServiceResult<Reply> {
  const { c, actor } = call;
  return runNamedQuery(call, {
    getWorkflowByCustomerId: () => {
      const customer = findCustomer(call, c.req.query('customerId'));
      return customer.ok ? answerThose(call, (one) => one.customer === customer.value.id) : customer;
    },
    getWorkflowBySubscriberId: () => {
      const subscriber = findSubscriber(call, c.req.query('subscriberId'));
      return subscriber.ok ? answerThose(call, (one) => one.subscriber === subscriber.value.id) : subscriber;
    },
    getWorkflowByStatus: () => {
      const status = c.req.query('workflowStatus') ?? '';
      if (!statuses.includes(status)) return badInput(`workflowStatus is one of ${statuses.join(', ')}.`);
      const isSeen = (one: Workflow) => actor.role === 'VSR' || one.customer === actor.customer?.id;
      return answerThose(call, (one) => isSeen(one) && one.status === status);
    },
  });
}

function answerThose(call: Call, fits: (one: Workflow) => boolean): ServiceResult<Reply> {
  return namedReply(call, [...call.state.workflows.values()].filter(fits), wireWorkflow);
}
