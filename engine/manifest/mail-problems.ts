import type { Diagnostic, Location, Origin } from '../model/diagnostic.ts';
import type { DeclaredKind } from '../model/declared.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { isLoopback } from './portal-urls.ts';

/** What the schema cannot see of `spec.mail`. */
export function mailProblems(document: ManifestDocument<'Portal'>): readonly Diagnostic[] {
  const { mail } = document.value.spec;
  if (mail === undefined || mail.server.security !== 'none' || isLoopback(mail.server.host)) return [];
  return [
    {
      code: 'insecure-mail-server',
      severity: 'error',
      summary: 'A mail server without TLS',
      detail: `${mail.server.host} is not on this machine: mails, and the password, would travel in clear.`,
      cure: 'Write security: starttls, or tls.',
      origin: originOf(document, ['spec', 'mail', 'server', 'security']),
    },
  ];
}

/**
 * Mails that no server can take: one warning for each portal, before anything is sent. Everything else of the portal
 * can be done without it, and the mails are owed until there is a server.
 */
export function mailsWithoutServer(
  declared: readonly DeclaredKind[],
  locate: (origin: Origin) => Location,
): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const { portal, kind, resources } of declared) {
    if (portal.mail !== undefined || portal.retire || found.has(portal.name)) continue;
    const owed = resources.find((resource) => kind.mails(resource).length > 0);
    if (owed === undefined) continue;
    const [mail] = kind.mails(owed);
    found.set(portal.name, {
      code: 'no-mail-server',
      severity: 'warning',
      summary: 'Mails that no mail server can send',
      detail: `People of ${portal.name} are owed mails ("${mail?.subject}" for ${mail?.to}), but it has no mail server.`,
      cure: 'Add spec.mail with a server and a sender; until then each of these mails fails, and nothing else does.',
      at: locate(portal.origin),
    });
  }
  return [...found.values()];
}
