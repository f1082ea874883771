import { invalid } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Tenant } from './tenant.ts';

/** [ours] The vendor refuses disposable addresses also where their domain is allowed, but publishes no list. */
const disposableDomains = new Set([
  '10minutemail.com',
  'dispostable.com',
  'getnada.com',
  'guerrillamail.com',
  'mailinator.com',
  'maildrop.cc',
  'sharklasers.com',
  'temp-mail.org',
  'throwawaymail.com',
  'trashmail.com',
  'yopmail.com',
]);

export function emailProblem(tenant: Tenant, email: string): Refusal | null {
  if (email.length > 254 || !/^[^\s@<>",;:\\()[\]]+@[^\s@.<>",;:\\()[\]]+(\.[^\s@.<>",;:\\()[\]]+)+$/u.test(email)) {
    return invalid('email is not an e-mail address');
  }
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (disposableDomains.has(domain)) return invalid('Disposable email domains are not allowed');
  const { emailDomains } = tenant.settings;
  if (emailDomains.length > 0 && !emailDomains.includes(domain)) return invalid('User domain not in allowed list');
  return null;
}
