import { ProviderError } from '../../engine/model/provider-error.ts';

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '[::1]']);

/** True for 127.0.0.0/8, ::1, localhost and names below it: nothing sent there leaves the machine. */
export function isLoopback(url: URL): boolean {
  const { hostname } = url;
  return loopbackNames.has(hostname) || hostname.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** What is wrong with a base URL, in one sentence; undefined where nothing is. */
export function baseUrlFault(text: string): string | undefined {
  if (!URL.canParse(text)) return `${text} is no URL; it should look like https://tenant.example`;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `${text} is neither https nor http`;
  if (url.username !== '' || url.password !== '') return 'a base URL holds no user name or password; name a credential';
  if (url.search !== '' || url.hash !== '') return `${text} has a query or a fragment; a base URL ends with its path`;
  const plain = url.protocol === 'http:' && !isLoopback(url);
  return plain ? `${text} is not encrypted; only loopback may be without https` : undefined;
}

/** @throws ProviderError `invalid` where the text cannot be the base URL of a portal. */
export function parseBaseUrl(text: string): URL {
  const fault = baseUrlFault(text);
  if (fault === undefined) return new URL(text);
  const cure = 'Correct the base URL in the Portal document.';
  throw new ProviderError('invalid', `The base URL cannot be used: ${fault}.`, { cure });
}

/**
 * A path from its parts, each encoded, so that no value from a manifest or a portal can point elsewhere.
 *
 * @throws ProviderError `contract` for a part that is empty or that a URL would resolve away (`.`, `..`).
 */
export function pathOf(...parts: readonly string[]): string {
  for (const part of parts) {
    if (part !== '' && part !== '.' && part !== '..') continue;
    throw new ProviderError('contract', `"${part}" cannot be part of a path, so it cannot be an id of the portal.`);
  }
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The base's own path stays in front: a sandbox serves each portal below one. */
export function joinUrl(base: URL, path: string, query: Query = {}): string {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}${path}`;
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}
