import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { ResourceKind } from '../../../engine/model/provider.ts';
import { account } from './account.ts';
import { administrator } from './administrator.ts';
import { apiAccess } from './api-access.ts';
import { ibmId } from './ibmid.ts';
import { primaryAdministrator } from './primary-administrator.ts';
import { role } from './role.ts';
import { subPartnerRight } from './sub-partner-right.ts';

/** In the order in which a hierarchy comes about. */
export function maas360Kinds(portal: PortalDeclaration): readonly ResourceKind[] {
  return [
    account(portal),
    apiAccess(portal),
    subPartnerRight(portal),
    role(portal),
    primaryAdministrator(portal),
    administrator(portal),
    ibmId(portal),
  ];
}
