import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import { baseUrlFault, isLoopback } from '../../kit/base-url.ts';
import { billingIdOf } from './texts.ts';

/** The digit of the instance that a host belongs to; undefined for a host that nobody knows. */
export function instanceOf(hostname: string): string | undefined {
  if (hostname === 'services.fiberlink.com') return '1';
  return /^(?:services|apis)\.m([2346])\.maas360\.com$/.exec(hostname)?.[1];
}

/** Observed: the first digit of a billing id is that of its instance. */
export function auditInstance({ name, baseUrls, settings, origin }: PortalDeclaration): readonly Diagnostic[] {
  const text = baseUrls['default'];
  if (text === undefined) return [];
  const fault = baseUrlFault(text);
  if (fault !== undefined) {
    const detail = `The base URL of ${name}: ${fault}.`;
    return [{ code: 'bad-base-url', severity: 'error', summary: 'a base URL that cannot be used', detail, origin }];
  }
  const url = new URL(text);
  if (isLoopback(url)) return [];
  const instance = instanceOf(url.hostname);
  if (instance === undefined) {
    return [
      {
        code: 'unknown-instance-host',
        severity: 'warning',
        summary: 'the host is none of the known instances',
        detail: `${url.hostname} is neither services.fiberlink.com nor services.m2, m3, m4 or m6.maas360.com.`,
        cure: 'Write the address of web services that belongs to your instance.',
        origin,
      },
    ];
  }
  const billingId = billingIdOf({ settings });
  if (billingId === undefined || billingId.startsWith(instance)) return [];
  return [
    {
      code: 'other-instance',
      severity: 'warning',
      summary: 'the host is that of another instance than the billing id',
      detail: `${url.hostname} is instance ${instance}, and the billing id ${billingId} begins with another digit (observed rule).`,
      cure: 'Correct baseUrl or settings.billingId.',
      origin,
    },
  ];
}
