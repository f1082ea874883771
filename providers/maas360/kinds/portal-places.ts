import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Party } from '../../../engine/model/gate.ts';
import { textIn } from './texts.ts';

/** `the MaaS360 portal (https://…)`; without the address where the settings name none. */
export function portalNamed({ settings }: Pick<PortalDeclaration, 'settings'>): string {
  const url = textIn(settings, 'portalUrl');
  return url === '' ? 'the MaaS360 portal' : `the MaaS360 portal (${url})`;
}

/** Who gives more rights: IBM's page sends everybody to the primary administrator. */
export function primaryNamed({ contacts }: Pick<PortalDeclaration, 'contacts'>): string {
  return contacts.owner === undefined ? 'the primary administrator' : `the primary administrator, ${contacts.owner}`;
}

/** A person at the portal's pages. Never the engine's own account: that one is script-only and cannot log in there. */
export function administratorOf({ contacts, name }: Pick<PortalDeclaration, 'contacts' | 'name'>): Party {
  return { role: 'administrator', name: contacts.owner ?? `the primary administrator of ${name}` };
}

export function supportOf({ contacts }: Pick<PortalDeclaration, 'contacts'>): Party {
  return { role: 'support', name: contacts.support ?? 'IBM MaaS360 support' };
}

/** The way to one account's row. */
export function toAccount(portal: PortalDeclaration, account: string): readonly string[] {
  return [
    `Log in to ${portalNamed(portal)} as a partner administrator with the access right Account Actions Control ` +
      `(who lacks it asks ${primaryNamed(portal)}).`,
    `Account Management tile > Accounts page: find ${account} by Account name or Billing ID.`,
  ];
}

/** The way to the administrators of one account. `needs` are roles, as the portal shows them. */
export function toAdministrators(
  portal: PortalDeclaration,
  { account, needs }: { readonly account: string; readonly needs: readonly string[] },
): readonly string[] {
  const also = needs.length === 0 ? '' : `, and at least ${needs.join(', ')} (only equal or lesser roles can be given)`;
  return [
    `Log in to ${portalNamed(portal)}, to the account ${account}: it takes Service Administrator${also}. ` +
      `Who lacks a role asks ${primaryNamed(portal)}.`,
    'Setup > Portal Administrators > Administrators.',
  ];
}

/** A ticket: the words to send, in one piece to be copied. */
export function requestTo(support: Party, text: string): readonly string[] {
  return [`Open a case with ${support.name}.`, `Text to send: "${text}"`];
}
