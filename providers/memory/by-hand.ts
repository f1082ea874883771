import type { Gate } from '../../engine/model/gate.ts';
import type { ChangeDescription, ChangeDraft, ResourceKind } from '../../engine/model/provider.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';

/** The steps for a verb that the kind cannot do; undefined where it can. */
export function byHand(kind: ResourceKind, draft: ChangeDraft): ChangeDescription['manual'] {
  const capability = kind.capabilities[draft.verb];
  if (capability.can) return undefined;
  const gate: Gate = {
    step: `${draft.verb}-by-hand`,
    title: `Do the ${draft.verb} by hand`,
    waitingFor: { role: 'administrator', name: `administrator of ${draft.address.portal}` },
    since: draft.at,
    proof: { by: 'attest' },
    proves: 'Only the word of the person who attests it.',
    instructions: [
      `Settle with ${draft.address.key} what the ${draft.verb} was for: this portal has no such thing.`,
      `Take the ${draft.verb} out of the manifest, or attest that it is settled.`,
    ],
  };
  return { because: capability.why, gate };
}

/** Nobody is ever invited here; a gate that stands nowhere. */
export function noInvitation(observed: ObservedResource): readonly Gate[] {
  const gate: Gate = {
    step: 'join',
    title: 'Join',
    waitingFor: { role: 'person', name: observed.address.key },
    since: observed.evidence.at,
    proof: { by: 'read' },
    proves: 'The account is there.',
    instructions: [`Nothing to do: ${observed.address.key} is there at once.`],
  };
  return [gate];
}
