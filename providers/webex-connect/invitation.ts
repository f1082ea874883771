import type { Address } from '../../engine/model/address.ts';
import { instantOf } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import type { InvitationInput } from './api.ts';
import { textOf } from './kinds/teammate-attributes.ts';
import { invitationId, invitationLifetime, parseRow } from './teammate-row.ts';

/** What is sent for an invitation: only what is declared. */
export function invitationInput(attributes: JsonObject): InvitationInput {
  const { level, levelId, decryptLogs } = attributes;
  return {
    email: textOf(attributes, 'email'),
    role: textOf(attributes, 'role'),
    ...(typeof level === 'string' ? { level } : {}),
    ...(typeof levelId === 'string' ? { levelId } : {}),
    ...(typeof decryptLogs === 'boolean' ? { decryptLogs } : {}),
  };
}

export interface InvitationAnswer {
  readonly answer: JsonObject;
  /** What was asked for. */
  readonly after: JsonObject;
  readonly address: Address;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * What the portal's answer shows of a new invitation: the whole row, or only its id. In the second case nobody has
 * seen the role there, and the evidence says so.
 *
 * @throws ProviderError `ambiguous` where not even an id came: it is looked up then, and not sent again.
 */
export function describedInvitation({ answer, after, address, now }: InvitationAnswer): ObservedResource {
  const { inviteId, expiresAt } = answer;
  if (typeof inviteId !== 'string' || inviteId === '') {
    throw new ProviderError('ambiguous', `The portal says that ${address.key} is invited, but gives no id.`, {
      portalText: Object.keys(answer).join(', '),
      cure: 'The next run looks it up. An adapter answers with inviteId, status and expiresAt.',
    });
  }
  const at = instantOf(now);
  if (Object.hasOwn(answer, 'email') && Object.hasOwn(answer, 'invitedAt')) return parseRow(answer, address.portal, at);
  const given = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
  const expires = Number.isNaN(given) ? now + invitationLifetime : given;
  return {
    address,
    id: invitationId(inviteId),
    presence: 'invited',
    attributes: after,
    invitation: { sentAt: at, expiresAt: instantOf(expires) },
    evidence: { grade: 'indirect', at, note: 'the portal answered that the invitation was made' },
  };
}
