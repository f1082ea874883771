import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { PartnerLinkDeclaration } from '../../../engine/model/partner-declaration.ts';
import { billingIdOf } from './texts.ts';

export function linksOf({
  partnerLinks = [],
}: Pick<PortalDeclaration, 'partnerLinks'>): readonly PartnerLinkDeclaration[] {
  return partnerLinks;
}

export function linkOf(portal: PortalDeclaration, account: string): PartnerLinkDeclaration | undefined {
  return linksOf(portal).find((link) => link.account === account);
}

/** The business partner at the top; undefined where the manifests do not declare it. */
export function topOf(portal: PortalDeclaration): PartnerLinkDeclaration | undefined {
  return linksOf(portal).find(({ parent }) => parent === undefined);
}

/** Whether a document declares this account as the business partner that nobody stands above. */
export function isTop(portal: PortalDeclaration, account: string): boolean {
  const link = linkOf(portal, account);
  return link !== undefined && link.parent === undefined;
}

/**
 * How the account that a grant or a role names is known here: by its name where a PartnerLink declares it, else as it
 * was written. Left out: the business partner at the top. Undefined where nothing says which account that is.
 */
export function accountNamed(portal: PortalDeclaration, text: string | undefined): string | undefined {
  const own = billingIdOf(portal);
  const written = text?.trim();
  if (written === undefined || written === own) return topOf(portal)?.account ?? own;
  return written;
}

/** Documented examples have 7 to 10 digits. */
export function isBillingId(text: string): boolean {
  return /^\d{7,10}$/.test(text);
}

/** The account itself and those above it, from below. */
export function lineOf(portal: PortalDeclaration, account: string): readonly string[] {
  const line: string[] = [];
  let next: string | undefined = account;
  while (next !== undefined && !line.includes(next)) {
    line.push(next);
    next = linkOf(portal, next)?.parent;
  }
  const own = billingIdOf(portal);
  const undeclaredTop = topOf(portal) === undefined && own !== undefined && !line.includes(own);
  return undeclaredTop && linkOf(portal, account) !== undefined ? [...line, own] : line;
}

/** Whether accounts can stand below it, as far as the manifests say; the partner's own billing id is one. */
export function isPartner(portal: PortalDeclaration, account: string): boolean {
  return linkOf(portal, account)?.type === 'partner' || account === billingIdOf(portal);
}
