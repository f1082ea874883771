import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import type { ObservedResource } from '../../../engine/model/resource.ts';

/** What the portal has taken on and works on by itself: its own reads show when it is done. */
export function underWay(portal: PortalDeclaration, observed: ObservedResource, what: string): Gate {
  return {
    step: 'settle',
    title: what,
    waitingFor: { role: 'portal', name: portal.name },
    since: observed.invitation?.sentAt ?? observed.evidence.at,
    proof: { by: 'read' },
    proves: 'The portal shows it as active.',
    instructions: [
      `Nothing: ${portal.name} works on it; minutes are usual. Apply again, or wait with the next run.`,
      `Should it stay so for hours, ask ${portal.contacts.support ?? 'the support of the marketplace'}.`,
    ],
  };
}
