import { actLater, stamped } from './service-state.ts';
import type { Customer, ServiceState, Subscriber, Workflow } from './service-state.ts';

export interface WorkflowStart {
  readonly type: string;
  readonly customer: Customer;
  readonly subscriber: Subscriber | null;
  /** When what it does will be there. */
  readonly doneAt: number;
}

/** [ours] That each of these acts has a workflow, and how it is called; the four statuses are documented. */
export function startWorkflow(state: ServiceState, { type, customer, subscriber, doneAt }: WorkflowStart): Workflow {
  const workflow: Workflow = {
    ...stamped(state, 'workflow'),
    type,
    customer: customer.id,
    subscriber: subscriber?.id ?? null,
    status: 'RUNNING',
  };
  state.workflows.set(workflow.id, workflow);
  actLater(state, { from: doneAt, delay: state.settings.delays.workflowLag }, (at) => {
    workflow.status = 'COMPLETED';
    workflow.modifiedAt = at;
  });
  return workflow;
}
