import type { PortalDeclaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { DesiredResource } from '../model/resource.ts';

/**
 * Says where the very account is declared with which Rollcall works: as it stands it may be adopted, but a plan that
 * would change it is refused, and no consent overrides that. Better known before a portal is asked.
 */
export function ownAccount(resources: readonly DesiredResource[], portal: PortalDeclaration): Diagnostic[] {
  const own = portal.account?.toLowerCase();
  const declared = resources.filter(({ address }) => address.key.toLowerCase() === own);
  return declared.map(({ address, origin }) => ({
    code: 'own-account',
    severity: 'warning',
    summary: 'The account that Rollcall works with',
    detail:
      `${address.key} is the account of ${portal.name}. No plan ever changes it: one that would, because it holds ` +
      'anything else there than is declared here, is refused whole.',
    cure: 'Leave this person out, or declare exactly what they hold there and let somebody else change it by hand.',
    origin,
  }));
}
