import { formatAddress } from '../model/address.ts';
import type { Instant } from '../model/instant.ts';
import type { PlannedResource } from './planned-state.ts';

type Described = Pick<PlannedResource, 'kind' | 'attributes' | 'address' | 'identity'>;

/** Whether it administers, or its kind would call giving it a privilege: the same before and after it was given. */
export function isPrivileged(resource: Described, at: Instant): boolean {
  const { kind, attributes, address, identity } = resource;
  if (kind.isAdministrator(attributes)) return true;
  const given = kind.describe({
    verb: kind.arrives,
    address,
    identity: identity ?? {
      document: 'User',
      name: formatAddress(address),
      portal: address.portal,
      kind: address.kind,
    },
    before: null,
    after: attributes,
    presence: 'absent',
    round: kind.arrives === 'invite' ? 1 : 0,
    at,
  });
  return given.consequences.some((consequence) => consequence.kind === 'privilege');
}
