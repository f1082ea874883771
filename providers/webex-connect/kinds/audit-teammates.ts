import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { baseUrlFault, isLoopback } from '../../kit/base-url.ts';
import { disposableDomains } from '../disposable-domains.ts';
import { isTenantHost, regions } from '../regions.ts';
import type { Settings } from '../settings.ts';

/** What the portal would refuse, and what its vendor advises against, before anything is sent. */
export function auditTeammates(
  resources: readonly DesiredResource[],
  portal: PortalDeclaration,
  settings: Settings,
): Diagnostic[] {
  const found = auditBaseUrl(portal);
  for (const resource of resources) found.push(...auditAddress(resource, settings), ...auditLevel(resource, settings));
  return found;
}

function auditBaseUrl({ name, baseUrls, origin }: PortalDeclaration): Diagnostic[] {
  const text = baseUrls['default'];
  if (text === undefined) return [];
  const fault = baseUrlFault(text);
  if (fault !== undefined) {
    const detail = `The base URL of ${name}: ${fault}.`;
    return [{ code: 'bad-base-url', severity: 'error', summary: 'a base URL that cannot be used', detail, origin }];
  }
  const url = new URL(text);
  const hosts = Object.keys(regions).join(', ');
  if (isLoopback(url) || isTenantHost(url.hostname)) return [];
  return [
    {
      code: 'unknown-tenant-host',
      severity: 'warning',
      summary: 'the host is none of the documented regions',
      detail: `${url.hostname} is not {tenant}. and one of ${hosts}, nor a legacy imiconnect host.`,
      cure: 'Right for an adapter of your own; otherwise write the address at which you log in to the portal.',
      origin,
    },
  ];
}

function auditAddress(resource: DesiredResource, settings: Settings): Diagnostic[] {
  const { key } = resource.address;
  const domain = key.slice(key.lastIndexOf('@') + 1);
  if (disposableDomains.has(domain)) {
    return [
      refused(resource, {
        code: 'disposable-address',
        summary: 'an address at a domain of throw-away mail',
        detail: `${key} cannot be invited: Webex Connect refuses disposable domains, even those on the allow-list.`,
        cure: 'Use a working address of the person. (Which domains count is our list; the vendor publishes none.)',
      }),
    ];
  }
  const { emailDomains } = settings;
  if (emailDomains.length === 0 || emailDomains.includes(domain)) return [];
  const parent = emailDomains.find((allowed) => domain.endsWith(`.${allowed}`));
  const because = parent === undefined ? '' : ` ${parent} is on it, but sub-domains have to be listed by themselves.`;
  return [
    refused(resource, {
      code: 'domain-not-allowed',
      summary: 'User domain not in allowed list',
      detail: `${key} would be refused: ${domain} is not in emailDomains (${emailDomains.join(', ')}).${because}`,
      cure: 'Correct the address, or let an Owner add the domain at the portal and write it in settings.emailDomains.',
    }),
  ];
}

function auditLevel(resource: DesiredResource, settings: Settings): Diagnostic[] {
  const { role, level, levelId } = resource.attributes;
  const { key } = resource.address;
  if (level !== 'group' && level !== 'team') return [];
  if (role === 'Owner') {
    const detail = `${key} is declared Owner in a ${level}; only people at client level can be Owner.`;
    const cure = 'Leave level out, or give another role.';
    return [refused(resource, { code: 'owner-below-client', summary: 'an Owner below client level', detail, cure })];
  }
  if (levelId === undefined) {
    const detail = `${key} belongs to a ${level}, but levelId does not say which.`;
    const cure = `Write the id of the ${level} as the portal shows it.`;
    return [refused(resource, { code: 'level-without-id', summary: 'a group or team without its id', detail, cure })];
  }
  if (!settings.contactCenter) return [];
  return [
    {
      code: 'level-in-contact-center',
      severity: 'warning',
      summary: 'a group or team in a contact center tenant',
      detail: `${key} is in a ${level}. The vendor recommends client level only, and no ${level} can ever be deleted.`,
      cure: 'Leave level out; or write contactCenter: false in the settings if the tenant is none.',
      origin: resource.origin,
    },
  ];
}

function refused(
  resource: DesiredResource,
  said: Pick<Diagnostic, 'code' | 'summary'> & { readonly detail: string; readonly cure: string },
): Diagnostic {
  return { ...said, severity: 'error', origin: resource.origin };
}
