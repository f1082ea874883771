import type { JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import { assumed } from './assumptions.ts';
import { assignmentKind } from './kinds/service-assignment.ts';
import { subscriberKind } from './kinds/subscriber.ts';
import { textIn } from './purchase-api.ts';
import { emailOf, idOf } from './service-api.ts';
import type { Tenant } from './tenant.ts';

/** Whether the subscriber can be restored, with everything that the trash keeps. */
export function isInTrash(subscriber: JsonObject): boolean {
  return textIn(subscriber, 'SubscriberState') === assumed.trash.value;
}

/** In the trash nobody can use a seat or a role; making the subscriber restores it, and so does assigning the service. */
export function dormantIn({ portal }: Tenant, subscriber: JsonObject): Pick<ObservedResource, 'dormant'> {
  if (!isInTrash(subscriber)) return {};
  const account = { portal: portal.name, key: emailOf(subscriber) };
  const backWith = [subscriberKind, ...(assumed.restoreBeforeAssigning.value ? [assignmentKind] : [])];
  const because = "kept in IBM's trash";
  return { dormant: { because, backWith: backWith.map((kind) => ({ ...account, kind })) } };
}

/** Restores whoever lies in the trash; of everybody else nothing happens. */
export async function restoreFromTrash(tenant: Tenant, email: string, signal: AbortSignal): Promise<void> {
  const known = await tenant.service().findSubscriber(email);
  if (known === null || !isInTrash(known)) return;
  await restore(tenant, known, signal);
}

/** Roles, seats and data come back with the person, as far as IBM still has them. */
export async function restore(tenant: Tenant, known: JsonObject, signal: AbortSignal): Promise<void> {
  await tenant.service().operate(idOf(known), 'restoreSubscriber', signal);
}

/**
 * That IBM takes seats and roles away there is inferred: a refusal says so, and where the person's case is decided. It
 * is one that planning again does not change, whatever IBM calls it.
 */
export async function fromTrash(key: string, takeAway: () => Promise<void>): Promise<void> {
  const cure = "Restore the person in IBM's administration, or delete them there for good; then plan again.";
  const isPossible: boolean = assumed.revokedInTrash.value;
  const text = `IBM does not take ${key} away from somebody in its trash.`;
  if (!isPossible) throw new ProviderError('invalid', text, { cure });
  try {
    await takeAway();
  } catch (error) {
    const isRefusal = error instanceof ProviderError && (error.code === 'conflict' || error.code === 'invalid');
    if (!isRefusal) throw error;
    const { message, portalText, portalCode } = error;
    const said = {
      ...(portalText === undefined ? {} : { portalText }),
      ...(portalCode === undefined ? {} : { portalCode }),
    };
    throw new ProviderError('invalid', `${text} ${message}`, { ...said, cause: error, cure });
  }
}
