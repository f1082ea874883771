import type { KnownActor } from './actor.ts';
import type { Attestable } from './attest-steps.ts';
import { CliFailure } from './cli-failure.ts';
import { exitCodes } from './exit-codes.ts';

/** Nobody vouches for privileged access of their own. Refused wherever a name of the actor is one of the person's. */
export function demandNotBeneficiary(step: Attestable, actor: KnownActor): void {
  if (!step.privileged) return;
  const key = step.address.key.toLowerCase();
  const names = new Set([key, key.split('@')[0] ?? key, step.document?.toLowerCase() ?? key]);
  if (!actor.aliases.some((alias) => names.has(alias))) return;
  throw new CliFailure(`${actor.name} would vouch for privileged access of their own (${step.address.key})`, {
    cure: 'Somebody else has to attest it.',
    exitCode: exitCodes.refused,
  });
}
