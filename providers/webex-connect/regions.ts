/** The regions that the vendor documents, and the hosts of tenants there: `{tenant}.us.webexconnect.io`. */
export const regions: Readonly<Record<string, string>> = {
  'ca.webexconnect.io': 'AWS Canada',
  'eu.webexconnect.io': 'AWS Ireland',
  'uk.webexconnect.io': 'AWS London',
  'us.webexconnect.io': 'AWS Oregon',
  'us1.webexconnect.io': 'Azure USA',
  'in.webexconnect.io': 'AWS Mumbai',
  'au.webexconnect.io': 'AWS Sydney',
};

/** Hosts from before the name changed; the vendor says that they still work. */
const legacyDomains = [
  'imiconnect.io',
  'imiconnect.eu',
  'imiconnect.us',
  'imiconnect.ca',
  'imiconnect.in',
  'imiconnect.com',
];

/** Whether a host can be that of a tenant: one name below a documented region, or below a legacy domain. */
export function isTenantHost(host: string): boolean {
  const dot = host.indexOf('.');
  const domain = host.slice(dot + 1).toLowerCase();
  return dot > 0 && (Object.hasOwn(regions, domain) || legacyDomains.includes(domain));
}
