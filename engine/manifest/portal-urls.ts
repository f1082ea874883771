import type { Diagnostic, DocumentPath } from '../model/diagnostic.ts';
import type { Provider } from '../model/provider.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { didYouMean } from './nearest.ts';

export interface PortalUrls {
  readonly baseUrls: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The base URL of each plane. `needed` says whether a plane without one is a mistake. */
export function portalUrls(document: ManifestDocument<'Portal'>, provider: Provider, needed: boolean): PortalUrls {
  const { baseUrl, planes } = document.value.spec;
  const diagnostics: Diagnostic[] = [];
  const report = (path: DocumentPath, words: Omit<Diagnostic, 'severity' | 'origin'>): void => {
    diagnostics.push({ ...words, severity: 'error', origin: originOf(document, ['spec', ...path]) });
  };
  const urls: Record<string, string> = {};
  if (baseUrl !== undefined && provider.planes.length !== 1) report(['baseUrl'], severalPlanes(provider));
  else if (baseUrl !== undefined && planes !== undefined) report(['baseUrl'], bothForms);
  else if (baseUrl !== undefined) urls[provider.planes[0] ?? 'default'] = baseUrl;
  for (const [plane, url] of Object.entries(planes ?? {})) {
    if (provider.planes.includes(plane)) urls[plane] = url;
    else report(['planes', plane], unknownPlane(plane, provider));
  }
  const path = (plane: string): DocumentPath => (planes === undefined ? ['baseUrl'] : ['planes', plane]);
  for (const [plane, url] of Object.entries(urls)) {
    const problem = urlProblem(url);
    if (problem !== undefined) report(path(plane), problem);
  }
  const missing = provider.planes.filter((plane) => !Object.hasOwn(urls, plane));
  if (needed && diagnostics.length === 0 && missing.length > 0) report([], missingUrl(missing, provider));
  return { baseUrls: urls, diagnostics };
}

type Words = Omit<Diagnostic, 'severity' | 'origin'>;

const bothForms: Words = {
  code: 'base-url-twice',
  summary: 'Base URLs given in two ways',
  detail: 'Both baseUrl and planes are given.',
  cure: 'Keep one of them.',
};

function severalPlanes(provider: Provider): Words {
  return {
    code: 'plane-needed',
    summary: 'One base URL where the provider has several planes',
    detail: `${provider.name} has the planes ${provider.planes.join(', ') || '(none)'}.`,
    cure: 'Write planes: with one URL for each.',
  };
}

function unknownPlane(plane: string, provider: Provider): Words {
  const hint = didYouMean(plane, provider.planes);
  return {
    code: 'unknown-plane',
    summary: 'A plane that the provider does not have',
    detail: `${provider.name} has no plane ${plane}; it has: ${provider.planes.join(', ')}.`,
    cure: 'Correct or remove it.',
    ...(hint === undefined ? {} : { hint }),
  };
}

function missingUrl(missing: readonly string[], provider: Provider): Words {
  const single = provider.planes.length === 1;
  return {
    code: 'missing-base-url',
    summary: 'A portal without its base URL',
    detail: single ? 'The portal has credentials but no address to use them at.' : `No URL for: ${missing.join(', ')}.`,
    cure: single ? 'Add baseUrl.' : 'Add them under planes.',
  };
}

function urlProblem(text: string): Words | undefined {
  if (!URL.canParse(text)) {
    return {
      code: 'wrong-form',
      summary: 'A text of the wrong form',
      detail: 'This is no URL.',
      cure: 'Write https://host.',
    };
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    return {
      code: 'secret-in-url',
      summary: 'A URL with a user or a password in it',
      detail: 'Credentials are references, never values in a manifest.',
      cure: 'Remove them from the URL, change that password, and add a reference under credentials.',
    };
  }
  if (url.protocol === 'https:' || isLoopback(url.hostname)) return undefined;
  return {
    code: 'insecure-url',
    summary: 'A base URL without TLS',
    detail: 'Only the loopback interface may be reached without TLS.',
    cure: 'Write https:// in place of http://.',
  };
}

/** A name or an address that cannot leave this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
