import type { Diagnostic, DocumentPath } from '../model/diagnostic.ts';
import { originOf } from './document.ts';
import type { ResolvedPortal } from './resolve-portals.ts';

/**
 * Portals that are one and the same portal: two documents of one provider with one base URL. Each would take the
 * other's people for strangers. A portal without base URL is its provider's own affair.
 */
export function samePortals(portals: Iterable<ResolvedPortal>): readonly Diagnostic[] {
  const first = new Map<string, Place>();
  const diagnostics: Diagnostic[] = [];
  for (const resolved of portals) {
    const { provider, baseUrls } = resolved.portal;
    for (const [plane, text] of Object.entries(baseUrls)) {
      const url = normalUrl(text);
      if (url === undefined) continue;
      const key = JSON.stringify([provider, plane, url]);
      const here = { resolved, path: urlPath(resolved, plane) };
      const other = first.get(key);
      if (other === undefined) first.set(key, here);
      else diagnostics.push(samePortalTwice(here, other));
    }
  }
  return diagnostics;
}

interface Place {
  readonly resolved: ResolvedPortal;
  readonly path: DocumentPath;
}

function samePortalTwice(here: Place, other: Place): Diagnostic {
  const { portal, document } = here.resolved;
  const { portal: otherPortal, document: otherDocument } = other.resolved;
  return {
    code: 'same-portal-twice',
    severity: 'error',
    summary: 'Two Portal documents for one portal',
    detail:
      `${portal.name} has the same provider and base URL as ${otherPortal.name} ` +
      `(${otherDocument.file}:${otherDocument.line}), so each would remove or change what the other one grants.`,
    cure: 'Keep one of them, and let every access and role name that one; or correct the base URL.',
    origin: originOf(document, here.path),
    related: [{ text: `the base URL of ${otherPortal.name}`, origin: originOf(otherDocument, other.path) }],
  };
}

function urlPath({ document }: ResolvedPortal, plane: string): DocumentPath {
  return document.value.spec.planes === undefined ? ['spec', 'baseUrl'] : ['spec', 'planes', plane];
}

/** One form for all ways to write one address: case and last dot of the host, default port, slashes at the end. */
function normalUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, search } = new URL(text);
  const host = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  let end = pathname.length;
  while (pathname[end - 1] === '/') end -= 1;
  return `${protocol}//${host}:${port}${pathname.slice(0, end)}${search}`;
}
